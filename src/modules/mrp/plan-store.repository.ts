import { once } from 'node:events';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../platform/database/index.js';
import { PLAN_TABLES, type PlanTable } from './plan-rows.js';

/** Number of the live plan; every other plan is that of the what-if run with its number. */
export const LIVE_PLAN = 0;

const STAGES: Record<PlanTable, string> = {
  orders: `product_id bigint, lot_number integer, order_type text, quantity numeric, receipt_quantity numeric,
    start_date date, due_date date, need_date date, vendor_id bigint, unit_price numeric, bom_id bigint,
    routing_id bigint, source_demand_type text, source_demand_id bigint`,
  plans: `product_id bigint, demand_kinds text[], demand_refs text[], demand_dates date[], demand_quantities numeric[],
    supply_kinds text[], supply_refs text[], supply_dates date[], supply_quantities numeric[], peg_demands integer[],
    peg_supplies integer[], peg_quantities numeric[], component_ids bigint[]`,
  messages: `product_id bigint, supply_ref text, action text, supply_date date, new_date date, quantity numeric,
    change_quantity numeric`,
};

function columnsOf(table: PlanTable): string[] {
  return STAGES[table].split(',').map((column) => column.trim().split(/\s+/)[0]!);
}

/** Staging tables that are gone with the transaction. COPY into tables with row level security is not allowed. */
export async function createStages(tx: Tx): Promise<void> {
  for (const table of PLAN_TABLES) {
    await tx.execute(`CREATE TEMPORARY TABLE stage_${table} (${STAGES[table]}) ON COMMIT DROP`);
  }
}

