import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds why an operation scrapped pieces. The key follows in 053, where the reasons are born.
 *
 * Document: FilaOps Migrations Log. Revision: 034. Parents: 033.
 * Down loses: Scrap reasons and notes of operations.
 */
export class ProductionAddOperationScrapReason1735000000020 implements MigrationInterface {
  static readonly revision = '034';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['033'];
  static readonly summary =
    'Adds why an operation scrapped pieces. The key follows in 053, where the reasons are born.';
  static readonly downLoses = 'Scrap reasons and notes of operations.';
  readonly name = 'ProductionAddOperationScrapReason1735000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_order_operations
        ADD COLUMN scrap_reason_id bigint,
        ADD COLUMN scrap_notes text CONSTRAINT ck_production_order_operations_scrap_notes CHECK (char_length(scrap_notes) <= 4000);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_order_operations
        DROP COLUMN scrap_reason_id,
        DROP COLUMN scrap_notes;
    `);
  }
}
