import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { invariant } from '../../kernel/invariant.js';
import type { Page } from '../../kernel/page.js';
import { BUILT_IN_ROLES, type Principal } from '../../platform/access/index.js';
import {
  keyset,
  type ListOptions,
  staleVersion,
  toPage,
  Transactions,
  type Tx,
} from '../../platform/database/index.js';
import type { MeResponse } from './auth.dto.js';
import { IdentityErrors } from './identity.errors.js';
import { checkPasswordStrength, hashPassword, verifyPassword } from './password.js';
import { type RoleRow, RolesService } from './roles.service.js';
import { SessionPrincipals } from './session-principals.js';
import { SessionsService } from './sessions.service.js';
import type { UserResponse } from './users.dto.js';

export interface NewUser {
  email: string;
  password: string;
  role: string;
  first_name?: string | null;
  last_name?: string | null;
  customer_id?: number | null;
}

export interface UserChanges {
  email?: string;
  role?: string;
  status?: string;
  first_name?: string | null;
  last_name?: string | null;
  customer_id?: number | null;
}

const VIEW = `u.id, u.email, u.first_name, u.last_name, r.code AS role, u.status, u.customer_id, u.last_login_at,
              u.created_at, u.updated_at, u.version`;
const FROM = 'users u JOIN roles r ON r.organization_id = u.organization_id AND r.id = u.role_id';

