import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Separates the business date of a movement from the moment of its entry.
 *
 * Document: FilaOps Migrations Log. Revision: 029. Parents: 028.
 * Down loses: Business dates of back-dated movements; only the moment of entry remains.
 */
export class InventoryAddTransactionDate1735000000015 implements MigrationInterface {
  static readonly revision = '029';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['028'];
  static readonly summary = 'Separates the business date of a movement from the moment of its entry.';
  static readonly downLoses = 'Business dates of back-dated movements; only the moment of entry remains.';
  readonly name = 'InventoryAddTransactionDate1735000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE inventory_transactions ADD COLUMN transaction_date date;
      UPDATE inventory_transactions SET transaction_date = (created_at AT TIME ZONE 'UTC')::date;
      ALTER TABLE inventory_transactions ALTER COLUMN transaction_date SET NOT NULL;
      CREATE INDEX ix_inventory_transactions_transaction_date ON inventory_transactions (transaction_date);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE inventory_transactions
        DROP COLUMN transaction_date;
    `);
  }
}
