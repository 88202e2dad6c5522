/**
 * Makes a role that cannot log in, when it is missing, and makes the migrating user its member. Roles belong to the whole
 * server: another database may be migrating at the same moment, so losing the race is no error. `pg_has_role` asks for
 * SET from PostgreSQL 16 on, because there a creator is a member that may not yet become the role.
 */
export function ensureRoleSql(role: string): string {
  return `
    DO $$
    DECLARE
      privilege CONSTANT text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
        BEGIN
          CREATE ROLE ${role} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
          NULL;
        END;
      END IF;
      IF NOT pg_has_role(current_user, '${role}', privilege) THEN
        BEGIN
          EXECUTE format('GRANT ${role} TO %I', current_user);
        EXCEPTION WHEN unique_violation THEN
          NULL;
        END;
      END IF;
    END $$;
  `;
}
