import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the time zone that decides which day it is.
 *
 * Document: FilaOps Migrations Log. Revision: 028. Parents: 027.
 * Down loses: The company's time zone.
 */
export class SettingsAddTimezone1735000000014 implements MigrationInterface {
  static readonly revision = '028';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['027'];
  static readonly summary = 'Adds the time zone that decides which day it is.';
  static readonly downLoses = "The company's time zone.";
  readonly name = 'SettingsAddTimezone1735000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE company_settings
        ADD COLUMN timezone text NOT NULL DEFAULT 'America/New_York' CONSTRAINT ck_company_settings_timezone CHECK (char_length(timezone) BETWEEN 1 AND 100);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE company_settings
        DROP COLUMN timezone;
    `);
  }
}
