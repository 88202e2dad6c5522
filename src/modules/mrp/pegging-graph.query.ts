import type { Decimal } from '../../kernel/decimal.js';
import { dateOfDay } from '../../kernel/business-day.js';
import type { Tx } from '../../platform/database/index.js';
import { type PegDocument, type PegEdge, type PegNode, plannedName } from './pegging-graph.rules.js';

/** A peg with the node that it was asked for. */
export interface NodeEdge extends PegEdge {
  node_product_id: number;
  node_ref: string;
}

/** What supplies are for. */
export function pegsOfSupplies(
  tx: Tx,
  planId: number,
  nodes: readonly PegNode[],
): Promise<(NodeEdge & { supply_quantity: Decimal })[]> {
  return tx.query(
    `SELECT g.product_id, g.supply_ref AS node_ref, g.product_id AS node_product_id, g.quantity, g.demand_kind, g.demand_ref,
            g.demand_date, g.supply_kind, g.supply_ref, g.supply_date, g.supply_quantity, g.stands_in_for_id
       FROM unnest($3::bigint[], $4::text[]) AS n (product_id, ref)
       JOIN mrp_pegs g ON g.organization_id = $1 AND g.plan_id = $2 AND g.product_id = n.product_id AND g.supply_ref = n.ref
      ORDER BY g.product_id, g.supply_place, g.demand_place`,
    [tx.organizationId, planId, nodes.map((node) => node.productId), nodes.map((node) => node.ref)],
  );
}

/** What orders need and where it comes from: for each demand its pegs, then what is short of it. */
export function pegsOfDemands(tx: Tx, planId: number, nodes: readonly PegNode[]): Promise<NodeEdge[]> {
  return tx.query<NodeEdge>(
    `WITH node AS (SELECT * FROM unnest($3::bigint[], $4::text[]) AS n (product_id, ref)),
     asked AS (
       SELECT n.product_id AS node_product_id, n.ref AS node_ref, component.id AS product_id, n.ref AS demand_ref,
              NULL::bigint AS stands_in_for_id
         FROM node n
         JOIN mrp_product_plans p ON p.organization_id = $1 AND p.plan_id = $2 AND p.product_id = n.product_id
        CROSS JOIN LATERAL unnest(p.component_ids) AS component (id)
        WHERE n.ref NOT LIKE 'production_order:%'
       UNION ALL
       SELECT n.product_id, n.ref, alternate.id, n.ref || '@' || c.product_id, c.product_id
         FROM node n
         JOIN mrp_product_plans p ON p.organization_id = $1 AND p.plan_id = $2 AND p.product_id = n.product_id
         JOIN mrp_product_plans c ON c.organization_id = $1 AND c.plan_id = $2 AND c.product_id = ANY (p.component_ids)
        CROSS JOIN LATERAL unnest(c.alternate_ids) AS alternate (id)
       UNION ALL
       SELECT n.product_id, n.ref, m.component_id, 'production_material:' || m.id, NULL
         FROM node n
         JOIN production_order_operations o ON o.organization_id = $1 AND n.ref = 'production_order:' || o.production_order_id
          AND o.production_order_id = ANY ($5)
         JOIN production_order_operation_materials m ON m.organization_id = $1 AND m.production_order_operation_id = o.id),
     demand AS (
       SELECT a.node_product_id, a.node_ref, p.product_id, d.place, d.ref AS demand_ref,
              split_part(d.ref, ':', 1) AS demand_kind, d.day AS demand_date, d.quantity, a.stands_in_for_id
         FROM asked a
         JOIN mrp_product_plans p ON p.organization_id = $1 AND p.plan_id = $2 AND p.product_id = a.product_id
        CROSS JOIN LATERAL unnest(p.demand_refs, p.demand_dates, p.demand_quantities)
                           WITH ORDINALITY AS d (ref, day, quantity, place)
        WHERE d.ref = a.demand_ref),
     pegged AS (
       SELECT d.node_product_id, d.node_ref, d.product_id, d.place, g.quantity, d.demand_kind, d.demand_ref, d.demand_date,
              g.supply_kind, g.supply_ref, g.supply_date, d.stands_in_for_id
         FROM demand d
         JOIN mrp_pegs g ON g.organization_id = $1 AND g.plan_id = $2 AND g.product_id = d.product_id
          AND g.demand_place = d.place)
     SELECT * FROM pegged
     UNION ALL
     SELECT d.node_product_id, d.node_ref, d.product_id, d.place, d.quantity - coalesce(sum(p.quantity), 0), d.demand_kind,
            d.demand_ref, d.demand_date, NULL, NULL, NULL, d.stands_in_for_id
       FROM demand d
       LEFT JOIN pegged p USING (node_product_id, node_ref, product_id, place)
      GROUP BY d.node_product_id, d.node_ref, d.product_id, d.place, d.quantity, d.demand_kind, d.demand_ref, d.demand_date,
               d.stands_in_for_id
     HAVING d.quantity > coalesce(sum(p.quantity), 0)
      ORDER BY node_product_id, node_ref, product_id, place, supply_date, supply_ref`,
    [
      tx.organizationId,
      planId,
      nodes.map((node) => node.productId),
      nodes.map((node) => node.ref),
      idsOf(
        nodes.map(({ ref }) => ref),
        'production_order',
      ),
    ],
  );
}

