import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes the reference of another system a key of purchase orders, so that an import finds its orders and never makes two.
 *
 * Document: Millwright: purchasing. Revision: purchase_order_reference. Parents: ledger_posting.
 * Down loses: Nothing but the index.
 */
export class PurchasingAddExternalReferenceKey1735000000043 implements MigrationInterface {
  static readonly revision = 'purchase_order_reference';
  static readonly document = 'Millwright: purchasing';
  static readonly parents: string[] = ['ledger_posting'];
  static readonly summary = 'Makes the reference of another system a key of purchase orders.';
  static readonly downLoses = 'Nothing but the index.';
  readonly name = 'PurchasingAddExternalReferenceKey1735000000043';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE UNIQUE INDEX uq_purchase_orders_external_reference
          ON purchase_orders (organization_id, external_reference) WHERE external_reference IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX uq_purchase_orders_external_reference;');
  }
}
