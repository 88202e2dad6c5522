import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a run was asked to plan when it was not everything: products, and categories with what lies below them. Ids
 * without a key: a run stays readable when what it was about is gone.
 *
 * Document: Millwright: planning. Revision: mrp_run_scope. Parents: mrp_order_links.
 * Down loses: Of which products and categories runs were.
 */
export class MrpAddRunScope1735000000088 implements MigrationInterface {
  static readonly revision = 'mrp_run_scope';
  static readonly document = 'Millwright: planning';
  static readonly parents: string[] = ['mrp_order_links'];
  static readonly summary = 'What a run was asked to plan when it was not everything.';
  static readonly downLoses = 'Of which products and categories runs were.';
  readonly name = 'MrpAddRunScope1735000000088';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE mrp_runs
        ADD COLUMN product_ids bigint[] CONSTRAINT ck_mrp_runs_product_ids CHECK (cardinality(product_ids) BETWEEN 1 AND 1000),
        ADD COLUMN category_ids bigint[] CONSTRAINT ck_mrp_runs_category_ids CHECK (cardinality(category_ids) BETWEEN 1 AND 1000);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE mrp_runs DROP COLUMN product_ids, DROP COLUMN category_ids;');
  }
}
