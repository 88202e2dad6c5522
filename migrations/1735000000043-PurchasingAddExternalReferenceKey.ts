import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes the reference of another system a key of purchase orders, so that an import finds its orders and never makes two.
 *
 * Document: Millwright: purchasing. Revision: purchase_order_reference. Parents: ledger_posting.
 * Down loses: Nothing but the index; references that repeated stay in the notes.
 */
export class PurchasingAddExternalReferenceKey1735000000043 implements MigrationInterface {
  static readonly revision = 'purchase_order_reference';
  static readonly document = 'Millwright: purchasing';
  static readonly parents: string[] = ['ledger_posting'];
  static readonly summary = 'Makes the reference of another system a key of purchase orders.';
  static readonly downLoses = 'Nothing but the index; references that repeated stay in the notes.';
  readonly name = 'PurchasingAddExternalReferenceKey1735000000043';

  async up(queryRunner: QueryRunner): Promise<void> {
    // References could repeat before. The first order keeps its own; of the others it moves to the notes, so that it is
    // not lost. Forced row level security binds the owner too and is lifted for the step, or it would silently change nothing.
    await queryRunner.query(`
      ALTER TABLE purchase_orders NO FORCE ROW LEVEL SECURITY;
      UPDATE purchase_orders SET external_reference = NULL WHERE external_reference = '';
      UPDATE purchase_orders AS later
         SET notes = left(concat_ws(E'\\n', 'External reference: ' || later.external_reference, later.notes), 10000),
             external_reference = NULL
       WHERE EXISTS (SELECT FROM purchase_orders AS earlier
                      WHERE earlier.organization_id = later.organization_id
                        AND earlier.external_reference = later.external_reference AND earlier.id < later.id);
      ALTER TABLE purchase_orders FORCE ROW LEVEL SECURITY;
      CREATE UNIQUE INDEX uq_purchase_orders_external_reference
          ON purchase_orders (organization_id, external_reference) WHERE external_reference IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX uq_purchase_orders_external_reference;');
  }
}
