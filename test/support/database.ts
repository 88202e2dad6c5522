import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { runPendingMigrations } from '../../src/platform/database/migrations/index.js';

/** A database of its own for one spec file. */
export interface TestDatabase {
  /** Logs in as the database's owner, who is no superuser (on a server of DATABASE_URL: as that URL's user). */
  url: string;
  name: string;
  /** Removes it, ending connections that are still open. */
  drop(): Promise<void>;
}

/** A superuser's URL to the maintenance database of the run's server. */
export function adminUrl(): string {
  const url = process.env.MILLWRIGHT_TEST_ADMIN_URL;
  if (url === undefined) throw new Error('the test server is not running: is globalSetup configured?');
  return url;
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function ownerUrl(databaseName: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${databaseName}`;
  const owner = process.env.MILLWRIGHT_TEST_OWNER;
  if (owner !== undefined) [url.username, url.password] = owner.split(':') as [string, string];
  return url.href;
}

function databaseName(purpose: string): string {
  return `millwright_test_${process.env.MILLWRIGHT_TEST_RUN_ID}_${purpose}`;
}

async function create(admin: Client, name: string, template: string): Promise<void> {
  const owner = process.env.MILLWRIGHT_TEST_OWNER?.split(':')[0];
  const ownership = owner === undefined ? '' : `OWNER ${owner}`;
  await admin.query(`CREATE DATABASE "${name}" ${ownership} TEMPLATE "${template}"`);
}

/** Makes an empty database, or a copy of `template`. */
export async function createDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const name = databaseName(randomBytes(6).toString('hex'));
  await asAdmin((admin) => create(admin, name, options.template ?? 'template0'));
  const drop = (): Promise<void> =>
    asAdmin(async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    });
  return { url: ownerUrl(name), name, drop };
}

/** Made and migrated by whichever worker comes first; the others wait for it. */
async function migratedTemplate(): Promise<string> {
  const name = databaseName('template');
  await asAdmin(async (admin) => {
    // Held by the session: whoever dies while migrating lets the next one in, who begins anew.
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const known = await admin.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (known.rowCount === 1) return;
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await create(admin, name, 'template0');
    await runPendingMigrations(ownerUrl(name));
    // Marked last: the mark says that it is complete.
    await admin.query(`ALTER DATABASE "${name}" IS_TEMPLATE true`);
  });
  return name;
}

/** Makes a database with the whole schema: a copy of one that is migrated once a run. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  return createDatabase({ template: await migratedTemplate() });
}
