import { randomBytes } from 'node:crypto';
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from './engine-error.js';
import { identityIsAlive, processIdentity } from './process-identity.js';

const RETRY_MS = 25;
/** Breaking a dead holder's lock takes microseconds; a breaker that is older was killed in the middle of it. */
const BREAKER_AGE_MS_MAX = 10_000;

function readHolder(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Takes the lock by a hard link: the file appears with its holder's name in it, or not at all. */
function tryTake(path: string): boolean {
  const own = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(own, processIdentity(process.pid), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes the lock of a dead holder. Two processes may see the same dead holder, and the slower one must not remove
 * the faster one's new lock: so only one at a time may look again and remove.
 */
function breakDeadLock(path: string): void {
  const breaker = `${path}.breaker`;
  try {
    closeSync(openSync(breaker, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = Date.now() - (statSync(breaker, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > BREAKER_AGE_MS_MAX) rmSync(breaker, { force: true });
    return;
  }
  try {
    const holder = readHolder(path);
    if (holder !== null && !identityIsAlive(holder)) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

/** One process at a time starts or stops the engine of a data folder. */
export async function withEngineLock<T>(home: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const path = join(home, 'lock');
  const deadline = Date.now() + timeoutMs;
  while (!tryTake(path)) {
    const holder = readHolder(path);
    if (holder !== null && !identityIsAlive(holder)) {
      breakDeadLock(path);
    } else if (Date.now() > deadline) {
      throw new EngineError(
        `Process ${holder?.split(' ')[0] ?? '?'} has been starting or stopping the database in ${home} for more than ${timeoutMs / 1000} seconds: end it, then try again.`,
      );
    }
    await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

let registrations = 0;

/** Notes that this process uses the engine; gives what takes the note back. Call it under the lock. */
export function registerUser(home: string): () => void {
  const folder = join(home, 'users');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  registrations += 1;
  const path = join(folder, `${process.pid}-${registrations}`);
  writeFileSync(path, processIdentity(process.pid), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** Does any living process still use the engine? The notes of dead ones are removed. Call it under the lock. */
export function hasLiveUsers(home: string): boolean {
  const folder = join(home, 'users');
  let live = false;
  for (const name of readdirSync(folder)) {
    const identity = readHolder(join(folder, name));
    if (identity !== null && identityIsAlive(identity)) live = true;
    else rmSync(join(folder, name), { force: true });
  }
  return live;
}