/** Copies rows into a staging table. */
export async function copyIntoStage(
  tx: Tx,
  table: PlanTable,
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const stream = tx.client.query(copyFrom(`COPY stage_${table} FROM STDIN`));
  for await (const part of parts) {
    if (!stream.write(part)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

export interface PlanChanges {
  created: number;
  changed: number;
  removed: number;
}

/** What planned and firm orders lie in the way, of the plan and within the products that were planned. */
interface Target {
  planId: number;
  runId: number | null;
  /** Null for all products. */
  productIds: readonly number[] | null;
}

/**
 * Makes the plan what the staging tables say, row by row: what is the same stays untouched, with its id. Orders that
 * somebody has decided on are not the run's any more.
 */
export async function applyStages(tx: Tx, target: Target): Promise<PlanChanges> {
  for (const table of PLAN_TABLES) await tx.execute(`ANALYZE stage_${table}`);
  const changes = await applyOrders(tx, target);
  await applyPlans(tx, target);
  await applyMessages(tx, target);
  return changes;
}

async function applyOrders(tx: Tx, target: Target): Promise<PlanChanges> {
  const columns = columnsOf('orders');
  const values = columns.filter((column) => !['product_id', 'lot_number', 'due_date'].includes(column));
  const whatIf = target.planId === LIVE_PLAN ? null : target.planId;
  const conflict =
    whatIf === null
      ? `(organization_id, product_id, due_date, lot_number) WHERE status = 'planned' AND what_if_run_id IS NULL`
      : `(organization_id, what_if_run_id, product_id, due_date, lot_number) WHERE what_if_run_id IS NOT NULL`;
  const removed = await tx.execute(
    `DELETE FROM planned_orders p
      WHERE p.organization_id = $1 AND p.status = 'planned' AND p.what_if_run_id IS NOT DISTINCT FROM $2
        AND ($3::bigint[] IS NULL OR p.product_id = ANY ($3))
        AND NOT EXISTS (SELECT FROM stage_orders s
                         WHERE s.product_id = p.product_id AND s.due_date = p.due_date AND s.lot_number = p.lot_number)`,
    [tx.organizationId, whatIf, target.productIds],
  );
  const [written] = await tx.query<{ created: number; changed: number }>(
    `WITH written AS (
       INSERT INTO planned_orders AS p (organization_id, mrp_run_id, what_if_run_id, created_by, ${columns.join(', ')})
       SELECT $1, $2, $3, $4, ${columns.join(', ')} FROM stage_orders
       ON CONFLICT ${conflict} DO UPDATE
          SET ${values.map((column) => `${column} = excluded.${column}`).join(', ')},
              mrp_run_id = excluded.mrp_run_id, version = p.version + 1, updated_at = now()
        WHERE (${values.map((column) => `p.${column}`).join(', ')})
              IS DISTINCT FROM (${values.map((column) => `excluded.${column}`).join(', ')})
       RETURNING xmax = 0 AS is_new)
     SELECT (count(*) FILTER (WHERE is_new))::integer AS created, (count(*) FILTER (WHERE NOT is_new))::integer AS changed
       FROM written`,
    [tx.organizationId, target.runId, whatIf, tx.principal.userId],
  );
  return { ...written!, removed };
}

async function applyPlans(tx: Tx, target: Target): Promise<void> {
  const columns = columnsOf('plans');
  const values = columns.filter((column) => column !== 'product_id');
  await tx.execute(
    `DELETE FROM mrp_product_plans p
      WHERE p.organization_id = $1 AND p.plan_id = $2 AND ($3::bigint[] IS NULL OR p.product_id = ANY ($3))
        AND NOT EXISTS (SELECT FROM stage_plans s WHERE s.product_id = p.product_id)`,
    [tx.organizationId, target.planId, target.productIds],
  );
  await tx.execute(
    `INSERT INTO mrp_product_plans AS p (organization_id, plan_id, ${columns.join(', ')})
     SELECT $1, $2, ${columns.join(', ')} FROM stage_plans
     ON CONFLICT (organization_id, plan_id, product_id) DO UPDATE
        SET ${values.map((column) => `${column} = excluded.${column}`).join(', ')}
      WHERE (${values.map((column) => `p.${column}`).join(', ')})
            IS DISTINCT FROM (${values.map((column) => `excluded.${column}`).join(', ')})`,
    [tx.organizationId, target.planId],
  );
}

async function applyMessages(tx: Tx, target: Target): Promise<void> {
  const columns = columnsOf('messages');
  const values = ['supply_date', 'new_date', 'quantity', 'change_quantity'];
  await tx.execute(
    `DELETE FROM mrp_messages m
      WHERE m.organization_id = $1 AND m.plan_id = $2 AND ($3::bigint[] IS NULL OR m.product_id = ANY ($3))
        AND NOT EXISTS (SELECT FROM stage_messages s WHERE s.product_id = m.product_id
                           AND s.supply_ref = m.supply_ref AND s.action = m.action)`,
    [tx.organizationId, target.planId, target.productIds],
  );
  await tx.execute(
    `INSERT INTO mrp_messages AS m (organization_id, plan_id, ${columns.join(', ')})
     SELECT $1, $2, ${columns.join(', ')} FROM stage_messages
     ON CONFLICT (organization_id, plan_id, product_id, supply_ref, action) DO UPDATE
        SET ${values.map((column) => `${column} = excluded.${column}`).join(', ')}
      WHERE (${values.map((column) => `m.${column}`).join(', ')})
            IS DISTINCT FROM (${values.map((column) => `excluded.${column}`).join(', ')})`,
    [tx.organizationId, target.planId],
  );
}

/** The number that rises with every decision on planned orders; 0 before the first. */
export async function planningRevision(tx: Tx): Promise<number> {
  const [state] = await tx.query<{ revision: number }>(
    'SELECT revision FROM planning_states WHERE organization_id = $1',
    [tx.organizationId],
  );
  return state?.revision ?? 0;
}

/** Makes everybody else who decides on or writes the plan wait until the transaction ends; answers the number as it was. */
export async function takePlan(tx: Tx): Promise<number> {
  const [state] = await tx.query<{ revision: number }>(
    `INSERT INTO planning_states AS s (organization_id) VALUES ($1)
     ON CONFLICT (organization_id) DO UPDATE SET revision = s.revision + 1 RETURNING revision`,
    [tx.organizationId],
  );
  return state!.revision - 1;
}
