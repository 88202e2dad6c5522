import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names the flag of a work center is_active like everywhere else and adds what scheduling needs.
 *
 * A work center that somebody switched off stays switched off: the value moves with the name.
 *
 * Document: FilaOps Migrations Log. Revision: 022. Parents: 021.
 * Down loses: The bottleneck flag, the scheduling priority and the overhead rate of every work center.
 */
export class ResourcesCleanUpWorkCenters1735000000008 implements MigrationInterface {
  static readonly revision = '022';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['021'];
  static readonly summary =
    'Names the flag of a work center is_active like everywhere else and adds what scheduling needs.';
  static readonly downLoses =
    'The bottleneck flag, the scheduling priority and the overhead rate of every work center.';
  readonly name = 'ResourcesCleanUpWorkCenters1735000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE work_centers
        ADD COLUMN is_active boolean NOT NULL DEFAULT true,
        ADD COLUMN overhead_rate_per_hour numeric(20,6) NOT NULL DEFAULT 0 CONSTRAINT ck_work_centers_overhead_rate_per_hour CHECK (overhead_rate_per_hour >= 0),
        ADD COLUMN is_bottleneck boolean NOT NULL DEFAULT false,
        ADD COLUMN scheduling_priority integer NOT NULL DEFAULT 5 CONSTRAINT ck_work_centers_scheduling_priority CHECK (scheduling_priority BETWEEN 1 AND 10);
      UPDATE work_centers SET is_active = active WHERE is_active <> active;
      ALTER TABLE work_centers DROP COLUMN active;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE work_centers ADD COLUMN active boolean NOT NULL DEFAULT true;
      UPDATE work_centers SET active = is_active WHERE active <> is_active;
      ALTER TABLE work_centers
        DROP COLUMN is_active,
        DROP COLUMN overhead_rate_per_hour,
        DROP COLUMN is_bottleneck,
        DROP COLUMN scheduling_priority;
    `);
  }
}
