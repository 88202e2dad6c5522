import { lineage } from '../../../../migrations/index.js';
import type { LineageClass } from './lineage.js';
import { Migrator, type MigratorOptions } from './migrator.js';

export { checkLineage, checksumOf, recordStatements, timestampOf } from './lineage.js';
export type { Direction, LineageClass, LineageStep } from './lineage.js';
export * from './migration.errors.js';
export { Migrator, requireServerVersion } from './migrator.js';
export type { MigrationStatus, MigratorOptions } from './migrator.js';
export { dumpCatalogue } from './catalogue-dump.js';

/** A migrator over the program's own lineage. */
export function createMigrator(url: string, options: Partial<MigratorOptions> = {}): Migrator {
  return new Migrator(url, { lineage, ...options });
}

/** Brings a database to this program's schema, at start-up and in tests. `url` is a direct one, not a pooler's. */
export async function runPendingMigrations(
  url: string,
  options: Partial<MigratorOptions> = {},
): Promise<LineageClass[]> {
  return createMigrator(url, options).up();
}
