import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../platform/database/index.js';
import { type PlanPart, ROW_TABLES, type RowTable } from './plan-rows.js';

/** Number of the live plan; every other plan is that of the what-if run with its number. */
export const LIVE_PLAN = 0;

const COLUMNS: Record<RowTable, string> = {
  orders: `product_id bigint, lot_number integer, order_type text, quantity numeric, receipt_quantity numeric,
    start_date date, due_date date, need_date date, vendor_id bigint, unit_price numeric, bom_id bigint,
    routing_id bigint, source_demand_type text, source_demand_id bigint`,
  plans: `product_id bigint, demand_refs text[], demand_dates date[], demand_quantities numeric[], supply_refs text[],
    supply_dates date[], supply_quantities numeric[], component_ids bigint[], low_level_code integer,
    alternate_ids bigint[]`,
  messages: `product_id bigint, supply_ref text, action text, supply_date date, new_date date, quantity numeric,
    change_quantity numeric`,
};

interface Column {
  name: string;
  type: string;
}

function columnsOf(table: RowTable): Column[] {
  return COLUMNS[table].split(',').map((column) => {
    const [name, type] = column.trim().split(/\s+/);
    return { name: name!, type: type! };
  });
}

/** Columns of a table that a run writes. */
export function writtenColumns(table: RowTable): string[] {
  return columnsOf(table).map(({ name }) => name);
}

/** Up to so many products, staging tables would take longer than what they are for. */
export const FEW_PRODUCTS = 1_000;

/**
 * Staging tables without rows; a connection keeps them, since to make them takes longer than a small plan. COPY into tables
 * with row level security is not allowed.
 */
async function clearStages(tx: Tx): Promise<void> {
  const create = ROW_TABLES.map(
    (table) =>
      `CREATE TEMPORARY TABLE IF NOT EXISTS stage_${table} (${COLUMNS[table]}) ON COMMIT DELETE ROWS`,
  );
  const empty = `TRUNCATE ${ROW_TABLES.map((table) => `stage_${table}`).join(', ')}`;
  await tx.client.query([...create, empty].join(';\n'));
}

const SLICE_BYTES = 262_144;

async function copyIntoStage(tx: Tx, table: RowTable, rows: Uint8Array): Promise<void> {
  await pipeline(slices(rows), tx.client.query(copyFrom(`COPY stage_${table} FROM STDIN`)));
}

/** Between two of them others get their turn. */
function* slices(rows: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < rows.length; at += SLICE_BYTES) yield rows.subarray(at, at + SLICE_BYTES);
}

export interface PlanChanges {
  created: number;
  changed: number;
  removed: number;
}

export function addChanges(total: PlanChanges, more: PlanChanges): void {
  total.created += more.created;
  total.changed += more.changed;
  total.removed += more.removed;
}

/** Which plan is written, and by which run; null when it is no run that writes it. */
export interface PlanTarget {
  planId: number;
  runId: number | null;
}

/** A table of the plan, as it is compared with what a part says. */
interface PlanTableShape {
  table: string;
  rowTable: RowTable;
  /** Rows of the plan that is written; `$2` is its number. */
  ofPlan: string;
  /** What names a row beside its plan and product. */
  keys: readonly string[];
  /** Which run has written a row; no difference by itself. */
  hasRun: boolean;
  stamps: string;
  stampsOnInsert: readonly [columns: string, values: string];
}

function shapesOf({ planId }: PlanTarget): PlanTableShape[] {
  const isLive = planId === LIVE_PLAN;
  return [
    {
      table: 'planned_orders',
      rowTable: 'orders',
      ofPlan: `p.status = 'planned' AND ${isLive ? 'p.what_if_run_id IS NULL AND $2::bigint = 0' : 'p.what_if_run_id = $2'}`,
      keys: ['due_date', 'lot_number'],
      hasRun: true,
      stamps: ', mrp_run_id = $4, version = p.version + 1, updated_at = now()',
      stampsOnInsert: ['what_if_run_id, mrp_run_id', 'nullif($2::bigint, 0), $4::bigint'],
    },
    {
      table: 'mrp_product_plans',
      rowTable: 'plans',
      ofPlan: 'p.plan_id = $2',
      keys: [],
      hasRun: false,
      stamps: '',
      stampsOnInsert: ['plan_id', '$2::bigint'],
    },
    {
      table: 'mrp_messages',
      rowTable: 'messages',
      ofPlan: 'p.plan_id = $2',
      keys: ['supply_ref', 'action'],
      hasRun: false,
      stamps: '',
      stampsOnInsert: ['plan_id', '$2::bigint'],
    },
  ];
}

