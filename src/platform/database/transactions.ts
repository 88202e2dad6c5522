import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { invariant } from '../../kernel/invariant.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../access/principal.js';
import { Runtime } from '../runtime.js';
import { isRetryable, translateDatabaseError } from './database.errors.js';
import { findStoredAnswer, KeyTaken, storeAnswer } from './idempotency-store.js';
import { ReplicaDataSource } from './replica-data-source.js';
import { fetchRows } from './row-cursor.js';
import { StatementNames } from './statement-names.js';
import { type Statements, sendTogether } from './together.js';
import type { Tx } from './tx.js';

/** Role that every statement of the API runs under: neither owner nor superuser, so row level security binds it. */
export const APPLICATION_ROLE = 'millwright_app';

/**
 * The only way to the database for domain code: one call, one transaction, one effect.
 *
 * A serialization failure or deadlock runs the whole closure again, at most four times. Lock and statement timeouts are
 * always set: a stuck lock is a clean 503. No HTTP call, file or mail belongs inside; append to the outbox.
 */
@Injectable()
export class Transactions {
  private readonly names = new StatementNames();

  constructor(
    private readonly dataSource: DataSource,
    private readonly replica: ReplicaDataSource,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  /**
   * Runs `work` in one transaction. When the principal carries an idempotency key, the answer is stored in that same
   * transaction; a second request with the key gets the stored answer and does nothing. So `work` returns what can be
   * written as JSON.
   */
  async run<T>(principal: Principal, work: (tx: Tx) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { idempotency } = principal;
    if (idempotency) {
      invariant(!idempotency.spent, 'one idempotent request runs one transaction');
      idempotency.spent = true;
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(this.dataSource, principal, work, options);
      } catch (error) {
        if (!isRetryable(error) || attempt >= LIMITS.transactionAttemptsMax)
          throw translateDatabaseError(error);
        // The connection is released by now. A short, uneven pause keeps rivals from meeting again.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
      }
    }
  }

