import { slicesOf } from '../../kernel/slices-of.js';
import type { Tx } from '../../platform/database/index.js';
import { appendEvents, type OutboxEvent } from '../../platform/outbox/outbox.js';
import { type AlertChange, insertAlerts, resolveAlerts, updateAlerts } from './alerts.repository.js';
import type { Reconciliation } from './alerts.rules.js';

/** How many alerts came, stayed and went. */
export interface EvaluationResult {
  raised: number;
  updated: number;
  resolved: number;
  /** True, but resolved so lately that it stays quiet. */
  suppressed: number;
}

/** So many are put together for a statement before others get their turn. */
const ALERTS_AT_ONCE = 500;

/** Writes alerts as they are now, and tells of those that came and went. */
export async function writeReconciliation(tx: Tx, change: Reconciliation): Promise<EvaluationResult> {
  const { updated, suppressed } = change;
  const result = { raised: 0, updated: updated.length, resolved: 0, suppressed };
  // What is over goes first: one active alert of a kind is all that there can be.
  for (const some of slicesOf(change.resolved, ALERTS_AT_ONCE)) {
    const gone = await resolveAlerts(tx, some, { by: null, notes: null });
    result.resolved += gone.length;
    await tellOf(tx, gone, 'resolved');
  }
  for (const some of slicesOf(updated, ALERTS_AT_ONCE)) await updateAlerts(tx, some);
  for (const some of slicesOf(change.raised, ALERTS_AT_ONCE)) {
    const come = await insertAlerts(tx, some);
    result.raised += come.length;
    await tellOf(tx, come, 'raised');
  }
  return result;
}

function tellOf(tx: Tx, alerts: readonly AlertChange[], what: 'raised' | 'resolved'): Promise<void> {
  const events = alerts.map((alert) => alertEvent(alert, what));
  return appendEvents(tx, events);
}

export function alertEvent(
  { id, details: _details, ...alert }: AlertChange,
  what: 'raised' | 'resolved',
): OutboxEvent {
  return {
    type: `inventory.alert_${what}`,
    aggregateType: 'inventory_alert',
    aggregateId: id,
    payload: { alert_id: id, ...alert },
  };
}