/** Users of one organization. Their e-mail is unique over all organizations, since it finds the organization. */
@Injectable()
export class UsersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly roles: RolesService,
    private readonly sessions: SessionsService,
    private readonly principals: SessionPrincipals,
  ) {}

  async create(principal: Principal, values: NewUser): Promise<UserResponse> {
    checkPasswordStrength(values.password, values.email);
    const passwordHash = await hashPassword(values.password);
    return this.transactions.run(principal, async (tx) => {
      const id = await this.insert(tx, values, passwordHash);
      return this.view(tx, id);
    });
  }

  /** Also for first-run setup, which has no user to act. */
  async insert(tx: Tx, values: NewUser, passwordHash: string): Promise<number> {
    const role = await this.roles.assignable(tx, values.role);
    checkCustomer(role, values.customer_id ?? null);
    const rows = await tx.query<{ id: number }>(
      `INSERT INTO users (organization_id, email, password_hash, role_id, account_type, first_name, last_name, customer_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        tx.organizationId,
        values.email.toLowerCase(),
        passwordHash,
        role.id,
        accountType(role),
        values.first_name ?? null,
        values.last_name ?? null,
        values.customer_id ?? null,
      ],
    );
    return rows[0]!.id;
  }

  async get(principal: Principal, id: number): Promise<UserResponse> {
    return this.transactions.read(principal, (tx) => this.view(tx, id));
  }

  async list(principal: Principal, options: ListOptions & { status?: string }): Promise<Page<UserResponse>> {
    return this.transactions.read(principal, async (tx) => {
      const parameters: unknown[] = [tx.organizationId];
      const place = (value: unknown) => `$${parameters.push(value)}`;
      const conditions = ['u.organization_id = $1'];
      if (options.status) conditions.push(`u.status = ${place(options.status)}`);
      if (options.search) conditions.push(`strpos(u.email, ${place(options.search.toLowerCase())}) > 0`);
      const order = keyset(options, ['email', 'id'], place, 'u.');
      if (order.condition) conditions.push(order.condition);
      const rows = await tx.query<UserResponse>(
        `SELECT ${VIEW} FROM ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
        parameters,
      );
      return toPage(rows, order);
    });
  }

  async update(
    principal: Principal,
    id: number,
    version: number,
    changes: UserChanges,
  ): Promise<UserResponse> {
    return this.transactions.run(principal, async (tx) => {
      const before = await this.lock(tx, id, version);
      await this.roles.refuseStronger(tx, before.role);
      const role = await this.roles.assignable(tx, changes.role ?? before.role, before.role);
      const customerId = changes.customer_id === undefined ? before.customer_id : changes.customer_id;
      checkCustomer(role, customerId);
      await tx.execute(
        `UPDATE users SET email = $3, role_id = $4, account_type = $5, status = $6, first_name = $7, last_name = $8,
                customer_id = $9, version = version + 1, updated_at = now()
          WHERE organization_id = $1 AND id = $2`,
        [
          tx.organizationId,
          id,
          (changes.email ?? before.email).toLowerCase(),
          role.id,
          accountType(role),
          changes.status ?? before.status,
          changes.first_name === undefined ? before.first_name : changes.first_name,
          changes.last_name === undefined ? before.last_name : changes.last_name,
          customerId,
        ],
      );
      await this.refuseWithoutAdmin(tx);
      if (changes.status === 'inactive') await this.sessions.revoke(tx, { userId: id }, 'user_deactivated');
      this.principals.forget();
      return this.view(tx, id);
    });
  }

  /** An administrator sets a password; every session of the user ends and a lock is lifted. */
  async setPassword(principal: Principal, id: number, password: string): Promise<void> {
    await this.transactions.run(principal, async (tx) => {
      const user = await this.view(tx, id);
      await this.roles.refuseStronger(tx, user.role);
      checkPasswordStrength(password, user.email);
      await this.writePassword(tx, id, await hashPassword(password));
      await this.sessions.revoke(tx, { userId: id }, 'password_changed');
    });
  }

  async changeOwnPassword(principal: Principal, current: string, next: string): Promise<void> {
    invariant(principal.userId !== null, 'a signed-in user changes the password');
    const { userId } = principal;
    await this.transactions.run(principal, async (tx) => {
      const rows = await tx.query<{ email: string; password_hash: string }>(
        'SELECT email, password_hash FROM users WHERE organization_id = $1 AND id = $2 FOR UPDATE',
        [tx.organizationId, userId],
      );
      const { email, password_hash: passwordHash } = rows[0]!;
      if (!(await verifyPassword(passwordHash, current))) {
        throw fieldRefusal(
          IdentityErrors.wrongPassword,
          '/current_password',
          IdentityErrors.wrongPassword.title,
        );
      }
      checkPasswordStrength(next, email, '/new_password');
      await this.writePassword(tx, userId, await hashPassword(next));
      await this.sessions.revoke(tx, { userId, exceptSessionId: principal.sessionId }, 'password_changed');
    });
  }

  async me(principal: Principal): Promise<MeResponse> {
    invariant(principal.userId !== null, 'a signed-in user asks who it is');
    const user = await this.get(principal, principal.userId);
    return {
      user_id: user.id,
      organization_id: principal.organizationId,
      email: user.email,
      first_name: user.first_name,
      last_name: user.last_name,
      role: user.role,
      permissions: [...principal.permissions].sort(),
    };
  }

  private async view(tx: Tx, id: number): Promise<UserResponse> {
    const rows = await tx.query<UserResponse>(
      `SELECT ${VIEW} FROM ${FROM} WHERE u.organization_id = $1 AND u.id = $2`,
      [tx.organizationId, id],
    );
    if (!rows[0]) throw new DomainError(IdentityErrors.userNotFound, { extra: { id } });
    return rows[0];
  }

  private async lock(tx: Tx, id: number, version: number): Promise<UserResponse> {
    // All users of the organization that may be the last administrator are locked in key order: of two
    // administrators who demote one another at the same moment, one must lose.
    await tx.query(
      `SELECT u.id FROM ${FROM} WHERE u.organization_id = $1 AND (u.id = $2 OR r.code = 'admin') ORDER BY u.id FOR UPDATE OF u`,
      [tx.organizationId, id],
    );
    const user = await this.view(tx, id);
    if (user.version !== version) throw staleVersion(user.version);
    return user;
  }

  private async refuseWithoutAdmin(tx: Tx): Promise<void> {
    const rows = await tx.query(
      `SELECT 1 FROM ${FROM} WHERE u.organization_id = $1 AND r.code = 'admin' AND u.status = 'active' LIMIT 1`,
      [tx.organizationId],
    );
    if (rows.length === 0) throw new DomainError(IdentityErrors.lastAdmin);
  }

  private async writePassword(tx: Tx, id: number, passwordHash: string): Promise<void> {
    await tx.execute(
      `UPDATE users SET password_hash = $3, password_changed_at = $4, failed_login_attempts = 0, locked_until = NULL,
              version = version + 1, updated_at = now()
        WHERE organization_id = $1 AND id = $2`,
      [tx.organizationId, id, passwordHash, tx.now],
    );
  }
}

/** The documents' account type is the built-in role, or `operator` for a role of the organization's own. */
function accountType(role: RoleRow): string {
  return (BUILT_IN_ROLES as readonly string[]).includes(role.code) ? role.code : 'operator';
}

function checkCustomer(role: RoleRow, customerId: number | null): void {
  if ((role.code === 'customer') !== (customerId !== null)) {
    throw fieldRefusal(IdentityErrors.customerNeeded, '/customer_id', IdentityErrors.customerNeeded.title);
  }
}
