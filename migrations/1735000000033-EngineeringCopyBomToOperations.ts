import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Copies the lines of active BOMs to the materials of the operations that use them.
 *
 * A line for shipping goes to the first operation that ships or packs, else to the last one; every other
 * line goes to the first operation. Operation and component pairs that have a material already are left
 * alone. BOM lines are per batch of output_quantity pieces, materials are per piece; a set-up quantity
 * becomes a second row per order.
 *
 * Document: FilaOps Migrations Log. Revision: 056. Parents: 055.
 * Down loses: The copied materials, also where somebody has edited them since; the BOM lines were never
 * touched.
 */
export class EngineeringCopyBomToOperations1735000000033 implements MigrationInterface {
  static readonly revision = '056';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['055'];
  static readonly summary =
    'Copies the lines of active BOMs to the materials of the operations that use them.';
  static readonly downLoses =
    'The copied materials, also where somebody has edited them since; the BOM lines were never touched.';
  readonly name = 'EngineeringCopyBomToOperations1735000000033';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      WITH operations AS (
        SELECT operation.id, operation.routing_id, operation.sequence,
               lower(coalesce(operation.operation_name, '') || ' ' || coalesce(operation.operation_code, '')) ~ '(ship|pack)' AS ships
        FROM routing_operations AS operation
        WHERE operation.is_active
      ), targets AS (
        SELECT routing.product_id,
               (SELECT id FROM operations WHERE routing_id = routing.id ORDER BY sequence LIMIT 1) AS first_operation_id,
               coalesce(
                 (SELECT id FROM operations WHERE routing_id = routing.id AND ships ORDER BY sequence LIMIT 1),
                 (SELECT id FROM operations WHERE routing_id = routing.id ORDER BY sequence DESC LIMIT 1)
               ) AS shipping_operation_id
        FROM routings AS routing
        WHERE routing.is_active AND NOT routing.is_template
      ), lines AS (
        SELECT line.*, bom.output_quantity,
               CASE WHEN line.consume_stage = 'shipping' THEN shipping_operation_id ELSE first_operation_id END AS operation_id
        FROM bom_lines AS line
        JOIN boms AS bom ON bom.id = line.bom_id AND bom.is_active
        JOIN targets ON targets.product_id = bom.product_id
        WHERE (line.effective_from IS NULL OR line.effective_from <= CURRENT_DATE)
          AND (line.effective_to IS NULL OR line.effective_to > CURRENT_DATE)
      ), wanted AS (
        SELECT lines.*, 'unit' AS quantity_per, round(quantity / output_quantity, 9) AS new_quantity FROM lines
        UNION ALL
        SELECT lines.*, 'order', setup_quantity FROM lines WHERE setup_quantity > 0
      ), copied AS (
        INSERT INTO routing_operation_materials
          (routing_operation_id, component_id, quantity, quantity_per, unit, scrap_factor, is_cost_only, is_optional, notes)
        SELECT operation_id, component_id, new_quantity, quantity_per, unit, scrap_factor, is_cost_only, is_optional,
               left('[Migrated from BOM]' || coalesce(' ' || notes, ''), 10000)
        FROM wanted
        WHERE operation_id IS NOT NULL
          AND NOT EXISTS (
            SELECT FROM routing_operation_materials AS present
            WHERE present.routing_operation_id = wanted.operation_id AND present.component_id = wanted.component_id
          )
        ORDER BY bom_id, sequence, wanted.id, quantity_per DESC
        RETURNING id
      )
      INSERT INTO migration_backfills (revision, table_name, row_id)
      SELECT '056', 'routing_operation_materials', id FROM copied;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM routing_operation_materials AS material
      USING migration_backfills AS touched
      WHERE touched.revision = '056' AND touched.table_name = 'routing_operation_materials' AND touched.row_id = material.id;
      DELETE FROM migration_backfills WHERE revision = '056';
    `);
  }
}
