import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the unit that a purchase order line is bought in.
 *
 * Document: FilaOps Migrations Log. Revision: 019. Parents: 018.
 * Down loses: The purchase unit of every line.
 */
export class PurchasingAddPurchaseUnit1735000000005 implements MigrationInterface {
  static readonly revision = '019';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['018'];
  static readonly summary = 'Adds the unit that a purchase order line is bought in.';
  static readonly downLoses = 'The purchase unit of every line.';
  readonly name = 'PurchasingAddPurchaseUnit1735000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE purchase_order_lines
        ADD COLUMN purchase_unit text CONSTRAINT ck_purchase_order_lines_purchase_unit CHECK (char_length(purchase_unit) <= 20);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE purchase_order_lines
        DROP COLUMN purchase_unit;
    `);
  }
}
