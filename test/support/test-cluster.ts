import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { prepareBinaries, type EngineBinaries } from '../../src/platform/database/embedded/binaries.js';
import { createCluster } from '../../src/platform/database/embedded/cluster.js';
import { findFreePort } from '../../src/platform/database/embedded/free-port.js';
import { isAlive } from '../../src/platform/database/embedded/process-identity.js';
import {
  findPostmaster,
  launchServer,
  stopServer,
} from '../../src/platform/database/embedded/server-process.js';
import {
  canEnter,
  chooseServerUser,
  makeReachableFolder,
} from '../../src/platform/database/embedded/server-user.js';

const FOLDER_PREFIX = 'millwright-test-';
/** The login of the tests: like production's, it owns its databases and is no superuser. */
export const OWNER_ROLE = 'millwright_owner';

export interface TestCluster {
  folder: string;
  binaries: EngineBinaries | null;
  adminUrl: string;
  ownerPassword: string;
}

/** Speed over safety: nobody reads these data after a crash. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  timezone: 'UTC',
  max_locks_per_transaction: '256',
};

/** Stops the servers and removes the folders of runs that were killed. */
async function removeLeftovers(folderRoot: string): Promise<void> {
  for (const name of readdirSync(folderRoot)) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const runnerPid = Number(name.slice(FOLDER_PREFIX.length).split('-')[0]);
    if (!Number.isInteger(runnerPid) || isAlive(runnerPid)) continue;
    killServer(join(folderRoot, name));
    rmSync(join(folderRoot, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** Ends the server at once and without waiting: its data are thrown away. */
export function killServer(folder: string): void {
  const postmaster = findPostmaster(join(folder, 'cluster'));
  if (postmaster !== null) process.kill(postmaster.pid, 'SIGQUIT');
}

async function createRoles(adminUrl: string, ownerPassword: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE ROLE ${OWNER_ROLE} LOGIN CREATEROLE CREATEDB PASSWORD '${ownerPassword}'`);
  // Roles belong to the whole server: whoever migrates first makes this one, and only its maker may hand it on.
  await admin.query(`CREATE ROLE millwright_app NOLOGIN`);
  await admin.query(`GRANT millwright_app TO ${OWNER_ROLE} WITH ADMIN OPTION`);
  await admin.end();
}

/** Starts the throw-away server of one test run. */
export async function startTestCluster(): Promise<TestCluster> {
  const root =
    process.platform === 'win32' || canEnter(tmpdir(), chooseServerUser('')) ? tmpdir() : '/var/tmp';
  await removeLeftovers(root);
  const folder = join(root, `${FOLDER_PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  const clusterDir = join(folder, 'cluster');
  const user = chooseServerUser(clusterDir);
  makeReachableFolder(folder, user);
  const binaries = prepareBinaries({ user, copyRoot: folder, log: console.warn });
  const password = randomBytes(16).toString('hex');
  const superuser = { name: 'postgres', password };
  await createCluster({ clusterDir, binaries, user, superuser, durable: false });
  const urlOf = (port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(null);
    const failure = await launchServer({
      clusterDir,
      binaries,
      user,
      port,
      settings: SETTINGS,
      logFile: join(folder, 'server.log'),
      startTimeoutMs: 30_000,
      ping: async () => {
        const client = new Client({ connectionString: urlOf(port) });
        await client.connect();
        await client.end();
      },
    });
    if (failure === null) {
      const ownerPassword = randomBytes(16).toString('hex');
      await createRoles(urlOf(port), ownerPassword);
      return { folder, binaries, adminUrl: urlOf(port), ownerPassword };
    }
    if (failure.kind !== 'port_taken' || attempt === 5) throw new Error(failure.reason);
  }
}

/** Stops the server of this run and removes everything it wrote. */
export async function stopTestCluster(cluster: TestCluster): Promise<void> {
  if (cluster.binaries !== null) await stopServer(join(cluster.folder, 'cluster'), cluster.binaries, 5_000);
  rmSync(cluster.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
