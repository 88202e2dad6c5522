import type { Principal } from './principal.js';

/** What an access token says. Short claims, since it travels with every request. */
export interface AccessTokenClaims {
  /** User id. */
  sub: string;
  /** Organization id. */
  org: number;
  /** Session id. */
  sid: number;
}

/** Finds the principal behind a token. A port: `identity` provides it, the guard here uses it. */
export abstract class PrincipalSource {
  /** The principal, or null when the session has ended or the user may no longer sign in. */
  abstract resolve(claims: AccessTokenClaims): Promise<Principal | null>;
}
