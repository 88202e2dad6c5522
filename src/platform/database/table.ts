import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { DomainError, type ErrorDefinition } from '../../kernel/domain-error.js';
import { decodeCursor, encodeCursor, type Page } from '../../kernel/page.js';
import { invariant } from '../../kernel/invariant.js';
import { LIMITS } from '../../kernel/limits.js';
import { PageErrors, PreconditionErrors } from '../http/http.errors.js';
import type { Tx } from './tx.js';

/**
 * A row as the database gives it, and as it goes out: property names are column names. The tables' own statements leave
 * `organization_id` out: whoever may read a row knows it, and nobody is told the number.
 */
export interface VersionedRow {
  id: number;
  version: number;
}

export interface ListOptions {
  limit?: number;
  cursor?: string;
  /** One of the table's sorts; `-` in front turns it round. */
  sort?: string;
  /** Column → value; undefined is left out, null asks for IS NULL. */
  where?: Record<string, unknown>;
  /** Case-insensitive part of one of the table's search columns. */
  search?: string;
}

export interface TableOptions {
  notFound: ErrorDefinition;
  /** Columns that may be sorted by, all NOT NULL; the first is the default. */
  sorts: readonly string[];
  /** Text columns that `search` looks into. */
  search?: readonly string[];
}

/**
 * Named statements for a master table whose rows carry a version: insert, get, versioned update and delete, keyset list.
 * What is more than this belongs into a repository or query file of its own.
 */
export class VersionedTable<Row extends ObjectLiteral & VersionedRow> {
  private shownNames: readonly string[] | undefined;

  constructor(
    private readonly entity: EntityTarget<Row>,
    private readonly options: TableOptions,
  ) {}

  /** Inserts one row; undefined values take the column's default. */
  async insert(tx: Tx, values: Partial<Row>): Promise<Row> {
    const entries = this.columns(tx, { ...values, organization_id: tx.organizationId });
    const names = entries.map(([name]) => `"${name}"`).join(', ');
    const places = entries.map((_, index) => `$${index + 1}`).join(', ');
    const rows = await tx.query<Row>(
      `INSERT INTO ${this.name(tx)} (${names}) VALUES (${places}) RETURNING ${this.shown(tx)}`,
      entries.map(([, value]) => value),
    );
    return rows[0]!;
  }

  async find(tx: Tx, id: number): Promise<Row | null> {
    const rows = await tx.query<Row>(
      `SELECT ${this.shown(tx)} FROM ${this.name(tx)} WHERE organization_id = $1 AND id = $2`,
      [tx.organizationId, id],
    );
    return rows[0] ?? null;
  }

  /** The row, or the table's refusal: another organization's row does not exist here. */
  async get(tx: Tx, id: number): Promise<Row> {
    return (await this.find(tx, id)) ?? this.refuseMissing(id);
  }

  /** The row, locked against every other writer until the transaction ends. */
  async lock(tx: Tx, id: number): Promise<Row> {
    const rows = await tx.query<Row>(
      `SELECT ${this.shown(tx)} FROM ${this.name(tx)} WHERE organization_id = $1 AND id = $2 FOR UPDATE`,
      [tx.organizationId, id],
    );
    return rows[0] ?? this.refuseMissing(id);
  }

  /** Locks the row and makes sure that the caller has seen its present state. */
  async lockVersion(tx: Tx, id: number, version: number): Promise<Row> {
    const row = await this.lock(tx, id);
    if (row.version !== version) throw staleVersion(row.version);
    return row;
  }

  /** Changes the given columns when the row still has `version`; the row gets the next one. */
  async update(tx: Tx, id: number, version: number, changes: Partial<Row>): Promise<Row> {
    const entries = this.columns(tx, changes).filter(([name]) => !READ_ONLY.has(name));
    const sets = entries.map(([name], index) => `"${name}" = $${index + 4}`);
    const rows = await tx.query<Row>(
      `UPDATE ${this.name(tx)} SET ${[...sets, 'version = version + 1', 'updated_at = now()'].join(', ')}
        WHERE organization_id = $1 AND id = $2 AND version = $3 RETURNING ${this.shown(tx)}`,
      [tx.organizationId, id, version, ...entries.map(([, value]) => value)],
    );
    if (rows[0]) return rows[0];
    throw staleVersion((await this.get(tx, id)).version);
  }

  /** Deletes the row when it still has `version`; rows that others refer to are refused by their foreign keys. */
  async remove(tx: Tx, id: number, version: number): Promise<void> {
    const removed = await tx.execute(
      `DELETE FROM ${this.name(tx)} WHERE organization_id = $1 AND id = $2 AND version = $3`,
      [tx.organizationId, id, version],
    );
    if (removed === 0) throw staleVersion((await this.get(tx, id)).version);
  }

