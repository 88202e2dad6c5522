import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../platform/database/index.js';
import { PLAN_TABLES, type PlanPart, type PlanTable } from './plan-rows.js';

/** Number of the live plan; every other plan is that of the what-if run with its number. */
export const LIVE_PLAN = 0;

const STAGES: Record<PlanTable, string> = {
  products: 'product_id bigint',
  orders: `product_id bigint, lot_number integer, order_type text, quantity numeric, receipt_quantity numeric,
    start_date date, due_date date, need_date date, vendor_id bigint, unit_price numeric, bom_id bigint,
    routing_id bigint, source_demand_type text, source_demand_id bigint`,
  plans: `product_id bigint, demand_refs text[], demand_dates date[], demand_quantities numeric[], supply_refs text[],
    supply_dates date[], supply_quantities numeric[], component_ids bigint[], low_level_code integer,
    alternate_ids bigint[]`,
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

async function copyIntoStage(tx: Tx, table: PlanTable, rows: Uint8Array): Promise<void> {
  await pipeline([rows], tx.client.query(copyFrom(`COPY stage_${table} FROM STDIN`)));
}

export interface PlanChanges {
  created: number;
  changed: number;
  removed: number;
}

/** Which plan is written, and by which run; null when it is no run that writes it. */
export interface PlanTarget {
  planId: number;
  runId: number | null;
}

/** A table of the plan, as it is compared with its staging table. */
interface PlanTableShape {
  table: string;
  stage: PlanTable;
  /** Rows of the plan that is written; `$2` is its number. */
  ofPlan: string;
  /** What names a row beside its plan and product. */
  keys: readonly string[];
  /** Written, but no difference. */
  stamps: string;
  stampsOnInsert: readonly [columns: string, values: string];
}

function shapesOf({ planId }: PlanTarget): PlanTableShape[] {
  const isLive = planId === LIVE_PLAN;
  return [
    {
      table: 'planned_orders',
      stage: 'orders',
      ofPlan: `p.status = 'planned' AND ${isLive ? 'p.what_if_run_id IS NULL AND $2::bigint = 0' : 'p.what_if_run_id = $2'}`,
      keys: ['due_date', 'lot_number'],
      stamps: ', mrp_run_id = $3, version = p.version + 1, updated_at = now()',
      stampsOnInsert: ['what_if_run_id, mrp_run_id', 'nullif($2::bigint, 0), $3::bigint'],
    },
    {
      table: 'mrp_product_plans',
      stage: 'plans',
      ofPlan: 'p.plan_id = $2',
      keys: [],
      stamps: '',
      stampsOnInsert: ['plan_id', '$2::bigint'],
    },
    {
      table: 'mrp_messages',
      stage: 'messages',
      ofPlan: 'p.plan_id = $2',
      keys: ['supply_ref', 'action'],
      stamps: '',
      stampsOnInsert: ['plan_id', '$2::bigint'],
    },
  ];
}

/**
 * Makes the plan of some products what a part says, row by row: what is the same stays untouched, with its id. Orders that
 * somebody has decided on are not the run's any more.
 */
export async function applyPart(tx: Tx, target: PlanTarget, part: PlanPart): Promise<PlanChanges> {
  for (const table of PLAN_TABLES) await copyIntoStage(tx, table, part[table]);
  const [orders, plans, messages] = shapesOf(target);
  const changes = await applyTable(tx, target, orders!);
  await applyTable(tx, target, plans!);
  await applyTable(tx, target, messages!);
  await tx.execute(`TRUNCATE ${PLAN_TABLES.map((table) => `stage_${table}`).join(', ')}`);
  return changes;
}

async function applyTable(tx: Tx, target: PlanTarget, shape: PlanTableShape): Promise<PlanChanges> {
  const columns = columnsOf(shape.stage);
  const values = columns.filter((column) => column !== 'product_id' && !shape.keys.includes(column));
  const { table, ofPlan, stamps, stampsOnInsert } = shape;
  const stage = `stage_${shape.stage}`;
  const same = ['product_id', ...shape.keys].map((key) => `s.${key} = p.${key}`).join(' AND ');
  const mine = `p.organization_id = $1 AND ${ofPlan}`;
  const parameters = [tx.organizationId, target.planId];
  const stamped = stamps.includes('$3') ? [...parameters, target.runId] : parameters;
  const removed = await tx.execute(
    `DELETE FROM ${table} p USING stage_products t
      WHERE ${mine} AND p.product_id = t.product_id AND NOT EXISTS (SELECT FROM ${stage} s WHERE ${same})`,
    parameters,
  );
  const changed = await tx.execute(
    `UPDATE ${table} p SET ${values.map((column) => `${column} = s.${column}`).join(', ')}${stamps}
       FROM ${stage} s
      WHERE ${mine} AND ${same}
        AND (${values.map((column) => `p.${column}`).join(', ')})
            IS DISTINCT FROM (${values.map((column) => `s.${column}`).join(', ')})`,
    stamped,
  );
  const created = await tx.execute(
    `INSERT INTO ${table} (organization_id, ${stampsOnInsert[0]}, ${columns.join(', ')})
     SELECT $1, ${stampsOnInsert[1]}, ${columns.join(', ')} FROM ${stage} s
      WHERE NOT EXISTS (SELECT FROM ${table} p WHERE ${mine} AND ${same})`,
    stampsOnInsert[1].includes('$3') ? [...parameters, target.runId] : parameters,
  );
  return { created, changed, removed };
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
