import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import type { InventoryPeriodClosingEntity } from './inventory-period-closing.entity.js';

type ClosingRow = Omit<InventoryPeriodClosingEntity, 'organization_id'>;

/** The last closed business day, if any is closed. */
export async function readClosedThrough(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ closed_through: string | null }>(
    `SELECT max(closed_through) AS closed_through FROM inventory_period_closings
      WHERE organization_id = $1 AND reopened_at IS NULL`,
    [tx.organizationId],
  );
  return row!.closed_through;
}

/** Closings, the latest first; the reopened ones among them. */
export async function listClosings(tx: Tx, options: ListOptions): Promise<Page<ClosingRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['c.organization_id = $1'];
  const order = keyset(options, ['-id', 'closed_through'], place, 'c.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<ClosingRow>(
    `SELECT c.id, c.closed_through, c.reason, c.closed_by, c.closed_at, c.reopen_reason, c.reopened_by, c.reopened_at
       FROM inventory_period_closings c WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
