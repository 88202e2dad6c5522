import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';

export interface NegativeStockView {
  id: number;
  product_id: number;
  sku: string;
  unit: string;
  location_id: number;
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  on_hand_quantity: Decimal;
}

export interface NegativeFilter extends ListOptions {
  product_id?: number;
  location_id?: number;
}

/** Places that hold less than nothing, because an issue beyond their stock was approved. */
export async function listNegative(tx: Tx, filter: NegativeFilter): Promise<Page<NegativeStockView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['i.organization_id = $1', 'i.on_hand_quantity < 0'];
  for (const column of ['product_id', 'location_id'] as const) {
    if (filter[column] !== undefined) conditions.push(`i.${column} = ${place(filter[column])}`);
  }
  const order = keyset(filter, ['product_id', 'id'], place, 'i.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<NegativeStockView>(
    `SELECT i.id, i.product_id, p.sku, p.unit, i.location_id, l.code AS location_code, i.lot_id, lot.lot_number,
            i.on_hand_quantity
       FROM inventory i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
