import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

export interface LotProduct {
  id: number;
  sku: string;
  name: string;
  unit: string;
  unit_cost: Decimal | null;
  reorder_cost: Decimal | null;
  holding_cost_rate: Decimal | null;
  lot_sizing_rule: string;
  lot_quantity: Decimal | null;
  reorder_qty: Decimal | null;
  min_order_qty: Decimal | null;
}

/** What lots of products are weighed by; null asks for all active ones with all their costs. */
export function readLotProducts(tx: Tx, productIds: readonly number[] | null): Promise<LotProduct[]> {
  return tx.query<LotProduct>(
    `SELECT id, sku, name, unit, unit_cost, reorder_cost, holding_cost_rate, lot_sizing_rule, lot_quantity, reorder_qty,
            min_order_qty
       FROM products
      WHERE organization_id = $1 AND ($2::bigint[] IS NULL OR id = ANY ($2))
        AND ($2::bigint[] IS NOT NULL
             OR (is_active AND num_nonnulls(unit_cost, reorder_cost, holding_cost_rate) = 3))
      ORDER BY id`,
    [tx.organizationId, productIds],
  );
}
