import type { Tx } from '../../platform/database/index.js';
import { LIVE_PLAN, writtenColumns } from './plan-store.repository.js';

/** Gives a what-if run the live plan as it is, by one statement and so of one moment. */
export async function copyLivePlan(tx: Tx, runId: number): Promise<void> {
  const [orders, plans, messages] = (['orders', 'plans', 'messages'] as const).map((table) =>
    writtenColumns(table).join(', '),
  );
  await tx.execute(
    `WITH orders AS (
       INSERT INTO planned_orders (organization_id, what_if_run_id, mrp_run_id, ${orders})
       SELECT organization_id, $2, $2, ${orders} FROM planned_orders
        WHERE organization_id = $1 AND status = 'planned' AND what_if_run_id IS NULL),
     plans AS (
       INSERT INTO mrp_product_plans (organization_id, plan_id, ${plans})
       SELECT organization_id, $2, ${plans} FROM mrp_product_plans
        WHERE organization_id = $1 AND plan_id = ${LIVE_PLAN})
     INSERT INTO mrp_messages (organization_id, plan_id, ${messages})
     SELECT organization_id, $2, ${messages} FROM mrp_messages
      WHERE organization_id = $1 AND plan_id = ${LIVE_PLAN}`,
    [tx.organizationId, runId],
  );
}
