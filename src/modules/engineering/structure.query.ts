import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { StructureLink } from './structure-graph.rules.js';
import type { QuantityPer } from './structure.rules.js';

/** How far below the product lines are read: not at all, through phantoms, or to the bottom. */
export type StructureReach = 'single' | 'phantoms' | 'all';

export interface StructureHead {
  bomId: number | null;
  routingId: number | null;
}

/** The BOM of a product that counts on the day, and its active routing. */
export async function readActiveHead(tx: Tx, productId: number, date: string): Promise<StructureHead> {
  const [head] = await tx.query<{ bom_id: number | null; routing_id: number | null }>(
    `SELECT (SELECT b.id FROM boms b
              WHERE b.organization_id = $1 AND b.product_id = $2 AND ${countsOn('b', '$3')}) AS bom_id,
            (SELECT id FROM routings WHERE organization_id = $1 AND product_id = $2 AND is_active) AS routing_id`,
    [tx.organizationId, productId, date],
  );
  return { bomId: head!.bom_id, routingId: head!.routing_id };
}

/** Those of a named BOM and routing that exist and fit the product; a template fits every product. */
export async function readNamedHead(tx: Tx, productId: number, named: StructureHead): Promise<StructureHead> {
  const [head] = await tx.query<{ bom_id: number | null; routing_id: number | null }>(
    `SELECT (SELECT id FROM boms WHERE organization_id = $1 AND product_id = $2 AND id = $3) AS bom_id,
            (SELECT id FROM routings
              WHERE organization_id = $1 AND id = $4 AND (product_id = $2 OR is_template)) AS routing_id`,
    [tx.organizationId, productId, named.bomId, named.routingId],
  );
  return { bomId: head!.bom_id, routingId: head!.routing_id };
}

/**
 * Keeps the lines of both from being changed until the transaction ends; any number of orders may hold them. False when one
 * of them was deleted before it could be held.
 */
export async function holdHead(tx: Tx, { bomId, routingId }: StructureHead): Promise<boolean> {
  const held = await tx.query('SELECT id FROM boms WHERE organization_id = $1 AND id = $2 FOR KEY SHARE', [
    tx.organizationId,
    bomId,
  ]);
  const heldRoutings = await tx.query(
    'SELECT id FROM routings WHERE organization_id = $1 AND id = $2 FOR KEY SHARE',
    [tx.organizationId, routingId],
  );
  return (bomId === null || held.length > 0) && (routingId === null || heldRoutings.length > 0);
}

export interface StructureLineRow {
  product_id: number;
  component_id: number;
  source: 'bom' | 'routing';
  line_id: number;
  operation_sequence: number | null;
  quantity: Decimal;
  quantity_per: QuantityPer;
  unit: string;
  output_quantity: Decimal;
  units_per_cycle: Decimal;
  scrap_factor: Decimal;
  setup_quantity: Decimal;
  rounding_multiple: Decimal | null;
  is_cost_only: boolean;
  is_optional: boolean;
  consume_stage: string | null;
  effective_from: string | null;
  effective_to: string | null;
}

/** A version of a BOM that is active, and whose days the day belongs to: from inclusive, to exclusive. */
export function countsOn(bom: string, day: string): string {
  return `${bom}.is_active AND coalesce(${bom}.effective_from <= ${day}::date, true)
          AND coalesce(${bom}.effective_to > ${day}::date, true)`;
}

const EFFECTIVE = `(l.effective_from IS NULL OR l.effective_from <= $5::date)
                   AND (l.effective_to IS NULL OR l.effective_to > $5::date)`;

/**
 * Every line below a product that counts on a day, of the given BOM and routing on top and of the active ones below: one
 * statement, however deep. A circle ends by itself, since no product is visited twice.
 */
