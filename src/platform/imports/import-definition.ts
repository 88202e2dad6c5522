import type { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../database/tx.js';

export type ColumnType = 'text' | 'decimal' | 'integer' | 'boolean' | 'date';

/** One column of a CSV file. */
export interface ImportColumn {
  name: string;
  type: ColumnType;
  required?: boolean;
  /** Allowed values of a text column. */
  values?: readonly string[];
  /** Smallest value of a number. */
  min?: number;
  description: string;
  example: string;
}

export interface ImportDefinition {
  kind: string;
  title: string;
  columns: readonly ImportColumn[];
  /** Rows that belong together (an order, a BOM) share this column and are applied together. */
  groupBy?: string;
  /** All rows are applied at once, for what needs to know all of them; else in chunks, a group never torn apart. */
  inOnePiece?: boolean;
  /** Columns that name a row: a second row with the same values is an error, wherever in the file it stands. */
  uniqueBy?: readonly string[];
  /** What whoever imports this must be allowed beside importing: the permission of doing the same by hand. */
  permission?: string;
}

/** A value of a row: text, number, truth, or null when the cell is empty or the column is missing. */
export type CellValue = string | number | boolean | Decimal | null;

/** A row that has the right shape. `line` is its number in the file, the header being line 1. */
export interface ImportRow {
  line: number;
  values: Readonly<Record<string, CellValue>>;
}

/** What became of a row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | FieldError[];

/** Applies rows, set-based; gives an outcome for each in the same order. */
export type ImportHandler = (tx: Tx, rows: readonly ImportRow[]) => Promise<RowOutcome[]>;

const definitions = new Map<string, ImportDefinition>();

/** Declares a kind of file, so that the documentation can show its columns. */
export function defineImport(definition: ImportDefinition): ImportDefinition {
  if (definitions.has(definition.kind)) throw new Error(`import kind ${definition.kind} is declared twice`);
  definitions.set(definition.kind, definition);
  return definition;
}

export function allImportDefinitions(): readonly ImportDefinition[] {
  return [...definitions.values()].sort((a, b) => a.kind.localeCompare(b.kind));
}

export function findImportDefinition(kind: string): ImportDefinition | undefined {
  return definitions.get(kind);
}

/** An error of one cell. */
export function cellError(column: string, code: string, detail: string): FieldError {
  return { pointer: `/${column}`, code: `import.${code}`, detail };
}
