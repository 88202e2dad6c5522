import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The account that the server runs as; `null` is the account of this process. PostgreSQL refuses to run as root. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

/** "nobody" on every Linux: a number needs no account to be created. */
const NOBODY_ID = 65534;

/**
 * Root hands the server to somebody else: to the owner of data that exist already (an ordinary user may have made
 * them), else to nobody.
 */
export function chooseServerUser(clusterDir: string): ServerUser {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(clusterDir)) {
    const owner = statSync(clusterDir);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  return { uid: NOBODY_ID, gid: NOBODY_ID };
}

/** Options for `spawn` that make the child run as the server's user. */
export function spawnIdentity(user: ServerUser): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

/** The environment of the engine's programs: what the system needs to run them, and none of the application's secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  return { ...Object.fromEntries(names.map((name) => [name, process.env[name]])), LC_ALL: 'C' };
}

/** Gives a file or folder to the server's user, where that is another one than ours. */
export function giveToServer(path: string, user: ServerUser): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

/**
 * Hands a whole cluster to the server's user: data that root put back from a copy belong to root, and PostgreSQL
 * reads only what is its own.
 */
export function giveClusterToServer(clusterDir: string, user: ServerUser): void {
  if (user === null || statSync(clusterDir).uid === user.uid) return;
  for (const name of readdirSync(clusterDir, { recursive: true }) as string[]) {
    lchownSync(join(clusterDir, name), user.uid, user.gid);
  }
  // The folder itself comes last: its owner tells whether the work was finished.
  chmodSync(clusterDir, 0o700);
  chownSync(clusterDir, user.uid, user.gid);
}

/**
 * Can the server's user come to this folder? Asked by trying, because modes, access lists and mount options all have
 * a say in it. The shell is there wherever root runs a server: initdb needs it too.
 */
export function canEnter(folder: string, user: ServerUser): boolean {
  if (user === null) return true;
  const attempt = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...spawnIdentity(user),
    cwd: '/',
    stdio: 'ignore',
  });
  return attempt.status === 0;
}

/**
 * Makes a folder with its parents. What root makes new is left open for passing through, whatever the umask is, so
 * that the server's user reaches the data below; folders that were there keep their modes.
 */
export function makeReachableFolder(folder: string, user: ServerUser): void {
  const missing: string[] = [];
  for (let path = folder; !existsSync(path) && path !== dirname(path); path = dirname(path))
    missing.push(path);
  for (const path of missing.toReversed()) makeFolder(path);
  if (user !== null) for (const path of missing) chmodSync(path, 0o711);
}

/**
 * One folder at a time: on a read-only file system Node's recursive way says that there is no such file, and below
 * /proc it never comes back.
 */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/** The nearest folder on the way down to `folder` that the server's user may not enter, for the message. */
export function closedFolderOnTheWay(folder: string, user: ServerUser): string | null {
  let path = '/';
  for (const part of folder.split('/').filter((name) => name !== '')) {
    path = join(path, part);
    if (!canEnter(path, user)) return path;
  }
  return null;
}
