import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Optional references that most rows do not have: an index over the others is smaller, and costs less to write. */
const OPTIONAL = [
  ['products', 'category_id'],
  ['products', 'color_id'],
  ['products', 'material_type_id'],
  ['products', 'preferred_vendor_id'],
  ['cost_roll_ups', 'created_by'],
  ['planned_orders', 'created_by'],
  ['planned_orders', 'converted_to_po_id'],
  ['planned_orders', 'converted_to_mo_id'],
] as const;

/**
 * Leaves rows without a reference out of its index, where a bulk write would otherwise pay for each of them.
 *
 * Document: Millwright: engineering in depth. Revision: lean_indexes. Parents: mrp_run_error_code.
 * Down loses: Nothing.
 */
export class EngineeringLeanIndexes1735000000090 implements MigrationInterface {
  static readonly revision = 'lean_indexes';
  static readonly document = 'Millwright: engineering in depth';
  static readonly parents: string[] = ['mrp_run_error_code'];
  static readonly summary = 'Leaves rows without a reference out of its index.';
  static readonly downLoses = 'Nothing.';
  readonly name = 'EngineeringLeanIndexes1735000000090';

  async up(queryRunner: QueryRunner): Promise<void> {
    await rebuild(queryRunner, (column) => ` WHERE ${column} IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await rebuild(queryRunner, () => '');
  }
}

async function rebuild(queryRunner: QueryRunner, condition: (column: string) => string): Promise<void> {
  for (const [table, column] of OPTIONAL) {
    await queryRunner.query(`
      DROP INDEX ix_${table}_${column};
      CREATE INDEX ix_${table}_${column} ON ${table} (organization_id, ${column})${condition(column)};
    `);
  }
}
