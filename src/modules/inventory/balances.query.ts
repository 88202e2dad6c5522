import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';

export interface BalanceView {
  id: number;
  product_id: number;
  sku: string;
  unit: string;
  location_id: number;
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  on_hand_quantity: Decimal;
  allocated_quantity: Decimal;
  available_quantity: Decimal;
}

export interface BalanceFilter extends ListOptions {
  product_id?: number;
  location_id?: number;
  lot_id?: number;
  below_zero?: boolean;
}

/** Stock by product, location and lot, as it is now. */
export async function listBalances(tx: Tx, filter: BalanceFilter): Promise<Page<BalanceView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['i.organization_id = $1', '(i.on_hand_quantity <> 0 OR i.allocated_quantity <> 0)'];
  for (const column of ['product_id', 'location_id', 'lot_id'] as const) {
    if (filter[column] !== undefined) conditions.push(`i.${column} = ${place(filter[column])}`);
  }
  if (filter.below_zero) conditions.push('i.on_hand_quantity < 0');
  const order = keyset(filter, ['product_id', 'id'], place, 'i.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<BalanceView>(
    `SELECT i.id, i.product_id, p.sku, p.unit, i.location_id, l.code AS location_code, i.lot_id, lot.lot_number,
            i.on_hand_quantity, i.allocated_quantity, i.available_quantity
       FROM inventory i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export interface ProductStockView {
  product_id: number;
  on_hand_quantity: Decimal;
  allocated_quantity: Decimal;
  available_quantity: Decimal;
  total_value: Decimal;
  average_cost: Decimal | null;
}

/** Stock and value of products over all locations; what is in quarantine, on hold or expired does not count as available. */
export function productStock(tx: Tx, productIds: readonly number[]): Promise<ProductStockView[]> {
  return tx.query<ProductStockView>(
    `SELECT p.id AS product_id, coalesce(v.quantity, 0) AS on_hand_quantity, coalesce(s.allocated, 0) AS allocated_quantity,
            coalesce(s.available, 0) AS available_quantity, coalesce(v.total_value, 0) AS total_value,
            CASE WHEN v.quantity > 0 THEN round(v.total_value / v.quantity, 9) ELSE p.average_cost END AS average_cost
       FROM products p
      CROSS JOIN (SELECT ($3::timestamptz AT TIME ZONE coalesce(
                    (SELECT c.timezone FROM company_settings c WHERE c.organization_id = $1), 'UTC'))::date AS day) today
       LEFT JOIN inventory_valuations v ON v.organization_id = p.organization_id AND v.product_id = p.id
       LEFT JOIN LATERAL (
         SELECT sum(i.allocated_quantity) AS allocated,
                sum(i.available_quantity) FILTER (
                  WHERE l.type <> 'quarantine' AND (lot.id IS NULL OR lot.status IN ('active', 'depleted'))
                    AND (lot.expiration_date IS NULL OR lot.expiration_date > today.day)) AS available
           FROM inventory i
           JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
           LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
          WHERE i.organization_id = p.organization_id AND i.product_id = p.id) s ON true
      WHERE p.organization_id = $1 AND p.id = ANY($2::bigint[])
      ORDER BY p.id`,
    [tx.organizationId, productIds, tx.now],
  );
}
