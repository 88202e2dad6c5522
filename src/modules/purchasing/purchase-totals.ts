import type { Tx } from '../../platform/database/index.js';
import type { PurchaseOrderEntity } from './purchase-order.entity.js';
import { orderTotals, statusByReceipts } from './purchase-order.rules.js';
import type { PurchaseOrderStatus } from './purchase-order.states.js';
import { purchaseOrders, readLines, writeLineTotals } from './purchase-orders.repository.js';

/**
 * Brings totals and status up to date with the lines, after either changed. The caller holds the order's row and has
 * given it its new version; this gives it none of its own.
 */
export async function writeTotals(tx: Tx, order: PurchaseOrderEntity): Promise<void> {
  const lines = await readLines(tx, order.id);
  const totals = orderTotals(lines, order);
  const status = statusByReceipts(order.status as PurchaseOrderStatus, lines);
  await writeLineTotals(
    tx,
    lines.map((line, index) => ({ id: line.id, total: totals.lineTotals[index]! })),
  );
  await tx.execute(
    `UPDATE purchase_orders o SET subtotal = $3, total_amount = $4, status = $5,
            received_date = CASE WHEN $5 = 'received' AND o.status <> 'received'
                                 THEN (SELECT max(received_date) FROM purchase_receipts r
                                        WHERE r.organization_id = $1 AND r.purchase_order_id = $2)
                                 ELSE o.received_date END
      WHERE o.organization_id = $1 AND o.id = $2`,
    [tx.organizationId, order.id, totals.subtotal, totals.total, status],
  );
}

/** Gives the order its next version, for a change of its lines. */
export function touch(tx: Tx, order: PurchaseOrderEntity): Promise<PurchaseOrderEntity> {
  return purchaseOrders.update(tx, order.id, order.version, {});
}
