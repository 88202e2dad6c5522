import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds first and last name to users, beside the name that is shown.
 *
 * Document: FilaOps Migrations Log. Revision: 043. Parents: 905ef924f499.
 * Down loses: First and last names of users.
 */
export class UsersAddNames1735000000029 implements MigrationInterface {
  static readonly revision = '043';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['905ef924f499'];
  static readonly summary = 'Adds first and last name to users, beside the name that is shown.';
  static readonly downLoses = 'First and last names of users.';
  readonly name = 'UsersAddNames1735000000029';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE users
        ADD COLUMN first_name text CONSTRAINT ck_users_first_name CHECK (char_length(first_name) <= 100),
        ADD COLUMN last_name text CONSTRAINT ck_users_last_name CHECK (char_length(last_name) <= 100);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE users
        DROP COLUMN first_name,
        DROP COLUMN last_name;
    `);
  }
}
