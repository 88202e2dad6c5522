import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type AccessTokenClaims, type Principal, systemPrincipal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { Runtime } from '../../platform/runtime.js';
import { IdentityErrors } from './identity.errors.js';
import { afterFailure, isLocked } from './lockout.rules.js';
import { verifyPassword } from './password.js';
import { RowSecurityLookups, type UserForLogin } from './row-security-lookups.js';
import { SessionPrincipals } from './session-principals.js';

export interface Tokens {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds that the access token lives. */
  expires_in: number;
  refresh_token: string;
}

export interface ClientInfo {
  ipAddress: string;
  userAgent: string | null;
}

/** Signing in and staying signed in: sessions of eight hours, short access tokens, refresh tokens used once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly lookups: RowSecurityLookups,
    private readonly principals: SessionPrincipals,
    private readonly jwt: JwtService,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  async signIn(email: string, password: string, client: ClientInfo): Promise<Tokens> {
    const user = await this.lookups.userByEmail(email.trim().toLowerCase());
    if (user && isLocked(attemptsOf(user), this.clock.now())) throw new DomainError(IdentityErrors.locked);
    const matches = await verifyPassword(user?.password_hash ?? null, password);
    if (!user) throw new DomainError(IdentityErrors.badCredentials);
    return this.transactions
      .run(systemPrincipal(user.organization_id), async (tx) => {
        const attempts = await this.lockAttempts(tx, user.user_id);
        if (isLocked(attempts, tx.now)) return new DomainError(IdentityErrors.locked);
        if (!matches || user.status !== 'active') {
          await this.writeAttempts(tx, user.user_id, afterFailure(attempts, tx.now));
          // Returned, not thrown: the failure that was counted must be committed.
          return new DomainError(IdentityErrors.badCredentials);
        }
        return this.openSession(tx, user.user_id, client);
      })
      .then(throwRefusal);
  }

  /** Trades a refresh token for new tokens. A token that comes twice was stolen or lost: its session ends. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const tokenHash = hashToken(refreshToken);
    const owner = await this.lookups.refreshTokenByHash(tokenHash);
    if (!owner) throw new DomainError(IdentityErrors.badRefreshToken);
    return this.transactions
      .run(systemPrincipal(owner.organization_id), async (tx) => {
        const session = await tx.query<{ user_id: number }>(
          `SELECT s.user_id FROM user_sessions s
           JOIN users u ON u.organization_id = s.organization_id AND u.id = s.user_id
          WHERE s.organization_id = $1 AND s.id = $2 AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.status = 'active'
            FOR UPDATE OF s`,
          [tx.organizationId, owner.session_id, tx.now],
        );
        if (!session[0]) return new DomainError(IdentityErrors.badRefreshToken);
        const used = await tx.execute(
          `UPDATE refresh_tokens SET used_at = $3
          WHERE organization_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3`,
          [tx.organizationId, owner.refresh_token_id, tx.now],
        );
        if (used === 0) {
          await this.revoke(tx, { sessionId: owner.session_id }, 'refresh_token_reused');
          return new DomainError(IdentityErrors.badRefreshToken);
        }
        return this.issueTokens(tx, owner.user_id, owner.session_id);
      })
      .then(throwRefusal);
  }

  async signOut(principal: Principal): Promise<void> {
    await this.transactions.run(principal, (tx) =>
      this.revoke(tx, { sessionId: principal.sessionId! }, 'signed_out'),
    );
  }

  /** Ends sessions of a user, all of them or all but one. */
  async revoke(
    tx: Tx,
    which: { sessionId: number } | { userId: number; exceptSessionId?: number | null },
    reason: string,
  ): Promise<void> {
    if ('sessionId' in which) {
      await tx.execute(
        `UPDATE user_sessions SET revoked_at = $3, revoked_reason = $4
          WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL`,
        [tx.organizationId, which.sessionId, tx.now, reason],
      );
    } else {
      await tx.execute(
        `UPDATE user_sessions SET revoked_at = $3, revoked_reason = $4
          WHERE organization_id = $1 AND user_id = $2 AND revoked_at IS NULL AND id IS DISTINCT FROM $5`,
        [tx.organizationId, which.userId, tx.now, reason, which.exceptSessionId ?? null],
      );
    }
    this.principals.forget();
  }

  private async openSession(tx: Tx, userId: number, client: ClientInfo): Promise<Tokens> {
    await tx.execute(
      `UPDATE users SET failed_login_attempts = 0, locked_until = NULL, last_login_at = $3
        WHERE organization_id = $1 AND id = $2`,
      [tx.organizationId, userId, tx.now],
    );
    const rows = await tx.query<{ id: number }>(
      `INSERT INTO user_sessions (organization_id, user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
       VALUES ($1, $2, $3, $3, $4, $5, $6) RETURNING id`,
      [tx.organizationId, userId, tx.now, this.sessionEnd(tx.now), client.ipAddress, client.userAgent],
    );
    return this.issueTokens(tx, userId, rows[0]!.id);
  }

  private async issueTokens(tx: Tx, userId: number, sessionId: number): Promise<Tokens> {
    const refreshToken = randomBytes(32).toString('base64url');
    await tx.execute(
      `INSERT INTO refresh_tokens (organization_id, session_id, user_id, token_hash, expires_at)
       SELECT $1, $2, $3, $4, expires_at FROM user_sessions WHERE organization_id = $1 AND id = $2`,
      [tx.organizationId, sessionId, userId, hashToken(refreshToken)],
    );
    await tx.execute('UPDATE user_sessions SET last_used_at = $3 WHERE organization_id = $1 AND id = $2', [
      tx.organizationId,
      sessionId,
      tx.now,
    ]);
    const seconds = this.runtime.config.ACCESS_TOKEN_MINUTES * 60;
    const claims: AccessTokenClaims = { sub: String(userId), org: tx.organizationId, sid: sessionId };
    return {
      access_token: await this.jwt.signAsync(claims, { expiresIn: seconds }),
      token_type: 'Bearer',
      expires_in: seconds,
      refresh_token: refreshToken,
    };
  }

  private sessionEnd(now: Date): Date {
    return new Date(now.getTime() + this.runtime.config.SESSION_HOURS * 3_600_000);
  }

  private async lockAttempts(tx: Tx, userId: number) {
    const rows = await tx.query<Pick<UserForLogin, 'failed_login_attempts' | 'locked_until'>>(
      'SELECT failed_login_attempts, locked_until FROM users WHERE organization_id = $1 AND id = $2 FOR UPDATE',
      [tx.organizationId, userId],
    );
    return attemptsOf(rows[0]!);
  }

  private async writeAttempts(
    tx: Tx,
    userId: number,
    attempts: ReturnType<typeof attemptsOf>,
  ): Promise<void> {
    await tx.execute(
      'UPDATE users SET failed_login_attempts = $3, locked_until = $4 WHERE organization_id = $1 AND id = $2',
      [tx.organizationId, userId, attempts.failedAttempts, attempts.lockedUntil],
    );
  }
}

function attemptsOf(user: Pick<UserForLogin, 'failed_login_attempts' | 'locked_until'>) {
  return { failedAttempts: user.failed_login_attempts, lockedUntil: user.locked_until };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function throwRefusal<T>(result: T | DomainError): T {
  if (result instanceof DomainError) throw result;
  return result;
}
