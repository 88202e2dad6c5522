import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Fields of /proc/<pid>/stat after the command, which may itself hold spaces and brackets: state is the first, the
 * start in ticks after boot the twentieth.
 */
function linuxStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string | null {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** Is there such a process? A zombie is none: nobody may ever collect it in a container without an init. */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') {
    const stat = linuxStat(pid);
    return stat !== null && stat[0] !== 'Z' && stat[0] !== 'X';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Names one run of one process: numbers are used again, after a restart of the machine at once. */
export function processIdentity(pid: number): string {
  const start = process.platform === 'linux' ? linuxStat(pid)?.[19] : ps(pid, 'lstart');
  return `${pid} ${(start ?? '').replace(/\s+/g, '-')}`.trim();
}

/** Is the process that once had this identity still running? */
export function identityIsAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && processIdentity(pid) === identity.trim();
}

/** The command line of a process, or null where it cannot be known. */
export function commandLine(pid: number): string | null {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return null;
  }
}
