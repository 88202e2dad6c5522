import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ensureRoleSql } from './support/roles.js';
import { APPLICATION_ROLE, CURRENT_ORGANIZATION, tenancySql } from './support/tenancy.js';
import { DOWN_REFUSED } from './support/refuse.js';

/** Tables that belong to the server's keeper, not to one organization. */
const GLOBAL_TABLES = `'organizations', 'migrations', 'migration_backfills'`;

/** Every table of the business, as rows of (oid). The catalogue is asked, so that no table can be forgotten. */
const BUSINESS_TABLES = `
  SELECT oid FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN (${GLOBAL_TABLES})`;

/** Indexes that no constraint owns. */
const PLAIN_INDEXES = `
  SELECT indexrelid FROM pg_index
  WHERE indrelid IN (${BUSINESS_TABLES})
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))`;

/** A plain block that runs the statements gathered in `gathering`, one after the other. */
function runGathered(gathering: string): string {
  return `
    DO $$
    DECLARE
      statements text[];
      statement text;
    BEGIN
      ${gathering}
      FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
      END LOOP;
    END $$;`;
}

/**
 * The definitions are gathered before anything changes and run in four waves: foreign keys go, columns come, keys and
 * indexes are made anew under their old names, foreign keys return. `column` stands between the first two waves.
 */
function rebuildSql(rewrite: {
  foreignKey: string;
  key: string;
  index: string;
  column: string;
  whichKeys: string;
}): string {
  return runGathered(`
      statements := ARRAY(
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
        FROM pg_constraint AS con WHERE contype = 'f' AND conrelid IN (${BUSINESS_TABLES}) ORDER BY conname
      ) || ARRAY(
        SELECT format('DROP INDEX %s', indexrelid::regclass) FROM (${PLAIN_INDEXES}) AS plain ORDER BY indexrelid
      ) || ARRAY(
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
        FROM pg_constraint AS con
        WHERE contype IN ('p', 'u') AND conrelid IN (${BUSINESS_TABLES}) AND ${rewrite.whichKeys} ORDER BY conname
      ) || ARRAY(
        SELECT format('${rewrite.column}', oid::regclass, 'fk_' || oid::regclass || '_organization_id')
        FROM (${BUSINESS_TABLES}) AS business ORDER BY oid::regclass::text
      ) || ARRAY(
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, ${rewrite.key})
        FROM pg_constraint AS con, pg_get_constraintdef(con.oid) AS definition
        WHERE contype IN ('p', 'u') AND conrelid IN (${BUSINESS_TABLES}) AND ${rewrite.whichKeys} ORDER BY conname
      ) || ARRAY(
        SELECT ${rewrite.index}
        FROM (${PLAIN_INDEXES}) AS plain, pg_get_indexdef(indexrelid) AS definition ORDER BY definition
      ) || ARRAY(
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, ${rewrite.foreignKey})
        FROM pg_constraint AS con, pg_get_constraintdef(con.oid) AS definition
        WHERE contype = 'f' AND conrelid IN (${BUSINESS_TABLES}) AND conname NOT LIKE 'fk%\\_organization\\_id'
        ORDER BY conname
      );`);
}

/** ON DELETE SET NULL must name its column, or it would null the organization too. */
const SET_NULL_COLUMN = `format('SET NULL (%I)', (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]))`;

const addOrganizationSql = rebuildSql({
  column:
    'ALTER TABLE %s ADD COLUMN organization_id bigint NOT NULL DEFAULT 1 CONSTRAINT %I REFERENCES organizations (id)',
  key: `replace(definition, '(', '(organization_id, ')`,
  index: `replace(definition, 'USING btree (', 'USING btree (organization_id, ')`,
  foreignKey: `replace(replace(definition, '(', '(organization_id, '), 'SET NULL', ${SET_NULL_COLUMN})`,
  // A person signs in before the organization is known: e-mail stays unique over all of them.
  whichKeys: `conname <> 'uq_users_email'`,
});

const removeOrganizationSql = rebuildSql({
  column: 'ALTER TABLE %s DROP COLUMN organization_id',
  key: `replace(definition, '(organization_id, ', '(')`,
  index: `replace(definition, '(organization_id, ', '(')`,
  foreignKey: `regexp_replace(replace(definition, '(organization_id, ', '('), 'SET NULL [(][^)]*[)]', 'SET NULL')`,
  whichKeys: `conname <> 'uq_users_email'`,
});

/** The default served the backfill; from here on a row without an organization is an error. */
const isolateSql = runGathered(`
      statements := ARRAY(
        SELECT format('ALTER TABLE %s ALTER COLUMN organization_id DROP DEFAULT, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', oid::regclass)
        FROM (${BUSINESS_TABLES}) AS business ORDER BY oid::regclass::text
      ) || ARRAY(
        SELECT format('CREATE POLICY organization_isolation ON %s USING (organization_id = %s) WITH CHECK (organization_id = %s)', oid::regclass, setting, setting)
        FROM (${BUSINESS_TABLES}) AS business, (VALUES ($setting$${CURRENT_ORGANIZATION}$setting$)) AS current (setting)
        ORDER BY oid::regclass::text
      );`);

