import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { prepareBinaries, type EngineBinaries } from './binaries.js';
import { createCluster, removeUnfinished, requireSameMajorVersion } from './cluster.js';
import { prepareEngineHome, type EngineHome } from './engine-home.js';
import { asEngineError, EngineError } from './engine-error.js';
import { hasLiveUsers, registerUser, withEngineLock } from './engine-lock.js';
import { findFreePort } from './free-port.js';
import { findSecret, getOrCreateSecret } from './secrets.js';
import { launchServer, stopServer, waitForServer } from './server-process.js';
import { giveClusterToServer } from './server-user.js';

const SUPERUSER = 'postgres';
const SUPERUSER_SECRET = 'database-superuser';
/** Owns the database and may make the application's role, but is no superuser: row level security binds it. */
const OWNER = 'millwright';
const OWNER_SECRET = 'database-owner';
const DATABASE = 'millwright';
const LOCK_TIMEOUT_MS = 90_000;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const START_ATTEMPTS = 40;

/** Fits a small machine; every commit is on the disk before it is answered. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  // Room for a migration that touches every table and partition in one transaction.
  max_locks_per_transaction: '256',
  idle_in_transaction_session_timeout: '5min',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] ',
};

export interface EmbeddedEngineOptions {
  /** Where data live between starts (`./.data`). */
  dataDir: string;
  /** Where data of closed folders live instead, when this process is root. */
  substituteRoot?: string;
  /** Receives one line when something is not as asked for. */
  log?: (message: string) => void;
  /** The installed package of PostgreSQL programs; found by itself when not given. */
  packageDir?: string;
}

