/** An idempotent request on its way to its transaction (see `platform/http/idempotency`). */
export interface IdempotentRequest {
  key: string;
  method: string;
  path: string;
  requestHash: string;
  /** Set by the transaction runner when the answer was given before and nothing was done again. */
  replayed: boolean;
  /** Set when the key has been used by a transaction; one request is one effect. */
  spent: boolean;
}

/**
 * Who acts, for which organization, with which permissions. Made by the credential alone, never by the request's body.
 * Every service takes it first and hands it to the transaction, which sets the organization for row level security.
 */
export interface Principal {
  readonly organizationId: number;
  /** Null for the system itself (imports on the command line, first-run setup). */
  readonly userId: number | null;
  readonly sessionId: number | null;
  /** The customer whose own documents alone a customer's user may see. */
  readonly customerId: number | null;
  readonly role: string;
  readonly permissions: ReadonlySet<string>;
  /** What an idempotency key is scoped to, beside the organization. */
  readonly credential: string;
  readonly idempotency?: IdempotentRequest;
}

/** The system acting inside one organization, with every permission. */
export function systemPrincipal(organizationId: number): Principal {
  return {
    organizationId,
    userId: null,
    sessionId: null,
    customerId: null,
    role: 'system',
    permissions: EVERY_PERMISSION,
    credential: 'system',
  };
}

const EVERY_PERMISSION: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true });
