import { LOOKUP_ROLE, LOOKUPS } from '../../migrations/support/lookups.js';
import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

/** A second company, entered as the program would: with its organization set. */
const SECOND_ORGANIZATION = `
  BEGIN;
  SET LOCAL app.organization_id = 2;
  INSERT INTO organizations (id, code, name) VALUES (2, 'TWO', 'Second');
  INSERT INTO products (organization_id, id, sku, name) VALUES (2, 1, 'FG-1', 'Theirs'), (2, 50, 'ONLY-2', 'Theirs too');
  INSERT INTO vendors (organization_id, code, name) VALUES (2, 'V1', 'Their vendor');
  COMMIT;`;

describe('the organizations step', () => {
  let database: LineageDatabase;
  beforeEach(async () => {
    database = await LineageDatabase.at('001');
    await database.client.query(FIRST_SCHEMA_ROWS);
    await database.migrator.up('organizations');
  });
  afterEach(() => database.drop());

  // On a server named by DATABASE_URL the suite runs as that URL's user, who may be a superuser.
  const itOnOurServer = process.env.DATABASE_URL ? it.skip : it;
  itOnOurServer('is walked by a user who is no superuser', async () => {
    expect(
      await database.rows('SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user'),
    ).toEqual([{ rolsuper: false, rolbypassrls: false }]);
  });

  it('gives what exists to organization 1, named after the company', async () => {
    await database.client.query('SET app.organization_id = 1');
    expect(await database.rows('SELECT id, code, name FROM organizations')).toEqual([
      { id: '1', code: 'MAIN', name: 'Print Farm Inc' },
    ]);
    expect(await database.value('SELECT count(*) FROM products WHERE organization_id = 1')).toBe('4');
  });

  it('shows the program its own organization’s rows and no other’s', async () => {
    await database.client.query(SECOND_ORGANIZATION);
    const skus = (organizationId?: number): Promise<unknown[]> =>
      database.asApplication(organizationId, async () =>
        (await database.rows('SELECT sku FROM products ORDER BY sku')).map((row) => row.sku),
      );
    expect(await skus(1)).toEqual(['BOX', 'FG-1', 'PLA-BLK', 'SPOOL']);
    expect(await skus(2)).toEqual(['FG-1', 'ONLY-2']);
    expect(await skus(3)).toEqual([]);
    expect(await skus()).toEqual([]);
    expect(await database.asApplication(2, () => database.rows('SELECT id FROM organizations'))).toEqual([
      { id: '2' },
    ]);
  });

  it('lets the program neither write nor change nor delete another organization’s rows', async () => {
    await database.client.query(SECOND_ORGANIZATION);
    await database.asApplication(2, async () => {
      await database.client.query('SAVEPOINT attempt');
      await expect(
        database.client.query(`INSERT INTO products (organization_id, sku, name) VALUES (1, 'X', 'X')`),
      ).rejects.toThrow(/row-level security/);
      await database.client.query('ROLLBACK TO attempt');
      expect(
        (await database.client.query(`UPDATE products SET name = 'mine' WHERE sku = 'BOX'`)).rowCount,
      ).toBe(0);
      expect((await database.client.query(`DELETE FROM vendors WHERE organization_id = 1`)).rowCount).toBe(0);
      await expect(
        database.client.query(`UPDATE products SET organization_id = 1 WHERE sku = 'ONLY-2'`),
      ).rejects.toThrow(/row-level security/);
    });
  });

  it('refuses a reference to another organization’s row', async () => {
    await database.client.query(SECOND_ORGANIZATION);
    await database.asApplication(1, async () => {
      await expect(
        database.client.query(
          `INSERT INTO planned_orders (organization_id, id, order_type, product_id, quantity, start_date, due_date)
           VALUES (1, 9, 'purchase', 50, 1, '2025-01-01', '2025-01-02')`,
        ),
      ).rejects.toThrow(/fk_planned_orders_product_id/);
    });
  });

  it('nulls the reference alone when its target is deleted, not the organization', async () => {
    await database.client.query(`SET app.organization_id = 1`);
    await database.client.query(
      'UPDATE quotes SET sales_order_id = NULL; DELETE FROM production_orders WHERE id = 2',
    );
    await database.client.query('DELETE FROM routing_operations WHERE id = 3');
    await database.client.query('DELETE FROM quotes WHERE id = 1');
    expect(await database.rows('SELECT organization_id, quote_id FROM sales_orders WHERE id = 1')).toEqual([
      { organization_id: '1', quote_id: null },
    ]);
  });

  it('keeps the migrator’s own tables from the program', async () => {
    await database.asApplication(1, async () => {
      await expect(database.client.query('DELETE FROM migrations')).rejects.toThrow(/permission denied/);
    });
    await database.asApplication(1, async () => {
      await expect(database.client.query('SELECT * FROM migration_backfills')).rejects.toThrow(
        /permission denied/,
      );
    });
    expect(
      await database.asApplication(undefined, () => database.value(`SELECT count(*)::int FROM migrations`)),
    ).toBeGreaterThan(30);
  });

  it('going down refuses with counts while a second organization exists', async () => {
    await database.client.query(SECOND_ORGANIZATION);
    await expect(database.migrator.down()).rejects.toThrow(
      'Step organizations refuses to go down: 2 organizations exist, the step before knows one; rows of the others: products: 2, vendors: 1.',
    );
    expect((await database.migrator.current())?.revision).toBe('organizations');
    expect(await database.value(`SELECT relforcerowsecurity FROM pg_class WHERE relname = 'products'`)).toBe(
      true,
    );
  });
});