export interface EmbeddedEngine {
  /** Logs in as the owner of the database. */
  url: string;
  /** The same: there is no pooler in between. */
  directUrl: string;
  /** False when a server of an earlier or another process was found running. */
  startedByUs: boolean;
  /** The data folder that is really used. */
  dataDir: string;
  /** Leaves the engine; the last living user stops it. Calling it again does nothing. */
  stop(): Promise<void>;
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function withSuperuser<T>(
  home: EngineHome,
  port: number,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: urlOf(SUPERUSER, getOrCreateSecret(home.dataDir, SUPERUSER_SECRET), port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  // A server that dies under the question must not take this process with it: the query itself is refused as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Does our server answer on this port? Another program's, or another data folder's, is not ours. */
async function ping(home: EngineHome, port: number): Promise<void> {
  const answer = await withSuperuser(home, port, (client) =>
    client.query<{ data_directory: string }>('SHOW data_directory'),
  );
  const served = answer.rows[0]?.data_directory ?? '';
  if (resolve(served) !== home.clusterDir) {
    throw new EngineError(`Port ${port} answers for other data: ${served}.`);
  }
}

/** Makes the login and the database that the application uses, where a first start did not come so far. */
async function ensureDatabase(home: EngineHome, port: number): Promise<void> {
  const password = getOrCreateSecret(home.dataDir, OWNER_SECRET);
  await withSuperuser(home, port, async (client) => {
    const known = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [OWNER, DATABASE],
    );
    const { role, database } = known.rows[0]!;
    if (!role) await client.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`);
    if (!database) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  });
}

function readKeptPort(home: EngineHome): number | null {
  const file = join(home.home, 'port');
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

async function createClusterOnce(home: EngineHome, binaries: EngineBinaries): Promise<void> {
  removeUnfinished(home.clusterDir);
  if (existsSync(home.clusterDir)) {
    requireSameMajorVersion(home.clusterDir, binaries);
    giveClusterToServer(home.clusterDir, home.user);
    if (findSecret(home.dataDir, SUPERUSER_SECRET) === null) {
      throw new EngineError(
        `The passwords of the database in ${home.clusterDir} are missing: put the folder ${join(home.dataDir, 'secrets')} back from a copy.`,
      );
    }
    return;
  }
  await createCluster({
    clusterDir: home.clusterDir,
    binaries,
    user: home.user,
    superuser: { name: SUPERUSER, password: getOrCreateSecret(home.dataDir, SUPERUSER_SECRET) },
    durable: true,
  });
}

/** Starts a server on data that nobody serves; gives its port. */
async function startServer(home: EngineHome, binaries: EngineBinaries): Promise<number> {
  let preferredPort = readKeptPort(home);
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(preferredPort);
    const failure = await launchServer({
      clusterDir: home.clusterDir,
      binaries,
      user: home.user,
      port,
      settings: SETTINGS,
      logFile: join(home.home, 'server.log'),
      startTimeoutMs: START_TIMEOUT_MS,
      ping: (candidate) => ping(home, candidate),
    });
    if (failure === null) {
      writeFileSync(join(home.home, 'port'), `${port}\n`);
      return port;
    }
    if (failure.kind === 'other' || attempt === START_ATTEMPTS) {
      throw new EngineError(
        `The embedded PostgreSQL in ${home.home} did not start: ${failure.reason}; see ${join(home.home, 'server.log')}.`,
      );
    }
    // Somebody took the port in between, or the backends of a killed server have not all ended yet.
    if (failure.kind === 'port_taken') preferredPort = null;
    await sleep(250);
  }
}

async function attachOrStart(
  home: EngineHome,
  findBinaries: () => EngineBinaries,
): Promise<{ port: number; startedByUs: boolean }> {
  if (existsSync(home.clusterDir)) {
    const running = await waitForServer(home.clusterDir, (port) => ping(home, port), START_TIMEOUT_MS);
    if (running !== null) return { port: running.port, startedByUs: false };
  }
  const binaries = findBinaries();
  await createClusterOnce(home, binaries);
  return { port: await startServer(home, binaries), startedByUs: true };
}

async function stopWhenUnused(home: EngineHome, findBinaries: () => EngineBinaries): Promise<void> {
  if (!hasLiveUsers(home.home)) await stopServer(home.clusterDir, findBinaries(), STOP_TIMEOUT_MS);
}

/** What is done under the lock: a running server, its database, and the note that we use it. */
async function enter(home: EngineHome, findBinaries: () => EngineBinaries): Promise<EmbeddedEngine> {
  const { port, startedByUs } = await attachOrStart(home, findBinaries);
  const unregister = registerUser(home.home);
  try {
    await ensureDatabase(home, port);
  } catch (error) {
    unregister();
    await stopWhenUnused(home, findBinaries);
    throw error;
  }
  let left: Promise<void> | null = null;
  const leave = (): Promise<void> =>
    withEngineLock(home.home, LOCK_TIMEOUT_MS, async () => {
      unregister();
      await stopWhenUnused(home, findBinaries);
    });
  const url = urlOf(OWNER, getOrCreateSecret(home.dataDir, OWNER_SECRET), port, DATABASE);
  return { url, directUrl: url, startedByUs, dataDir: home.dataDir, stop: () => (left ??= leave()) };
}

/**
 * Gives a real PostgreSQL on this machine's loopback address: starts it, or attaches to the one that already runs on
 * these data, be it another process's or what a killed process left behind.
 */
export async function startEmbeddedEngine(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  const log = options.log ?? ((message: string) => void process.stderr.write(`${message}\n`));
  const home = prepareEngineHome(options.dataDir, options.substituteRoot ?? '/var/lib/millwright', log);
  let binaries: EngineBinaries | null = null;
  const findBinaries = (): EngineBinaries =>
    (binaries ??= prepareBinaries({
      user: home.user,
      copyRoot: home.home,
      // The line about the data's place has said it already.
      log: home.substituted ? () => undefined : log,
      packageDir: options.packageDir,
    }));
  try {
    return await withEngineLock(home.home, LOCK_TIMEOUT_MS, () => enter(home, findBinaries));
  } catch (error) {
    throw asEngineError(error, home.dataDir);
  }
}
