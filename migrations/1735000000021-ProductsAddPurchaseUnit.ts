import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the unit a product is bought in: one purchase unit is purchase_conversion stock units.
 *
 * Document: FilaOps Migrations Log. Revision: 035. Parents: 034.
 * Down loses: Purchase unit and conversion of every product.
 */
export class ProductsAddPurchaseUnit1735000000021 implements MigrationInterface {
  static readonly revision = '035';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['034'];
  static readonly summary =
    'Adds the unit a product is bought in: one purchase unit is purchase_conversion stock units.';
  static readonly downLoses = 'Purchase unit and conversion of every product.';
  readonly name = 'ProductsAddPurchaseUnit1735000000021';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN purchase_uom text CONSTRAINT ck_products_purchase_uom CHECK (char_length(purchase_uom) <= 20),
        ADD COLUMN purchase_conversion numeric(20,9) CONSTRAINT ck_products_purchase_conversion CHECK (purchase_conversion > 0);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        DROP COLUMN purchase_uom,
        DROP COLUMN purchase_conversion;
    `);
  }
}