export function readStructureLines(
  tx: Tx,
  productId: number,
  head: StructureHead,
  date: string,
  reach: StructureReach,
): Promise<StructureLineRow[]> {
  return tx.query<StructureLineRow>(
    `WITH RECURSIVE reached (product_id, bom_id, routing_id) AS (
       SELECT $2::bigint, $3::bigint, $4::bigint
       UNION
       SELECT c.component_id, b.id, t.id
         FROM reached r
        CROSS JOIN LATERAL (
              SELECT l.component_id FROM bom_lines l
               WHERE l.organization_id = $1 AND l.bom_id = r.bom_id AND ${EFFECTIVE}
              UNION
              SELECT m.component_id
                FROM routing_operations o
                JOIN routing_operation_materials m
                  ON m.organization_id = o.organization_id AND m.routing_operation_id = o.id
               WHERE o.organization_id = $1 AND o.routing_id = r.routing_id AND o.is_active) c
         LEFT JOIN boms b ON b.organization_id = $1 AND b.product_id = c.component_id AND ${countsOn('b', '$5')}
         LEFT JOIN routings t ON t.organization_id = $1 AND t.product_id = c.component_id AND t.is_active
        WHERE $6 = 'all' OR ($6 = 'phantoms' AND EXISTS (
              SELECT FROM products p
               WHERE p.organization_id = $1 AND p.id = c.component_id AND p.stocking_policy = 'phantom'))
     )
     SELECT r.product_id, l.component_id, 'bom' AS source, l.id AS line_id, NULL::int AS operation_sequence, l.quantity,
            'unit' AS quantity_per, l.unit, b.output_quantity, 1::numeric AS units_per_cycle, l.scrap_factor,
            l.setup_quantity, l.rounding_multiple, l.is_cost_only, l.is_optional, l.consume_stage, l.effective_from, l.effective_to,
            l.sequence AS place
       FROM reached r
       JOIN boms b ON b.organization_id = $1 AND b.id = r.bom_id
       JOIN bom_lines l ON l.organization_id = $1 AND l.bom_id = r.bom_id AND ${EFFECTIVE}
     UNION ALL
     SELECT r.product_id, m.component_id, 'routing', m.id, o.sequence, m.quantity, m.quantity_per, m.unit, 1,
            o.units_per_cycle, m.scrap_factor, 0, NULL, m.is_cost_only, m.is_optional, NULL, NULL, NULL, o.sequence
       FROM reached r
       JOIN routing_operations o ON o.organization_id = $1 AND o.routing_id = r.routing_id AND o.is_active
       JOIN routing_operation_materials m ON m.organization_id = $1 AND m.routing_operation_id = o.id
      ORDER BY product_id, source, place, line_id`,
    [tx.organizationId, productId, head.bomId, head.routingId, date, reach],
  );
}

/** Per cent of the cost that products leave to their by-products: of the BOM on top, and of those that count below. */
export async function readByProductShares(
  tx: Tx,
  top: { productId: number; bomId: number | null } | null,
  productIds: readonly number[] | null,
  date: string,
): Promise<Map<number, Decimal>> {
  const rows = await tx.query<{ product_id: number; share: Decimal }>(
    `SELECT b.product_id, sum(y.cost_share_percent) AS share
       FROM bom_by_products y
       JOIN boms b ON b.organization_id = y.organization_id AND b.id = y.bom_id
      WHERE y.organization_id = $1
        AND CASE WHEN b.product_id = $2 THEN b.id = $3
                 ELSE ($4::bigint[] IS NULL OR b.product_id = ANY ($4)) AND ${countsOn('b', '$5')} END
      GROUP BY b.product_id HAVING sum(y.cost_share_percent) > 0`,
    [tx.organizationId, top?.productId ?? null, top?.bomId ?? null, productIds, date],
  );
  return new Map(rows.map((row) => [row.product_id, row.share]));
}

export interface StructureOperationRow {
  routing_operation_id: number;
  product_id: number;
  sequence: number;
  work_center_id: number;
  operation_code: string | null;
  operation_name: string | null;
  setup_time_minutes: Decimal;
  run_time_minutes: Decimal;
  units_per_cycle: Decimal;
  labor_rate_override: Decimal | null;
  machine_rate_override: Decimal | null;
}

