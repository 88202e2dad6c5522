import { createMigrator } from './index.js';
import type { LineageClass } from './lineage.js';
import { LineageError } from './migration.errors.js';
import type { MigrationStatus, Migrator } from './migrator.js';

export const USAGE = `Usage: npm run db -- <command>
  up [revision|+n]       apply pending steps: all, up to a revision, or the next n
  down [revision|base]   undo the last step, or all steps after a revision
  status                 what is applied and pending; exit code 0 clean, 1 pending, 2 something is wrong
  current                the last applied step
  history [--verbose]    the lineage from the first step to the last
A revision is the document's id, such as 017 or b1815de543ea.`;

const COMMANDS = ['up', 'down', 'status', 'current', 'history'] as const;

/** A parsed command line. */
export interface DbCommand {
  command: (typeof COMMANDS)[number];
  target: string | undefined;
  verbose: boolean;
}

/** Reads the arguments after the program's name; throws with the usage when they make no sense. */
export function parseDbCommand(args: readonly string[]): DbCommand {
  const options = args.filter((arg) => arg.startsWith('--'));
  const [command, target, ...rest] = args.filter((arg) => !arg.startsWith('--'));
  const known = COMMANDS.find((name) => name === command);
  const takesTarget = known === 'up' || known === 'down';
  const unknownOption = options.find((option) => option !== '--verbose' || known !== 'history');
  if (!known || rest.length > 0 || unknownOption || (target !== undefined && !takesTarget)) {
    throw new LineageError(`This is not a command of db: ${args.join(' ') || '(nothing)'}.\n${USAGE}`);
  }
  return { command: known, target, verbose: options.includes('--verbose') };
}

function describe(step: LineageClass): string {
  const aliases = step.aliases?.length ? ` (${step.aliases.join(', ')})` : '';
  return `${step.revision}${aliases}  ${step.name}`;
}

function describeVerbosely(step: LineageClass): string {
  return [
    describe(step),
    `    ${step.summary}`,
    `    document: ${step.document}`,
    `    parents: ${step.parents.join(', ') || 'none'}`,
    `    down loses: ${step.downLoses}`,
  ].join('\n');
}

function describeStatus(status: MigrationStatus): string[] {
  return [
    ...status.applied.map((step) => `applied  ${describe(step)}`),
    ...status.pending.map((step) => `pending  ${describe(step)}`),
    ...status.problems.map((problem) => `WRONG    ${problem}`),
    `${status.applied.length} applied, ${status.pending.length} pending, ${status.problems.length} wrong`,
  ];
}

/** Runs one command against the database at `url` and answers the exit code. */
export async function runDbCommand(
  { command, target, verbose }: DbCommand,
  url: string,
  write: (line: string) => void,
): Promise<number> {
  const migrator: Migrator = createMigrator(url, {
    onStep: (step, direction, durationMs) => {
      const loss = direction === 'down' ? `; lost: ${step.downLoses}` : '';
      write(`${direction.padEnd(4)}  ${describe(step)}  ${durationMs} ms${loss}`);
    },
  });
  switch (command) {
    case 'up':
    case 'down': {
      const steps = await migrator[command](target);
      if (steps.length === 0) write('Nothing to do.');
      return 0;
    }
    case 'status': {
      const status = await migrator.status();
      describeStatus(status).forEach(write);
      return status.exitCode;
    }
    case 'current': {
      const { applied, pending } = await migrator.status();
      const last = applied.at(-1);
      write(last ? `${describe(last)}${pending.length === 0 ? '  (head)' : ''}` : 'No step is applied.');
      return 0;
    }
    case 'history':
      for (const step of migrator.history()) write(verbose ? describeVerbosely(step) : describe(step));
      return 0;
  }
}
