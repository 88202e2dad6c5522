import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { COUNTED } from './movement-sums.query.js';

/** By what stock leaves for those who want it. What production takes follows from that, so it is no demand of its own. */
export const INDEPENDENT_DEMAND = ['shipment', 'issue'] as const;
/** By what stock is used. What is scrapped, counted or adjusted is no usage. */
export const USAGE = ['shipment', 'issue', 'consumption'] as const;

export interface UsageFilter {
  /** Null asks for all products. */
  productIds: readonly number[] | null;
  types: readonly string[];
  /** First day. */
  from: string;
  /** The day after the last one. */
  to: string;
}

/** Movements that count, and were not taken back. Parameters $1 to $5. */
const USED = `inventory_transactions t
  WHERE t.organization_id = $1 AND ($2::bigint[] IS NULL OR t.product_id = ANY ($2)) AND t.transaction_type = ANY ($3)
    AND t.transaction_date >= $4::date AND t.transaction_date < $5::date AND ${COUNTED}
    AND NOT EXISTS (SELECT FROM inventory_transactions r
                     WHERE r.organization_id = t.organization_id AND r.reversal_of_id = t.id)`;

const parametersOf = (tx: Tx, { productIds, types, from, to }: UsageFilter) => [
  tx.organizationId,
  productIds,
  types,
  from,
  to,
];

export interface UsageRow {
  product_id: number;
  quantity: Decimal;
  /** Sum of the squares of what each day used. */
  daily_squares: Decimal;
  /** The day of the product's first movement ever. */
  known_since: string;
}

/** What products used in the days; those that used nothing are missing. One statement, whatever their number. */
export function readUsage(tx: Tx, filter: UsageFilter): Promise<UsageRow[]> {
  return tx.query<UsageRow>(
    `WITH daily AS (
       SELECT t.product_id, t.transaction_date, sum(t.quantity) AS quantity FROM ${USED} GROUP BY 1, 2
     ), used AS (
       SELECT product_id, sum(quantity) AS quantity, sum(quantity * quantity) AS daily_squares FROM daily GROUP BY 1
     )
     SELECT used.*, (SELECT f.transaction_date FROM inventory_transactions f
                      WHERE f.organization_id = $1 AND f.product_id = used.product_id
                      ORDER BY f.effective_at, f.id LIMIT 1) AS known_since
       FROM used ORDER BY used.product_id`,
    parametersOf(tx, filter),
  );
}

export interface PeriodUsageRow {
  product_id: number;
  period_start: string;
  quantity: Decimal;
  known_since: string;
}

/** The same by week (from Monday) or month; periods without usage are missing. */
export function readUsageByPeriod(
  tx: Tx,
  filter: UsageFilter & { period: 'week' | 'month' },
): Promise<PeriodUsageRow[]> {
  return tx.query<PeriodUsageRow>(
    `WITH used AS (
       SELECT t.product_id, date_trunc($6, t.transaction_date::timestamp)::date AS period_start, sum(t.quantity) AS quantity
         FROM ${USED} GROUP BY 1, 2
     ), product AS (
       SELECT u.product_id, (SELECT f.transaction_date FROM inventory_transactions f
                              WHERE f.organization_id = $1 AND f.product_id = u.product_id
                              ORDER BY f.effective_at, f.id LIMIT 1) AS known_since
         FROM (SELECT DISTINCT product_id FROM used) u
     )
     SELECT used.*, product.known_since FROM used JOIN product USING (product_id)
      ORDER BY used.product_id, used.period_start`,
    [...parametersOf(tx, filter), filter.period],
  );
}

/** Stock that may be used on a day: nothing in quarantine, on hold or expired. What is reserved is in it. */
export async function readUsableStock(
  tx: Tx,
  productIds: readonly number[] | null,
  today: string,
): Promise<Map<number, Decimal>> {
  const rows = await tx.query<{ product_id: number; usable: Decimal }>(
    `SELECT i.product_id, sum(i.on_hand_quantity) AS usable
       FROM inventory i
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
      WHERE i.organization_id = $1 AND ($2::bigint[] IS NULL OR i.product_id = ANY ($2)) AND i.on_hand_quantity <> 0
        AND l.type <> 'quarantine' AND (lot.id IS NULL OR lot.status IN ('active', 'depleted'))
        AND (lot.expiration_date IS NULL OR lot.expiration_date > $3::date)
      GROUP BY i.product_id`,
    [tx.organizationId, productIds, today],
  );
  return new Map(rows.map((row) => [row.product_id, row.usable]));
}
