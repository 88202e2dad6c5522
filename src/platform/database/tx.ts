import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import type { Statements } from './together.js';

declare const brand: unique symbol;

/**
 * An open transaction of one organization. Only `Transactions.run` makes one, so what needs a transaction cannot be
 * called without. Row level security is in force: even a forgotten `organization_id = …` sees no other organization.
 */
export interface Tx {
  readonly [brand]: true;
  readonly organizationId: number;
  readonly principal: Principal;
  /** The instant that the transaction began by our clock: one `now` for everything in it. */
  readonly now: Date;
  /** TypeORM's manager, joined to this transaction. */
  readonly manager: EntityManager;
  /** Runs one statement and gives its rows. bigint arrives as number, numeric as Decimal, date as `YYYY-MM-DD`. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement and gives its rows as COPY writes them: every value as text, NULL as null. */
  cells(sql: string, parameters: readonly unknown[]): Promise<(string | null)[][]>;
  /** Runs one statement that may have very many rows, and gives them one by one as they are fetched, some hundred at once. */
  rows<Row>(sql: string, parameters: readonly unknown[]): AsyncIterable<Row>;
  /** Runs one statement and gives the number of rows that it touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /**
   * Sends statements that do not need one another's answers in one round trip, and gives all answers. They still run one
   * after the other, in this order. No COPY among them.
   */
  together<const T extends readonly unknown[]>(statements: Statements<T>): Promise<T>;
  /** The connection itself, for COPY and cursors. */
  readonly client: PoolClient;
}
