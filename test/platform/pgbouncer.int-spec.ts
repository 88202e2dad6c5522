import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { findFreePort } from '../../src/platform/database/embedded/free-port.js';
import { sendTogether } from '../../src/platform/database/together.js';
import { createMigratedDatabase, type TestDatabase } from '../support/database.js';

const SERVER_CONNECTIONS = 2;
const CLIENTS = 8;
const TRANSACTIONS_OF_A_CLIENT = 50;
const isInstalled = spawnSync('pgbouncer', ['--version']).status === 0;
const suite = isInstalled ? describe : describe.skip;

/** The production file, led to the test's server and folder. */
function configuration(database: URL, port: number, folder: string): string {
  return readFileSync(join(__dirname, '..', '..', 'deploy', 'pgbouncer', 'pgbouncer.ini'), 'utf8')
    .replace(
      'millwright = host=postgres port=5432 dbname=millwright',
      `millwright = host=127.0.0.1 port=${database.port} dbname=${database.pathname.slice(1)}`,
    )
    .replace('listen_addr = 0.0.0.0', 'listen_addr = 127.0.0.1')
    .replace('listen_port = 6432', `listen_port = ${port}`)
    .replace('/etc/pgbouncer/userlist.txt', join(folder, 'userlist.txt'))
    .replace('default_pool_size = 20', `default_pool_size = ${SERVER_CONNECTIONS}`);
}

/** What the API sends first in each transaction, as one message. */
function opening(organizationId: number): string {
  return [
    'BEGIN',
    'SET LOCAL ROLE millwright_app',
    `SET LOCAL lock_timeout = ${1_000 + organizationId}`,
    `SET LOCAL statement_timeout = ${10_000 + organizationId}`,
    `SET LOCAL app.organization_id = ${organizationId}`,
  ].join('; ');
}

const SETTINGS = `
  SELECT current_user::text AS role, current_setting('lock_timeout') AS lock_timeout,
         current_setting('statement_timeout') AS statement_timeout,
         coalesce(current_setting('app.organization_id', true), '') AS organization_id,
         pg_backend_pid() AS backend`;

interface Settings {
  role: string;
  lock_timeout: string;
  statement_timeout: string;
  organization_id: string;
  backend: number;
}

suite(
  `PgBouncer in transaction mode${isInstalled ? '' : ' (not run: there is no pgbouncer on PATH)'}`,
  () => {
    let database: TestDatabase;
    let bouncer: ChildProcess;
    let folder: string;
    let url: string;

    beforeAll(async () => {
      database = await createMigratedDatabase();
      const direct = new URL(database.url);
      folder = mkdtempSync(join(tmpdir(), 'millwright-pgbouncer-'));
      const port = await findFreePort(null);
      writeFileSync(join(folder, 'pgbouncer.ini'), configuration(direct, port, folder));
      writeFileSync(join(folder, 'userlist.txt'), `"${direct.username}" "${direct.password}"\n`);
      // PgBouncer refuses to run as root, as the server does.
      const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
      if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
      chmodSync(folder, 0o755);
      bouncer = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], { ...identity, stdio: 'ignore' });
      const pooled = new URL(direct);
      pooled.port = String(port);
      pooled.pathname = '/millwright';
      url = pooled.href;
      await answers(url);
    });

    afterAll(async () => {
      bouncer.kill('SIGINT');
      await once(bouncer, 'exit');
      await database.drop();
      rmSync(folder, { recursive: true });
    });

    async function answers(target: string): Promise<void> {
      for (let attempt = 0; ; attempt += 1) {
        const client = new Client({ connectionString: target });
        try {
          await client.connect();
          await client.end();
          return;
        } catch (error) {
          if (attempt === 100) throw error;
          await sleep(50);
        }
      }
    }

    /** Some transactions of one client: committed, rolled back, and failed in turn; gives the backends that served it. */
    async function work(pool: Pool, organizationId: number): Promise<number[]> {
      const backends: number[] = [];
      for (let turn = 0; turn < TRANSACTIONS_OF_A_CLIENT; turn += 1) {
        const client = await pool.connect();
        await client.query(opening(organizationId));
        const { rows } = await client.query<Settings>(SETTINGS);
        expect(rows[0]).toMatchObject({
          role: 'millwright_app',
          lock_timeout: `${1_000 + organizationId}ms`,
          statement_timeout: `${10_000 + organizationId}ms`,
          organization_id: String(organizationId),
        });
        backends.push(rows[0]!.backend);
        if (turn % 3 === 2) await expect(client.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
        await client.query(turn % 3 === 1 ? 'ROLLBACK' : 'COMMIT');
        client.release();
      }
      return backends;
    }

    it('hands no role, time limit or organization from one client to the next', async () => {
      const organizations = Array.from({ length: CLIENTS }, (_, index) => 11 + index);
      const pools = organizations.map(() => new Pool({ connectionString: url, max: 1 }));
      const owner = new URL(url).username;
      const direct = new Client({ connectionString: database.url });
      await direct.connect();
      const [untouched] = (await direct.query<Settings>(SETTINGS)).rows;
      await direct.end();

      const backends = await Promise.all(pools.map((pool, index) => work(pool, organizations[index]!)));
      // The clients did share the few connections, or the test would prove nothing.
      expect(new Set(backends.flat()).size).toBeLessThanOrEqual(SERVER_CONNECTIONS);
      for (const pool of pools) {
        const [bare] = (await pool.query<Settings>(SETTINGS)).rows;
        expect(bare).toEqual({
          ...untouched,
          role: owner,
          backend: expect.any(Number),
        });
      }
      await Promise.all(pools.map((pool) => pool.end()));
    });

    it('shows no rows of any organization to a transaction that was opened without one', async () => {
      const pool = new Pool({ connectionString: url, max: 1 });
      const setUp = await pool.connect();
      await setUp.query(opening(1));
      await setUp.query(
        `INSERT INTO item_categories (organization_id, code, name) VALUES (1, 'PLA', 'Filament')`,
      );
      const seen = await setUp.query('SELECT code FROM item_categories');
      await setUp.query('COMMIT');
      setUp.release();
      expect(seen.rows).toContainEqual({ code: 'PLA' });

      const bare = await pool.connect();
      await bare.query('BEGIN; SET LOCAL ROLE millwright_app');
      expect((await bare.query('SELECT code FROM item_categories')).rows).toEqual([]);
      await bare.query('ROLLBACK');
      bare.release();
      await pool.end();
    });

    it('answers statements that travel together, each client its own, and after a failure among them', async () => {
      const work = async (number: number) => {
        const client = new Client({ connectionString: url });
        await client.connect();
        const ask = async (value: number) =>
          (await client.query<{ n: number }>('SELECT 60 / $1::int AS n', [value])).rows[0]!.n;
        for (let turn = 1; turn <= TRANSACTIONS_OF_A_CLIENT; turn += 1) {
          await client.query(opening(number));
          const both = sendTogether(client, [() => ask(number), () => ask(turn % 3), () => ask(1)] as const);
          if (turn % 3 === 0) await expect(both).rejects.toThrow('division by zero');
          else expect(await both).toEqual([Math.trunc(60 / number), 60 / (turn % 3), 60]);
          await client.query('COMMIT');
        }
        await client.end();
      };
      await Promise.all(Array.from({ length: CLIENTS }, (_, index) => work(11 + index)));
    });
  },
);
