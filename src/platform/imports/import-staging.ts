import { Decimal } from '../../kernel/decimal.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../database/tx.js';
import { readFileRows } from './file-rows.js';
import { isCellError, readCell } from './import-cells.js';
import { type CellValue, cellError, type ImportDefinition, type ImportRow } from './import-definition.js';
import { ImportErrors } from './import.errors.js';

const BATCH_ROWS = 1_000;

interface StagedRow {
  line: number;
  values: Record<string, CellValue>;
  errors: FieldError[];
}

/** Streams a file into the staging table, each row with what is wrong with its shape. Gives the number of rows. */
export async function stageFile(
  tx: Tx,
  importId: number,
  definition: ImportDefinition,
  path: string,
): Promise<number> {
  let batch: StagedRow[] = [];
  let rows = 0;
  for await (const { line, cells } of readFileRows(path, (header) => checkHeader(definition, header))) {
    rows += 1;
    if (rows > LIMITS.importRowsMax) {
      throw new DomainError(ImportErrors.tooManyRows, {
        detail: `A file has at most ${LIMITS.importRowsMax} rows.`,
      });
    }
    batch.push(readRow(definition, cells, line));
    if (batch.length === BATCH_ROWS) {
      await insertBatch(tx, importId, batch);
      batch = [];
    }
  }
  await insertBatch(tx, importId, batch);
  if (rows === 0) throw new DomainError(ImportErrors.empty);
  return rows;
}

/** Every column that is needed is there, none is unknown, none comes twice. */
function checkHeader(definition: ImportDefinition, header: string[]): string[] {
  const names = header.map((name) => name.trim());
  const known = new Set(definition.columns.map((column) => column.name));
  const errors: FieldError[] = [
    ...names
      .filter((name) => !known.has(name))
      .map((name) => cellError(name, 'unknown_column', `There is no column "${name}".`)),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => cellError(name, 'column_twice', `The column "${name}" comes twice.`)),
    ...definition.columns
      .filter((column) => column.required && !names.includes(column.name))
      .map((column) => cellError(column.name, 'column_missing', `The column "${column.name}" is needed.`)),
  ];
  if (errors.length > 0) throw new DomainError(ImportErrors.badHeader, { errors });
  return names;
}

function readRow(
  definition: ImportDefinition,
  record: Record<string, string | undefined>,
  line: number,
): StagedRow {
  const values: Record<string, CellValue> = {};
  const errors: FieldError[] = [];
  for (const column of definition.columns) {
    const value = readCell(column, record[column.name]);
    if (isCellError(value)) errors.push(value);
    else values[column.name] = value;
  }
  return { line, values, errors };
}

async function insertBatch(tx: Tx, importId: number, batch: readonly StagedRow[]): Promise<void> {
  if (batch.length === 0) return;
  await tx.execute(
    `INSERT INTO import_rows (organization_id, import_id, row_number, data, errors)
     SELECT $1, $2, * FROM unnest($3::int[], $4::jsonb[], $5::jsonb[])`,
    [
      tx.organizationId,
      importId,
      batch.map((row) => row.line),
      batch.map((row) => JSON.stringify(row.values)),
      batch.map((row) => (row.errors.length > 0 ? JSON.stringify(row.errors) : null)),
    ],
  );
}

/** Reads staged rows without errors in chunks; a group is never torn apart. */
export async function* readChunks(
  tx: Tx,
  importId: number,
  definition: ImportDefinition,
): AsyncGenerator<ImportRow[]> {
  const group = definition.groupBy ? `data->>'${definition.groupBy}'` : `''`;
  const chunkRows = definition.inOnePiece ? LIMITS.importRowsMax + 1 : BATCH_ROWS;
  let after: { group: string; line: number } | null = null;
  let carried: (ImportRow & { group: string })[] = [];
  for (;;) {
    const rows: { row_number: number; data: Record<string, unknown>; group_key: string }[] = await tx.query(
      `SELECT row_number, data, coalesce(${group}, '') AS group_key FROM import_rows
        WHERE organization_id = $1 AND import_id = $2 AND errors IS NULL
          AND ($3::text IS NULL OR (coalesce(${group}, ''), row_number) > ($3, $4::int))
        ORDER BY coalesce(${group}, ''), row_number LIMIT ${chunkRows}`,
      [tx.organizationId, importId, after?.group ?? null, after?.line ?? null],
    );
    const read = rows.map((row) => ({
      line: row.row_number,
      group: row.group_key,
      values: reviveRow(definition, row.data),
    }));
    const last = rows.at(-1);
    if (!last || rows.length < chunkRows) {
      const rest = [...carried, ...read];
      if (rest.length > 0) yield rest;
      return;
    }
    after = { group: last.group_key, line: last.row_number };
    const all = [...carried, ...read];
    carried = definition.groupBy ? all.filter((row) => row.group === last.group_key) : [];
    const complete = definition.groupBy ? all.filter((row) => row.group !== last.group_key) : all;
    if (complete.length > 0) yield complete;
  }
}

/** JSON keeps a decimal as its text; here it becomes a Decimal again. */
function reviveRow(definition: ImportDefinition, data: Record<string, unknown>): Record<string, CellValue> {
  const values: Record<string, CellValue> = {};
  for (const column of definition.columns) {
    const value = (data[column.name] ?? null) as CellValue;
    values[column.name] = column.type === 'decimal' && typeof value === 'string' ? new Decimal(value) : value;
  }
  return values;
}
