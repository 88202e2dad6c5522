import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../create-app.js';
import { loadConfig } from '../platform/config/index.js';
import { runPendingMigrations } from '../platform/database/migrations/index.js';
import { resolveDatabase } from '../platform/database/resolve-database.js';
import { Runtime } from '../platform/runtime.js';
import { explainFailure } from '../start-up-failure.js';

/**
 * Runs one piece of work with the whole application but without listening, beside a running API or alone. A failure is
 * one sentence and exit code 1.
 */
export function withApplication(work: (app: NestFastifyApplication) => Promise<void>): void {
  run(work).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${explainFailure(error)}\n`);
      process.exit(1);
    },
  );
}

async function run(work: (app: NestFastifyApplication) => Promise<void>): Promise<void> {
  const config = { ...loadConfig(), LOG_LEVEL: 'warn' as const };
  const database = await resolveDatabase(config);
  let app: NestFastifyApplication | undefined;
  try {
    if (config.MIGRATE_ON_START) await runPendingMigrations(database.directUrl);
    app = await createApp(new Runtime(config, database.url, database.directUrl, database.jwtSecret));
    await app.init();
    await work(app);
  } finally {
    await app?.close();
    await database.stop();
  }
}
