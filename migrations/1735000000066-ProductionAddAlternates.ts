import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhen } from './support/refuse.js';
import { withoutForcedRowSecurity } from './support/tenancy.js';

/**
 * Production orders may take alternates for components that are short: the order says so, and a material says which
 * replacement it is.
 *
 * Document: Millwright: engineering in depth. Revision: order_alternates. Parents: by_product_receipts.
 * Down loses: Which orders may take alternates. It refuses while alternates stand in for components of orders.
 */
export class ProductionAddAlternates1735000000066 implements MigrationInterface {
  static readonly revision = 'order_alternates';
  static readonly document = 'Millwright: engineering in depth';
  static readonly parents: string[] = ['by_product_receipts'];
  static readonly summary =
    'Production orders may take alternates for components that are short, and a material says which replacement it is.';
  static readonly downLoses =
    'Which orders may take alternates. It refuses while alternates stand in for components of orders.';
  readonly name = 'ProductionAddAlternates1735000000066';

  async up(queryRunner: QueryRunner): Promise<void> {
    await withoutForcedRowSecurity(queryRunner, ['production_order_operation_materials'], async () => {
      await queryRunner.query(`
        ALTER TABLE production_orders ADD COLUMN use_alternates boolean NOT NULL DEFAULT false;
        ALTER TABLE production_order_operation_materials
          ADD COLUMN substitution_id bigint,
          ADD CONSTRAINT fk_po_operation_materials_substitution_id FOREIGN KEY (organization_id, substitution_id) REFERENCES production_order_materials (organization_id, id);
        CREATE INDEX ix_po_operation_materials_substitution_id ON production_order_operation_materials (organization_id, substitution_id);
      `);
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await withoutForcedRowSecurity(queryRunner, ['production_order_operation_materials'], async () => {
      await refuseWhen(
        queryRunner,
        'SELECT count(*) FROM production_order_operation_materials WHERE substitution_id IS NOT NULL',
        '% material(s) of orders stand in for others, and the step before does not say for which',
      );
      await queryRunner.query(`
        ALTER TABLE production_order_operation_materials DROP COLUMN substitution_id;
        ALTER TABLE production_orders DROP COLUMN use_alternates;
      `);
    });
  }
}
