import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { OrganizationSeeds } from './organization-seeds.js';
import { checkPasswordStrength, hashPassword, randomPassword } from './password.js';
import { RowSecurityLookups } from './row-security-lookups.js';
import { SessionsService } from './sessions.service.js';
import { UsersService } from './users.service.js';

/** The organization that the schema brings and that first-run setup fills. */
export const FIRST_ORGANIZATION_ID = 1;

export interface NewAdministrator {
  email: string;
  password: string;
}

/** Makes an empty database usable: master data that every organization needs, and one administrator. */
@Injectable()
export class FirstRunService {
  constructor(
    private readonly transactions: Transactions,
    private readonly seeds: OrganizationSeeds,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly lookups: RowSecurityLookups,
  ) {}

  /** The administrator that was made, with its password in clear for the one time, or null when there are users. */
  async setUp(email: string): Promise<NewAdministrator | null> {
    const password = randomPassword();
    const passwordHash = await hashPassword(password);
    return this.transactions.run(systemPrincipal(FIRST_ORGANIZATION_ID), async (tx) => {
      await lockOrganization(tx);
      await this.seeds.apply(tx);
      const users = await tx.query('SELECT 1 FROM users WHERE organization_id = $1 LIMIT 1', [
        tx.organizationId,
      ]);
      if (users.length > 0) return null;
      await this.users.insert(tx, { email, password, role: 'admin' }, passwordHash);
      return { email, password };
    });
  }

  /** An organization with this administrator: the one that is there already, or a new one; with a new password either way. */
  async ensureOrganization(
    organization: { code: string; name: string },
    email: string,
  ): Promise<{ organizationId: number; password: string }> {
    const password = randomPassword();
    const known = await this.lookups.userByEmail(email);
    if (!known) {
      const made = await this.createOrganization(organization, { email, password });
      return { organizationId: made.id, password };
    }
    const reset = await this.resetAdministrator(email, known.organization_id);
    return { organizationId: known.organization_id, password: reset!.password };
  }

  /** Makes a further organization with its administrator. */
  async createOrganization(
    organization: { code: string; name: string },
    administrator: NewAdministrator,
  ): Promise<{ id: number }> {
    checkPasswordStrength(administrator.password, administrator.email);
    const passwordHash = await hashPassword(administrator.password);
    const [next] = await this.transactions.run(systemPrincipal(FIRST_ORGANIZATION_ID), (tx) =>
      tx.query<{ id: number }>(`SELECT nextval(pg_get_serial_sequence('organizations', 'id')) AS id`),
    );
    // Under row level security a new organization can only be written from inside itself.
    return this.transactions.run(systemPrincipal(next!.id), async (tx) => {
      await tx.execute('INSERT INTO organizations (id, code, name) VALUES ($1, $2, $3)', [
        tx.organizationId,
        organization.code,
        organization.name,
      ]);
      await this.seeds.apply(tx);
      await this.users.insert(tx, { ...administrator, role: 'admin' }, passwordHash);
      return { id: tx.organizationId };
    });
  }

  /** Gives the first administrator (or the user with this e-mail) a new password; for who has lost it. */
  async resetAdministrator(
    email?: string,
    organizationId = FIRST_ORGANIZATION_ID,
  ): Promise<NewAdministrator | null> {
    const password = randomPassword();
    const passwordHash = await hashPassword(password);
    return this.transactions.run(systemPrincipal(organizationId), async (tx) => {
      const rows = await tx.query<{ id: number; email: string }>(
        `UPDATE users SET password_hash = $2, password_changed_at = now(), failed_login_attempts = 0, locked_until = NULL,
                status = 'active', version = version + 1, updated_at = now()
          WHERE organization_id = $1 AND id = (
            SELECT u.id FROM users u JOIN roles r ON r.organization_id = u.organization_id AND r.id = u.role_id
             WHERE u.organization_id = $1 AND r.code = 'admin' AND ($3::text IS NULL OR u.email = $3) ORDER BY u.id LIMIT 1)
        RETURNING id, email`,
        [tx.organizationId, passwordHash, email?.toLowerCase() ?? null],
      );
      if (!rows[0]) return null;
      await this.sessions.revoke(tx, { userId: rows[0].id }, 'password_changed');
      return { email: rows[0].email, password };
    });
  }
}

/** Two processes that start on an empty database at once: one sets up, the other finds it done. */
async function lockOrganization(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [0x6d696c6c, tx.organizationId]);
}
