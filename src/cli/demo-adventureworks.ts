import 'reflect-metadata';
import { importCompany } from '../demo/adventureworks/company.js';
import { readSource } from '../demo/adventureworks/source.js';
import { withApplication } from './with-application.js';

/** `npm run demo:adventureworks -- FOLDER`: brings in that company and makes bicycles; no server needs to run. */
const folder = process.argv[2];
if (folder) {
  withApplication(async (app) => importCompany(app, await readSource(folder)));
} else {
  process.stderr.write(
    'Name the folder that holds the AdventureWorks CSV files: npm run demo:adventureworks -- FOLDER\n',
  );
  process.exitCode = 2;
}
