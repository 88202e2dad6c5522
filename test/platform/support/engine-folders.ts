import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedEngine } from '../../../src/platform/database/embedded/index.js';
import { findPostmaster } from '../../../src/platform/database/embedded/server-process.js';
import { makeReachableFolder } from '../../../src/platform/database/embedded/server-user.js';

const NOBODY = { uid: 65534, gid: 65534 };
export const IS_ROOT = process.getuid?.() === 0;

/** The cluster of a data folder. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, 'postgres', 'cluster');
}

/** The process of the server that runs on a data folder, or null. */
export function serverPid(dataDir: string): number | null {
  return existsSync(clusterOf(dataDir)) ? (findPostmaster(clusterOf(dataDir))?.pid ?? null) : null;
}

/** Runs one statement as the application's login. */
export async function sql(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Folders of one spec: data folders, some of them copied from one that was set up once, because that takes a second. */
export class EngineFolders {
  private readonly root = mkdtempSync(join(tmpdir(), 'millwright-engine-'));
  private count = 0;

  constructor() {
    // A folder of mkdtemp is closed to everybody else, the server's user among them.
    chmodSync(this.root, 0o755);
  }

  /** A path that does not exist yet, in a folder that everybody may pass through. */
  fresh(): string {
    this.count += 1;
    const parent = join(this.root, String(this.count));
    makeReachableFolder(parent, IS_ROOT ? NOBODY : null);
    return join(parent, 'data');
  }

  /** A data folder with a row in it whose server is stopped. */
  async withData(): Promise<string> {
    const template = join(this.root, 'template');
    if (!existsSync(template)) {
      const engine = await startEmbeddedEngine({ dataDir: template });
      await sql(engine.url, `CREATE TABLE note AS SELECT 'kept' AS text`);
      await engine.stop();
    }
    const dataDir = this.fresh();
    cpSync(template, dataDir, { recursive: true });
    return dataDir;
  }

  /** Ends what still runs and removes everything. */
  remove(): void {
    // Looked for everywhere below: a failed test may have left a server in a substitute folder as well.
    for (const path of readdirSync(this.root, { recursive: true }) as string[]) {
      if (!path.endsWith('postmaster.pid')) continue;
      const pid = findPostmaster(join(this.root, dirname(path)))?.pid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
