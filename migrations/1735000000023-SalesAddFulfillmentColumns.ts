import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds fulfilment and delivery to sales orders.
 *
 * Document: FilaOps Migrations Log. Revision: 038. Parents: 036.
 * Down loses: Fulfilment status, dates and tracking of every sales order.
 */
export class SalesAddFulfillmentColumns1735000000023 implements MigrationInterface {
  static readonly revision = '038';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['036'];
  static readonly summary = 'Adds fulfilment and delivery to sales orders.';
  static readonly downLoses = 'Fulfilment status, dates and tracking of every sales order.';
  readonly name = 'SalesAddFulfillmentColumns1735000000023';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE sales_orders
        ADD COLUMN fulfillment_status text NOT NULL DEFAULT 'pending' CONSTRAINT ck_sales_orders_fulfillment_status CHECK (fulfillment_status IN ('pending', 'ready', 'partially_shipped', 'shipped', 'delivered')),
        ADD COLUMN ship_date date,
        ADD COLUMN delivery_date date,
        ADD COLUMN carrier text CONSTRAINT ck_sales_orders_carrier CHECK (char_length(carrier) <= 100),
        ADD COLUMN tracking_number text CONSTRAINT ck_sales_orders_tracking_number CHECK (char_length(tracking_number) <= 200);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE sales_orders
        DROP COLUMN fulfillment_status,
        DROP COLUMN ship_date,
        DROP COLUMN delivery_date,
        DROP COLUMN carrier,
        DROP COLUMN tracking_number;
    `);
  }
}
