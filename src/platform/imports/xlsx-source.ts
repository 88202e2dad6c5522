import { createReadStream } from 'node:fs';
import { Unzip, UnzipInflate } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { ImportErrors } from './import.errors.js';

/** Excel itself keeps so many digits of a number; what it writes beyond them is an artefact of binary fractions. */
const EXCEL_DIGITS = 15;

/** The cells of the first sheet of a workbook as a CSV file would have them. */
export async function readXlsxCells(path: string): Promise<string[][]> {
  await checkUnpackedSize(path);
  try {
    const rows = await readSheet<string>(path, { parseNumber: plainNumber });
    return rows.map((row) => row.map(textOf));
  } catch (error) {
    throw malformed(error);
  }
}

/** A few kilobytes can unpack to gigabytes: counted before anything is kept. */
async function checkUnpackedSize(path: string): Promise<void> {
  let bytes = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) throw error;
      bytes += chunk.length;
      if (bytes > LIMITS.workbookBytesMax) throw tooLarge();
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const source = createReadStream(path);
  try {
    for await (const chunk of source) unzip.push(chunk as Buffer);
    unzip.push(new Uint8Array(), true);
  } catch (error) {
    throw error instanceof DomainError ? error : malformed(error);
  } finally {
    source.destroy();
  }
}

function tooLarge(): DomainError {
  const detail = `A workbook has at most ${LIMITS.workbookBytesMax} bytes when it is unpacked.`;
  return new DomainError(ImportErrors.tooManyRows, { detail });
}

function malformed(error: unknown): DomainError {
  const detail = error instanceof Error ? error.message : undefined;
  return new DomainError(ImportErrors.malformedXlsx, { detail });
}

/** A number without an exponent, such as 0.1 where the file says 0.10000000000000001. */
function plainNumber(text: string): string {
  return new Decimal(text).toSignificantDigits(EXCEL_DIGITS).toFixed();
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? '' : String(cell as string | boolean);
}
