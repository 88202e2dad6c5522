import type { Tx } from '../database/tx.js';

/** A fact for the world outside, written in the transaction that made it true. */
export interface OutboxEvent {
  /** Dotted past tense: `purchase_order.received`. */
  type: string;
  aggregateType: string;
  aggregateId: number;
  payload: Record<string, unknown>;
}

/** Appends events to the outbox. Nothing is sent here: a reader delivers after the transaction has committed. */
export async function appendEvents(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.execute(
    `INSERT INTO outbox (organization_id, event_type, aggregate_type, aggregate_id, payload)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::jsonb[])`,
    [
      tx.organizationId,
      events.map((event) => event.type),
      events.map((event) => event.aggregateType),
      events.map((event) => event.aggregateId),
      events.map((event) => JSON.stringify(event.payload)),
    ],
  );
}
