import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { COUNTED, EFFECT } from './movement-sums.query.js';

/** Receipts `t` of purchase orders that count and were not taken back. */
const PURCHASED = `t.transaction_type = 'receipt' AND t.reference_type = 'purchase_order' AND ${COUNTED}
          AND NOT EXISTS (SELECT FROM inventory_transactions r
                           WHERE r.organization_id = t.organization_id AND r.reversal_of_id = t.id)`;

export interface PeriodCostRow {
  product_id: number;
  /** What was received for purchase orders, and not taken back. */
  received_quantity: Decimal;
  received_value: Decimal;
  orders_count: number;
  /** What its stock was worth at the beginning and at the end. */
  opening_value: Decimal;
  closing_value: Decimal;
}

/**
 * Purchases of the days from `from` to before `to` and the stock's value around them; products without either are
 * missing. One statement, whatever their number.
 */
export function readPeriodCosts(tx: Tx, from: string, to: string): Promise<PeriodCostRow[]> {
  return tx.query<PeriodCostRow>(
    `WITH bought AS (
       SELECT t.product_id, sum(t.quantity) AS quantity, sum(t.total_cost) AS value,
              count(DISTINCT t.reference_id)::integer AS orders
         FROM inventory_transactions t
        WHERE t.organization_id = $1 AND t.transaction_date >= $2::date AND t.transaction_date < $3::date
          AND ${PURCHASED}
        GROUP BY t.product_id
     ), worth AS (
       SELECT t.product_id, coalesce(sum(${EFFECT}) FILTER (WHERE t.transaction_date < $2::date), 0) AS opening,
              coalesce(sum(${EFFECT}), 0) AS closing
         FROM inventory_transactions t
        WHERE t.organization_id = $1 AND t.transaction_date < $3::date AND ${COUNTED}
        GROUP BY t.product_id
     )
     SELECT worth.product_id, coalesce(bought.quantity, 0) AS received_quantity,
            coalesce(bought.value, 0) AS received_value, coalesce(bought.orders, 0) AS orders_count,
            greatest(worth.opening, 0) AS opening_value, greatest(worth.closing, 0) AS closing_value
       FROM worth LEFT JOIN bought USING (product_id)
      WHERE bought.product_id IS NOT NULL OR worth.opening > 0 OR worth.closing > 0
      ORDER BY worth.product_id`,
    [tx.organizationId, from, to],
  );
}

export interface PurchaseSpan {
  key: number;
  /** Null asks for all products. */
  productId: number | null;
  from: string;
  /** The last day. */
  to: string;
}

/** What was bought in each of the spans, by its key. One statement, whatever their number. */
export async function readPurchaseValues(
  tx: Tx,
  spans: readonly PurchaseSpan[],
): Promise<Map<number, Decimal>> {
  const rows = await tx.query<{ key: number; value: Decimal }>(
    `SELECT s.key, coalesce(sum(t.total_cost), 0) AS value
       FROM unnest($2::bigint[], $3::bigint[], $4::date[], $5::date[]) AS s (key, product_id, first_day, last_day)
       LEFT JOIN inventory_transactions t
              ON t.organization_id = $1 AND (s.product_id IS NULL OR t.product_id = s.product_id)
             AND t.transaction_date BETWEEN s.first_day AND s.last_day AND ${PURCHASED}
      GROUP BY s.key`,
    [
      tx.organizationId,
      spans.map(({ key }) => key),
      spans.map(({ productId }) => productId),
      spans.map(({ from }) => from),
      spans.map(({ to }) => to),
    ],
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}
