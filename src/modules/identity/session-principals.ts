import { Injectable } from '@nestjs/common';
import {
  type AccessTokenClaims,
  permissionsOfRole,
  type Principal,
  PrincipalSource,
  systemPrincipal,
} from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';

/** How long an ended session may still be used by another process than the one that ended it. */
const CACHE_MS = 5_000;
const CACHE_ENTRIES_MAX = 10_000;

interface SessionRow {
  user_id: number;
  customer_id: number | null;
  role_code: string;
  permissions: string[] | null;
}

/** Finds the principal of a session, and remembers it for a few seconds so that a request costs no statement. */
@Injectable()
export class SessionPrincipals extends PrincipalSource {
  private readonly cache = new Map<number, { principal: Principal | null; untilMs: number }>();

  constructor(private readonly transactions: Transactions) {
    super();
  }

  async resolve(claims: AccessTokenClaims): Promise<Principal | null> {
    const cached = this.cache.get(claims.sid);
    if (cached && cached.untilMs > Date.now() && cached.principal?.organizationId === claims.org) {
      return { ...cached.principal };
    }
    const principal = await this.load(claims);
    if (this.cache.size >= CACHE_ENTRIES_MAX) this.cache.clear();
    this.cache.set(claims.sid, { principal, untilMs: Date.now() + CACHE_MS });
    return principal && { ...principal };
  }

  /** Called when a session ends or a role changes, so that this process notices at once. */
  forget(): void {
    this.cache.clear();
  }

  private async load(claims: AccessTokenClaims): Promise<Principal | null> {
    const rows = await this.transactions.read(systemPrincipal(claims.org), (tx) =>
      tx.query<SessionRow>(
        `SELECT u.id AS user_id, u.customer_id, r.code AS role_code, r.permissions
           FROM user_sessions s
           JOIN users u ON u.organization_id = s.organization_id AND u.id = s.user_id
           JOIN roles r ON r.organization_id = u.organization_id AND r.id = u.role_id
           JOIN organizations o ON o.id = s.organization_id
          WHERE s.organization_id = $1 AND s.id = $2 AND s.user_id = $3
            AND s.revoked_at IS NULL AND s.expires_at > now() AND u.status = 'active' AND o.is_active`,
        [claims.org, claims.sid, Number(claims.sub)],
      ),
    );
    const row = rows[0];
    if (!row) return null;
    return {
      organizationId: claims.org,
      userId: row.user_id,
      sessionId: claims.sid,
      customerId: row.customer_id,
      role: row.role_code,
      permissions: new Set(row.permissions ?? permissionsOfRole(row.role_code)),
      credential: `user:${row.user_id}`,
    };
  }
}
