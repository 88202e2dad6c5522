import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { QuantityPer } from './structure.rules.js';
import type { UseKey, UseSource } from './where-used.rules.js';

/** One place where a component stands: a line of a BOM, an alternate of one, or a material of a routing. */
export interface UseRow {
  source: UseSource;
  line_id: number;
  product_id: number;
  component_id: number;
  bom_id: number | null;
  routing_id: number | null;
  structure_version: number;
  is_active: boolean;
  quantity: Decimal;
  quantity_per: QuantityPer;
  unit: string;
  output_quantity: Decimal;
  units_per_cycle: Decimal;
}

export interface UseFilter {
  includeInactive: boolean;
  includeAlternates: boolean;
}

/** Every use that there is; $2 lets inactive versions in, $3 alternates. */
const USES = `
  SELECT 'bom' AS source, l.id AS line_id, l.component_id, b.product_id
    FROM bom_lines l
    JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id AND (b.is_active OR $2)
   WHERE l.organization_id = $1
  UNION ALL
  SELECT 'alternate', a.id, a.alternate_item_id, b.product_id
    FROM bom_alternate_components a
    JOIN bom_lines l ON l.organization_id = a.organization_id AND l.id = a.primary_component_id
    JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id AND (b.is_active OR $2)
   WHERE $3 AND a.organization_id = $1
  UNION ALL
  SELECT 'routing', m.id, m.component_id, t.product_id
    FROM routing_operation_materials m
    JOIN routing_operations o ON o.organization_id = m.organization_id AND o.id = m.routing_operation_id AND o.is_active
    JOIN routings t ON t.organization_id = o.organization_id AND t.id = o.routing_id AND t.product_id IS NOT NULL
     AND (t.is_active OR $2)
   WHERE m.organization_id = $1`;

type UseLink = Pick<UseRow, 'source' | 'line_id' | 'component_id' | 'product_id'>;

/** A page of what the product goes straight into. */
export function readUses(
  tx: Tx,
  productId: number,
  filter: UseFilter,
  after: UseKey | null,
  limit: number,
): Promise<UseLink[]> {
  return tx.query<UseLink>(
    `SELECT u.* FROM (${USES}) u
      WHERE u.component_id = $4 AND ($5::text IS NULL OR (u.source, u.line_id) > ($5, $6::bigint))
      ORDER BY u.source, u.line_id LIMIT $7`,
    [
      tx.organizationId,
      filter.includeInactive,
      filter.includeAlternates,
      productId,
      after?.source ?? null,
      after?.lineId ?? null,
      limit,
    ],
  );
}

/** Every use of the product and of all that contains it, on whatever level; each once, in no order. */
export function readUsesAbove(
  tx: Tx,
  productId: number,
  filter: UseFilter,
  limit: number,
): Promise<UseLink[]> {
  return tx.query<UseLink>(
    `WITH RECURSIVE used (source, line_id, component_id, product_id) AS (
       SELECT NULL::text, NULL::bigint, NULL::bigint, $4::bigint
       UNION
       SELECT u.source, u.line_id, u.component_id, u.product_id FROM used c JOIN (${USES}) u ON u.component_id = c.product_id
     )
     SELECT * FROM used WHERE source IS NOT NULL LIMIT $5`,
    [tx.organizationId, filter.includeInactive, filter.includeAlternates, productId, limit],
  );
}

/** What the rows of a page say, by source and line. */
export async function readUseDetails(tx: Tx, keys: readonly UseKey[]): Promise<Map<string, UseRow>> {
  const of = (source: UseSource) => keys.filter((key) => key.source === source).map(({ lineId }) => lineId);
  const rows = await tx.query<UseRow>(
    `SELECT 'bom' AS source, l.id AS line_id, b.product_id, l.component_id, b.id AS bom_id, NULL::bigint AS routing_id,
            b.bom_version AS structure_version, b.is_active, l.quantity, 'unit' AS quantity_per, l.unit,
            b.output_quantity, 1::numeric AS units_per_cycle
       FROM bom_lines l
       JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id
      WHERE l.organization_id = $1 AND l.id = ANY ($2)
     UNION ALL
     SELECT 'alternate', a.id, b.product_id, a.alternate_item_id, b.id, NULL, b.bom_version, b.is_active,
            a.quantity_required, 'unit', a.unit, b.output_quantity, 1
       FROM bom_alternate_components a
       JOIN bom_lines l ON l.organization_id = a.organization_id AND l.id = a.primary_component_id
       JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id
      WHERE a.organization_id = $1 AND a.id = ANY ($3)
     UNION ALL
     SELECT 'routing', m.id, t.product_id, m.component_id, NULL, t.id, t.routing_version, t.is_active, m.quantity,
            m.quantity_per, m.unit, 1, o.units_per_cycle
       FROM routing_operation_materials m
       JOIN routing_operations o ON o.organization_id = m.organization_id AND o.id = m.routing_operation_id
       JOIN routings t ON t.organization_id = o.organization_id AND t.id = o.routing_id
      WHERE m.organization_id = $1 AND m.id = ANY ($4)`,
    [tx.organizationId, of('bom'), of('alternate'), of('routing')],
  );
  return new Map(rows.map((row) => [`${row.source}:${row.line_id}`, row]));
}
