import type { Client } from 'pg';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeCustomer } from '../support/make/customer.js';
import { makeProduct } from '../support/make/product.js';
import { asSuperuser } from '../support/superuser.js';

const FIRST = 1;
/** The only ways around row level security, in the files `row-security-lookups.ts`, `housekeeping.ts` and the outbox. */
const LOOKUPS = [
  'auth_find_refresh_token',
  'auth_find_user_by_email',
  'organizations_active',
  'outbox_organizations_pending',
];
const ISOLATION = /^\(organization_id = \( SELECT \(NULLIF\(current_setting\('app.organization_id'/;

let app: TestApp;
let tables: string[];
let other: number;

beforeAll(async () => {
  app = await startTestApp();
  const product = await makeProduct(app);
  await makeCustomer(app);
  await app
    .as('operator')
    .post('/inventory/receipts')
    .send({ product_id: product.id, quantity: 1 })
    .expect(201);
  await asSuperuser(app, async (db) => {
    const found = await db.query<{ table_name: string }>(
      `SELECT c.table_name FROM information_schema.columns c
         JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
    );
    tables = found.rows.map((row) => row.table_name);
    other = (await db.query<{ id: number }>(`SELECT id::int FROM organizations WHERE code = 'OTHER'`))
      .rows[0]!.id;
  });
});
afterAll(() => app?.close());

/** As the API does: the application role, inside one organization or none. */
async function asApplication<T>(organization: number | null, work: (db: Client) => Promise<T>): Promise<T> {
  return asSuperuser(app, async (db) => {
    await db.query('BEGIN; SET LOCAL ROLE millwright_app');
    if (organization !== null) await db.query(`SET LOCAL app.organization_id = ${organization}`);
    const result = await work(db);
    await db.query('ROLLBACK');
    return result;
  });
}

const countOf = async (db: Client, sql: string) => Number((await db.query<{ n: string }>(sql)).rows[0]!.n);

describe('row level security', () => {
  it('is forced on every table of an organization, with the same policy', async () => {
    expect(tables.length).toBeGreaterThan(40);
    const { rows } = await asSuperuser(app, (db) =>
      db.query<{
        relname: string;
        forced: boolean;
        policies: { using: string; check: string; roles: string }[];
      }>(
        `SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,
                (SELECT json_agg(json_build_object('using', pg_get_expr(p.polqual, p.polrelid),
                                                   'check', pg_get_expr(p.polwithcheck, p.polrelid)))
                   FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = '{0}') AS policies
           FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1)`,
        [tables],
      ),
    );
    expect(rows).toHaveLength(tables.length);
    expect(rows.filter((row) => !row.forced).map((row) => row.relname)).toEqual([]);
    for (const { policies } of rows) {
      expect(policies).toHaveLength(1);
      expect(policies[0]!.using).toMatch(ISOLATION);
      expect(policies[0]!.check).toBe(policies[0]!.using);
    }
  });

  it('shows each organization its own rows and none of another', async () => {
    const filled: string[] = [];
    for (const table of tables) {
      for (const organization of [FIRST, other]) {
        const own = await asSuperuser(app, (db) =>
          countOf(db, `SELECT count(*) AS n FROM "${table}" WHERE organization_id = ${organization}`),
        );
        const seen = await asApplication(organization, (db) =>
          countOf(db, `SELECT count(*) AS n FROM "${table}"`),
        );
        expect([table, seen]).toEqual([table, own]);
        if (own > 0) filled.push(table);
      }
    }
    // The rule was not proved on empty tables alone.
    expect(filled).toEqual(
      expect.arrayContaining(['users', 'roles', 'inventory_locations', 'user_sessions', 'products']),
    );
  });

  it('shows nothing at all without an organization', async () => {
    for (const table of tables) {
      const seen = await asApplication(null, (db) => countOf(db, `SELECT count(*) AS n FROM "${table}"`));
      expect([table, seen]).toEqual([table, 0]);
    }
  });

  it('lets nobody write into another organization, change its rows or remove them', async () => {
    await asApplication(other, async (db) => {
      for (const table of ['products', 'inventory_locations', 'customers', 'users']) {
        const changed = await db.query(
          `UPDATE "${table}" SET organization_id = organization_id WHERE organization_id = ${FIRST}`,
        );
        const removed = await db.query(`DELETE FROM "${table}" WHERE organization_id = ${FIRST}`);
        expect([changed.rowCount, removed.rowCount]).toEqual([0, 0]);
      }
    });
    const foreign = asApplication(other, (db) =>
      db.query(
        `INSERT INTO inventory_locations (organization_id, code, name, type) VALUES (${FIRST}, 'X', 'X', 'bin')`,
      ),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
    const moved = asApplication(other, (db) =>
      db.query(`UPDATE inventory_locations SET organization_id = ${FIRST}`),
    );
    await expect(moved).rejects.toThrow(/row-level security/);
  });
});

describe('the application role', () => {
  it('is no superuser, cannot pass by row level security, and owns nothing', async () => {
    const { rows } = await asSuperuser(app, (db) =>
      db.query(
        `SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
                (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
           FROM pg_roles r WHERE rolname = 'millwright_app'`,
      ),
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0,
      },
    ]);
  });

  it('may neither empty tables nor look into the lineage', async () => {
    for (const statement of [
      'TRUNCATE inventory_transactions',
      'TRUNCATE users CASCADE',
      'DROP TABLE products',
    ]) {
      await expect(asApplication(FIRST, (db) => db.query(statement))).rejects.toThrow(
        /permission denied|must be owner/,
      );
    }
  });
});

describe('ways around row level security', () => {
  it('are the listed functions alone, each with a fixed search path', async () => {
    const { rows } = await asSuperuser(app, (db) =>
      db.query<{ proname: string; proconfig: string[] | null }>(
        `SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`,
      ),
    );
    expect(rows.map((row) => row.proname)).toEqual(LOOKUPS);
    for (const { proconfig } of rows) expect(proconfig).toEqual(['search_path=pg_catalog, public']);
  });

  it('give one row for one exact key', async () => {
    const find = (email: string) =>
      asApplication(null, (db) => db.query('SELECT * FROM auth_find_user_by_email($1)', [email]));
    expect((await find('operator@first.example')).rowCount).toBe(1);
    for (const pattern of ['%', 'operator@%', '', "' OR true --"])
      expect((await find(pattern)).rowCount).toBe(0);
  });

  it('leave no view or other object that runs with its owner’s rights', async () => {
    const { rows } = await asSuperuser(app, (db) =>
      db.query<{ relname: string }>(
        `SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false)))`,
      ),
    );
    expect(rows).toEqual([]);
  });
});
