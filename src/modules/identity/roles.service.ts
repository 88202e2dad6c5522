import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { allPermissions, permissionsOfRole, type Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx, VersionedTable } from '../../platform/database/index.js';
import { IdentityErrors } from './identity.errors.js';
import { RoleEntity } from './role.entity.js';
import { SessionPrincipals } from './session-principals.js';

export type RoleRow = RoleEntity;

export interface RoleValues {
  code: string;
  name: string;
  description?: string | null;
  permissions: string[];
}

const roles = new VersionedTable<RoleRow>(RoleEntity, {
  notFound: IdentityErrors.roleNotFound,
  sorts: ['code', 'id', 'name'],
  search: ['code', 'name'],
});

/** Roles: the four built-in ones, whose permissions the modules declare, and sets of the organization's own. */
@Injectable()
export class RolesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly principals: SessionPrincipals,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<RoleRow>> {
    return this.transactions.read(principal, async (tx) => {
      const page = await roles.list(tx, options);
      return { ...page, data: page.data.map(withPermissions) };
    });
  }

  get(principal: Principal, id: number): Promise<RoleRow> {
    return this.transactions.read(principal, async (tx) => withPermissions(await roles.get(tx, id)));
  }

  create(principal: Principal, values: RoleValues): Promise<RoleRow> {
    checkPermissions(principal, values.permissions);
    return this.transactions.run(principal, (tx) => roles.insert(tx, { ...values, is_system: false }));
  }

  update(principal: Principal, id: number, version: number, values: Partial<RoleValues>): Promise<RoleRow> {
    if (values.permissions) checkPermissions(principal, values.permissions);
    return this.transactions.run(principal, async (tx) => {
      refuseBuiltIn(await roles.lockVersion(tx, id, version));
      const role = await roles.update(tx, id, version, values);
      this.principals.forget();
      return role;
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      refuseBuiltIn(await roles.lockVersion(tx, id, version));
      const users = await tx.query(
        'SELECT 1 FROM users WHERE organization_id = $1 AND role_id = $2 LIMIT 1',
        [tx.organizationId, id],
      );
      if (users.length > 0) throw new DomainError(IdentityErrors.roleInUse);
      await roles.remove(tx, id, version);
    });
  }

  /**
   * Refuses to touch a user who may do more than who acts: whoever could set an administrator's password or e-mail would
   * be an administrator a minute later.
   */
  async refuseStronger(tx: Tx, roleCode: string): Promise<void> {
    const rows = await tx.query<RoleRow>('SELECT * FROM roles WHERE organization_id = $1 AND code = $2', [
      tx.organizationId,
      roleCode,
    ]);
    const permissions = rows.flatMap((role) => withPermissions(role).permissions ?? []);
    const missing = permissions.find((permission) => !tx.principal.permissions.has(permission));
    if (missing) throw new DomainError(IdentityErrors.strongerUser, { extra: { permission: missing } });
  }

  /**
   * The role with this code, if who acts may give it: nobody gives permissions that it lacks. Keeping the role that
   * the user has already is always allowed.
   */
  async assignable(tx: Tx, code: string, present?: string): Promise<RoleRow> {
    const rows = await tx.query<RoleRow>('SELECT * FROM roles WHERE organization_id = $1 AND code = $2', [
      tx.organizationId,
      code,
    ]);
    const role = rows[0];
    if (!role) throw fieldRefusal(IdentityErrors.unknownRole, '/role', `There is no role "${code}".`);
    if (code !== present) checkPermissions(tx.principal, withPermissions(role).permissions ?? [], '/role');
    return role;
  }
}

/** A built-in role shows the permissions that it has by declaration. */
function withPermissions(role: RoleRow): RoleRow {
  return { ...role, permissions: role.permissions ?? permissionsOfRole(role.code) };
}

function refuseBuiltIn(role: RoleRow): void {
  if (role.is_system) throw new DomainError(IdentityErrors.builtInRole);
}

function checkPermissions(
  principal: Principal,
  permissions: readonly string[],
  pointer = '/permissions',
): void {
  const known = new Set(allPermissions().map((permission) => permission.code));
  for (const permission of permissions) {
    if (!known.has(permission)) {
      throw fieldRefusal(
        IdentityErrors.unknownPermission,
        pointer,
        `There is no permission "${permission}".`,
      );
    }
    if (!principal.permissions.has(permission)) {
      throw fieldRefusal(
        IdentityErrors.morePermissions,
        pointer,
        `You do not have the permission "${permission}".`,
      );
    }
  }
}
