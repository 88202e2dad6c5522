import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the last and next maintenance date and the interval to resources.
 *
 * Document: FilaOps Migrations Log. Revision: 026. Parents: 025.
 * Down loses: Maintenance dates and intervals of resources.
 */
export class ResourcesAddMaintenanceTracking1735000000012 implements MigrationInterface {
  static readonly revision = '026';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['025'];
  static readonly summary = 'Adds the last and next maintenance date and the interval to resources.';
  static readonly downLoses = 'Maintenance dates and intervals of resources.';
  readonly name = 'ResourcesAddMaintenanceTracking1735000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE resources
        ADD COLUMN last_maintenance_date date,
        ADD COLUMN next_maintenance_date date,
        ADD COLUMN maintenance_interval_days integer CONSTRAINT ck_resources_maintenance_interval_days CHECK (maintenance_interval_days > 0);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE resources
        DROP COLUMN last_maintenance_date,
        DROP COLUMN next_maintenance_date,
        DROP COLUMN maintenance_interval_days;
    `);
  }
}
