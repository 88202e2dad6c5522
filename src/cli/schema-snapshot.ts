import { writeFile } from 'node:fs/promises';
import { loadConfig } from '../platform/config/index.js';
import { snapshotOfHead } from '../platform/database/migrations/schema-snapshot.js';
import { resolveDatabase } from '../platform/database/resolve-database.js';

const SNAPSHOT_FILE = 'migrations/schema.snapshot.txt';

/** `npm run schema:snapshot`: writes the schema at the head of the lineage, for the difference to be reviewed. */
async function main(): Promise<void> {
  const database = await resolveDatabase(loadConfig());
  try {
    await writeFile(SNAPSHOT_FILE, await snapshotOfHead(database.directUrl));
    process.stdout.write(`${SNAPSHOT_FILE} is written.\n`);
  } finally {
    await database.stop();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
