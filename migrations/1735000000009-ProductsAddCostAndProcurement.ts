import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds costs and procurement to products.
 *
 * Document: FilaOps Migrations Log. Revision: 023. Parents: 022.
 * Down loses: Costs, procurement type, preferred vendor, lead time and reorder settings of every product.
 */
export class ProductsAddCostAndProcurement1735000000009 implements MigrationInterface {
  static readonly revision = '023';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['022'];
  static readonly summary = 'Adds costs and procurement to products.';
  static readonly downLoses =
    'Costs, procurement type, preferred vendor, lead time and reorder settings of every product.';
  readonly name = 'ProductsAddCostAndProcurement1735000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN procurement_type text NOT NULL DEFAULT 'buy' CONSTRAINT ck_products_procurement_type CHECK (procurement_type IN ('make', 'buy', 'make_or_buy')),
        ADD COLUMN cost_method text NOT NULL DEFAULT 'average' CONSTRAINT ck_products_cost_method CHECK (cost_method IN ('average', 'standard', 'fifo')),
        ADD COLUMN standard_cost numeric(20,9) CONSTRAINT ck_products_standard_cost CHECK (standard_cost >= 0),
        ADD COLUMN average_cost numeric(20,9) CONSTRAINT ck_products_average_cost CHECK (average_cost >= 0),
        ADD COLUMN last_cost numeric(20,9) CONSTRAINT ck_products_last_cost CHECK (last_cost >= 0),
        ADD COLUMN lead_time_days integer CONSTRAINT ck_products_lead_time_days CHECK (lead_time_days BETWEEN 0 AND 3650),
        ADD COLUMN reorder_point numeric(20,9) CONSTRAINT ck_products_reorder_point CHECK (reorder_point >= 0),
        ADD COLUMN reorder_qty numeric(20,9) CONSTRAINT ck_products_reorder_qty CHECK (reorder_qty >= 0),
        ADD COLUMN preferred_vendor_id bigint CONSTRAINT fk_products_preferred_vendor_id REFERENCES vendors (id) ON DELETE SET NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        DROP COLUMN procurement_type,
        DROP COLUMN cost_method,
        DROP COLUMN standard_cost,
        DROP COLUMN average_cost,
        DROP COLUMN last_cost,
        DROP COLUMN lead_time_days,
        DROP COLUMN reorder_point,
        DROP COLUMN reorder_qty,
        DROP COLUMN preferred_vendor_id;
    `);
  }
}
