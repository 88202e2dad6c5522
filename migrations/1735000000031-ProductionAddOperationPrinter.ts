import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links an operation to the printer that ran it.
 *
 * Document: FilaOps Migrations Log. Revision: 054. Parents: 053.
 * Down loses: Which printer ran which operation.
 */
export class ProductionAddOperationPrinter1735000000031 implements MigrationInterface {
  static readonly revision = '054';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['053'];
  static readonly summary = 'Links an operation to the printer that ran it.';
  static readonly downLoses = 'Which printer ran which operation.';
  readonly name = 'ProductionAddOperationPrinter1735000000031';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_order_operations
        ADD COLUMN printer_id bigint CONSTRAINT fk_production_order_operations_printer_id REFERENCES printers (id) ON DELETE SET NULL;
      CREATE INDEX ix_production_order_operations_printer_id ON production_order_operations (printer_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_order_operations
        DROP COLUMN printer_id;
    `);
  }
}
