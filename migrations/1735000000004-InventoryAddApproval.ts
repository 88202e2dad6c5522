import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the decision on movements that would make stock negative: held, then approved or rejected, once.
 *
 * Document: FilaOps Migrations Log. Revision: 018. Parents: 017.
 * Down loses: Which movements were held, why, and who decided on them.
 */
export class InventoryAddApproval1735000000004 implements MigrationInterface {
  static readonly revision = '018';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['017'];
  static readonly summary =
    'Adds the decision on movements that would make stock negative: held, then approved or rejected, once.';
  static readonly downLoses = 'Which movements were held, why, and who decided on them.';
  readonly name = 'InventoryAddApproval1735000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE inventory_transactions
        ADD COLUMN requires_approval boolean NOT NULL DEFAULT false,
        ADD COLUMN approval_reason text CONSTRAINT ck_inventory_transactions_approval_reason CHECK (char_length(approval_reason) <= 1000),
        ADD COLUMN approved_by bigint CONSTRAINT fk_inventory_transactions_approved_by REFERENCES users (id),
        ADD COLUMN approved_at timestamptz,
        ADD COLUMN rejected_by bigint CONSTRAINT fk_inventory_transactions_rejected_by REFERENCES users (id),
        ADD COLUMN rejected_at timestamptz,
        ADD CONSTRAINT ck_inventory_transactions_approval CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (rejected_by IS NULL) = (rejected_at IS NULL)),
        ADD CONSTRAINT ck_inventory_transactions_decision CHECK ((approved_at IS NULL AND rejected_at IS NULL) OR (requires_approval AND (approved_at IS NULL OR rejected_at IS NULL))),
        ADD CONSTRAINT ck_inventory_transactions_decider CHECK (approved_by <> created_by AND rejected_by <> created_by);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE inventory_transactions
        DROP COLUMN requires_approval,
        DROP COLUMN approval_reason,
        DROP COLUMN approved_by,
        DROP COLUMN approved_at,
        DROP COLUMN rejected_by,
        DROP COLUMN rejected_at;
    `);
  }
}