  /** Runs reads in one read-only transaction, on the replica where there is one that answers. */
  async read<T>(principal: Principal, work: (tx: Tx) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const source = (await this.replica.available()) ?? this.dataSource;
    try {
      return await this.attempt(source, { ...principal, idempotency: undefined }, work, {
        ...options,
        readOnly: true,
      });
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /**
   * One statement without an organization, for the few SECURITY DEFINER functions that find it. Row level security shows
   * it nothing else.
   */
  async lookup<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const nobody = { organizationId: 0 } as Principal;
    try {
      return await this.attempt(this.dataSource, nobody, (tx) => tx.query<Row>(sql, parameters), {
        readOnly: true,
      });
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  private async attempt<T>(
    source: DataSource,
    principal: Principal,
    work: (tx: Tx) => Promise<T>,
    options: RunOptions,
  ) {
    const runner = source.createQueryRunner();
    let client: PoolClient | undefined;
    let broken: Error | undefined;
    try {
      client = (await runner.connect()) as PoolClient;
      await client.query(this.opening(principal, options));
      joinTransaction(runner);
      return await this.workAndCommit(this.makeTx(runner, client, principal), work);
    } catch (error) {
      if (client) {
        await client.query('ROLLBACK').catch((failure: Error) => {
          broken = failure;
        });
      }
      const stored = await this.answerOfEarlierRequest<T>(error, client, principal, broken, options);
      if (stored) return stored.body;
      throw error;
    } finally {
      leaveTransaction(runner);
      await runner.release();
    }
  }

  private async workAndCommit<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const result = await work(tx);
    const { idempotency } = tx.principal;
    if (idempotency) await storeAnswer(tx, idempotency, result);
    const { command } = await tx.client.query('COMMIT');
    // A transaction that failed in between is rolled back by COMMIT, which then reports just that and no error.
    invariant(command === 'COMMIT', 'the transaction had failed and was rolled back');
    return result;
  }

  /**
   * The key is written last, so a repeated request may first run into what its twin did (stock gone, number taken).
   * Whatever refused it: when the key has an answer, that is the answer.
   */
  private async answerOfEarlierRequest<T>(
    error: unknown,
    client: PoolClient | undefined,
    principal: Principal,
    broken: Error | undefined,
    options: RunOptions,
  ): Promise<{ body: T } | null> {
    const { idempotency } = principal;
    if (!idempotency || !client || broken || isRetryable(error)) return null;
    const unavailable = error instanceof DomainError && error.kind === 'unavailable';
    if (unavailable && !(error instanceof KeyTaken)) return null;
    await client.query(this.opening(principal, options));
    try {
      return await findStoredAnswer<T>(client, principal, idempotency);
    } finally {
      await client.query('ROLLBACK');
    }
  }

  /** One message opens the transaction and fences it; every value in it is ours or a checked integer. */
  private opening(principal: Principal, options: RunOptions): string {
    const { config } = this.runtime;
    invariant(Number.isSafeInteger(principal.organizationId), 'an organization id is an integer');
    const statementTimeoutMs = options.statementTimeoutMs ?? config.STATEMENT_TIMEOUT_MS;
    return [
      `BEGIN${options.snapshot ? ' ISOLATION LEVEL REPEATABLE READ' : ''}${options.readOnly ? ' READ ONLY' : ''}`,
      `SET LOCAL ROLE ${APPLICATION_ROLE}`,
      `SET LOCAL lock_timeout = ${options.lockTimeoutMs ?? config.LOCK_TIMEOUT_MS}`,
      `SET LOCAL statement_timeout = ${statementTimeoutMs}`,
      `SET LOCAL app.organization_id = ${principal.organizationId}`,
      ...(options.mayBeLost ? ['SET LOCAL synchronous_commit = off'] : []),
    ].join('; ');
  }

  private makeTx(runner: QueryRunner, client: PoolClient, principal: Principal): Tx {
    // Poolers of before 2023 lose named statements; past one every connection is ours alone.
    const names = this.runtime.databaseUrl === this.runtime.directUrl ? this.names : null;
    const run = (text: string, parameters: readonly unknown[], format: object = {}) => {
      const name = names?.nameOf(text, parameters);
      return client.query({ ...format, ...(name ? { name } : {}), text, values: parameters as unknown[] });
    };
    return {
      organizationId: principal.organizationId,
      principal,
      now: this.clock.now(),
      manager: runner.manager,
      client,
      async query<Row>(sql: string, parameters: readonly unknown[] = []) {
        return (await run(sql, parameters)).rows as Row[];
      },
      async cells(sql: string, parameters: readonly unknown[]) {
        return (await run(sql, parameters, AS_TEXT)).rows as unknown as (string | null)[][];
      },
      rows: <Row>(sql: string, parameters: readonly unknown[]) => fetchRows<Row>(client, sql, parameters),
      async execute(sql: string, parameters: readonly unknown[] = []) {
        return (await run(sql, parameters)).rowCount ?? 0;
      },
      together: <T extends readonly unknown[]>(statements: Statements<T>) => sendTogether(client, statements),
    } as unknown as Tx;
  }
}

const AS_TEXT = { rowMode: 'array', types: { getTypeParser: () => (value: string) => value } };

export interface RunOptions {
  readOnly?: boolean;
  /** All statements see one snapshot, for reports that must agree with themselves. */
  snapshot?: boolean;
  /** Does not wait for the disk: after a crash, the last moments of what only tells how far something is may be missing. */
  mayBeLost?: boolean;
  /** For work that is long by nature (imports); the default is for one request. */
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
}

/** TypeORM did not open the transaction, so it is told: `save()` then joins and a nested transaction is a savepoint. */
function joinTransaction(runner: QueryRunner): void {
  const inner = runner as QueryRunner & { isTransactionActive: boolean; transactionDepth: number };
  inner.isTransactionActive = true;
  inner.transactionDepth = 1;
}

function leaveTransaction(runner: QueryRunner): void {
  const inner = runner as QueryRunner & { isTransactionActive: boolean; transactionDepth: number };
  inner.isTransactionActive = false;
  inner.transactionDepth = 0;
}
