import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import writeXlsxFile from 'write-excel-file/node';
import type { Decimal } from '../../kernel/decimal.js';

export const TABLE_FILE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFileFormat = (typeof TABLE_FILE_FORMATS)[number];

/** Media types, by format. */
export const TABLE_FILE_TYPES: Record<TableFileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export type TableCell = string | number | boolean | Decimal | null;

export interface Table {
  /** File name without its ending. */
  name: string;
  columns: readonly string[];
  rows: readonly (readonly TableCell[])[];
}

/**
 * A table as a download. Everything is text in both formats, so that no spreadsheet rounds a quantity; a text that a
 * spreadsheet would take for a formula gets a `'` in front, which our imports take away again.
 */
export async function tableFile(table: Table, format: TableFileFormat): Promise<StreamableFile> {
  const options = {
    type: TABLE_FILE_TYPES[format],
    disposition: `attachment; filename="${table.name}.${format}"`,
  };
  if (format === 'xlsx') return new StreamableFile(await workbook(table), options);
  const stream = stringify({ header: true, columns: [...table.columns] });
  for (const row of table.rows) stream.write(row.map(textOf));
  stream.end();
  return new StreamableFile(stream, options);
}

function workbook({ columns, rows }: Table): Promise<Buffer> {
  const header = columns.map((value) => ({ value, fontWeight: 'bold' as const }));
  const sheet = [header, ...rows.map((row) => row.map((cell) => ({ value: textOf(cell), type: String })))];
  return writeXlsxFile(sheet).toBuffer();
}

function textOf(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.toFixed();
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
}
