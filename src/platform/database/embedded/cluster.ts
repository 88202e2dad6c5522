import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { programPath, type EngineBinaries } from './binaries.js';
import { EngineError } from './engine-error.js';
import { giveToServer, serverEnvironment, spawnIdentity, type ServerUser } from './server-user.js';

export interface ClusterOptions {
  clusterDir: string;
  binaries: EngineBinaries;
  user: ServerUser;
  superuser: { name: string; password: string };
  /** Waits until the new files are on the disk; throw-away clusters need not. */
  durable: boolean;
}

function runInitdb(options: ClusterOptions, targetDir: string, passwordFile: string): Promise<void> {
  const { binaries, user, superuser, durable } = options;
  const args = [
    `--pgdata=${targetDir}`,
    `--username=${superuser.name}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Sorts by code point everywhere and still knows the letters of every language, without the system's locales.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(programPath(binaries.binDir, 'initdb'), args, {
      ...spawnIdentity(user),
      cwd: dirname(targetDir),
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.once('error', (error) => reject(new EngineError(`initdb does not start: ${error.message}.`)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(initdbRefusal(complaints, targetDir))));
  });
}

function initdbRefusal(complaints: string, targetDir: string): EngineError {
  if (/No space left on device|disk quota/i.test(complaints)) {
    return new EngineError(
      `The disk that holds ${dirname(targetDir)} is full: a new database needs about 50 MB.`,
    );
  }
  const reason = complaints.split('\n').find((line) => /error:|FATAL:/.test(line)) ?? complaints.trim();
  return new EngineError(`The database could not be set up in ${dirname(targetDir)}: ${reason.trim()}.`);
}

/**
 * Removes what interrupted set-ups left behind. Only the holder of the engine's lock may call it. The initdb of a
 * killed process may still be writing: what cannot be removed now is left for the next time, since it is in nobody's way.
 */
export function removeUnfinished(clusterDir: string): void {
  const prefix = `${basename(clusterDir)}.unfinished-`;
  for (const name of readdirSync(dirname(clusterDir))) {
    if (!name.startsWith(prefix)) continue;
    try {
      rmSync(join(dirname(clusterDir), name), { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

/**
 * Sets up a new cluster. It is made in a folder of its own and renamed when it is complete, so that an interrupted
 * set-up is never taken for data.
 */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { clusterDir, user, superuser } = options;
  const unfinished = `${clusterDir}.unfinished-${process.pid}`;
  const passwordFile = `${unfinished}.password`;
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    chmodSync(unfinished, 0o700);
    giveToServer(unfinished, user);
    writeFileSync(passwordFile, superuser.password, { mode: 0o600 });
    giveToServer(passwordFile, user);
    await runInitdb(options, unfinished, passwordFile);
    renameSync(unfinished, clusterDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Refuses data of another major version: PostgreSQL cannot read them, and must not try. */
export function requireSameMajorVersion(clusterDir: string, binaries: EngineBinaries): void {
  const versionFile = join(clusterDir, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new EngineError(
      `The folder ${clusterDir} holds no database (PG_VERSION is missing): move it away to start with an empty one.`,
    );
  }
  const made = Number.parseInt(readFileSync(versionFile, 'utf8'), 10);
  if (made !== binaries.majorVersion) {
    throw new EngineError(
      `The data in ${clusterDir} were made by PostgreSQL ${made}, and this version of Millwright brings PostgreSQL ${binaries.majorVersion}: dump them with the older one and load them again, or set DATABASE_URL.`,
    );
  }
}
