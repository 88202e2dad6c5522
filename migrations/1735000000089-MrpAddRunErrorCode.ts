import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a run failed, as a code that programs can tell apart: until now there was only a sentence.
 *
 * Document: Millwright: planning. Revision: mrp_run_error_code. Parents: mrp_run_scope.
 * Down loses: The codes; what runs failed of stays as a sentence.
 */
export class MrpAddRunErrorCode1735000000089 implements MigrationInterface {
  static readonly revision = 'mrp_run_error_code';
  static readonly document = 'Millwright: planning';
  static readonly parents: string[] = ['mrp_run_scope'];
  static readonly summary = 'Why a run failed, as a code.';
  static readonly downLoses = 'The codes; what runs failed of stays as a sentence.';
  readonly name = 'MrpAddRunErrorCode1735000000089';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE mrp_runs
        ADD COLUMN error_code text CONSTRAINT ck_mrp_runs_error_code CHECK (char_length(error_code) BETWEEN 1 AND 100);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE mrp_runs DROP COLUMN error_code;');
  }
}
