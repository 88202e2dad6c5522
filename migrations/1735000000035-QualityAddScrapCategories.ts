import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhen } from './support/refuse.js';

/**
 * Groups scrap reasons by category and seeds five that only printing has.
 *
 * Document: Millwright. Revision: scrap_categories. Parents: 057.
 * Down loses: Categories, and the five seeded reasons. It refuses while records use them.
 */
export class QualityAddScrapCategories1735000000035 implements MigrationInterface {
  static readonly revision = 'scrap_categories';
  static readonly document = 'Millwright';
  static readonly parents: string[] = ['057'];
  static readonly summary = 'Groups scrap reasons by category and seeds five that only printing has.';
  static readonly downLoses = 'Categories, and the five seeded reasons. It refuses while records use them.';
  readonly name = 'QualityAddScrapCategories1735000000035';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE scrap_reasons
        ADD COLUMN category text NOT NULL DEFAULT 'general' CONSTRAINT ck_scrap_reasons_category CHECK (category IN ('general', 'material', 'process', 'print', 'equipment', 'operator', 'customer'));
      UPDATE scrap_reasons AS reason
      SET category = known.category
      FROM (VALUES ('defective_material', 'material'), ('print_failure', 'print'), ('out_of_spec', 'process'), ('surface_defect', 'process'), ('operator_error', 'operator'), ('equipment_malfunction', 'equipment'), ('wrong_material', 'material'), ('customer_rejection', 'customer')) AS known (code, category)
      WHERE known.code = reason.code;
      WITH seeded AS (
        INSERT INTO scrap_reasons (code, name, description, sequence, category)
        VALUES
          ('adhesion', 'Bed adhesion lost', 'The part came off the build plate.', 100, 'print'),
          ('layer_shift', 'Layer shift', 'Layers are displaced.', 110, 'print'),
          ('stringing', 'Stringing', 'Threads of material between parts.', 120, 'print'),
          ('warping', 'Warping', 'Corners lifted while cooling.', 130, 'print'),
          ('nozzle_clog', 'Nozzle clog', 'Too little material came out of the nozzle.', 140, 'print')
        ON CONFLICT (code) DO NOTHING
        RETURNING id
      )
      INSERT INTO migration_backfills (revision, table_name, row_id)
      SELECT 'scrap_categories', 'scrap_reasons', id FROM seeded;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await refuseWhen(
      queryRunner,
      "SELECT count(*) FROM migration_backfills AS seeded WHERE seeded.revision = 'scrap_categories' AND (EXISTS (SELECT FROM scrap_records WHERE scrap_reason_id = seeded.row_id) OR EXISTS (SELECT FROM production_order_operations WHERE scrap_reason_id = seeded.row_id))",
      '% of the scrap reasons seeded by this step are in use by scrap records or operations',
    );
    await queryRunner.query(`
      DELETE FROM scrap_reasons AS reason
      USING migration_backfills AS seeded
      WHERE seeded.revision = 'scrap_categories' AND seeded.table_name = 'scrap_reasons' AND seeded.row_id = reason.id;
      DELETE FROM migration_backfills WHERE revision = 'scrap_categories';
      ALTER TABLE scrap_reasons DROP COLUMN category;
    `);
  }
}
