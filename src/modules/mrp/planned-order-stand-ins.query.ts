import type { Decimal } from '../../kernel/decimal.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import type { StandIn } from '../engineering/index.js';
import { planNode } from './planned-order.states.js';
import type { PlannedOrderView } from './planned-orders.repository.js';
import { LIVE_PLAN } from './plan-store.repository.js';

/** What the live plan lets stand in for components of orders, by order: one statement for any number. */
export async function readStandIns(
  tx: Tx,
  orders: readonly PlannedOrderView[],
): Promise<Map<number, StandIn[]>> {
  const rows = await tx.query<{ id: number; primary_id: number; alternate_id: number; quantity: Decimal }>(
    `SELECT o.id, short.product_id AS primary_id, taken.product_id AS alternate_id, d.quantity
       FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS o (id, product_id, ref)
       JOIN mrp_product_plans made
         ON made.organization_id = $1 AND made.plan_id = ${LIVE_PLAN} AND made.product_id = o.product_id
       JOIN mrp_product_plans short
         ON short.organization_id = $1 AND short.plan_id = ${LIVE_PLAN} AND short.product_id = ANY (made.component_ids)
       JOIN mrp_product_plans taken
         ON taken.organization_id = $1 AND taken.plan_id = ${LIVE_PLAN} AND taken.product_id = ANY (short.alternate_ids)
      CROSS JOIN LATERAL unnest(taken.demand_refs, taken.demand_dates, taken.demand_quantities) AS d (ref, day, quantity)
      WHERE d.ref = o.ref || '@' || short.product_id
      ORDER BY o.id, short.product_id, taken.product_id, d.day`,
    [
      tx.organizationId,
      orders.map(({ id }) => id),
      orders.map((order) => order.product_id),
      orders.map((order) => planNode(order)?.ref ?? null),
    ],
  );
  const byOrder = groupBy(rows, (row) => row.id);
  return new Map(
    [...byOrder].map(([id, own]) => [
      id,
      own.map((row): StandIn => {
        return { primaryId: row.primary_id, alternateId: row.alternate_id, quantity: row.quantity };
      }),
    ]),
  );
}
