import { ensureRoleSql } from './roles.js';
import { APPLICATION_ROLE } from './tenancy.js';

/**
 * The only ways around row level security. Each is a function that answers one narrow question before the organization
 * is known: whose credential is this, and which organizations have work waiting. They run as a role of their own that
 * can read nothing but the columns named here; it cannot log in, and the program's role is no member of it.
 */
export const LOOKUP_ROLE = 'millwright_lookup';

/** Columns that the lookup role may read. */
const READABLE: Record<string, string[]> = {
  organizations: ['id', 'is_active'],
  users: [
    'organization_id',
    'id',
    'email',
    'password_hash',
    'status',
    'failed_login_attempts',
    'locked_until',
  ],
  refresh_tokens: ['organization_id', 'id', 'token_hash', 'session_id', 'user_id'],
  outbox: ['organization_id', 'published_at'],
};

interface Lookup {
  signature: string;
  returns: string;
  body: string;
}

/** Every SECURITY DEFINER function of the schema. */
export const LOOKUPS: readonly Lookup[] = [
  {
    signature: 'auth_find_user_by_email(p_email text)',
    returns:
      'TABLE (organization_id bigint, user_id bigint, password_hash text, status text, failed_login_attempts integer, locked_until timestamptz)',
    body: `
      SELECT u.organization_id, u.id, u.password_hash, u.status, u.failed_login_attempts, u.locked_until
      FROM users AS u WHERE u.email = lower(p_email)`,
  },
  {
    signature: 'auth_find_refresh_token(p_token_hash text)',
    returns: 'TABLE (organization_id bigint, refresh_token_id bigint, session_id bigint, user_id bigint)',
    body: `
      SELECT t.organization_id, t.id, t.session_id, t.user_id
      FROM refresh_tokens AS t WHERE t.token_hash = p_token_hash`,
  },
  {
    signature: 'outbox_organizations_pending()',
    returns: 'SETOF bigint',
    body: `
      SELECT DISTINCT o.organization_id FROM outbox AS o WHERE o.published_at IS NULL ORDER BY 1`,
  },
  {
    signature: 'organizations_active()',
    returns: 'SETOF bigint',
    body: `
      SELECT o.id FROM organizations AS o WHERE o.is_active ORDER BY 1`,
  },
];

/** The function's name with argument types, as ALTER and DROP want it. */
function identity(lookup: Lookup): string {
  return lookup.signature.replaceAll(/p_\w+ /g, '');
}

function createLookupSql(lookup: Lookup): string {
  const fn = identity(lookup);
  return `
    CREATE FUNCTION ${lookup.signature} RETURNS ${lookup.returns}
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$${lookup.body}
    $$;
    ALTER FUNCTION ${fn} OWNER TO ${LOOKUP_ROLE};
    REVOKE ALL ON FUNCTION ${fn} FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ${fn} TO ${APPLICATION_ROLE};
  `;
}

function createAccessSql(table: string, columns: string[]): string {
  return `
    GRANT SELECT (${columns.join(', ')}) ON ${table} TO ${LOOKUP_ROLE};
    CREATE POLICY lookup ON ${table} FOR SELECT TO ${LOOKUP_ROLE} USING (true);
  `;
}

/** PostgreSQL lets a role own a function only while it may create in the schema; it may for these statements alone. */
export const createLookupsSql = [
  ensureRoleSql(LOOKUP_ROLE),
  `GRANT USAGE, CREATE ON SCHEMA public TO ${LOOKUP_ROLE};`,
  ...Object.entries(READABLE).map(([table, columns]) => createAccessSql(table, columns)),
  ...LOOKUPS.map(createLookupSql),
  `REVOKE CREATE ON SCHEMA public FROM ${LOOKUP_ROLE};`,
].join('\n');

/** Removes functions, policies and grants; the role belongs to the server and stays. */
export const dropLookupsSql = [
  ...LOOKUPS.map((lookup) => `DROP FUNCTION ${identity(lookup)};`),
  ...Object.entries(READABLE).map(
    ([table, columns]) =>
      `DROP POLICY lookup ON ${table};\nREVOKE SELECT (${columns.join(', ')}) ON ${table} FROM ${LOOKUP_ROLE};`,
  ),
  `REVOKE USAGE ON SCHEMA public FROM ${LOOKUP_ROLE};`,
].join('\n');
