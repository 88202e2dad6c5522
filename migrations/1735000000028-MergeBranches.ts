import type { MigrationInterface } from 'typeorm';

/**
 * Joins the two branches that hang on 040. It changes nothing in the database.
 *
 * Document: FilaOps Migrations Log (merge). Revision: 905ef924f499. Parents: 65be66a7c00f, 9056086f1897.
 * Down loses: Nothing.
 */
export class MergeBranches1735000000028 implements MigrationInterface {
  static readonly revision = '905ef924f499';
  static readonly document = 'FilaOps Migrations Log (merge)';
  static readonly parents: string[] = ['65be66a7c00f', '9056086f1897'];
  static readonly summary = 'Joins the two branches that hang on 040. It changes nothing in the database.';
  static readonly downLoses = 'Nothing.';
  readonly name = 'MergeBranches1735000000028';

  async up(): Promise<void> {
    // Nothing to do: the step only stands in the lineage.
  }

  async down(): Promise<void> {
    // Nothing to do: the step only stands in the lineage.
  }
}
