import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';

export interface MonthCosts {
  product_id: number;
  units_ordered: Decimal;
  orders_count: number;
  purchase_cost: Decimal;
  holding_cost: Decimal;
  ordering_cost: Decimal;
  eoq_quantity: Decimal | null;
  eoq_savings: Decimal | null;
}

export type CostMonthRow = MonthCosts & {
  id: number;
  sku: string;
  period: string;
  shortage_cost: Decimal;
  total_cost: Decimal;
  calculated_at: Date;
};

/** One calculation of an organization at a time. */
export async function lockCosts(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('cost_tracking'), $1)`, [tx.organizationId]);
}

const COLUMNS = [
  'units_ordered',
  'orders_count',
  'purchase_cost',
  'holding_cost',
  'ordering_cost',
  'eoq_quantity',
  'eoq_savings',
] as const;
const listOf = (prefix: string) => COLUMNS.map((name) => `${prefix}${name}`).join(', ');

/** Makes the month's rows these, in one statement; gives how many were written. What is equal stays as it is. */
export async function writeMonth(
  tx: Tx,
  period: string,
  rows: readonly MonthCosts[],
): Promise<{ written: number; removed: number }> {
  const written = await tx.execute(
    `INSERT INTO cost_tracking AS c (organization_id, period, calculated_at, product_id, ${listOf('')})
     SELECT $1, $2, $3, product_id, ${listOf('')}
       FROM jsonb_to_recordset($4::jsonb) AS r (product_id bigint, units_ordered numeric, orders_count integer,
              purchase_cost numeric, holding_cost numeric, ordering_cost numeric, eoq_quantity numeric, eoq_savings numeric)
     ON CONFLICT (organization_id, product_id, period) DO UPDATE
        SET (calculated_at, ${listOf('')}) = ROW (excluded.calculated_at, ${listOf('excluded.')})
      WHERE (${listOf('c.')}) IS DISTINCT FROM (${listOf('excluded.')})`,
    [tx.organizationId, period, tx.now, JSON.stringify(rows)],
  );
  const removed = await tx.execute(
    'DELETE FROM cost_tracking WHERE organization_id = $1 AND period = $2 AND product_id <> ALL ($3)',
    [tx.organizationId, period, rows.map((row) => row.product_id)],
  );
  return { written, removed };
}

export interface CostMonthFilter extends ListOptions {
  product_id?: number;
  from?: string;
  to?: string;
}

export async function listMonths(tx: Tx, filter: CostMonthFilter): Promise<Page<CostMonthRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['c.organization_id = $1'];
  if (filter.product_id !== undefined) conditions.push(`c.product_id = ${place(filter.product_id)}`);
  if (filter.from) conditions.push(`c.period >= ${place(filter.from)}`);
  if (filter.to) conditions.push(`c.period <= ${place(filter.to)}`);
  const order = keyset(filter, ['period', 'total_cost', 'id'], place, 'c.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<CostMonthRow>(
    `SELECT c.id, c.product_id, p.sku, c.period, ${listOf('c.')}, c.shortage_cost, c.total_cost, c.calculated_at
       FROM cost_tracking c
       JOIN products p ON p.organization_id = c.organization_id AND p.id = c.product_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
