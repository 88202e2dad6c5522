import type { Tx } from '../../platform/database/index.js';
import type { MassLine, PlainText } from './mass-cost.rules.js';
import { countsOn, type StructureOperationRow } from './structure.query.js';

/** Ids of the products whose cost is asked for; null for everything that is made. */
export type MassSelection = readonly number[] | null;

/** The products named, and those of the categories and of what lies below these, that have an active BOM or routing. */
export async function readSelectedProducts(
  tx: Tx,
  productIds: readonly number[],
  categoryIds: readonly number[],
): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `WITH RECURSIVE chosen (id) AS (
       SELECT unnest($3::bigint[])
       UNION
       SELECT c.id FROM item_categories c JOIN chosen ON chosen.id = c.parent_id WHERE c.organization_id = $1
     )
     SELECT p.id FROM products p
      WHERE p.organization_id = $1
        AND (p.id = ANY ($2) OR (p.is_active AND p.category_id IN (SELECT id FROM chosen)))
        AND (EXISTS (SELECT FROM boms b WHERE b.organization_id = $1 AND b.product_id = p.id AND b.is_active)
             OR EXISTS (SELECT FROM routings t
                         WHERE t.organization_id = $1 AND t.product_id = p.id AND t.is_active))
      ORDER BY p.id`,
    [tx.organizationId, productIds, categoryIds],
  );
  return rows.map((row) => row.id);
}

/** The selection and everything below it on any day; a circle ends by itself. */
const reached = (place: string) => `WITH RECURSIVE reached (product_id) AS (
  SELECT unnest(${place}::bigint[])
  UNION
  SELECT c.component_id
    FROM reached r
   CROSS JOIN LATERAL (
         SELECT l.component_id FROM boms b
           JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
          WHERE b.organization_id = $1 AND b.product_id = r.product_id AND b.is_active
         UNION
         SELECT m.component_id FROM routings t
           JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
           JOIN routing_operation_materials m
             ON m.organization_id = o.organization_id AND m.routing_operation_id = o.id
          WHERE t.organization_id = $1 AND t.product_id = r.product_id AND t.is_active) c
)`;

const within = (selection: MassSelection, column: string, place: string) =>
  selection ? `AND ${column} IN (SELECT product_id FROM reached)` : `AND ${place}::bigint[] IS NULL`;

/** A line of a BOM that needs no more than a multiplication and scrap: all of a unit, no set-up, no multiples. */
const PLAIN = 'l.unit = c.unit AND l.setup_quantity = 0 AND l.rounding_multiple IS NULL';

const EFFECTIVE = `(l.effective_from IS NULL OR l.effective_from <= $2::date)
                   AND (l.effective_to IS NULL OR l.effective_to > $2::date)`;

/**
 * The plain lines that count on a day, of all active BOMs or of those below the selection: a row a product, its lines
 * as one text. Half a million rows would take more memory and time than all that is done with them.
 */
export function readPlainLines(tx: Tx, selection: MassSelection, date: string): Promise<PlainText[]> {
  return tx.query<PlainText>(
    `${selection ? reached('$3') : ''}
     SELECT b.product_id, nullif(b.output_quantity, 1) AS output_quantity,
            string_agg(l.component_id || ':' || trim_scale(l.quantity)
                       || CASE WHEN l.scrap_factor = 0 THEN '' ELSE ':' || trim_scale(l.scrap_factor) END, ' ') AS lines
       FROM boms b
       JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
       JOIN products c ON c.organization_id = l.organization_id AND c.id = l.component_id
      WHERE b.organization_id = $1 AND ${countsOn('b', '$2')} AND ${PLAIN} AND ${EFFECTIVE}
            ${within(selection, 'b.product_id', '$3')}
      GROUP BY b.product_id, b.output_quantity`,
    [tx.organizationId, date, selection],
  );
}

/** All other lines that count on the day: of BOMs with another unit or a set-up, and materials of routings. */
export function readOtherLines(tx: Tx, selection: MassSelection, date: string): Promise<MassLine[]> {
  return tx.query<MassLine>(
    `${selection ? reached('$3') : ''}
     SELECT b.product_id, l.component_id, false AS is_routing, l.quantity, 'unit' AS quantity_per, l.unit,
            b.output_quantity, 1::numeric AS units_per_cycle, l.scrap_factor, l.setup_quantity, l.rounding_multiple,
            l.is_cost_only
       FROM boms b
       JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
       JOIN products c ON c.organization_id = l.organization_id AND c.id = l.component_id
      WHERE b.organization_id = $1 AND ${countsOn('b', '$2')} AND NOT (${PLAIN}) AND ${EFFECTIVE}
            ${within(selection, 'b.product_id', '$3')}
     UNION ALL
     SELECT t.product_id, m.component_id, true, m.quantity, m.quantity_per, m.unit, 1, o.units_per_cycle,
            m.scrap_factor, 0, NULL, m.is_cost_only
       FROM routings t
       JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
       JOIN routing_operation_materials m ON m.organization_id = o.organization_id AND m.routing_operation_id = o.id
      WHERE t.organization_id = $1 AND t.is_active AND t.product_id IS NOT NULL
            ${within(selection, 't.product_id', '$3')}`,
    [tx.organizationId, date, selection],
  );
}

/** Every operation of the active routings, or of those below the selection. */
export function readMassOperations(tx: Tx, selection: MassSelection): Promise<StructureOperationRow[]> {
  return tx.query<StructureOperationRow>(
    `${selection ? reached('$2') : ''}
     SELECT o.id AS routing_operation_id, t.product_id, o.sequence, o.work_center_id, o.operation_code,
            o.operation_name, o.setup_time_minutes, o.run_time_minutes, o.units_per_cycle, o.labor_rate_override,
            o.machine_rate_override
       FROM routings t
       JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
      WHERE t.organization_id = $1 AND t.is_active AND t.product_id IS NOT NULL ${within(selection, 't.product_id', '$2')}`,
    [tx.organizationId, selection],
  );
}
