import { DataSource, type QueryRunner } from 'typeorm';
import { DOWN_REFUSED } from '../../../../migrations/support/refuse.js';
import { checkLineage, type Direction, type LineageClass, positionOf } from './lineage.js';
import {
  compareState,
  createRecords,
  deleteRecord,
  insertRecord,
  problemsOf,
  readRecords,
  requireSound,
  type SchemaState,
} from './migration-records.js';
import {
  DownRefusedError,
  LineageError,
  MigratorBusyError,
  ServerTooOldError,
  StepFailedError,
} from './migration.errors.js';

const SERVER_VERSION_MIN = 150_000;
/** Two numbers that only migrators of this program lock; advisory locks belong to one database. */
const ADVISORY_LOCK = '20518, 1';
const LOCK_POLL_MS = 100;

export interface MigratorOptions {
  lineage: readonly LineageClass[];
  /** How long a second migrator waits for the first. */
  waitForOtherMs?: number;
  /** How long a step waits for a lock on a table that the running program holds. */
  lockTimeoutMs?: number;
  /** How long one statement of a step may take. */
  statementTimeoutMs?: number;
  /** Told after each step. */
  onStep?: (step: LineageClass, direction: Direction, durationMs: number) => void;
}

export interface MigrationStatus extends SchemaState {
  /** 0 clean, 1 steps are pending, 2 something is wrong. */
  exitCode: 0 | 1 | 2;
  problems: string[];
}

/** Refuses servers that do not know the SQL of the steps. */
export function requireServerVersion(serverVersionNum: number): void {
  if (serverVersionNum >= SERVER_VERSION_MIN) return;
  const major = Math.floor(serverVersionNum / 10_000);
  throw new ServerTooOldError(
    `The server is PostgreSQL ${major}; this program needs PostgreSQL 15 or newer.`,
  );
}

/**
 * Walks a database up and down the lineage. One step is one transaction together with its record, and one migrator at a
 * time holds a session lock, so `url` must lead to the server itself and not through a pooler of transactions.
 */
export class Migrator {
  private readonly options: Required<MigratorOptions>;

  constructor(
    private readonly url: string,
    options: MigratorOptions,
  ) {
    checkLineage(options.lineage);
    this.options = {
      waitForOtherMs: 120_000,
      lockTimeoutMs: 10_000,
      statementTimeoutMs: 900_000,
      onStep: () => undefined,
      ...options,
    };
  }

  /** Applies pending steps: all, up to a revision (included), or `+n` of them. Answers those that it applied. */
  async up(target?: string): Promise<LineageClass[]> {
    return this.exclusively(async (queryRunner) => {
      const { pending, applied } = await this.soundState(queryRunner);
      const steps = pending.slice(0, this.countUp(target, applied.length));
      if (steps.length > 0) await createRecords(queryRunner);
      for (const step of steps) await this.runStep(queryRunner, step, 'up');
      return steps;
    });
  }

  /** Undoes the last step, or all steps after a revision (which stays), or with `base` everything. */
  async down(target?: string): Promise<LineageClass[]> {
    return this.exclusively(async (queryRunner) => {
      const { applied } = await this.soundState(queryRunner);
      const steps = applied.slice(this.keptDown(target, applied.length)).toReversed();
      for (const step of steps) await this.runStep(queryRunner, step, 'down');
      return steps;
    });
  }

  /** Where the database stands, without writing to it. */
  async status(): Promise<MigrationStatus> {
    return this.connected(async (queryRunner) => {
      const state = await this.state(queryRunner);
      const problems = problemsOf(state);
      const exitCode = problems.length > 0 ? 2 : state.pending.length > 0 ? 1 : 0;
      return { ...state, problems, exitCode };
    });
  }

  /** The last applied step, or undefined for an empty database. */
  async current(): Promise<LineageClass | undefined> {
    return (await this.status()).applied.at(-1);
  }

  /** The lineage from the first step to the last; needs no database. */
  history(): readonly LineageClass[] {
    return this.options.lineage;
  }

