import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { DomainError } from '../../kernel/domain-error.js';
import { ImportErrors } from './import.errors.js';
import { readXlsxCells } from './xlsx-source.js';

/** A row of a file by its columns' names. `line` is its number in the file, the header being line 1. */
export interface FileRow {
  line: number;
  cells: Record<string, string | undefined>;
}

/** Gives the names of the columns, or refuses the header. */
export type HeaderCheck = (header: string[]) => string[];

/** Reads a file row by row: an Excel workbook by its first bytes, anything else as CSV. */
export async function* readFileRows(path: string, checkHeader: HeaderCheck): AsyncGenerator<FileRow> {
  if (await isZip(path)) yield* rowsOfWorkbook(path, checkHeader);
  else yield* rowsOfCsv(path, checkHeader);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  } finally {
    await file.close();
  }
}

async function* rowsOfCsv(path: string, checkHeader: HeaderCheck): AsyncGenerator<FileRow> {
  const source = createReadStream(path);
  const options = { bom: true, info: true, max_record_size: 1_000_000, skip_empty_lines: true } as const;
  const parser = source.pipe(parse({ ...options, columns: checkHeader }));
  source.once('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new DomainError(ImportErrors.malformedCsv, { detail: error.message });
    throw error;
  } finally {
    source.destroy();
  }
}

async function* rowsOfWorkbook(path: string, checkHeader: HeaderCheck): AsyncGenerator<FileRow> {
  const [header, ...rows] = await readXlsxCells(path);
  if (!header) return;
  const names = checkHeader(header);
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell === '')) continue;
    yield { line: index + 2, cells: Object.fromEntries(names.map((name, place) => [name, row[place]])) };
  }
}
