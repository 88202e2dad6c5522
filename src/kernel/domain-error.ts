/** What went wrong in general; one table in `platform/http` gives each kind its HTTP status. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'rule'
  | 'precondition_required'
  | 'rate_limited'
  | 'unavailable';

/** A refusal that the product knows: stable code, kind, and the sentence that a person reads. */
export interface ErrorDefinition {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly title: string;
}

/** One field that is wrong, by JSON pointer into the request (`/lines/2/quantity`). */
export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

export interface RefusalDetails {
  /** What happened this time, in a sentence. */
  detail?: string;
  /** The fields that are wrong. */
  errors?: FieldError[];
  /** Anything that helps the caller go on, put into the problem document: what is available, what is possible. */
  extra?: Record<string, unknown>;
}

/** A refusal on its way to the caller. */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(
    readonly definition: ErrorDefinition,
    readonly details: RefusalDetails = {},
  ) {
    super(details.detail ?? definition.title);
    this.name = 'DomainError';
    this.code = definition.code;
    this.kind = definition.kind;
  }
}

const registry = new Map<string, ErrorDefinition>();

/**
 * Declares the refusals of one module, each as `[kind, title]`, and gives them their codes: the key `insufficientStock`
 * of module `inventory` becomes `inventory.insufficient_stock`. Codes are unique over the whole product.
 */
export function defineErrors<const T extends Record<string, readonly [ErrorKind, string]>>(
  module: string,
  definitions: T,
): { readonly [K in keyof T]: ErrorDefinition } {
  const result: Record<string, ErrorDefinition> = {};
  for (const [key, [kind, title]] of Object.entries(definitions)) {
    const code = `${module}.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    if (registry.has(code)) throw new Error(`error code ${code} is declared twice`);
    const definition = { code, kind, title };
    registry.set(code, definition);
    result[key] = definition;
  }
  return result as { readonly [K in keyof T]: ErrorDefinition };
}

/** Every declared refusal, for the documentation and the architecture checks. */
export function allErrorDefinitions(): readonly ErrorDefinition[] {
  return [...registry.values()];
}

/** A refusal that names one field: `refuseField(errors.unknownUnit, '/unit', 'There is no unit "XX".')`. */
export function fieldRefusal(
  definition: ErrorDefinition,
  pointer: string,
  detail: string,
  extra?: Record<string, unknown>,
): DomainError {
  return new DomainError(definition, { detail, errors: [{ pointer, code: definition.code, detail }], extra });
}
