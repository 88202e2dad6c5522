import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Principal } from '../access/principal.js';
import { keyset, type ListOptions, toPage } from '../database/table.js';
import { Transactions } from '../database/transactions.js';
import type { Tx } from '../database/tx.js';
import { isPostgresError, isRetryable, translateDatabaseError } from '../database/database.errors.js';
import {
  cellError,
  findImportDefinition,
  type ImportDefinition,
  type ImportHandler,
  type ImportRow,
  type RowOutcome,
} from './import-definition.js';
import { ImportErrors } from './import.errors.js';
import { readChunks, stageFile } from './import-staging.js';

export interface ImportOptions {
  dryRun?: boolean;
  /** Import the good rows although others are bad. */
  partial?: boolean;
  /** Called after each chunk with the rows that are done and all rows. */
  onProgress?: (done: number, total: number) => void;
}

export interface ImportFile {
  path: string;
  name: string;
  contentHash: string;
}

export interface ImportResult {
  id: number;
  kind: string;
  file_name: string | null;
  dry_run: boolean;
  partial: boolean;
  status: string;
  rows_total: number;
  rows_created: number;
  rows_updated: number;
  rows_unchanged: number;
  rows_failed: number;
  created_at: Date;
  finished_at: Date | null;
  errors: ImportRowError[];
}

export interface ImportRowError {
  line: number;
  errors: FieldError[];
}

/** An import may be long; each of its statements may take this time. */
const STATEMENT_TIMEOUT_MS = 300_000;

/**
 * Brings files in. One import is one transaction: rows are staged, checked, applied set-based by the module that owns
 * them, and counted. When a row is bad nothing is imported, unless the caller wants the good part.
 */
@Injectable()
export class ImportsService {
  private readonly handlers = new Map<string, ImportHandler>();

  constructor(private readonly transactions: Transactions) {}

  /** The module that owns a kind says how its rows are applied. */
  register(definition: ImportDefinition, handler: ImportHandler): void {
    this.handlers.set(definition.kind, handler);
  }

  definition(kind: string): ImportDefinition {
    const definition = findImportDefinition(kind);
    if (!definition || !this.handlers.has(kind))
      throw new DomainError(ImportErrors.unknownKind, { extra: { kind } });
    return definition;
  }

