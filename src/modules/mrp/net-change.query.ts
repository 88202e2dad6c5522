import { groupBy } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import { PLANNING_SOURCES, type PlanningSource, STATEMENTS_OF_SOME } from './planning-source.query.js';
import type { SourceRow } from './planning-cells.js';

/** Everything that planning needs to know of some products. */
export async function readSources(
  tx: Tx,
  sources: readonly PlanningSource[],
  today: string,
  productIds: readonly number[],
): Promise<Map<PlanningSource, SourceRow[]>> {
  const values = [tx.organizationId, productIds, today];
  const read = PLANNING_SOURCES.filter((each) => sources.includes(each));
  const rows = await tx.together(
    read.map((source) => () => {
      const { text, takes } = STATEMENTS_OF_SOME[source];
      return tx.cells(text, values.slice(0, takes));
    }),
  );
  return new Map(read.map((source, index) => [source, rows[index]!]));
}

/** The plan of a product as it was written. */
export interface StoredPlan {
  product_id: number;
  demand_refs: string[];
  demand_dates: string[];
  demand_quantities: string[];
  supply_refs: string[];
  supply_dates: string[];
  supply_quantities: string[];
  component_ids: number[];
  alternate_ids: number[];
  low_level_code: number;
}

/** Arrays that come as one text each, which is much sooner taken apart; nothing in them has a comma. */
const LONG_ARRAYS = [
  'demand_refs',
  'demand_dates',
  'demand_quantities',
  'supply_refs',
  'supply_dates',
  'supply_quantities',
] as const;
type LongArray = (typeof LONG_ARRAYS)[number];

export async function readStoredPlans(
  tx: Tx,
  planId: number,
  productIds: readonly number[],
): Promise<Map<number, StoredPlan>> {
  const rows = await tx.query<Omit<StoredPlan, LongArray> & Record<LongArray, string>>(
    `SELECT product_id, component_ids, alternate_ids, low_level_code,
            ${LONG_ARRAYS.map((name) => `array_to_string(${name}, ',') AS ${name}`).join(', ')}
       FROM mrp_product_plans WHERE organization_id = $1 AND plan_id = $2 AND product_id = ANY ($3)`,
    [tx.organizationId, planId, productIds],
  );
  return new Map(
    rows.map((row) => {
      const arrays = Object.fromEntries(
        LONG_ARRAYS.map((name) => [name, row[name] === '' ? [] : row[name].split(',')]),
      ) as Record<LongArray, string[]>;
      return [row.product_id, { ...row, ...arrays }];
    }),
  );
}

export async function readLevels(
  tx: Tx,
  planId: number,
  productIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await tx.query<{ product_id: number; low_level_code: number }>(
    `SELECT product_id, low_level_code FROM mrp_product_plans
      WHERE organization_id = $1 AND plan_id = $2 AND product_id = ANY ($3)`,
    [tx.organizationId, planId, productIds],
  );
  return new Map(rows.map((row) => [row.product_id, row.low_level_code]));
}

/** Planned orders of the live plan as one text each, for telling whether they are still the same. */
export async function readOrderKeys(tx: Tx, productIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.query<{ product_id: number; key: string }>(
    `SELECT product_id, string_agg(due_date || ':' || lot_number || ':' || trim_scale(quantity) || ':' || start_date, ','
                                   ORDER BY due_date, lot_number) AS key
       FROM planned_orders
      WHERE organization_id = $1 AND product_id = ANY ($2) AND status = 'planned' AND what_if_run_id IS NULL
      GROUP BY product_id`,
    [tx.organizationId, productIds],
  );
  return new Map(rows.map((row) => [row.product_id, row.key]));
}

/** Products of firm planned orders that are still firm. */
export async function readFirmProducts(tx: Tx, orderIds: readonly number[]): Promise<Map<number, number>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.query<{ id: number; product_id: number }>(
    `SELECT id, product_id FROM planned_orders WHERE organization_id = $1 AND id = ANY ($2) AND status = 'firmed'`,
    [tx.organizationId, orderIds],
  );
  return new Map(rows.map((row) => [row.id, row.product_id]));
}

