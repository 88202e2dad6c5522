import { Client } from 'pg';
import { loadConfig } from '../../src/platform/config/index.js';
import { runPendingMigrations } from '../../src/platform/database/migrations/index.js';
import { DatabaseUnavailableError, resolveDatabase } from '../../src/platform/database/resolve-database.js';
import { createDatabase, createMigratedDatabase, type TestDatabase } from '../support/database.js';
import { EngineFolders, serverPid, sql } from './support/engine-folders.js';

const JWT_SECRET = 'a secret of the tests, long enough';
const folders = new EngineFolders();
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
  folders.remove();
});

async function refusal(url: string): Promise<string> {
  const error = await resolveDatabase(loadConfig({ DATABASE_URL: url, JWT_SECRET })).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseUnavailableError);
  return (error as Error).message;
}

describe('a server of DATABASE_URL', () => {
  it('is used as it is, and left running', async () => {
    const resolved = await resolveDatabase(loadConfig({ DATABASE_URL: database.url, JWT_SECRET }));
    expect(resolved).toMatchObject({
      url: database.url,
      directUrl: database.url,
      embedded: false,
      jwtSecret: JWT_SECRET,
    });
    await resolved.stop();
    expect(await sql(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('has a second address for what no pooler may carry', async () => {
    const directUrl = `${database.url}?application_name=direct`;
    const config = loadConfig({ DATABASE_URL: database.url, DATABASE_DIRECT_URL: directUrl, JWT_SECRET });
    expect((await resolveDatabase(config)).directUrl).toBe(directUrl);
  });

  it.each<[string, (url: URL) => void, string]>([
    ['a wrong password', (url) => (url.password = 'opensesame'), 'the user or the password is wrong'],
    ['a port without a server', (url) => (url.port = '1'), 'nothing listens there'],
    ['a database that is not there', (url) => (url.pathname = '/nowhere'), 'there is no such database'],
  ])('is refused in one sentence for %s', async (_case, change, reason) => {
    const url = new URL(database.url);
    change(url);
    const message = await refusal(url.href);
    expect(message).toBe(
      `The PostgreSQL server of DATABASE_URL (${url.host}${url.pathname}) cannot be used: ${reason}.`,
    );
    expect(message).not.toContain(url.password);
  });
});

describe('the embedded engine', () => {
  it('carries the whole schema as a login that is no superuser, and keeps its signing secret', async () => {
    const dataDir = folders.fresh();
    const first = await resolveDatabase(loadConfig({ DATA_DIR: dataDir }));
    expect(first.embedded).toBe(true);
    expect((await runPendingMigrations(first.directUrl)).length).toBeGreaterThan(0);
    // What every transaction of the API begins with.
    const client = new Client({ connectionString: first.url });
    await client.connect();
    await client.query('BEGIN; SET LOCAL ROLE millwright_app; SET LOCAL app.organization_id = 1');
    const { rows } = await client.query(
      'SELECT current_user::text AS who, count(*)::int AS rows FROM products',
    );
    expect(rows).toEqual([{ who: 'millwright_app', rows: 0 }]);
    await client.query('ROLLBACK');
    await client.end();
    await first.stop();

    const second = await resolveDatabase(loadConfig({ DATA_DIR: dataDir }));
    expect(second.jwtSecret).toBe(first.jwtSecret);
    expect(second.jwtSecret.length).toBeGreaterThanOrEqual(32);
    expect(await runPendingMigrations(second.directUrl)).toEqual([]);
    await second.stop();
    expect(serverPid(dataDir)).toBeNull();
  });

  it('signs with JWT_SECRET when one is given', async () => {
    const config = loadConfig({ DATA_DIR: await folders.withData(), JWT_SECRET });
    const resolved = await resolveDatabase(config);
    expect(resolved.jwtSecret).toBe(JWT_SECRET);
    await resolved.stop();
  });
});

describe('databases of the tests', () => {
  it('are copies of one migrated database, and do not see one another', async () => {
    const [one, two] = await Promise.all([createMigratedDatabase(), createMigratedDatabase()]);
    const [facts] = await sql(
      one.url,
      `SELECT (SELECT count(*)::int FROM organizations) AS organizations,
              (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS mighty`,
    );
    expect(facts).toEqual({
      organizations: 1,
      mighty: process.env.MILLWRIGHT_TEST_OWNER === undefined ? expect.any(Boolean) : false,
    });
    await sql(one.url, 'CREATE TABLE only_here ()');
    expect(await sql(two.url, `SELECT to_regclass('only_here')::text AS found`)).toEqual([{ found: null }]);
    await Promise.all([one.drop(), two.drop()]);
  });
});
