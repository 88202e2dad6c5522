import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds how a product is planned: to order, to stock or as a phantom, and in which lots.
 *
 * Document: FilaOps Migrations Log. Revision: 031. Parents: 030.
 * Down loses: Stocking policy, minimum order quantity and order multiple of every product.
 */
export class ProductsAddStockingPolicy1735000000017 implements MigrationInterface {
  static readonly revision = '031';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['030'];
  static readonly summary =
    'Adds how a product is planned: to order, to stock or as a phantom, and in which lots.';
  static readonly downLoses = 'Stocking policy, minimum order quantity and order multiple of every product.';
  readonly name = 'ProductsAddStockingPolicy1735000000017';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN stocking_policy text NOT NULL DEFAULT 'make_to_stock' CONSTRAINT ck_products_stocking_policy CHECK (stocking_policy IN ('make_to_order', 'make_to_stock', 'phantom')),
        ADD COLUMN min_order_qty numeric(20,9) CONSTRAINT ck_products_min_order_qty CHECK (min_order_qty > 0),
        ADD COLUMN order_multiple numeric(20,9) CONSTRAINT ck_products_order_multiple CHECK (order_multiple > 0);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        DROP COLUMN stocking_policy,
        DROP COLUMN min_order_qty,
        DROP COLUMN order_multiple;
    `);
  }
}
