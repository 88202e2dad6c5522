import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, prepareDocuments } from './create-app.js';
import { makePrintFarm } from './demo/print-farm.js';
import { FirstRunService } from './modules/identity/index.js';
import { type AppConfig, loadConfig } from './platform/config/index.js';
import { runPendingMigrations } from './platform/database/migrations/index.js';
import { type ResolvedDatabase, resolveDatabase } from './platform/database/resolve-database.js';
import { Runtime } from './platform/runtime.js';
import { requireFreePort } from './require-free-port.js';
import { explainFailure } from './start-up-failure.js';

/** Starts everything in the order in which it is needed; what was started is stopped in the reverse order. */
async function main(): Promise<void> {
  const config = loadConfig();
  await requireFreePort(config.PORT, config.HOST);
  const database = await resolveDatabase(config);
  let app: NestFastifyApplication | undefined;
  const stop = onceOnly(async () => {
    await app?.close();
    await database.stop();
  });
  try {
    if (config.MIGRATE_ON_START) await runPendingMigrations(database.directUrl);
    app = await createApp(new Runtime(config, database.url, database.directUrl, database.jwtSecret));
    stopOnSignals(stop);
    await app.init();
    await setUpFirstRun(app, config);
    await prepareDocuments(app);
    await app.listen(config.PORT, config.HOST);
    announce(config.PORT, database);
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function setUpFirstRun(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const administrator = await app.get(FirstRunService).setUp(config.ADMIN_EMAIL);
  if (!administrator) return;
  const { email, password } = administrator;
  process.stdout.write(
    `\nThe first administrator is ${email} with the password ${password}\n` +
      `It is shown this once; \`npm run admin:reset\` makes a new one.\n\n`,
  );
  if (config.DEMO_DATA) await makePrintFarm(app, email, password);
}

function announce(port: number, database: ResolvedDatabase): void {
  const engine = database.embedded ? 'an embedded PostgreSQL' : 'the PostgreSQL server of DATABASE_URL';
  process.stdout.write(
    `Millwright serves on http://localhost:${port} with ${engine}: API under /api/v1, Swagger UI at /docs.\n`,
  );
}

/** Ctrl-C and a polite kill end the process cleanly; npm sends the signal a second time, which changes nothing. */
function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

function fail(error: unknown): never {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}

main().catch(fail);