  /** One page in keyset order: sort column, then id. One statement, whatever the page. */
  async list(tx: Tx, options: ListOptions): Promise<Page<Row>> {
    const parameters: unknown[] = [tx.organizationId];
    const place = (value: unknown) => `$${parameters.push(value)}`;
    const conditions = ['organization_id = $1'];
    for (const [name, value] of this.columns(tx, options.where ?? {})) {
      conditions.push(value === null ? `"${name}" IS NULL` : `"${name}" = ${place(value)}`);
    }
    if (options.search && this.options.search) {
      const pattern = place(`%${options.search.replace(/[\\%_]/g, '\\$&')}%`);
      conditions.push(`(${this.options.search.map((name) => `"${name}" ILIKE ${pattern}`).join(' OR ')})`);
    }
    const order = keyset(options, this.options.sorts, place);
    if (order.condition) conditions.push(order.condition);
    const rows = await tx.query<Row>(
      `SELECT ${this.shown(tx)} FROM ${this.name(tx)} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
      parameters,
    );
    return toPage(rows, order);
  }

  /** The columns that go out, for a statement of one's own; `prefix` is the table's alias in it. */
  shown(tx: Tx, prefix = ''): string {
    let names = this.shownNames;
    if (!names) {
      const { columns } = tx.manager.dataSource.getMetadata(this.entity);
      names = columns.map((column) => column.databaseName).filter((name) => name !== 'organization_id');
      this.shownNames = names;
    }
    return names.map((name) => `${prefix}"${name}"`).join(', ');
  }

  private name(tx: Tx): string {
    return `"${tx.manager.dataSource.getMetadata(this.entity).tableName}"`;
  }

  /** The given values that are columns of the table; anything else is our mistake. */
  private columns(tx: Tx, values: object): [string, unknown][] {
    const metadata = tx.manager.dataSource.getMetadata(this.entity);
    return Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        const column = metadata.findColumnWithDatabaseName(name);
        invariant(column, `${metadata.tableName} has no column ${name}`);
        return [name, column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value];
      });
  }

  private refuseMissing(id: number): never {
    throw new DomainError(this.options.notFound, { extra: { id } });
  }
}

const READ_ONLY = new Set(['organization_id', 'id', 'version', 'created_at', 'updated_at']);

/** 412 with the version that is current now. */
export function staleVersion(currentVersion: number): DomainError {
  return new DomainError(PreconditionErrors.stale, { extra: { current_etag: `"v${currentVersion}"` } });
}

export interface Keyset {
  sort: string;
  columns: string[];
  condition: string | null;
  orderBy: string;
  limit: number;
}

/**
 * Keyset paging over one sort column and the id. `place` adds a query parameter and gives its `$n`; `prefix` is the
 * alias of the listed table in a larger statement. Sort columns are NOT NULL, so a row comparison is enough.
 */
export function keyset(
  options: Pick<ListOptions, 'limit' | 'cursor' | 'sort'>,
  sorts: readonly string[],
  place: (value: unknown) => string,
  prefix = '',
): Keyset {
  const sort = options.sort ?? sorts[0]!;
  const descending = sort.startsWith('-');
  const column = descending ? sort.slice(1) : sort;
  if (!sorts.some((allowed) => allowed === column || allowed === `-${column}`)) {
    const detail = `Sort by one of: ${sorts.map((name) => name.replace(/^-/, '')).join(', ')}.`;
    throw new DomainError(PageErrors.unknownSort, {
      detail,
      errors: [{ pointer: '/sort', code: PageErrors.unknownSort.code, detail }],
    });
  }
  const columns = column === 'id' ? ['id'] : [column, 'id'];
  const qualified = columns.map((name) => `${prefix}"${name}"`);
  const direction = descending ? 'DESC' : 'ASC';
  let condition: string | null = null;
  if (options.cursor) {
    const places = cursorValues(options.cursor, sort, columns).map((value) => place(value));
    condition = `(${qualified.join(', ')}) ${descending ? '<' : '>'} (${places.join(', ')})`;
  }
  return {
    sort,
    columns,
    condition,
    orderBy: qualified.map((name) => `${name} ${direction}`).join(', '),
    limit: options.limit ?? LIMITS.pageRowsDefault,
  };
}

/** The values of a cursor of ours: of this sort, complete, and with an id at the end. */
function cursorValues(text: string, sort: string, columns: readonly string[]): (string | number)[] {
  const cursor = decodeCursor(text);
  const values = cursor?.sort === sort ? cursor.values : [];
  const id = values.at(-1);
  const fits = values.length === columns.length && !values.includes(null) && Number.isSafeInteger(id);
  if (!fits) throw new DomainError(PageErrors.badCursor);
  return values as (string | number)[];
}

/** Cuts the row that was fetched beyond the page and turns it into the cursor of the next one. */
export function toPage<Row extends object>(rows: Row[], order: Keyset): Page<Row> {
  const data = rows.slice(0, order.limit);
  const last = rows.length > order.limit ? (data.at(-1) as Record<string, unknown>) : null;
  const next =
    last && encodeCursor({ sort: order.sort, values: order.columns.map((name) => cursorValue(last[name])) });
  return { data, page: { next, has_more: next !== null } };
}

/**
 * Sort columns are NOT NULL, and none is an instant: PostgreSQL keeps microseconds and a Date only milliseconds, so that a
 * page would begin again with the rows that ended the one before.
 */
function cursorValue(value: unknown): string | number {
  invariant(
    value !== null && value !== undefined && !(value instanceof Date),
    'a list is sorted by such a column',
  );
  return typeof value === 'number' ? value : String(value);
}
