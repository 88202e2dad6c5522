import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds working hours and working days (ISO weekdays, Monday is 1) to the company.
 *
 * Document: FilaOps Migrations Log. Revision: 020. Parents: 019.
 * Down loses: The company's working hours and days.
 */
export class SettingsAddBusinessHours1735000000006 implements MigrationInterface {
  static readonly revision = '020';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['019'];
  static readonly summary = 'Adds working hours and working days (ISO weekdays, Monday is 1) to the company.';
  static readonly downLoses = "The company's working hours and days.";
  readonly name = 'SettingsAddBusinessHours1735000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE company_settings
        ADD COLUMN business_hours_start time NOT NULL DEFAULT '08:00',
        ADD COLUMN business_hours_end time NOT NULL DEFAULT '17:00',
        ADD COLUMN business_days smallint[] NOT NULL DEFAULT '{1,2,3,4,5}' CONSTRAINT ck_company_settings_business_days CHECK (business_days <@ '{1,2,3,4,5,6,7}'::smallint[]),
        ADD CONSTRAINT ck_company_settings_business_hours CHECK (business_hours_end > business_hours_start);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE company_settings
        DROP COLUMN business_hours_start,
        DROP COLUMN business_hours_end,
        DROP COLUMN business_days;
    `);
  }
}
