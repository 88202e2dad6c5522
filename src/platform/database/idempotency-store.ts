import type { PoolClient } from 'pg';
import { DomainError, defineErrors } from '../../kernel/domain-error.js';
import { DatabaseErrors } from './database.errors.js';
import { LIMITS } from '../../kernel/limits.js';
import type { IdempotentRequest, Principal } from '../access/principal.js';
import type { Tx } from './tx.js';

export const IdempotencyErrors = defineErrors('idempotency', {
  keyReused: ['rule', 'This Idempotency-Key was used with another request body.'],
  invalidKey: ['malformed', 'An Idempotency-Key has 1 to 255 printable characters.'],
});

/**
 * Thrown to undo an effect whose key turned out to be taken; the runner answers with what is stored. It is only seen when
 * that answer was removed in between, and then the request may simply come again.
 */
export class KeyTaken extends DomainError {
  constructor() {
    super(DatabaseErrors.busy);
  }
}

/**
 * Writes the answer beside the effect. A twin that is still running makes this wait, and then be undone. A key that is
 * older than the promise to keep it may be used anew, whether or not somebody has removed it by now.
 */
export async function storeAnswer(tx: Tx, request: IdempotentRequest, body: unknown): Promise<void> {
  const inserted = await tx.execute(
    `INSERT INTO idempotency_keys
       (organization_id, credential, method, path, idempotency_key, request_hash, response_body, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, now() + make_interval(hours => ${LIMITS.idempotencyHours}))
     ON CONFLICT ON CONSTRAINT pk_idempotency_keys DO UPDATE
        SET request_hash = excluded.request_hash, response_body = excluded.response_body, created_at = now(),
            expires_at = excluded.expires_at
      WHERE idempotency_keys.expires_at <= now()`,
    [tx.organizationId, ...scope(tx.principal, request), request.requestHash, JSON.stringify(body ?? null)],
  );
  if (inserted === 0) throw new KeyTaken();
}

/** The stored answer of a key, or null; refuses when the key came with another body. */
export async function findStoredAnswer<T>(
  client: PoolClient,
  principal: Principal,
  request: IdempotentRequest,
): Promise<{ body: T } | null> {
  const { rows } = await client.query<{ request_hash: string; response_body: T }>(
    `SELECT request_hash, response_body FROM idempotency_keys
      WHERE organization_id = $1 AND credential = $2 AND method = $3 AND path = $4 AND idempotency_key = $5
        AND expires_at > now()`,
    [principal.organizationId, ...scope(principal, request)],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.request_hash !== request.requestHash) throw new DomainError(IdempotencyErrors.keyReused);
  request.replayed = true;
  return { body: row.response_body };
}

function scope(principal: Principal, request: IdempotentRequest): string[] {
  return [principal.credential, request.method, request.path, request.key];
}

/** Removes answers that are older than the promise to keep them. */
export async function removeExpiredAnswers(tx: Tx): Promise<number> {
  return tx.execute('DELETE FROM idempotency_keys WHERE organization_id = $1 AND expires_at < now()', [
    tx.organizationId,
  ]);
}
