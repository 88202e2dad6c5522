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
  // What is over goes first: one active alert of a kind is all that there can be.
  for (const ids of slicesOf(change.resolved, ALERTS_AT_ONCE)) {
    const resolved = await resolveAlerts(tx, ids, { by: null, notes: null });
    await appendEvents(
      tx,
      resolved.map((alert) => alertEvent(alert, 'resolved')),
    );
  }
  for (const updated of slicesOf(change.updated, ALERTS_AT_ONCE)) await updateAlerts(tx, updated);
  for (const alerts of slicesOf(change.raised, ALERTS_AT_ONCE)) {
    const raised = await insertAlerts(tx, alerts);
    await appendEvents(
      tx,
      raised.map((alert) => alertEvent(alert, 'raised')),
    );
  }
  return {
    raised: change.raised.length,
    updated: change.updated.length,
    resolved: change.resolved.length,
    suppressed: change.suppressed,
  };
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
