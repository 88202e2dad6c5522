import { dayNumber } from '../../kernel/business-day.js';
import type { Decimal } from '../../kernel/decimal.js';
import { toFixedPoint } from '../../kernel/fixed.js';
import type { Tx } from '../../platform/database/index.js';
import { LIVE_PLAN } from './plan-store.repository.js';
import { type MadeOrder, type PlanningSequence, sequenceOf } from './planner.rules.js';
import type { LinkedLine } from './product-links.rules.js';

interface AlternateRow {
  product_id: number;
  component_id: number;
  alternate_ids: number[];
}

interface LinkRow {
  id: number;
  is_phantom: boolean;
  is_made: boolean;
  component_ids: number[];
  by_product_ids: number[];
}

/** The sequence in which a whole run would plan; null while there are no alternates, and nothing is planned at once. */
export async function readSequence(tx: Tx): Promise<PlanningSequence | null> {
  const alternates = await tx.query<AlternateRow>(ALTERNATES, [tx.organizationId]);
  if (alternates.length === 0) return null;
  const rows = await tx.query<LinkRow>(LINKS, [tx.organizationId]);
  const products = new Map(rows.map((row) => [row.id, linkedProduct(row)]));
  for (const { product_id: id, component_id: componentId, alternate_ids: ids } of alternates) {
    const choices = ids.map((productId) => ({ productId }));
    products.get(id)!.make?.versions[0]!.lines.push({ componentId, alternates: { choices } });
  }
  return sequenceOf({ products });
}

function linkedProduct({ id, is_phantom: isPhantom, ...row }: LinkRow) {
  const lines: LinkedLine[] = row.component_ids.map((componentId) => ({ componentId }));
  const byProducts = row.by_product_ids.map((productId) => ({ productId }));
  return { id, isPhantom, make: row.is_made ? { versions: [{ lines, byProducts }] } : null };
}

/** Products whose routing takes material: it replaces the lines of their BOMs. */
const WITH_ROUTING_LINES = `
  SELECT t.product_id, m.component_id, m.is_optional
    FROM routings t
    JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
    JOIN routing_operation_materials m ON m.organization_id = o.organization_id AND m.routing_operation_id = o.id
   WHERE t.organization_id = $1 AND t.is_active AND t.product_id IS NOT NULL AND NOT m.is_cost_only`;

const ALTERNATES = `
  SELECT b.product_id, l.component_id, array_agg(a.alternate_item_id) AS alternate_ids
    FROM bom_alternate_components a
    JOIN bom_lines l ON l.organization_id = a.organization_id AND l.id = a.primary_component_id
    JOIN boms b ON b.organization_id = l.organization_id AND b.id = l.bom_id
    JOIN products p ON p.organization_id = a.organization_id AND p.id = a.alternate_item_id
   WHERE a.organization_id = $1 AND b.is_active AND NOT l.is_cost_only AND NOT l.is_optional AND l.quantity <> 0
     AND p.is_active AND b.product_id NOT IN (SELECT product_id FROM (${WITH_ROUTING_LINES}) routed)
   GROUP BY b.product_id, l.component_id`;

const LINKS = `
  WITH routed AS (${WITH_ROUTING_LINES}),
  made AS (
    SELECT b.product_id FROM boms b WHERE b.organization_id = $1 AND b.is_active
     UNION
    SELECT t.product_id FROM routings t
      JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
     WHERE t.organization_id = $1 AND t.is_active AND t.product_id IS NOT NULL),
  components AS (
    SELECT product_id, component_id FROM routed WHERE NOT is_optional
     UNION
    SELECT b.product_id, l.component_id
      FROM boms b
      JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
     WHERE b.organization_id = $1 AND b.is_active AND NOT l.is_cost_only AND NOT l.is_optional
       AND b.product_id NOT IN (SELECT product_id FROM routed)),
  by_products AS (
    SELECT DISTINCT b.product_id, y.product_id AS by_product_id
      FROM boms b
      JOIN bom_by_products y ON y.organization_id = b.organization_id AND y.bom_id = b.id
     WHERE b.organization_id = $1 AND b.is_active)
  SELECT p.id, p.stocking_policy = 'phantom' AS is_phantom, made.product_id IS NOT NULL AS is_made,
         coalesce(c.ids, '{}') AS component_ids, coalesce(y.ids, '{}') AS by_product_ids
    FROM products p
    LEFT JOIN made ON made.product_id = p.id
    LEFT JOIN (SELECT product_id, array_agg(component_id) AS ids FROM components GROUP BY product_id) c ON c.product_id = p.id
    LEFT JOIN (SELECT product_id, array_agg(by_product_id) AS ids FROM by_products GROUP BY product_id) y ON y.product_id = p.id
   WHERE p.organization_id = $1`;

/** Planned orders of a plan, as far as they say what they take. */
export async function readMadeOrders(
  tx: Tx,
  planId: number,
  productIds: readonly number[],
): Promise<Map<number, MadeOrder[]>> {
  const rows = await tx.query<{
    product_id: number;
    lot_number: number;
    quantity: Decimal;
    receipt_quantity: Decimal | null;
    start_date: string;
    due_date: string;
  }>(
    `SELECT product_id, lot_number, quantity, receipt_quantity, start_date, due_date FROM planned_orders
      WHERE organization_id = $1 AND product_id = ANY ($2) AND status = 'planned'
        AND coalesce(what_if_run_id, ${LIVE_PLAN}) = $3`,
    [tx.organizationId, productIds, planId],
  );
  const orders = new Map<number, MadeOrder[]>(productIds.map((id) => [id, []]));
  for (const row of rows) {
    const dueDay = dayNumber(row.due_date);
    orders.get(row.product_id)!.push({
      ref: `planned_order:${row.product_id}:${dueDay}:${row.lot_number}`,
      quantity: toFixedPoint(row.quantity.toFixed()),
      receipt: toFixedPoint((row.receipt_quantity ?? row.quantity).toFixed()),
      startDay: dayNumber(row.start_date),
      dueDay,
    });
  }
  return orders;
}
