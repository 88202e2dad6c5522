import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

export interface PathLineRow {
  sales_order_line_id: number;
  sales_order_id: number;
  order_number: string;
  line_number: number;
  product_id: number;
  wanted_on: string;
  quantity: Decimal;
}

export async function readPathLine(tx: Tx, lineId: number): Promise<PathLineRow | undefined> {
  const [row] = await tx.query<PathLineRow>(
    `SELECT l.id AS sales_order_line_id, o.id AS sales_order_id, o.order_number, l.line_number, l.product_id,
            coalesce(l.requested_date, o.requested_date, o.order_date) AS wanted_on,
            l.quantity - l.shipped_quantity AS quantity
       FROM sales_order_lines l
       JOIN sales_orders o ON o.organization_id = l.organization_id AND o.id = l.sales_order_id
      WHERE l.organization_id = $1 AND l.id = $2`,
    [tx.organizationId, lineId],
  );
  return row;
}

export interface PathProductRow {
  id: number;
  sku: string;
  name: string;
  unit: string;
  is_phantom: boolean;
  component_ids: number[];
  /** What stands in for it in the plan. */
  alternate_ids: number[];
}

/** Products of a plan with what they are made of. */
export function readPathProducts(
  tx: Tx,
  planId: number,
  productIds: readonly number[],
): Promise<PathProductRow[]> {
  return tx.query<PathProductRow>(
    `SELECT p.id, p.sku, p.name, p.unit, p.stocking_policy = 'phantom' AS is_phantom,
            coalesce(plan.component_ids, '{}') AS component_ids, coalesce(plan.alternate_ids, '{}') AS alternate_ids
       FROM products p
       LEFT JOIN mrp_product_plans plan
         ON plan.organization_id = p.organization_id AND plan.plan_id = $2 AND plan.product_id = p.id
      WHERE p.organization_id = $1 AND p.id = ANY ($3)`,
    [tx.organizationId, planId, productIds],
  );
}

/** When orders begin: planned ones by product, due date and number, firm ones and production orders by id. */
export function readPathStarts(
  tx: Tx,
  planId: number,
  refs: readonly string[],
): Promise<{ ref: string; start_date: string | null }[]> {
  return tx.query(
    `WITH names AS (
       SELECT ref, split_part(ref, ':', 1) AS kind, nullif(split_part(ref, ':', 2), '')::bigint AS id,
              nullif(split_part(ref, ':', 3), '')::integer AS day, nullif(split_part(ref, ':', 4), '')::integer AS lot
         FROM unnest($3::text[]) AS name (ref))
     SELECT n.ref, o.start_date
       FROM names n
       JOIN planned_orders o
         ON o.organization_id = $1 AND o.product_id = n.id AND o.due_date = date '1970-01-01' + n.day
        AND o.lot_number = n.lot AND o.status = 'planned' AND o.what_if_run_id IS NOT DISTINCT FROM nullif($2::bigint, 0)
      WHERE n.kind = 'planned_order'
      UNION ALL
     SELECT n.ref, o.start_date
       FROM names n
       JOIN planned_orders o ON o.organization_id = $1 AND o.id = n.id
      WHERE n.kind = 'firm_planned_order'
      UNION ALL
     SELECT n.ref, o.scheduled_start::date
       FROM names n
       JOIN production_orders o ON o.organization_id = $1 AND o.id = n.id
      WHERE n.kind = 'production_order'`,
    [tx.organizationId, planId, refs],
  );
}

/** Materials of open production orders. */
export function readPathMaterials(
  tx: Tx,
  orderIds: readonly number[],
): Promise<{ order_id: number; material_id: number; component_id: number }[]> {
  return tx.query(
    `SELECT w.production_order_id AS order_id, m.id AS material_id, m.component_id
       FROM production_order_operations w
       JOIN production_order_operation_materials m
         ON m.organization_id = w.organization_id AND m.production_order_operation_id = w.id
      WHERE w.organization_id = $1 AND w.production_order_id = ANY ($2) AND NOT m.is_cost_only AND NOT m.is_optional`,
    [tx.organizationId, orderIds],
  );
}
