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

/** Writes alerts as they are now, and tells of those that came and went. */
export async function writeReconciliation(tx: Tx, change: Reconciliation): Promise<EvaluationResult> {
  // What is over goes first: one active alert of a kind is all that there can be.
  const resolved = await resolveAlerts(tx, change.resolved, { by: null, notes: null });
  await updateAlerts(tx, change.updated);
  const raised = await insertAlerts(tx, change.raised);
  await appendEvents(tx, [
    ...raised.map((alert) => alertEvent(alert, 'raised')),
    ...resolved.map((alert) => alertEvent(alert, 'resolved')),
  ]);
  return {
    raised: raised.length,
    updated: change.updated.length,
    resolved: resolved.length,
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
