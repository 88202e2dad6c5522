import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Revisions of BOMs know who changed their draft last: whoever that is does not decide on them.
 *
 * Document: Millwright: engineering in depth. Revision: revision_editors. Parents: cost_rollup_guard.
 * Down loses: Who changed the drafts of revisions last.
 */
export class EngineeringAddRevisionEditors1735000000068 implements MigrationInterface {
  static readonly revision = 'revision_editors';
  static readonly document = 'Millwright: engineering in depth';
  static readonly parents: string[] = ['cost_rollup_guard'];
  static readonly summary = 'Revisions of BOMs know who changed their draft last.';
  static readonly downLoses = 'Who changed the drafts of revisions last.';
  readonly name = 'EngineeringAddRevisionEditors1735000000068';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE bom_revisions
        ADD COLUMN last_changed_by bigint,
        ADD CONSTRAINT ck_bom_revisions_own_change CHECK (change_approved_by <> last_changed_by),
        ADD CONSTRAINT fk_bom_revisions_last_changed_by FOREIGN KEY (organization_id, last_changed_by) REFERENCES users (organization_id, id);
      CREATE INDEX ix_bom_revisions_last_changed_by ON bom_revisions (organization_id, last_changed_by);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE bom_revisions DROP COLUMN last_changed_by;');
  }
}
