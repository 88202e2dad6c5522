import type { Decimal } from '../../kernel/decimal.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import type { GridOrder, PlanEntry } from './plan-grid.rules.js';
import { LIVE_PLAN } from './plan-store.repository.js';

export interface PlannedProductRow {
  product_id: number;
  sku: string;
  name: string;
  unit: string;
  planning_method: string;
  lot_sizing_rule: string;
  lot_quantity: Decimal | null;
  lot_period_days: number | null;
  min_order_qty: Decimal | null;
  order_multiple: Decimal | null;
  max_order_qty: Decimal | null;
  lead_time_days: number | null;
  safety_lead_days: number;
  planning_time_fence_days: number;
  is_phantom: boolean;
  /** Null when it is in no plan yet. */
  low_level_code: number | null;
  component_ids: number[] | null;
}

/** A product with what planning goes by, and where it stands in a plan. */
export async function readPlannedProduct(
  tx: Tx,
  planId: number,
  productId: number,
): Promise<PlannedProductRow | undefined> {
  const [row] = await tx.query<PlannedProductRow>(
    `SELECT p.id AS product_id, p.sku, p.name, p.unit, p.planning_method, p.lot_sizing_rule, p.lot_quantity,
            p.lot_period_days, p.min_order_qty, p.order_multiple, p.max_order_qty, p.lead_time_days, p.safety_lead_days,
            p.planning_time_fence_days, p.stocking_policy = 'phantom' AS is_phantom, plan.low_level_code, plan.component_ids
       FROM products p
       LEFT JOIN mrp_product_plans plan
         ON plan.organization_id = p.organization_id AND plan.plan_id = $2 AND plan.product_id = p.id
      WHERE p.organization_id = $1 AND p.id = $3`,
    [tx.organizationId, planId, productId],
  );
  return row;
}

export interface PlanningRunRow {
  id: number;
  planning_date: string;
  planning_horizon_days: number;
  expedite_window_days: number;
}

/** The run that a plan is of: the what-if run, or the last live one. */
export async function readRunOfPlan(tx: Tx, planId: number): Promise<PlanningRunRow | undefined> {
  const which = planId === LIVE_PLAN ? "kind = 'live' AND $2::bigint = 0" : "kind = 'what_if' AND id = $2";
  const [row] = await tx.query<PlanningRunRow>(
    `SELECT id, planning_date, planning_horizon_days, expedite_window_days FROM mrp_runs
      WHERE organization_id = $1 AND ${which} AND status = 'completed' ORDER BY id DESC LIMIT 1`,
    [tx.organizationId, planId],
  );
  return row;
}

export interface PlanLists {
  demands: PlanEntry[];
  supplies: PlanEntry[];
}

/** Demands and supplies of a product, in the order in which they are served and used. */
export async function readPlanEntries(tx: Tx, planId: number, productId: number): Promise<PlanLists> {
  return (await readEntriesOfMany(tx, planId, [productId])).get(productId)!;
}

/** Demands and supplies of some products, in their order. */
export async function readEntriesOfMany(
  tx: Tx,
  planId: number,
  productIds: readonly number[],
): Promise<Map<number, PlanLists>> {
  const rows = await tx.query<PlanEntry & { product_id: number; side: string }>(
    `SELECT p.product_id, entries.side, entries.ref, entries.date, entries.quantity
       FROM mrp_product_plans p
      CROSS JOIN LATERAL (
            SELECT 'demand' AS side, ref, date, quantity, place
              FROM unnest(p.demand_refs, p.demand_dates, p.demand_quantities) WITH ORDINALITY AS d (ref, date, quantity, place)
             UNION ALL
            SELECT 'supply', ref, date, quantity, place
              FROM unnest(p.supply_refs, p.supply_dates, p.supply_quantities) WITH ORDINALITY AS s (ref, date, quantity, place)
            ) entries
      WHERE p.organization_id = $1 AND p.plan_id = $2 AND p.product_id = ANY ($3)
      ORDER BY p.product_id, entries.side, entries.place`,
    [tx.organizationId, planId, productIds],
  );
  const byProduct = groupBy(rows, (row) => row.product_id);
  return new Map(
    productIds.map((id) => {
      const own = byProduct.get(id) ?? [];
      const of = (side: string) =>
        own.filter((row) => row.side === side).map(({ ref, date, quantity }) => ({ ref, date, quantity }));
      return [id, { demands: of('demand'), supplies: of('supply') }];
    }),
  );
}

/** Planned orders of a product in a plan, and firm ones, which every plan has. */
export function readGridOrders(tx: Tx, planId: number, productId: number): Promise<GridOrder[]> {
  return tx.query<GridOrder>(
    `SELECT start_date AS "startDate", need_date AS "needDate", quantity, coalesce(receipt_quantity, quantity) AS receipt,
            status = 'firmed' AS "isFirm"
       FROM planned_orders
      WHERE organization_id = $1 AND product_id = $3
        AND (status = 'planned' AND what_if_run_id IS NOT DISTINCT FROM nullif($2::bigint, 0)
             OR status = 'firmed' AND what_if_run_id IS NULL)
      ORDER BY start_date, id`,
    [tx.organizationId, planId, productId],
  );
}
