import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Principal } from '../../platform/access/index.js';
import type { ImportResult, ImportsService } from '../../platform/imports/index.js';
import type { FileRow } from './mapping.js';

/** Brings rows in as a file of one import kind, with a progress bar; the first bad row ends it with its reason. */
export async function importRows(
  imports: ImportsService,
  principal: Principal,
  kind: string,
  rows: readonly FileRow[],
): Promise<ImportResult> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-demo-'));
  const bar = new SingleBar({
    format: `${kind.padEnd(20)} {bar} {percentage}% {value}/{total}`,
    noTTYOutput: false,
  });
  try {
    const path = join(folder, `${kind}.csv`);
    await writeFile(path, toCsv(rows));
    bar.start(rows.length, 0);
    const file = { path, name: `${kind}.csv`, contentHash: kind };
    const result = await imports.run(principal, kind, file, { onProgress: (done) => bar.update(done) });
    bar.stop();
    if (result.status !== 'completed') throw new Error(describe(result));
    const { rows_created: created, rows_updated: updated, rows_unchanged: unchanged } = result;
    process.stdout.write(
      `${kind.padEnd(20)} ${created} created, ${updated} updated, ${unchanged} unchanged\n`,
    );
    return result;
  } finally {
    bar.stop();
    await rm(folder, { recursive: true });
  }
}

function describe(result: ImportResult): string {
  const [first] = result.errors;
  const reason = first
    ? `line ${first.line}: ${first.errors.map((error) => error.detail).join('; ')}`
    : 'no reason given';
  return `${result.rows_failed} of ${result.rows_total} rows of ${result.kind} are bad, the first in ${reason}`;
}

function toCsv(rows: readonly FileRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const quote = (text: string) => `"${text.replace(/"/g, '""')}"`;
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}