/** The terms of the live plan: those of the last run that wrote it. */
export interface PlanTerms {
  run_id: number;
  planning_date: string;
  planning_horizon_days: number;
  expedite_window_days: number;
  tolerance_days: number;
  use_alternates: boolean;
}

export async function readPlanTerms(tx: Tx): Promise<PlanTerms | null> {
  const [terms] = await tx.query<PlanTerms>(
    `SELECT id AS run_id, planning_date, planning_horizon_days, expedite_window_days, tolerance_days,
            use_alternates
       FROM mrp_runs
      WHERE organization_id = $1 AND kind = 'live' AND status = 'completed' AND planning_date IS NOT NULL
      ORDER BY id DESC LIMIT 1`,
    [tx.organizationId],
  );
  return terms ?? null;
}

export const CHANGED_DOCUMENTS = [
  'sales_order',
  'purchase_order',
  'production_order',
  'planned_order',
  'bom',
  'routing',
] as const;
type ChangedDocument = (typeof CHANGED_DOCUMENTS)[number];

/** Which documents there are, and what they need, bring or make. `$2` are ids of documents. */
const PRODUCTS_OF: Record<ChangedDocument, string> = {
  sales_order: `
    SELECT o.id, l.product_id FROM sales_orders o
      LEFT JOIN sales_order_lines l ON l.organization_id = o.organization_id AND l.sales_order_id = o.id
     WHERE o.organization_id = $1 AND o.id = ANY ($2)`,
  purchase_order: `
    SELECT o.id, l.product_id FROM purchase_orders o
      LEFT JOIN purchase_order_lines l ON l.organization_id = o.organization_id AND l.purchase_order_id = o.id
     WHERE o.organization_id = $1 AND o.id = ANY ($2)`,
  production_order: `
    SELECT o.id, o.product_id FROM production_orders o WHERE o.organization_id = $1 AND o.id = ANY ($2)
    UNION SELECT op.production_order_id, m.component_id
      FROM production_order_operations op
      JOIN production_order_operation_materials m
        ON m.organization_id = op.organization_id AND m.production_order_operation_id = op.id
     WHERE op.organization_id = $1 AND op.production_order_id = ANY ($2)
    UNION SELECT o.id, y.product_id
      FROM production_orders o
      JOIN bom_by_products y ON y.organization_id = o.organization_id AND y.bom_id = o.bom_id
     WHERE o.organization_id = $1 AND o.id = ANY ($2)`,
  planned_order: 'SELECT id, product_id FROM planned_orders WHERE organization_id = $1 AND id = ANY ($2)',
  bom: 'SELECT id, product_id FROM boms WHERE organization_id = $1 AND id = ANY ($2)',
  routing: 'SELECT id, product_id FROM routings WHERE organization_id = $1 AND id = ANY ($2)',
};

/** Documents after which what an order takes may be different although the order is the same. */
export const STRUCTURE_DOCUMENTS: ReadonlySet<string> = new Set(['planned_order', 'bom', 'routing']);

export interface DocumentKey {
  type: string;
  id: number;
}

export function documentName(type: string, id: number): string {
  return `${type}:${id}`;
}

/** Products of the documents that there are, by their names: a statement a kind. */
export async function readProductsOf(
  tx: Tx,
  documents: readonly DocumentKey[],
): Promise<Map<string, Set<number>>> {
  const byType = groupBy(documents, ({ type }) => type);
  const types = CHANGED_DOCUMENTS.filter((type) => byType.has(type));
  const rows = await tx.together(
    types.map((type) => () => {
      const ids = byType.get(type)!.map(({ id }) => id);
      return tx.query<{ id: number; product_id: number | null }>(PRODUCTS_OF[type], [tx.organizationId, ids]);
    }),
  );
  const found = new Map<string, Set<number>>();
  for (const [index, type] of types.entries()) {
    for (const row of rows[index]!) {
      const name = documentName(type, row.id);
      const products = found.get(name) ?? new Set();
      found.set(name, products);
      if (row.product_id !== null) products.add(row.product_id);
    }
  }
  return found;
}