  run(
    principal: Principal,
    kind: string,
    file: ImportFile,
    options: ImportOptions = {},
  ): Promise<ImportResult> {
    const definition = this.definition(kind);
    const work = async (tx: Tx) => {
      await lockImports(tx);
      const importId = await insertImport(tx, definition, file, options);
      const total = await stageFile(tx, importId, definition, file.path);
      if (definition.uniqueBy) await failRepeatedRows(tx, importId, definition.uniqueBy);
      if (definition.groupBy) await failBrokenGroups(tx, importId, definition.groupBy);
      await tx.execute('SAVEPOINT effect');
      const counts = await this.applyAll(tx, importId, definition, total, options);
      const failed = counts.failed + (await countFailed(tx, importId));
      const isRefused = failed > 0 && !options.partial;
      if (options.dryRun || isRefused) await tx.execute('ROLLBACK TO SAVEPOINT effect');
      await writeErrors(tx, importId, counts.errors);
      const done = isRefused ? { ...counts, ...NOTHING } : counts;
      const status = isRefused ? 'failed' : 'completed';
      await finishImport(tx, importId, { ...done, failed, total, status });
      return readImport(tx, importId);
    };
    return this.transactions.run(principal, work, { statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  }

  get(principal: Principal, id: number): Promise<ImportResult> {
    return this.transactions.read(principal, (tx) => readImport(tx, id));
  }

  list(principal: Principal, options: ListOptions): Promise<Page<ImportResult>> {
    return this.transactions.read(principal, async (tx) => {
      const parameters: unknown[] = [tx.organizationId];
      const order = keyset(options, ['-id'], (value) => `$${parameters.push(value)}`);
      const rows = await tx.query<ImportResult>(
        `SELECT ${COLUMNS}, '[]'::jsonb AS errors FROM imports
          WHERE organization_id = $1 ${order.condition ? `AND ${order.condition}` : ''}
          ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
        parameters,
      );
      return toPage(rows, order);
    });
  }

  private async applyAll(
    tx: Tx,
    importId: number,
    definition: ImportDefinition,
    total: number,
    options: ImportOptions,
  ): Promise<Counts> {
    const counts: Counts = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };
    let done = 0;
    for await (const rows of readChunks(tx, importId, definition)) {
      const outcomes = await this.applyChunk(tx, definition, rows);
      outcomes.forEach((outcome, index) => count(counts, outcome, rows[index]!.line));
      done += rows.length;
      options.onProgress?.(done, total);
    }
    return counts;
  }

  /** Applies a chunk; when the chunk as a whole is refused, its groups are tried one by one to find the guilty one. */
  private async applyChunk(
    tx: Tx,
    definition: ImportDefinition,
    rows: readonly ImportRow[],
  ): Promise<RowOutcome[]> {
    const handler = this.handlers.get(definition.kind)!;
    try {
      return await withSavepoint(tx, () => handler(tx, rows));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const groups = groupRows(definition, rows);
      if (groups.length === 1) return rows.map(() => [refusalOfRow(error)]);
      const outcomes = new Map<ImportRow, RowOutcome>();
      for (const group of groups) {
        const part = await this.applyChunk(tx, definition, group);
        group.forEach((row, index) => outcomes.set(row, part[index]!));
      }
      return rows.map((row) => outcomes.get(row)!);
    }
  }
}

interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  errors: ImportRowError[];
}

/** What was done by an import that was refused as a whole: its good rows are not in either. */
const NOTHING = { created: 0, updated: 0, unchanged: 0 };

function count(counts: Counts, outcome: RowOutcome, line: number): void {
  if (typeof outcome === 'string') {
    counts[outcome] += 1;
    return;
  }
  counts.failed += 1;
  if (counts.errors.length < LIMITS.importErrorsReportedMax) counts.errors.push({ line, errors: outcome });
}

function groupRows(definition: ImportDefinition, rows: readonly ImportRow[]): ImportRow[][] {
  const { groupBy: column } = definition;
  return [...groupBy(rows, (row): unknown => (column ? row.values[column] : row)).values()];
}

async function withSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.execute('SAVEPOINT chunk');
  try {
    const result = await work();
    await tx.execute('RELEASE SAVEPOINT chunk');
    return result;
  } catch (error) {
    // Released too, or a thousand refused rows would leave a thousand savepoints inside one another.
    if (!isRetryable(error)) await tx.execute('ROLLBACK TO SAVEPOINT chunk; RELEASE SAVEPOINT chunk');
    throw error;
  }
}

/** What the data is to blame for; a lost connection, a deadlock or our own mistake ends the import. */
function isRefusal(error: unknown): boolean {
  if (error instanceof DomainError) return error.kind !== 'unavailable';
  return isPostgresError(error) && /^(22|23)/.test(error.code);
}

function refusalOfRow(error: unknown): FieldError {
  const refusal = translateDatabaseError(error) as DomainError;
  const [first] = refusal.details?.errors ?? [];
  return first ?? { pointer: '', code: refusal.code, detail: refusal.message };
}

/** One import of an organization at a time: two of the same file would wait for each other row by row. */
async function lockImports(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [0x696d706f, tx.organizationId]);
}

async function insertImport(tx: Tx, definition: ImportDefinition, file: ImportFile, options: ImportOptions) {
  const rows = await tx.query<{ id: number }>(
    `INSERT INTO imports (organization_id, kind, file_name, content_hash, dry_run, partial, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      tx.organizationId,
      definition.kind,
      file.name.slice(0, 255),
      file.contentHash,
      options.dryRun ?? false,
      options.partial ?? false,
      tx.principal.userId,
    ],
  );
  return rows[0]!.id;
}

/** The first of several rows with the same key stands, the others are errors: which of them is meant nobody can know. */
async function failRepeatedRows(tx: Tx, importId: number, columns: readonly string[]): Promise<void> {
  const error = cellError(columns[0]!, 'twice', `Another row has the same ${columns.join(', ')}.`);
  // As an array the rows are found once; joined, they are found again for every row of a table without statistics.
  await tx.execute(
    `UPDATE import_rows r SET errors = jsonb_build_array($3::jsonb)
      WHERE r.organization_id = $1 AND r.import_id = $2 AND r.row_number = ANY (ARRAY(
        SELECT row_number FROM (
          SELECT i.row_number, row_number() OVER (
                   PARTITION BY ${columns.map((name) => `i.data->>'${name}'`).join(', ')} ORDER BY i.row_number) AS nth
            FROM import_rows i WHERE i.organization_id = $1 AND i.import_id = $2 AND i.errors IS NULL) repeated
         WHERE nth > 1))`,
    [tx.organizationId, importId, JSON.stringify(error)],
  );
}

/** Half an order is worse than none: when one row of a group is bad, the others are not imported either. */
async function failBrokenGroups(tx: Tx, importId: number, groupBy: string): Promise<void> {
  const error = cellError(groupBy, 'group_has_errors', 'Another row of the same group has an error.');
  await tx.execute(
    `UPDATE import_rows r SET errors = jsonb_build_array($4::jsonb)
      WHERE r.organization_id = $1 AND r.import_id = $2 AND r.errors IS NULL AND r.data->>$3 = ANY (ARRAY(
        SELECT DISTINCT b.data->>$3 FROM import_rows b
         WHERE b.organization_id = $1 AND b.import_id = $2 AND b.errors IS NOT NULL))`,
    [tx.organizationId, importId, groupBy, JSON.stringify(error)],
  );
}

async function countFailed(tx: Tx, importId: number): Promise<number> {
  const rows = await tx.query<{ failed: number }>(
    'SELECT count(*) AS failed FROM import_rows WHERE organization_id = $1 AND import_id = $2 AND errors IS NOT NULL',
    [tx.organizationId, importId],
  );
  return rows[0]!.failed;
}

async function writeErrors(tx: Tx, importId: number, errors: readonly ImportRowError[]): Promise<void> {
  if (errors.length === 0) return;
  await tx.execute(
    `UPDATE import_rows r SET errors = e.errors FROM unnest($3::int[], $4::jsonb[]) AS e (line, errors)
      WHERE r.organization_id = $1 AND r.import_id = $2 AND r.row_number = e.line`,
    [
      tx.organizationId,
      importId,
      errors.map((row) => row.line),
      errors.map((row) => JSON.stringify(row.errors)),
    ],
  );
}

async function finishImport(
  tx: Tx,
  importId: number,
  result: Counts & { total: number; status: string },
): Promise<void> {
  await tx.execute(
    `UPDATE imports SET status = $3, rows_total = $4, rows_created = $5, rows_updated = $6, rows_unchanged = $7,
            rows_failed = $8, finished_at = now()
      WHERE organization_id = $1 AND id = $2`,
    [
      tx.organizationId,
      importId,
      result.status,
      result.total,
      result.created,
      result.updated,
      result.unchanged,
      result.failed,
    ],
  );
  // Rows that went in have their home elsewhere; those with errors stay, so that they can be looked at.
  await tx.execute(
    'DELETE FROM import_rows WHERE organization_id = $1 AND import_id = $2 AND errors IS NULL',
    [tx.organizationId, importId],
  );
}

const COLUMNS = `id, kind, file_name, dry_run, partial, status, rows_total, rows_created, rows_updated, rows_unchanged,
                 rows_failed, created_at, finished_at`;

async function readImport(tx: Tx, id: number): Promise<ImportResult> {
  const rows = await tx.query<Omit<ImportResult, 'errors'>>(
    `SELECT ${COLUMNS} FROM imports WHERE organization_id = $1 AND id = $2`,
    [tx.organizationId, id],
  );
  if (!rows[0]) throw new DomainError(ImportErrors.importNotFound, { extra: { id } });
  const errors = await tx.query<ImportRowError>(
    `SELECT row_number AS line, errors FROM import_rows
      WHERE organization_id = $1 AND import_id = $2 AND errors IS NOT NULL ORDER BY row_number
      LIMIT ${LIMITS.importErrorsReportedMax}`,
    [tx.organizationId, id],
  );
  return { ...rows[0], errors };
}
