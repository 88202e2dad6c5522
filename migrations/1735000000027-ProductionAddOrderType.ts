import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds whether a production order is standard work, rework or a sample.
 *
 * Document: FilaOps Migrations Log (branch). Revision: 9056086f1897. Parents: 040.
 * Down loses: The type of every production order.
 */
export class ProductionAddOrderType1735000000027 implements MigrationInterface {
  static readonly revision = '9056086f1897';
  static readonly document = 'FilaOps Migrations Log (branch)';
  static readonly parents: string[] = ['040'];
  static readonly summary = 'Adds whether a production order is standard work, rework or a sample.';
  static readonly downLoses = 'The type of every production order.';
  readonly name = 'ProductionAddOrderType1735000000027';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_orders
        ADD COLUMN order_type text NOT NULL DEFAULT 'standard' CONSTRAINT ck_production_orders_order_type CHECK (order_type IN ('standard', 'rework', 'sample'));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_orders
        DROP COLUMN order_type;
    `);
  }
}
