import type { MigrationInterface } from 'typeorm';

/**
 * Marks an existing database as standing at the first schema. It changes nothing in the database.
 *
 * Document: FilaOps Migrations Log. Revision: baseline_001. Parents: b1815de543ea.
 * Down loses: Nothing.
 */
export class StampExisting1735000000002 implements MigrationInterface {
  static readonly revision = 'baseline_001';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['b1815de543ea'];
  static readonly summary =
    'Marks an existing database as standing at the first schema. It changes nothing in the database.';
  static readonly downLoses = 'Nothing.';
  readonly name = 'StampExisting1735000000002';

  async up(): Promise<void> {
    // Nothing to do: the step only stands in the lineage.
  }

  async down(): Promise<void> {
    // Nothing to do: the step only stands in the lineage.
  }
}