/** Operations of the given routing for its product, and of the active routings of the other products. */
export function readStructureOperations(
  tx: Tx,
  top: { productId: number; routingId: number | null },
  otherProductIds: readonly number[],
): Promise<StructureOperationRow[]> {
  return tx.query<StructureOperationRow>(
    `SELECT o.id AS routing_operation_id, chosen.product_id, o.sequence, o.work_center_id, o.operation_code,
            o.operation_name, o.setup_time_minutes, o.run_time_minutes, o.units_per_cycle, o.labor_rate_override,
            o.machine_rate_override
       FROM (SELECT $2::bigint AS product_id, $3::bigint AS routing_id
             UNION ALL
             SELECT product_id, id FROM routings
              WHERE organization_id = $1 AND product_id = ANY ($4) AND product_id <> $2 AND is_active) chosen
       JOIN routing_operations o ON o.organization_id = $1 AND o.routing_id = chosen.routing_id AND o.is_active
      ORDER BY chosen.product_id, o.sequence`,
    [tx.organizationId, top.productId, top.routingId, otherProductIds],
  );
}

/** Versions that count although they are not active: those that are being written. */
export interface WrittenVersions {
  bomIds: readonly number[];
  routingIds: readonly number[];
}

/** BOM versions, then routing versions, whose links count: the active ones and those that are being written. */
const COUNTING = {
  bom: '(b.is_active OR b.id = ANY ($3))',
  routing: '(t.is_active OR t.id = ANY ($4))',
};

/** Components of the products `r.product_id`, and what may stand in for them, on whatever day. */
const LINKS_BELOW = `
  SELECT b.product_id AS parent_id, l.component_id
    FROM boms b
    JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
   WHERE b.organization_id = $1 AND b.product_id = r.product_id AND ${COUNTING.bom}
  UNION
  SELECT b.product_id, a.alternate_item_id
    FROM boms b
    JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
    JOIN bom_alternate_components a ON a.organization_id = l.organization_id AND a.primary_component_id = l.id
   WHERE b.organization_id = $1 AND b.product_id = r.product_id AND ${COUNTING.bom}
  UNION
  SELECT t.product_id, m.component_id
    FROM routings t
    JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id
    JOIN routing_operation_materials m ON m.organization_id = o.organization_id AND m.routing_operation_id = o.id
   WHERE t.organization_id = $1 AND t.product_id = r.product_id AND ${COUNTING.routing}`;

/** Products that contain the products `r.product_id`. */
const LINKS_ABOVE = `
  SELECT b.product_id AS parent_id, l.component_id
    FROM bom_lines l
    JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id
   WHERE l.organization_id = $1 AND l.component_id = r.product_id AND ${COUNTING.bom}
  UNION
  SELECT b.product_id, a.alternate_item_id
    FROM bom_alternate_components a
    JOIN bom_lines l ON l.organization_id = a.organization_id AND l.id = a.primary_component_id
    JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id
   WHERE a.organization_id = $1 AND a.alternate_item_id = r.product_id AND ${COUNTING.bom}
  UNION
  SELECT t.product_id, m.component_id
    FROM routing_operation_materials m
    JOIN routing_operations o ON o.organization_id = m.organization_id AND o.id = m.routing_operation_id
    JOIN routings t ON t.organization_id = o.organization_id AND t.id = o.routing_id AND t.product_id IS NOT NULL
   WHERE m.organization_id = $1 AND m.component_id = r.product_id AND ${COUNTING.routing}`;

/** All links above and below the products: two statements, however many levels. */
export async function readLinksAround(
  tx: Tx,
  productIds: readonly number[],
  written: WrittenVersions,
): Promise<StructureLink[]> {
  const links: StructureLink[] = [];
  for (const [source, next] of [
    [LINKS_BELOW, 'component_id'],
    [LINKS_ABOVE, 'parent_id'],
  ]) {
    const rows = await tx.query<{ parent_id: number; component_id: number }>(
      `WITH RECURSIVE reached (product_id) AS (
         SELECT unnest($2::bigint[])
         UNION
         SELECT c.${next} FROM reached r CROSS JOIN LATERAL (${source}) c
       )
       SELECT c.parent_id, c.component_id FROM reached r CROSS JOIN LATERAL (${source}) c`,
      [tx.organizationId, productIds, written.bomIds, written.routingIds],
    );
    for (const row of rows) links.push({ parentId: row.parent_id, componentId: row.component_id });
  }
  return links;
}

/** "boms" in ASCII: one writer of structures at a time, an organization each. */
const STRUCTURE_LOCK = 0x626f6d73;

/**
 * Held until the transaction ends. Two writers who close a circle from both ends do not see one another's lines; so the
 * second one waits, and then sees them.
 */
export async function lockStructures(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [STRUCTURE_LOCK, tx.organizationId]);
}