/** The documents behind names of a plan: one statement for any number. Names without a document have none. */
export async function readDocuments(
  tx: Tx,
  planId: number,
  refs: readonly string[],
): Promise<Map<string, PegDocument>> {
  const inner = refs.map((ref) => ref.replace(/^by_product:/, ''));
  const planned = inner.flatMap((ref) => plannedName(ref) ?? []);
  const rows = await tx.query<PegDocument>(DOCUMENTS, [
    tx.organizationId,
    idsOf(inner, 'sales_order_line'),
    idsOf(inner, 'production_material'),
    idsOf(inner, 'production_order'),
    idsOf(inner, 'purchase_order_line'),
    idsOf(inner, 'firm_planned_order'),
    planned.map(({ productId }) => productId),
    planned.map(({ day }) => dateOfDay(day)),
    planned.map(({ lot }) => lot),
    planId === 0 ? null : planId,
  ]);
  const found = new Map(rows.map((row) => [row.ref, row]));
  return new Map(
    refs.flatMap((ref, index) => {
      const document = found.get(inner[index]!);
      return document ? [[ref, document] as const] : [];
    }),
  );
}

const DOCUMENTS = `
  SELECT 'sales_order_line:' || l.id AS ref, 'sales_order' AS type, o.id, o.order_number AS code, l.id AS line_id,
         l.line_number, p.id AS product_id, p.sku, o.status
    FROM sales_order_lines l
    JOIN sales_orders o ON o.organization_id = l.organization_id AND o.id = l.sales_order_id
    JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
   WHERE l.organization_id = $1 AND l.id = ANY ($2::bigint[])
  UNION ALL
  SELECT 'production_material:' || m.id, 'production_order', o.id, o.code, m.id, NULL, p.id, p.sku, o.status
    FROM production_order_operation_materials m
    JOIN production_order_operations w ON w.organization_id = m.organization_id AND w.id = m.production_order_operation_id
    JOIN production_orders o ON o.organization_id = w.organization_id AND o.id = w.production_order_id
    JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
   WHERE m.organization_id = $1 AND m.id = ANY ($3::bigint[])
  UNION ALL
  SELECT 'production_order:' || o.id, 'production_order', o.id, o.code, NULL, NULL, p.id, p.sku, o.status
    FROM production_orders o
    JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
   WHERE o.organization_id = $1 AND o.id = ANY ($4::bigint[])
  UNION ALL
  SELECT 'purchase_order_line:' || l.id, 'purchase_order', o.id, o.po_number, l.id, l.line_number, p.id, p.sku, o.status
    FROM purchase_order_lines l
    JOIN purchase_orders o ON o.organization_id = l.organization_id AND o.id = l.purchase_order_id
    JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
   WHERE l.organization_id = $1 AND l.id = ANY ($5::bigint[])
  UNION ALL
  SELECT 'firm_planned_order:' || o.id, 'planned_order', o.id, NULL, NULL, NULL, p.id, p.sku, o.status
    FROM planned_orders o
    JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
   WHERE o.organization_id = $1 AND o.id = ANY ($6::bigint[])
  UNION ALL
  SELECT 'planned_order:' || n.product_id || ':' || (n.due_date - date '1970-01-01') || ':' || n.lot, 'planned_order', o.id,
         NULL, NULL, NULL, p.id, p.sku, o.status
    FROM (SELECT DISTINCT * FROM unnest($7::bigint[], $8::date[], $9::integer[]) AS n (product_id, due_date, lot)) n
    JOIN products p ON p.organization_id = $1 AND p.id = n.product_id
    JOIN LATERAL (SELECT o.id, o.status FROM planned_orders o
                   WHERE o.organization_id = $1 AND o.product_id = n.product_id AND o.due_date = n.due_date
                     AND o.lot_number = n.lot AND o.what_if_run_id IS NOT DISTINCT FROM $10
                   ORDER BY o.status = 'planned' DESC, o.id DESC LIMIT 1) o ON true`;

function idsOf(refs: readonly string[], kind: string): number[] {
  const prefix = `${kind}:`;
  return refs.flatMap((ref) => {
    if (!ref.startsWith(prefix)) return [];
    const id = Number(ref.slice(prefix.length));
    return Number.isSafeInteger(id) ? [id] : [];
  });
}

export interface NamedProduct {
  id: number;
  sku: string;
  unit: string;
}

export async function readNames(tx: Tx, productIds: readonly number[]): Promise<Map<number, NamedProduct>> {
  const rows = await tx.query<NamedProduct>(
    'SELECT id, sku, unit FROM products WHERE organization_id = $1 AND id = ANY ($2::bigint[])',
    [tx.organizationId, [...new Set(productIds)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