const openSql = runGathered(`
      statements := ARRAY(
        SELECT format('DROP POLICY organization_isolation ON %s', oid::regclass)
        FROM (${BUSINESS_TABLES}) AS business ORDER BY oid::regclass::text
      ) || ARRAY(
        SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', oid::regclass)
        FROM (${BUSINESS_TABLES}) AS business ORDER BY oid::regclass::text
      );`);

/** Counts with FORCE lifted, since a migrator that is no superuser would otherwise count nothing. */
const refuseSeveralSql = `
    ALTER TABLE organizations NO FORCE ROW LEVEL SECURITY;
    DO $$
    DECLARE
      organization_count bigint := (SELECT count(*) FROM organizations);
      business_table regclass;
      row_count bigint;
      losses text[] := '{}';
    BEGIN
      IF organization_count <= 1 THEN RETURN; END IF;
      FOR business_table IN SELECT oid FROM (${BUSINESS_TABLES}) AS business ORDER BY oid::regclass::text LOOP
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', business_table);
        EXECUTE format('SELECT count(*) FROM %s WHERE organization_id <> (SELECT min(id) FROM organizations)', business_table) INTO row_count;
        IF row_count > 0 THEN losses := losses || format('%s: %s', business_table, row_count); END IF;
      END LOOP;
      RAISE EXCEPTION '% organizations exist, the step before knows one; rows of the others: %',
        organization_count, coalesce(nullif(array_to_string(losses, ', '), ''), 'none') USING ERRCODE = '${DOWN_REFUSED}';
    END $$;`;

const createOrganizationsSql = `
    CREATE TABLE organizations (
      id bigint GENERATED BY DEFAULT AS IDENTITY,
      code text NOT NULL CONSTRAINT ck_organizations_code CHECK (char_length(code) BETWEEN 1 AND 50),
      name text NOT NULL CONSTRAINT ck_organizations_name CHECK (char_length(name) BETWEEN 1 AND 255),
      organization_type text NOT NULL DEFAULT 'company' CONSTRAINT ck_organizations_organization_type CHECK (organization_type IN ('company', 'site', 'supplier', 'customer')),
      parent_organization_id bigint CONSTRAINT fk_organizations_parent_organization_id REFERENCES organizations (id),
      is_active boolean NOT NULL DEFAULT true,
      version integer NOT NULL DEFAULT 1 CONSTRAINT ck_organizations_version CHECK (version >= 1),
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_organizations PRIMARY KEY (id),
      CONSTRAINT uq_organizations_code UNIQUE (code),
      CONSTRAINT ck_organizations_parent CHECK (parent_organization_id <> id)
    );
    CREATE INDEX ix_organizations_parent_organization_id ON organizations (parent_organization_id);
    INSERT INTO organizations (code, name)
    VALUES ('MAIN', coalesce((SELECT company_name FROM company_settings LIMIT 1), 'Main organization'));`;

/** Tables that later steps make are covered by the default privileges; the migrator's own tables are not the program's. */
const grantSql = `
    GRANT USAGE ON SCHEMA public TO ${APPLICATION_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${APPLICATION_ROLE};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${APPLICATION_ROLE};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APPLICATION_ROLE};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${APPLICATION_ROLE};
    REVOKE ALL ON migration_backfills FROM ${APPLICATION_ROLE};
    DO $$
    BEGIN
      IF to_regclass('public.migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${APPLICATION_ROLE};
      END IF;
    END $$;`;

const revokeSql = `
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM ${APPLICATION_ROLE};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ${APPLICATION_ROLE};
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${APPLICATION_ROLE};
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${APPLICATION_ROLE};
    REVOKE USAGE ON SCHEMA public FROM ${APPLICATION_ROLE};`;

/**
 * Gives every business row an organization and keeps organizations apart: keys, foreign keys, unique keys and indexes
 * start with organization_id, and forced row level security shows a transaction the rows of its organization only.
 *
 * What exists belongs to organization 1. The program's own role is made here when the server does not have it yet.
 *
 * Document: Manufacturing guide and ABParts: organizations. Revision: organizations. Parents: scrap_categories.
 * Down loses: The organization itself and its name. It refuses, with counts, while more than one organization exists.
 */
export class OrganizationsAddTenancy1735000000036 implements MigrationInterface {
  static readonly revision = 'organizations';
  static readonly document = 'Manufacturing guide and ABParts: organizations';
  static readonly parents: string[] = ['scrap_categories'];
  static readonly summary = 'Gives every business row an organization and keeps organizations apart.';
  static readonly downLoses =
    'The organization itself and its name. It refuses, with counts, while more than one organization exists.';
  readonly name = 'OrganizationsAddTenancy1735000000036';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(createOrganizationsSql);
    await queryRunner.query(addOrganizationSql);
    await queryRunner.query(isolateSql);
    await queryRunner.query(tenancySql('organizations', 'id'));
    // Last, so that another database that makes the same role at this moment waits for a blink only.
    await queryRunner.query(ensureRoleSql(APPLICATION_ROLE));
    await queryRunner.query(grantSql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(refuseSeveralSql);
    await queryRunner.query(revokeSql);
    await queryRunner.query(openSql);
    await queryRunner.query(removeOrganizationSql);
    await queryRunner.query('DROP TABLE organizations;');
  }
}
