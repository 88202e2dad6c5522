import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

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
  unit_cost: Decimal;
}

/** Every counted line, in the order of its key. */
export function readCountedItems(tx: Tx, stocktakeId: number): Promise<CountedItem[]> {
  return tx.query<CountedItem>(
    `SELECT i.id, i.product_id, p.sku, i.location_id, l.is_active AS location_active, i.lot_id, i.expected_quantity,
            i.actual_quantity, i.unit_cost
       FROM stocktake_items i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
      WHERE i.organization_id = $1 AND i.stocktake_id = $2 AND i.status IN ('counted', 'accepted')
      ORDER BY i.id`,
    [tx.organizationId, stocktakeId],
  );
}

export interface PresentStock {
  id: number;
  on_hand_quantity: Decimal;
  allocated_quantity: Decimal;
}

/** The stock of now at the counted lines' places; read under the products' locks it stands still. */
export async function readPresentStock(tx: Tx, stocktakeId: number): Promise<Map<number, PresentStock>> {
  const rows = await tx.query<PresentStock>(
    `SELECT s.id, i.on_hand_quantity, i.allocated_quantity
       FROM stocktake_items s
       JOIN inventory i ON i.organization_id = s.organization_id AND i.product_id = s.product_id
                       AND i.location_id = s.location_id AND i.lot_id IS NOT DISTINCT FROM s.lot_id
      WHERE s.organization_id = $1 AND s.stocktake_id = $2 AND s.status IN ('counted', 'accepted')`,
    [tx.organizationId, stocktakeId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ties lines to their movements, and tells the counted places when they were counted last. */
export async function writeCompletion(
  tx: Tx,
  stocktakeId: number,
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
  await tx.execute(
    `UPDATE inventory i SET last_counted_at = s.counted_at
       FROM stocktake_items s
      WHERE s.organization_id = $1 AND s.stocktake_id = $2 AND s.status IN ('counted', 'accepted')
        AND i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
        AND i.lot_id IS NOT DISTINCT FROM s.lot_id`,
    [tx.organizationId, stocktakeId],
  );
}
