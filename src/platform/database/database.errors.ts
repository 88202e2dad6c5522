import { DomainError, defineErrors, type ErrorDefinition } from '../../kernel/domain-error.js';

export const DatabaseErrors = defineErrors('database', {
  busy: ['unavailable', 'Somebody else holds what this needs; nothing was done. Try again shortly.'],
  unreachable: ['unavailable', 'The database cannot be reached; nothing was done.'],
  duplicate: ['conflict', 'Something with this key exists already.'],
  referenced: ['conflict', 'Other records still use this one.'],
  missingReference: ['rule', 'A record that this one refers to does not exist.'],
  checkViolated: ['rule', 'A value is outside of what the database allows.'],
  outOfRange: ['rule', 'A number is too large.'],
  invalidText: ['malformed', 'A text holds a character that cannot be stored.'],
  invalidValue: ['malformed', 'A value is not of the kind that is asked for.'],
});

/** The fields of a node-postgres error that we read. */
export interface PostgresError extends Error {
  code: string;
  detail?: string;
  constraint?: string;
  table?: string;
  column?: string;
}

export function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && typeof (error as PostgresError).code === 'string';
}

/** Serialization failure and deadlock: the whole transaction may be run again. */
export function isRetryable(error: unknown): boolean {
  return isPostgresError(error) && (error.code === '40001' || error.code === '40P01');
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '3D000',
  '53300',
  '08006',
  '08003',
  '08001',
]);

const constraintErrors = new Map<string, { definition: ErrorDefinition; pointer?: string }>();

/**
 * Says what a constraint means in its module's words, so that the race that slips past a check in code gets the same
 * answer as the check: `describeConstraint('uq_products_sku', ProductErrors.skuTaken, '/sku')`.
 */
export function describeConstraint(constraint: string, definition: ErrorDefinition, pointer?: string): void {
  constraintErrors.set(constraint, { definition, pointer });
}

/** Turns what PostgreSQL refused into a refusal with a code; anything else stays what it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (!isPostgresError(error))
    return isLostConnection(error) ? new DomainError(DatabaseErrors.unreachable) : error;
  // A foreign key is described for the side that names a missing row; a delete that it refuses is another matter.
  const stillReferenced = error.code === '23503' && error.detail?.includes('still referenced') === true;
  const known = error.constraint && !stillReferenced ? constraintErrors.get(error.constraint) : undefined;
  if (known) return refusalOf(known.definition, known.pointer, error);
  switch (error.code) {
    case '55P03':
    case '57014':
    case '40001':
    case '40P01':
      return new DomainError(DatabaseErrors.busy);
    case '23505':
      return refusalOf(DatabaseErrors.duplicate, pointerFromDetail(error), error);
    case '23503':
      return refusalOf(
        stillReferenced ? DatabaseErrors.referenced : DatabaseErrors.missingReference,
        pointerFromDetail(error),
        error,
      );
    case '23514':
      return refusalOf(DatabaseErrors.checkViolated, undefined, error);
    case '22003':
      return new DomainError(DatabaseErrors.outOfRange);
    case '22007':
    case '22008':
    case '22P02':
      return new DomainError(DatabaseErrors.invalidValue);
    case '22021':
    case '22P05':
      return new DomainError(DatabaseErrors.invalidText);
    default:
      return UNREACHABLE.has(error.code) ? new DomainError(DatabaseErrors.unreachable) : error;
  }
}

function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|not queryable|the pool is draining/i.test(
      error.message,
    )
  );
}

function refusalOf(
  definition: ErrorDefinition,
  pointer: string | undefined,
  error: PostgresError,
): DomainError {
  return new DomainError(definition, {
    errors: pointer ? [{ pointer, code: definition.code, detail: definition.title }] : undefined,
    extra: error.constraint ? { constraint: error.constraint } : undefined,
  });
}

/** `Key (organization_id, sku)=(1, X) already exists.` names the columns; the last one is the field. */
function pointerFromDetail(error: PostgresError): string | undefined {
  const columns = /^Key \(([^)]+)\)=/.exec(error.detail ?? '')?.[1]?.split(', ');
  const field = columns?.filter((column) => column !== 'organization_id').at(-1);
  return field ? `/${field.replace(/^lower\(|::text|\)$/g, '')}` : undefined;
}
