import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a run writes row by row; each of its rows names a product of the organization. */
const TABLES = ['planned_orders', 'mrp_product_plans', 'mrp_messages'] as const;

/**
 * A plan's row needs no foreign key to its organization beside the one to its product, which has both columns, neither of
 * them null, and is itself the organization's: a run would check 20,000 times what it knows already.
 *
 * Document: Millwright: planning. Revision: lean_plan_references. Parents: mrp_alternates.
 * Down loses: Nothing.
 */
export class MrpLeanReferences1735000000093 implements MigrationInterface {
  static readonly revision = 'lean_plan_references';
  static readonly document = 'Millwright: planning';
  static readonly parents: string[] = ['mrp_alternates'];
  static readonly summary = 'Leaves the reference of a plan to its organization to that of its product.';
  static readonly downLoses = 'Nothing.';
  readonly name = 'MrpLeanReferences1735000000093';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT fk_${table}_organization_id`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await queryRunner.query(`
        ALTER TABLE ${table} ADD CONSTRAINT fk_${table}_organization_id
          FOREIGN KEY (organization_id) REFERENCES organizations (id);
      `);
    }
  }
}
