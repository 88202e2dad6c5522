import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import type { LotEventEntity } from './lot-event.entity.js';
import type { MaterialLotEntity } from './material-lot.entity.js';

/** What happened to a lot, as it is shown. */
export type LotEventView = Omit<LotEventEntity, 'organization_id'>;

export async function insertLotEvent(
  tx: Tx,
  change: { event: string; before: MaterialLotEntity; after: MaterialLotEntity; reason: string | null },
): Promise<void> {
  const { event, before, after, reason } = change;
  await tx.execute(
    `INSERT INTO lot_events (organization_id, lot_id, event, from_status, to_status, from_expiration_date,
                             to_expiration_date, reason, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.organizationId,
      after.id,
      event,
      before.status,
      after.status,
      before.expiration_date,
      after.expiration_date,
      reason,
      tx.principal.userId,
    ],
  );
}

export async function listLotEvents(
  tx: Tx,
  lotId: number,
  options: ListOptions,
): Promise<Page<LotEventView>> {
  const parameters: unknown[] = [tx.organizationId, lotId];
  const order = keyset(options, ['-id'], (value) => `$${parameters.push(value)}`, 'e.');
  const rows = await tx.query<LotEventView>(
    `SELECT e.id, e.lot_id, e.event, e.from_status, e.to_status, e.from_expiration_date, e.to_expiration_date, e.reason,
            e.created_by, e.created_at
       FROM lot_events e
      WHERE e.organization_id = $1 AND e.lot_id = $2 ${order.condition ? `AND ${order.condition}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
