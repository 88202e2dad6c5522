import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Fills the received date of received purchase orders from their last receipt in the ledger.
 *
 * The day is the UTC day of the last receipt's created_at: at this step neither the business date of a
 * movement (029) nor the company's time zone (028) exists.
 *
 * Document: FilaOps Migrations Log. Revision: 027. Parents: 026.
 * Down loses: The dates that this step filled; dates entered by people stay.
 */
export class PurchasingBackfillReceivedDate1735000000013 implements MigrationInterface {
  static readonly revision = '027';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['026'];
  static readonly summary =
    'Fills the received date of received purchase orders from their last receipt in the ledger.';
  static readonly downLoses = 'The dates that this step filled; dates entered by people stay.';
  readonly name = 'PurchasingBackfillReceivedDate1735000000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Data steps note here which rows they touched and what stood there, so that going down restores exactly these.
      CREATE TABLE migration_backfills (
        revision text NOT NULL,
        table_name text NOT NULL,
        row_id bigint NOT NULL,
        previous jsonb,
        CONSTRAINT pk_migration_backfills PRIMARY KEY (revision, table_name, row_id)
      );
      WITH last_receipt AS (
        SELECT reference_id AS purchase_order_id, (max(created_at) AT TIME ZONE 'UTC')::date AS received_date
        FROM inventory_transactions
        WHERE transaction_type = 'receipt' AND reference_type = 'purchase_order'
        GROUP BY reference_id
      ), filled AS (
        UPDATE purchase_orders AS po
        SET received_date = last_receipt.received_date
        FROM last_receipt
        WHERE last_receipt.purchase_order_id = po.id
          AND po.received_date IS NULL
          AND po.status IN ('received', 'closed')
        RETURNING po.id, po.received_date
      )
      INSERT INTO migration_backfills (revision, table_name, row_id, previous)
      SELECT '027', 'purchase_orders', id, jsonb_build_object('filled', received_date) FROM filled;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- A date that somebody has corrected since is theirs and stays.
      UPDATE purchase_orders AS po
      SET received_date = NULL
      FROM migration_backfills AS touched
      WHERE touched.revision = '027' AND touched.table_name = 'purchase_orders' AND touched.row_id = po.id
        AND po.received_date = (touched.previous ->> 'filled')::date;
      DROP TABLE migration_backfills;
    `);
  }
}
