import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { CHANGE, COUNTED, EFFECT } from './movement-sums.query.js';

export interface BalanceAsOfView {
  id: number;
  product_id: number;
  sku: string;
  unit: string;
  location_id: number;
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  on_hand_quantity: Decimal;
  total_value: Decimal;
}

export interface BalanceAsOfFilter extends ListOptions {
  product_id?: number;
  location_id?: number;
  lot_id?: number;
}

/** Since an instant: what the stock of place `i` has gained. */
const GAINED_SINCE = `
  SELECT coalesce(sum(CASE WHEN t.to_location_id = i.location_id THEN t.quantity ELSE -t.quantity END), 0) AS quantity
    FROM inventory_transactions t
   WHERE t.organization_id = $1 AND t.product_id = i.product_id AND t.effective_at > $2 AND ${COUNTED}
     AND (t.to_location_id = i.location_id OR t.from_location_id = i.location_id)
     AND t.lot_id IS NOT DISTINCT FROM i.lot_id`;

/**
 * Stock and value of each place at an instant. The value of a product is shared by quantity among its places, that of a
 * product valued by lot within each lot; by running totals, so that the shares add up.
 */
export async function listBalancesAsOf(
  tx: Tx,
  at: Date,
  filter: BalanceAsOfFilter,
): Promise<Page<BalanceAsOfView>> {
  const parameters: unknown[] = [tx.organizationId, at];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['i.organization_id = $1', 'i.on_hand_quantity <> gained.quantity'];
  for (const column of ['product_id', 'location_id', 'lot_id'] as const) {
    if (filter[column] !== undefined) conditions.push(`i.${column} = ${place(filter[column])}`);
  }
  const order = keyset(filter, ['product_id', 'id'], place, 'i.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<BalanceAsOfView>(
    `WITH page AS (
       SELECT i.id, i.product_id, i.location_id, i.lot_id
         FROM inventory i CROSS JOIN LATERAL (${GAINED_SINCE}) gained
        WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}
     ), held AS (
       SELECT i.id, i.product_id, i.location_id, i.lot_id AS own_lot_id, p.cost_method = 'lot' AS by_lot, CASE WHEN p.cost_method = 'lot' THEN i.lot_id END AS lot_id,
              i.on_hand_quantity - gained.quantity AS quantity
         FROM inventory i
         JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
        CROSS JOIN LATERAL (${GAINED_SINCE}) gained
        WHERE i.organization_id = $1 AND i.product_id IN (SELECT product_id FROM page)
     ), pool AS (
       SELECT held.product_id, held.by_lot, held.lot_id,
              coalesce(lv.total_value, v.total_value, 0) - coalesce(since.value, 0) AS value
         FROM (SELECT DISTINCT product_id, by_lot, lot_id FROM held) held
         LEFT JOIN inventory_valuations v
           ON v.organization_id = $1 AND v.product_id = held.product_id AND NOT held.by_lot
         LEFT JOIN inventory_lot_valuations lv
           ON lv.organization_id = $1 AND lv.lot_id = held.lot_id AND held.by_lot
        CROSS JOIN LATERAL (
          SELECT sum(${EFFECT}) AS value FROM inventory_transactions t
           WHERE t.organization_id = $1 AND t.product_id = held.product_id AND t.effective_at > $2 AND ${COUNTED}
             AND (NOT held.by_lot OR t.lot_id = held.lot_id)) since
     ), share AS (
       SELECT held.id, held.quantity, pool.value,
              sum(held.quantity) OVER pool AS whole,
              sum(held.quantity) OVER (pool ORDER BY held.location_id, held.own_lot_id) AS until
         FROM held
         JOIN pool ON pool.product_id = held.product_id AND pool.lot_id IS NOT DISTINCT FROM held.lot_id
       WINDOW pool AS (PARTITION BY held.product_id, held.lot_id)
     )
     SELECT i.id, i.product_id, p.sku, p.unit, i.location_id, l.code AS location_code, i.lot_id, lot.lot_number,
            share.quantity AS on_hand_quantity,
            CASE WHEN share.whole = 0 THEN 0
                 ELSE round(share.value * share.until / share.whole, 6)
                      - round(share.value * (share.until - share.quantity) / share.whole, 6) END AS total_value
       FROM page i
       JOIN share ON share.id = i.id
       JOIN products p ON p.organization_id = $1 AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = $1 AND l.id = i.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = $1 AND lot.id = i.lot_id
      ORDER BY ${order.orderBy}`,
    parameters,
  );
  return toPage(rows, order);
}

export interface ValuationView {
  id: number;
  product_id: number;
  sku: string;
  unit: string;
  cost_method: string;
  on_hand_quantity: Decimal;
  total_value: Decimal;
  unit_cost: Decimal | null;
}

export interface ValuationFilter extends ListOptions {
  product_id?: number;
  cost_method?: string;
}

/** Quantity and value of each product at an instant. */
export async function listValuation(tx: Tx, at: Date, filter: ValuationFilter): Promise<Page<ValuationView>> {
  const parameters: unknown[] = [tx.organizationId, at];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [
    'v.organization_id = $1',
    '(v.quantity <> since.quantity OR v.total_value <> since.value)',
  ];
  if (filter.product_id !== undefined) conditions.push(`v.product_id = ${place(filter.product_id)}`);
  if (filter.cost_method !== undefined) conditions.push(`p.cost_method = ${place(filter.cost_method)}`);
  const order = keyset(filter, ['id'], place, 'p.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<ValuationView>(
    `SELECT p.id, p.id AS product_id, p.sku, p.unit, p.cost_method, v.quantity - since.quantity AS on_hand_quantity,
            v.total_value - since.value AS total_value,
            round((v.total_value - since.value) / nullif(v.quantity - since.quantity, 0), 9) AS unit_cost
       FROM inventory_valuations v
       JOIN products p ON p.organization_id = v.organization_id AND p.id = v.product_id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(${CHANGE}), 0) AS quantity, coalesce(sum(${EFFECT}), 0) AS value
          FROM inventory_transactions t
         WHERE t.organization_id = $1 AND t.product_id = v.product_id AND t.effective_at > $2 AND ${COUNTED}) since
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
