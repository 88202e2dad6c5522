import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhen } from './support/refuse.js';

/**
 * Seeds the eight documented scrap reasons.
 *
 * Document: FilaOps Migrations Log. Revision: 057. Parents: 056.
 * Down loses: The seeded reasons. It refuses while records use them.
 */
export class QualitySeedScrapReasons1735000000034 implements MigrationInterface {
  static readonly revision = '057';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['056'];
  static readonly summary = 'Seeds the eight documented scrap reasons.';
  static readonly downLoses = 'The seeded reasons. It refuses while records use them.';
  readonly name = 'QualitySeedScrapReasons1735000000034';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      WITH seeded AS (
        INSERT INTO scrap_reasons (code, name, description, sequence)
        VALUES
          ('defective_material', 'Defective material', 'Material was faulty before it was used.', 10),
          ('print_failure', 'Print failure', 'The print stopped or came loose.', 20),
          ('out_of_spec', 'Dimensional out of spec', 'Dimensions are outside the tolerance.', 30),
          ('surface_defect', 'Surface defects', 'The surface is not acceptable.', 40),
          ('operator_error', 'Operator error', 'A mistake in handling or set-up.', 50),
          ('equipment_malfunction', 'Equipment malfunction', 'A machine or tool failed.', 60),
          ('wrong_material', 'Wrong material used', 'Made of another material than ordered.', 70),
          ('customer_rejection', 'Customer rejection', 'The customer refused the piece.', 80)
        ON CONFLICT (code) DO NOTHING
        RETURNING id
      )
      INSERT INTO migration_backfills (revision, table_name, row_id)
      SELECT '057', 'scrap_reasons', id FROM seeded;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await refuseWhen(
      queryRunner,
      "SELECT count(*) FROM migration_backfills AS seeded WHERE seeded.revision = '057' AND (EXISTS (SELECT FROM scrap_records WHERE scrap_reason_id = seeded.row_id) OR EXISTS (SELECT FROM production_order_operations WHERE scrap_reason_id = seeded.row_id))",
      '% of the scrap reasons seeded by this step are in use by scrap records or operations',
    );
    await queryRunner.query(`
      DELETE FROM scrap_reasons AS reason
      USING migration_backfills AS seeded
      WHERE seeded.revision = '057' AND seeded.table_name = 'scrap_reasons' AND seeded.row_id = reason.id;
      DELETE FROM migration_backfills WHERE revision = '057';
    `);
  }
}
