import { loadConfig } from '../platform/config/index.js';
import { parseDbCommand, runDbCommand } from '../platform/database/migrations/command-line.js';
import { resolveDatabase } from '../platform/database/resolve-database.js';

/** `npm run db -- <command>`: walks the database up and down the schema lineage. */
async function main(args: string[]): Promise<number> {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const command = parseDbCommand(args);
  if (command.command === 'history') return runDbCommand(command, '', write);
  const database = await resolveDatabase(loadConfig());
  try {
    return await runDbCommand(command, database.directUrl, write);
  } finally {
    await database.stop();
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