  private countUp(target: string | undefined, appliedCount: number): number | undefined {
    if (target === undefined || target === 'head') return undefined;
    const relative = /^\+(\d+)$/.exec(target);
    if (relative) return Number(relative[1]);
    const position = positionOf(this.options.lineage, target);
    if (position < appliedCount - 1) {
      throw new LineageError(`The database is past revision ${target} already; use down to go back.`);
    }
    return position + 1 - appliedCount;
  }

  private keptDown(target: string | undefined, appliedCount: number): number {
    if (target === undefined || target === '-1') return Math.max(appliedCount - 1, 0);
    if (target === 'base') return 0;
    const position = positionOf(this.options.lineage, target);
    if (position >= appliedCount) {
      throw new LineageError(`The database has not reached revision ${target}; use up to go there.`);
    }
    return position + 1;
  }

  private async state(queryRunner: QueryRunner): Promise<SchemaState> {
    return compareState(this.options.lineage, await readRecords(queryRunner));
  }

  private async soundState(queryRunner: QueryRunner): Promise<SchemaState> {
    const state = await this.state(queryRunner);
    requireSound(state);
    return state;
  }

  private async runStep(queryRunner: QueryRunner, step: LineageClass, direction: Direction): Promise<void> {
    const startedAt = performance.now();
    await queryRunner.startTransaction();
    try {
      await queryRunner.query(
        `SET LOCAL search_path = public;
         SET LOCAL lock_timeout = ${this.options.lockTimeoutMs};
         SET LOCAL statement_timeout = ${this.options.statementTimeoutMs};`,
      );
      await new step()[direction](queryRunner);
      const durationMs = Math.round(performance.now() - startedAt);
      if (direction === 'up') await insertRecord(queryRunner, step, durationMs);
      else await deleteRecord(queryRunner, step);
      await queryRunner.commitTransaction();
      this.options.onStep(step, direction, durationMs);
    } catch (error) {
      await queryRunner.rollbackTransaction().catch(() => undefined);
      throw explainFailure(step, direction, error);
    }
  }

  /** Runs `work` on a connection of its own that no other migrator shares the database with. */
  private async exclusively<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return this.connected(async (queryRunner) => {
      await this.lock(queryRunner);
      // The lock ends with the session, which `connected` closes in any case.
      return work(queryRunner);
    });
  }

  private async lock(queryRunner: QueryRunner): Promise<void> {
    const giveUpAt = performance.now() + this.options.waitForOtherMs;
    for (;;) {
      const [answer] = await queryRunner.query(`SELECT pg_try_advisory_lock(${ADVISORY_LOCK}) AS locked`);
      if (answer.locked) return;
      if (performance.now() >= giveUpAt) {
        const seconds = Math.round(this.options.waitForOtherMs / 1000);
        throw new MigratorBusyError(
          `Another migrator is at work on this database; gave up after ${seconds} s.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    }
  }

  private async connected<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    const dataSource = new DataSource({
      type: 'postgres',
      url: this.url,
      poolSize: 1,
      applicationName: 'millwright-migrator',
      connectTimeoutMS: 10_000,
    });
    await dataSource.initialize();
    try {
      const queryRunner = dataSource.createQueryRunner();
      const [server] = await queryRunner.query(
        `SELECT current_setting('server_version_num')::int AS version`,
      );
      requireServerVersion(server.version);
      try {
        return await work(queryRunner);
      } finally {
        await queryRunner.release();
      }
    } finally {
      await dataSource.destroy();
    }
  }
}

function explainFailure(step: LineageClass, direction: Direction, error: unknown): Error {
  const { code, message } = error as { code?: string; message: string };
  if (code === DOWN_REFUSED) {
    return new DownRefusedError(`Step ${step.revision} refuses to go down: ${message}.`, { cause: error });
  }
  return new StepFailedError(
    `Step ${step.revision} failed going ${direction}, nothing of it was kept: ${message}`,
    {
      cause: error,
    },
  );
}
