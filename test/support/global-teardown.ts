import { Client } from 'pg';
import type { TestCluster } from './test-cluster.js';

declare global {
  // A variable of the global object can only be declared with var.
  var millwrightTestCluster: TestCluster | undefined;
}

/** Removes what this run made: the whole throw-away server, or its databases on the server of DATABASE_URL. */
export default async function globalTeardown(): Promise<void> {
  const cluster = globalThis.millwrightTestCluster;
  if (cluster !== undefined) {
    const { stopTestCluster } = await import('./test-cluster.js');
    await stopTestCluster(cluster);
    return;
  }
  const admin = new Client({ connectionString: process.env.MILLWRIGHT_TEST_ADMIN_URL });
  await admin.connect();
  const made = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'millwright_test_' || $1 || '_%'`,
    [process.env.MILLWRIGHT_TEST_RUN_ID],
  );
  for (const { datname } of made.rows) {
    await admin.query(`ALTER DATABASE "${datname}" IS_TEMPLATE false`);
    await admin.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  }
  await admin.end();
}