describe('the ways around row level security', () => {
  let database: LineageDatabase;
  beforeAll(async () => {
    database = await LineageDatabase.at('head');
    await database.client.query(SECOND_ORGANIZATION);
    await database.client.query(`
      BEGIN;
      SET LOCAL app.organization_id = 2;
      INSERT INTO roles (organization_id, id, code, name) VALUES (2, 70, 'admin', 'Administrator');
      INSERT INTO users (organization_id, id, email, password_hash, role_id) VALUES (2, 70, 'bea@example.com', 'hash', 70);
      INSERT INTO user_sessions (organization_id, id, user_id, expires_at) VALUES (2, 71, 70, now());
      INSERT INTO refresh_tokens (organization_id, id, session_id, user_id, token_hash, expires_at) VALUES (2, 72, 71, 70, 'token', now());
      INSERT INTO outbox (organization_id, event_type, aggregate_type, aggregate_id) VALUES (2, 'e', 'a', 1), (2, 'e', 'a', 2);
      COMMIT;`);
  });
  afterAll(() => database.drop());

  it('are these functions and no others', async () => {
    const definers = await database.rows(`
      SELECT proname, pg_get_userbyid(proowner) AS owner, has_function_privilege('millwright_app', oid, 'EXECUTE') AS allowed,
             EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0) AS public, proconfig::text AS settings
      FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`);
    const names = LOOKUPS.map((lookup) => lookup.signature.replace(/\(.*/, '')).sort();
    expect(definers).toEqual(
      names.map((proname) => ({
        proname,
        owner: LOOKUP_ROLE,
        allowed: true,
        public: false,
        settings: '{"search_path=pg_catalog, public"}',
      })),
    );
    expect(names).toHaveLength(4);
  });

  it('run as a role that reads a few columns and that the program cannot become', async () => {
    expect(
      await database.rows(`
        SELECT rolsuper, rolbypassrls, rolcanlogin, pg_has_role('millwright_app', '${LOOKUP_ROLE}', 'MEMBER') AS member
        FROM pg_roles WHERE rolname = '${LOOKUP_ROLE}'`),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, member: false }]);
    expect(
      await database.rows(`
        SELECT DISTINCT table_name, privilege_type FROM information_schema.role_column_grants
        WHERE grantee = '${LOOKUP_ROLE}' ORDER BY 1`),
    ).toEqual(
      ['organizations', 'outbox', 'refresh_tokens', 'users'].map((table_name) => ({
        table_name,
        privilege_type: 'SELECT',
      })),
    );
  });

  it('find a user by e-mail in any case of letters', async () => {
    await database.asApplication(undefined, async () => {
      expect(await database.rows(`SELECT * FROM auth_find_user_by_email('BEA@example.com')`)).toEqual([
        {
          organization_id: '2',
          user_id: '70',
          password_hash: 'hash',
          status: 'active',
          failed_login_attempts: 0,
          locked_until: null,
        },
      ]);
      expect(await database.rows(`SELECT * FROM auth_find_user_by_email('%')`)).toEqual([]);
      expect(await database.rows(`SELECT * FROM users`)).toEqual([]);
    });
  });

  it('find a refresh token, waiting outboxes and active organizations', async () => {
    await database.asApplication(1, async () => {
      expect(await database.rows(`SELECT * FROM auth_find_refresh_token('token')`)).toEqual([
        { organization_id: '2', refresh_token_id: '72', session_id: '71', user_id: '70' },
      ]);
      expect(await database.rows('SELECT * FROM outbox_organizations_pending()')).toEqual([
        { outbox_organizations_pending: '2' },
      ]);
      expect(await database.rows('SELECT * FROM organizations_active() AS id')).toEqual([
        { id: '1' },
        { id: '2' },
      ]);
    });
  });

  it('keep an e-mail unique over all organizations', async () => {
    await database.asApplication(1, async () => {
      await expect(
        database.client.query(
          `INSERT INTO users (organization_id, email, password_hash, role_id)
           SELECT 1, 'bea@example.com', 'x', id FROM roles WHERE code = 'admin'`,
        ),
      ).rejects.toThrow(/uq_users_email/);
    });
  });
});
