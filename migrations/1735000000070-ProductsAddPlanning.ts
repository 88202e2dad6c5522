import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds to products how they are planned: by which method, in what lots, and how long a plan is left alone.
 *
 * Document: Millwright: material requirements planning. Revision: product_planning. Parents: revision_editors.
 * Down loses: Planning method, lot sizing, largest order, safety lead time and time fences of every product.
 */
export class ProductsAddPlanning1735000000070 implements MigrationInterface {
  static readonly revision = 'product_planning';
  static readonly document = 'Millwright: material requirements planning';
  static readonly parents: string[] = ['revision_editors'];
  static readonly summary = 'Adds to products how they are planned: method, lot sizing and time fences.';
  static readonly downLoses =
    'Planning method, lot sizing, largest order, safety lead time and time fences of every product.';
  readonly name = 'ProductsAddPlanning1735000000070';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN planning_method text NOT NULL DEFAULT 'mrp' CONSTRAINT ck_products_planning_method CHECK (planning_method IN ('mrp', 'reorder_point', 'none')),
        ADD COLUMN lot_sizing_rule text NOT NULL DEFAULT 'lot_for_lot' CONSTRAINT ck_products_lot_sizing_rule CHECK (lot_sizing_rule IN ('lot_for_lot', 'fixed_quantity', 'period', 'economic')),
        ADD COLUMN lot_quantity numeric(20,9) CONSTRAINT ck_products_lot_quantity CHECK (lot_quantity > 0),
        ADD COLUMN lot_period_days integer CONSTRAINT ck_products_lot_period_days CHECK (lot_period_days BETWEEN 1 AND 3650),
        ADD COLUMN max_order_qty numeric(20,9) CONSTRAINT ck_products_max_order_qty CHECK (max_order_qty > 0),
        ADD COLUMN safety_lead_days integer NOT NULL DEFAULT 0 CONSTRAINT ck_products_safety_lead_days CHECK (safety_lead_days BETWEEN 0 AND 3650),
        ADD COLUMN planning_time_fence_days integer NOT NULL DEFAULT 0 CONSTRAINT ck_products_planning_time_fence_days CHECK (planning_time_fence_days BETWEEN 0 AND 3650),
        ADD COLUMN demand_time_fence_days integer NOT NULL DEFAULT 0 CONSTRAINT ck_products_demand_time_fence_days CHECK (demand_time_fence_days BETWEEN 0 AND 3650),
        ADD CONSTRAINT ck_products_lot_quantity_given CHECK (lot_sizing_rule <> 'fixed_quantity' OR lot_quantity IS NOT NULL),
        ADD CONSTRAINT ck_products_lot_period_given CHECK (lot_sizing_rule <> 'period' OR lot_period_days IS NOT NULL),
        ADD CONSTRAINT ck_products_order_qty_range CHECK (max_order_qty IS NULL OR min_order_qty IS NULL OR max_order_qty >= min_order_qty),
        ADD CONSTRAINT ck_products_time_fences CHECK (demand_time_fence_days <= planning_time_fence_days);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        DROP CONSTRAINT ck_products_order_qty_range,
        DROP COLUMN planning_method,
        DROP COLUMN lot_sizing_rule,
        DROP COLUMN lot_quantity,
        DROP COLUMN lot_period_days,
        DROP COLUMN max_order_qty,
        DROP COLUMN safety_lead_days,
        DROP COLUMN planning_time_fence_days,
        DROP COLUMN demand_time_fence_days;
    `);
  }
}
