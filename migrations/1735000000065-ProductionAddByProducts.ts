import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhen } from './support/refuse.js';

/**
 * Receipts of by-products: for how many pieces of the product they came out, and their per cent of what those cost.
 *
 * Document: Millwright: engineering in depth. Revision: by_product_receipts. Parents: routing_depth.
 * Down loses: Nothing. It refuses while by-products were received.
 */
export class ProductionAddByProducts1735000000065 implements MigrationInterface {
  static readonly revision = 'by_product_receipts';
  static readonly document = 'Millwright: engineering in depth';
  static readonly parents: string[] = ['routing_depth'];
  static readonly summary =
    'Receipts of by-products: for how many pieces of the product they came out, and their share of the cost.';
  static readonly downLoses = 'Nothing. It refuses while by-products were received.';
  readonly name = 'ProductionAddByProducts1735000000065';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE production_order_receipts
        ADD COLUMN pieces numeric(20,9) CONSTRAINT ck_production_order_receipts_pieces CHECK (pieces > 0),
        ADD COLUMN cost_share_percent numeric(9,6) CONSTRAINT ck_production_order_receipts_cost_share_percent CHECK (cost_share_percent BETWEEN 0 AND 100),
        ADD CONSTRAINT ck_production_order_receipts_by_product CHECK ((pieces IS NULL) = (cost_share_percent IS NULL));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE production_order_receipts NO FORCE ROW LEVEL SECURITY;');
    await refuseWhen(
      queryRunner,
      'SELECT count(*) FROM production_order_receipts WHERE pieces IS NOT NULL',
      '% receipt(s) of by-products exist, and the step before has no place for them',
    );
    await queryRunner.query(`
      ALTER TABLE production_order_receipts
        DROP COLUMN pieces, DROP COLUMN cost_share_percent, FORCE ROW LEVEL SECURITY;
    `);
  }
}
