import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programPath, type EngineBinaries } from './binaries.js';
import { EngineError } from './engine-error.js';
import { commandLine, isAlive } from './process-identity.js';
import { serverEnvironment, spawnIdentity, type ServerUser } from './server-user.js';

const POLL_MS = 20;
/** Waiting does not help against these. */
const WRONG_PASSWORD_STATES = ['28P01', '28000'];
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** What PostgreSQL itself writes down about its running server. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly stopping: boolean;
}

function readPostmasterFile(clusterDir: string): Postmaster | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, port: Number(lines[3] ?? 0), stopping: (lines[7] ?? '').trim() === 'stopping' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The server that runs on these data, whoever started it; null when there is none. A file that names a dead process,
 * or a living one that is not our server (numbers are used again), means that the server was killed.
 */
export function findPostmaster(clusterDir: string): Postmaster | null {
  const postmaster = readPostmasterFile(clusterDir);
  if (postmaster === null || !isAlive(postmaster.pid)) return null;
  const command = commandLine(postmaster.pid);
  return command === null || command.includes(clusterDir) ? postmaster : null;
}

/** How a server run ended before it answered: the caller may try again. */
export type StartFailure = { kind: 'port_taken' | 'memory_in_use' | 'other'; reason: string };

function readFailure(logFile: string, fromByte: number): StartFailure {
  const text = existsSync(logFile) ? readFileSync(logFile).subarray(fromByte).toString('utf8') : '';
  const lines = text.split('\n').filter((line) => /FATAL|PANIC|error while loading|ERROR/.test(line));
  const reason = (lines[0] ?? text.trim().split('\n').pop() ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
  if (/Address already in use|could not create any TCP\/IP sockets/i.test(text)) {
    return { kind: 'port_taken', reason };
  }
  if (/is still in use|lock file "postmaster.pid" already exists/i.test(text)) {
    return { kind: 'memory_in_use', reason };
  }
  if (/No space left on device/i.test(text)) return { kind: 'other', reason: 'the disk is full' };
  return { kind: 'other', reason };
}

export interface ServerOptions {
  clusterDir: string;
  binaries: EngineBinaries;
  user: ServerUser;
  port: number;
  /** Server settings by name, on top of where it listens. */
  settings: Readonly<Record<string, string>>;
  logFile: string;
  startTimeoutMs: number;
  /** Throws while the server does not accept connections yet. */
  ping: (port: number) => Promise<void>;
}

function openLog(logFile: string): { descriptor: number; sizeBytes: number } {
  const sizeBytes = existsSync(logFile) ? statSync(logFile).size : 0;
  if (sizeBytes > LOG_BYTES_MAX) {
    renameSync(logFile, `${logFile}.1`);
    return { descriptor: openSync(logFile, 'a', 0o600), sizeBytes: 0 };
  }
  return { descriptor: openSync(logFile, 'a', 0o600), sizeBytes };
}

/**
 * Starts the server in a process group of its own, so that Ctrl-C in the terminal reaches us alone and the pool is
 * closed before the engine. Gives null when it answers, else why it does not.
 */
export async function launchServer(options: ServerOptions): Promise<StartFailure | null> {
  const { clusterDir, binaries, user, port, logFile } = options;
  // Nobody runs on these data, or we would not be here; the server itself would trust a reused process number.
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openLog(logFile);
  const child = spawn(programPath(binaries.binDir, 'postgres'), ['-D', clusterDir, ...args], {
    ...spawnIdentity(user),
    cwd: clusterDir,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
    windowsHide: true,
  });
  closeSync(log.descriptor);
  let ended: string | null = null;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`));
  child.unref();

  const deadline = Date.now() + options.startTimeoutMs;
  while (ended === null && Date.now() < deadline) {
    try {
      await options.ping(port);
      return null;
    } catch {
      await sleep(POLL_MS);
    }
  }
  if (ended === null) {
    throw new EngineError(
      `The embedded PostgreSQL did not answer within ${options.startTimeoutMs / 1000} seconds; its log is ${logFile}.`,
    );
  }
  const failure = readFailure(logFile, log.sizeBytes);
  return failure.reason === '' ? { ...failure, reason: ended } : failure;
}

/** Waits until a server that somebody else started answers; null when it ended instead. */
export async function waitForServer(
  clusterDir: string,
  ping: (port: number) => Promise<void>,
  timeoutMs: number,
): Promise<Postmaster | null> {
  const deadline = Date.now() + timeoutMs;
  let refusal: unknown = null;
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(clusterDir);
    if (postmaster === null) return null;
    if (!postmaster.stopping && postmaster.port > 0) {
      try {
        await ping(postmaster.port);
        return postmaster;
      } catch (error) {
        refusal = error;
        if (WRONG_PASSWORD_STATES.includes(String((error as { code?: string }).code))) break;
      }
    }
    await sleep(POLL_MS);
  }
  const reason = refusal instanceof Error ? `: ${refusal.message}` : '';
  throw new EngineError(
    `The embedded PostgreSQL that already runs on ${clusterDir} does not answer${reason}.`,
  );
}

async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    await sleep(POLL_MS);
  }
  return !isAlive(pid);
}

/** Stops the server: open transactions are rolled back, the data are written; at the very last without waiting. */
export async function stopServer(
  clusterDir: string,
  binaries: EngineBinaries,
  timeoutMs: number,
): Promise<void> {
  const postmaster = findPostmaster(clusterDir);
  if (postmaster === null) return;
  if (process.platform === 'win32') {
    // Windows has no signals: only this program can ask the server to end in good order.
    spawnSync(programPath(binaries.binDir, 'pg_ctl'), ['stop', '-m', 'fast', '-D', clusterDir]);
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(postmaster.pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd(postmaster.pid, signal === 'SIGINT' ? timeoutMs : 5_000)) return;
  }
}
