import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropInitialSchema, initialSchema } from './initial-schema/index.js';

/**
 * Creates the first schema: people, products, stock, engineering, trading and production.
 *
 * Document: FilaOps Migrations Log. Revision: b1815de543ea (001). Parents: none.
 * Down loses: Everything: all tables and all their rows.
 */
export class InitialSchema1735000000001 implements MigrationInterface {
  static readonly revision = 'b1815de543ea';
  static readonly aliases = ['001'];
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = [];
  static readonly summary =
    'Creates the first schema: people, products, stock, engineering, trading and production.';
  static readonly downLoses = 'Everything: all tables and all their rows.';
  readonly name = 'InitialSchema1735000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of initialSchema) await queryRunner.query(sql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropInitialSchema);
  }
}
