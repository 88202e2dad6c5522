import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { PresentStock } from './present-stock.js';

/** Lines that nobody counted: left as they are, or taken for empty. */
export async function settleUncounted(tx: Tx, stocktakeId: number, how: 'skip' | 'zero'): Promise<void> {
  const sets =
    how === 'skip'
      ? `status = 'skipped'`
      : `status = 'counted', actual_quantity = 0, counted_at = $3::timestamptz, counted_by = $4::bigint`;
  await tx.execute(
    `UPDATE stocktake_items SET ${sets} WHERE organization_id = $1 AND stocktake_id = $2 AND status = 'open'`,
    how === 'skip'
      ? [tx.organizationId, stocktakeId]
      : [tx.organizationId, stocktakeId, tx.now, tx.principal.userId],
  );
}

export interface CountedItem {
  id: number;
  product_id: number;
  sku: string;
  location_id: number;
  location_active: boolean;
  lot_id: number | null;
  expected_quantity: Decimal;
  actual_quantity: Decimal;
  counted_at: Date;
  unit_cost: Decimal;
}

/** Every counted line, in the order of its key. */
export function readCountedItems(tx: Tx, stocktakeId: number): Promise<CountedItem[]> {
  return tx.query<CountedItem>(
    `SELECT i.id, i.product_id, p.sku, i.location_id, l.is_active AS location_active, i.lot_id, i.expected_quantity,
            i.actual_quantity, i.counted_at, i.unit_cost
       FROM stocktake_items i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
      WHERE i.organization_id = $1 AND i.stocktake_id = $2 AND i.status IN ('counted', 'accepted')
      ORDER BY i.id`,
    [tx.organizationId, stocktakeId],
  );
}

/** Ties lines to their movements, and tells the counted places when they were counted last. */
export async function writeCompletion(
  tx: Tx,
  items: readonly CountedItem[],
  movements: readonly { itemId: number; movementId: number }[],
): Promise<void> {
  await tx.execute(
    `UPDATE stocktake_items i SET inventory_transaction_id = m.movement_id
       FROM unnest($2::bigint[], $3::bigint[]) AS m (item_id, movement_id)
      WHERE i.organization_id = $1 AND i.id = m.item_id`,
    [
      tx.organizationId,
      movements.map((movement) => movement.itemId),
      movements.map((movement) => movement.movementId),
    ],
  );
  const stock = await PresentStock.of(
    tx,
    items.map((item) => item.product_id),
  );
  const balanceIds = items.map((item) =>
    stock.balanceId({ productId: item.product_id, locationId: item.location_id, lotId: item.lot_id }),
  );
  await tx.execute(
    `UPDATE inventory i SET last_counted_at = counted.at
       FROM unnest($2::bigint[], $3::timestamptz[]) AS counted (id, at)
      WHERE i.organization_id = $1 AND i.id = counted.id`,
    [tx.organizationId, balanceIds, items.map((item) => item.counted_at)],
  );
}
