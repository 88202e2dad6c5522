import type { QueryRunner } from 'typeorm';

/** The role that the program's statements run under: neither owner nor superuser, so that row level security binds it. */
export const APPLICATION_ROLE = 'millwright_app';

/**
 * The organization of the running transaction. Without one the setting is empty and no row is visible. The sub-select
 * makes PostgreSQL ask once per statement instead of once per row.
 */
export const CURRENT_ORGANIZATION = `(SELECT nullif(current_setting('app.organization_id', true), '')::bigint)`;

/** Row level security for one table whose `keyColumn` names the organization, also for the table's owner. */
export function tenancySql(table: string, keyColumn = 'organization_id'): string {
  return `
    CREATE POLICY organization_isolation ON ${table}
      USING (${keyColumn} = ${CURRENT_ORGANIZATION})
      WITH CHECK (${keyColumn} = ${CURRENT_ORGANIZATION});
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  `;
}

/**
 * Puts tables made after the organizations step under row level security. Such a table has `organization_id` first,
 * `(organization_id, id)` as its primary key and `(organization_id, …)` in every foreign key, unique key and index.
 */
export async function enableTenancy(queryRunner: QueryRunner, ...tables: string[]): Promise<void> {
  for (const table of tables) await queryRunner.query(tenancySql(table));
}

/**
 * Lets a data step see and write all organizations' rows of `tables`. Forced row level security binds the migrator too
 * when it is no superuser: without this an UPDATE would silently change nothing, and a new foreign key would be checked
 * against no rows. The step's transaction takes the lift back if the step fails.
 */
export async function withoutForcedRowSecurity(
  queryRunner: QueryRunner,
  tables: string[],
  work: () => Promise<void>,
): Promise<void> {
  for (const table of tables) await queryRunner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;`);
  await work();
  for (const table of tables) await queryRunner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`);
}
