import { type Decimal, roundQuantity, sum } from '../../kernel/decimal.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import type { PlannedMaterial, StandIn } from '../engineering/index.js';

/** A line, and what stands in for its component or for a part of it. */
export function substitutionKey({ substitution, componentId }: PlannedMaterial): string {
  return `${substitution!.bomLineId} ${componentId}`;
}

/** Writes which alternates stand in for components, one row for each BOM line and alternate; ids by `substitutionKey`. */
export async function insertSubstitutions(
  tx: Tx,
  orderId: number,
  materials: readonly PlannedMaterial[],
): Promise<Map<string, number>> {
  const alternates = materials.filter((material) => material.substitution !== null);
  if (alternates.length === 0) return new Map();
  const lines = [...groupBy(alternates, substitutionKey).values()];
  const made = await tx.query<{ id: number; bom_line_id: number; substitute_product_id: number }>(
    `INSERT INTO production_order_materials (organization_id, production_order_id, created_by, bom_line_id, original_product_id,
                                             original_quantity, substitute_product_id, planned_quantity, reason)
     SELECT $1, $2, $3, * FROM unnest($4::bigint[], $5::bigint[], $6::numeric[], $7::bigint[], $8::numeric[], $9::text[])
     RETURNING id, bom_line_id, substitute_product_id`,
    [
      tx.organizationId,
      orderId,
      tx.principal.userId,
      lines.map(([first]) => first!.substitution!.bomLineId),
      lines.map(([first]) => first!.substitution!.primaryId),
      lines.map(([first]) => first!.substitution!.primaryQuantity.toFixed()),
      lines.map(([first]) => first!.componentId),
      lines.map((own) => sum(own.map((material) => material.quantityRequired)).toFixed()),
      lines.map(([first]) => first!.substitution!.reason),
    ],
  );
  return new Map(made.map((row) => [`${row.bom_line_id} ${row.substitute_product_id}`, row.id]));
}

export async function deleteSubstitutions(tx: Tx, orderId: number): Promise<void> {
  await tx.execute(
    'DELETE FROM production_order_materials WHERE organization_id = $1 AND production_order_id = $2',
    [tx.organizationId, orderId],
  );
}

/** The alternates that lines of an order have: product by BOM line. */
export async function readSubstitutes(tx: Tx, orderId: number): Promise<Map<number, number>> {
  const rows = await tx.query<{ bom_line_id: number; substitute_product_id: number }>(
    `SELECT bom_line_id, substitute_product_id FROM production_order_materials
      WHERE organization_id = $1 AND production_order_id = $2 AND bom_line_id IS NOT NULL`,
    [tx.organizationId, orderId],
  );
  return new Map(rows.map((row) => [row.bom_line_id, row.substitute_product_id]));
}

/** What stands in for components of an order, and where it was planned to: for another quantity in proportion. */
export async function readStandIns(tx: Tx, orderId: number, factor: Decimal): Promise<StandIn[]> {
  const rows = await tx.query<{ primary_id: number; alternate_id: number; quantity: Decimal }>(
    `SELECT original_product_id AS primary_id, substitute_product_id AS alternate_id, sum(planned_quantity) AS quantity
       FROM production_order_materials
      WHERE organization_id = $1 AND production_order_id = $2 AND bom_line_id IS NOT NULL
      GROUP BY original_product_id, substitute_product_id ORDER BY min(id)`,
    [tx.organizationId, orderId],
  );
  return rows.map((row) => ({
    primaryId: row.primary_id,
    alternateId: row.alternate_id,
    quantity: roundQuantity(row.quantity.times(factor)),
  }));
}

/** For a statement whose `$2` and `$3` are materials and what more is used of each: counts it where alternates stand in. */
export const SUBSTITUTES_USED = `
  substitutes AS (
    UPDATE production_order_materials s
       SET actual_quantity_used = coalesce(s.actual_quantity_used, 0) + used.quantity
      FROM (SELECT m.substitution_id, sum(u.quantity) AS quantity
              FROM unnest($2::bigint[], $3::numeric[]) AS u (id, quantity)
              JOIN production_order_operation_materials m ON m.organization_id = $1 AND m.id = u.id
             WHERE m.substitution_id IS NOT NULL GROUP BY m.substitution_id) used
     WHERE s.organization_id = $1 AND s.id = used.substitution_id)`;