/**
 * Makes the plan of some products what a part says, row by row: what is the same stays untouched, with its id. Orders that
 * somebody has decided on are not the run's any more. What follows in the transaction is planned without nested loops.
 */
export async function applyPart(tx: Tx, target: PlanTarget, part: PlanPart): Promise<PlanChanges> {
  const productIds = decoder.decode(part.products).split('\n').slice(0, -1);
  const isSmall = productIds.length <= FEW_PRODUCTS;
  if (!isSmall) await stage(tx, part);
  const tellingOf = isSmall ? alongWith(part) : STAGED;
  const [orders, plans, messages] = shapesOf(target).map(
    (shape) => () => applyTable(tx, target, productIds, shape, tellingOf),
  );
  const [, changes] = await tx.together([
    // The database cannot know how many rows are told: it might go through them for each row of the plan.
    () => tx.execute('SET LOCAL enable_nestloop = off'),
    orders!,
    plans!,
    messages!,
  ]);
  return changes;
}

async function stage(tx: Tx, part: PlanPart): Promise<void> {
  await clearStages(tx);
  for (const table of ROW_TABLES) if (part[table].length > 0) await copyIntoStage(tx, table, part[table]);
}

const decoder = new TextDecoder();

/** Rows as COPY has them; names of ours need no escapes. */
function rowsOfText(table: RowTable, place: string): string {
  const cells = columnsOf(table).map(
    ({ name, type }, index) => `nullif(cells[${index + 1}], '\\N')::${type} AS ${name}`,
  );
  return `SELECT ${cells.join(', ')}
            FROM string_to_table(${place}::text, E'\n') AS line, string_to_array(line, E'\t') AS cells
           WHERE line <> ''`;
}

/** Where a statement finds what is told of a table: its beginning, the name of the rows, and what goes along with it. */
interface Told {
  given: string;
  rows: string;
  parameters: readonly unknown[];
}

type Telling = (table: RowTable, parametersUsed: number) => Told;

/** The staging tables tell it. */
const STAGED: Telling = (table) => ({ given: '', rows: `stage_${table}`, parameters: [] });

/** What the part says goes along with the statements. */
function alongWith(part: PlanPart): Telling {
  return (table, parametersUsed) => ({
    given: `told AS MATERIALIZED (${rowsOfText(table, `$${parametersUsed + 1}`)}),`,
    rows: 'told',
    parameters: [decoder.decode(part[table])],
  });
}

async function applyTable(
  tx: Tx,
  target: PlanTarget,
  productIds: readonly string[],
  shape: PlanTableShape,
  tellingOf: Telling,
): Promise<PlanChanges> {
  const columns = writtenColumns(shape.rowTable);
  const values = columns.filter((column) => column !== 'product_id' && !shape.keys.includes(column));
  const { table, ofPlan, stamps, stampsOnInsert } = shape;
  const same = ['product_id', ...shape.keys].map((key) => `s.${key} = p.${key}`).join(' AND ');
  const parameters = [tx.organizationId, target.planId, productIds, ...(shape.hasRun ? [target.runId] : [])];
  const told = tellingOf(shape.rowTable, parameters.length);
  const mine = `p.organization_id = $1 AND ${ofPlan} AND p.product_id = ANY ($3::bigint[])`;
  const [counts] = await tx.cells(
    `WITH ${told.given}
     removed AS (
       DELETE FROM ${table} p
        WHERE ${mine} AND NOT EXISTS (SELECT FROM ${told.rows} s WHERE ${same})
       RETURNING 1),
     changed AS (
       UPDATE ${table} p SET ${values.map((column) => `${column} = s.${column}`).join(', ')}${stamps}
         FROM ${told.rows} s
        WHERE ${mine} AND ${same}
          AND (${values.map((column) => `p.${column}`).join(', ')})
              IS DISTINCT FROM (${values.map((column) => `s.${column}`).join(', ')})
       RETURNING 1),
     created AS (
       INSERT INTO ${table} (organization_id, ${stampsOnInsert[0]}, ${columns.join(', ')})
       SELECT $1, ${stampsOnInsert[1]}, ${columns.join(', ')} FROM ${told.rows} s
        WHERE NOT EXISTS (SELECT FROM ${table} p WHERE ${mine} AND ${same})
       RETURNING 1)
     SELECT (SELECT count(*) FROM created), (SELECT count(*) FROM changed), (SELECT count(*) FROM removed)`,
    [...parameters, ...told.parameters],
  );
  const [created, changed, removed] = counts!.map(Number);
  return { created: created!, changed: changed!, removed: removed! };
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
