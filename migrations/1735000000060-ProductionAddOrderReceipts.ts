import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableTenancy, withoutForcedRowSecurity } from './support/tenancy.js';

/**
 * Keeps by what each receipt of a production order was valued, so that it can be valued anew when material turns out to
 * have cost another amount.
 *
 * Of receipts from before it is only known what they took: they count as having taken all that was in work.
 *
 * Document: Millwright: inventory in depth. Revision: order_receipts. Parents: serial_batches.
 * Down loses: What was in work at each receipt. Going up again, receipts count as having taken all of it.
 */
export class ProductionAddOrderReceipts1735000000060 implements MigrationInterface {
  static readonly revision = 'order_receipts';
  static readonly document = 'Millwright: inventory in depth';
  static readonly parents: string[] = ['serial_batches'];
  static readonly summary =
    'Keeps by what each receipt of a production order was valued, so that it can be valued anew.';
  static readonly downLoses =
    'What was in work at each receipt. Going up again, receipts count as having taken all of it.';
  readonly name = 'ProductionAddOrderReceipts1735000000060';

  async up(queryRunner: QueryRunner): Promise<void> {
    const read = ['organizations', 'production_orders', 'inventory_transactions'];
    await withoutForcedRowSecurity(queryRunner, read, async () => {
      await queryRunner.query(`
        CREATE TABLE production_order_receipts (
          organization_id bigint NOT NULL CONSTRAINT fk_production_order_receipts_organization_id REFERENCES organizations (id),
          transaction_id bigint NOT NULL,
          production_order_id bigint NOT NULL,
          quantity_in_work numeric(20,9) NOT NULL CONSTRAINT ck_production_order_receipts_quantity_in_work CHECK (quantity_in_work > 0),
          cost_in_work numeric(20,6) NOT NULL,
          value numeric(20,6) NOT NULL CONSTRAINT ck_production_order_receipts_value CHECK (value >= 0),
          CONSTRAINT pk_production_order_receipts PRIMARY KEY (organization_id, transaction_id),
          CONSTRAINT fk_production_order_receipts_transaction_id FOREIGN KEY (organization_id, transaction_id) REFERENCES inventory_transactions (organization_id, id),
          CONSTRAINT fk_production_order_receipts_production_order_id FOREIGN KEY (organization_id, production_order_id) REFERENCES production_orders (organization_id, id)
        );
        CREATE INDEX ix_production_order_receipts_production_order_id ON production_order_receipts (organization_id, production_order_id);
        -- What was told of a receipt, with what flowed on to it since; landed cost is not the order's.
        INSERT INTO production_order_receipts
               (organization_id, transaction_id, production_order_id, quantity_in_work, cost_in_work, value)
        SELECT t.organization_id, t.id, o.id, t.quantity, told.value, told.value
          FROM inventory_transactions t
          JOIN production_orders o ON o.organization_id = t.organization_id AND o.id = t.reference_id
         CROSS JOIN LATERAL (
           SELECT greatest(0, coalesce(t.given_value, t.total_cost, 0) + coalesce((
                    SELECT sum(c.given_value) FROM inventory_transactions c
                     WHERE c.organization_id = t.organization_id AND c.revalues_id = t.id
                       AND c.reason = 'What it was made of costs another amount.'), 0)) AS value) told
         WHERE t.transaction_type = 'production' AND t.reference_type = 'production_order' AND t.quantity > 0
           AND t.revalues_id IS NULL AND t.from_location_id IS NULL;
      `);
    });
    await enableTenancy(queryRunner, 'production_order_receipts');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE production_order_receipts;');
  }
}
