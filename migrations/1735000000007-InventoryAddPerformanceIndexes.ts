import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the indexes of the most frequent lists.
 *
 * Document: FilaOps Migrations Log. Revision: 021. Parents: 020.
 * Down loses: Nothing but speed.
 */
export class InventoryAddPerformanceIndexes1735000000007 implements MigrationInterface {
  static readonly revision = '021';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['020'];
  static readonly summary = 'Adds the indexes of the most frequent lists.';
  static readonly downLoses = 'Nothing but speed.';
  readonly name = 'InventoryAddPerformanceIndexes1735000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX ix_inventory_transactions_product_created_type ON inventory_transactions (product_id, created_at, transaction_type);
      CREATE INDEX ix_sales_orders_status_created_at ON sales_orders (status, created_at);
      CREATE INDEX ix_production_orders_status_due_date ON production_orders (status, due_date);
      CREATE INDEX ix_products_sku_is_active ON products (sku, is_active);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX ix_inventory_transactions_product_created_type;
      DROP INDEX ix_sales_orders_status_created_at;
      DROP INDEX ix_production_orders_status_due_date;
      DROP INDEX ix_products_sku_is_active;
    `);
  }
}
