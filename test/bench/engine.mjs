/** A throw-away data folder with the product's own engine, and everything that the benchmarks need around it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../dist/src/platform/config/index.js';
import { runPendingMigrations } from '../../dist/src/platform/database/migrations/index.js';
import { resolveDatabase } from '../../dist/src/platform/database/resolve-database.js';

export async function startEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  const environment = {
    DATA_DIR: folder,
    DATABASE_POOL_SIZE: '20',
    RATE_LIMIT_PER_MINUTE: '10000000',
    LOGIN_RATE_LIMIT_PER_MINUTE: '100000',
    LOG_LEVEL: 'error',
    LOG_PRETTY: 'false',
    DEMO_DATA: 'false',
  };
  const config = loadConfig({ ...environment });
  const database = await resolveDatabase(config);
  await runPendingMigrations(database.directUrl);
  return {
    config,
    database,
    environment,
    async stop() {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
