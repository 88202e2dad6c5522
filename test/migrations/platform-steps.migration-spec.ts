import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;

/** A company of the first schema that has come as far as `revision`. */
async function companyAt(revision: string): Promise<void> {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up(revision);
}
afterEach(() => database.drop());

describe('platform support', () => {
  it('gives every user the role of the account', async () => {
    await companyAt('platform_access');
    await database.client.query('SET app.organization_id = 1');
    expect(
      await database.rows(`
        SELECT users.id, roles.code FROM users
        JOIN roles ON (roles.organization_id, roles.id) = (users.organization_id, users.role_id) ORDER BY users.id`),
    ).toEqual([
      { id: '1', code: 'admin' },
      { id: '2', code: 'customer' },
      { id: '3', code: 'operator' },
    ]);
  });

  it('makes a customer of every user who has ordered', async () => {
    await companyAt('platform_trading');
    await database.client.query('SET app.organization_id = 1');
    expect(
      await database.rows(`
        SELECT customer_number, company_name, email,
               (SELECT array_agg(order_number ORDER BY order_number) FROM sales_orders AS o WHERE o.customer_id = c.id) AS orders,
               (SELECT array_agg(quote_number) FROM quotes AS q WHERE q.customer_id = c.id) AS quotes,
               (SELECT array_agg(u.id) FROM users AS u WHERE u.customer_id = c.id) AS users
        FROM customers AS c ORDER BY id`),
    ).toEqual([
      {
        customer_number: 'C-000002',
        company_name: 'Carl Parts',
        email: 'carl@example.com',
        orders: ['SO-1'],
        quotes: ['Q-1'],
        users: ['2'],
      },
      {
        customer_number: 'C-000003',
        company_name: null,
        email: 'olga@example.com',
        orders: ['SO-2'],
        quotes: null,
        users: ['3'],
      },
    ]);
  });

  it('going down refuses while an order has no user to go back to', async () => {
    await companyAt('platform_trading');
    await database.client.query(`
      SET app.organization_id = 1;
      INSERT INTO sales_orders (organization_id, id, order_number, customer_id) SELECT 1, 9, 'SO-9', min(id) FROM customers;`);
    await expect(database.migrator.down()).rejects.toThrow(/refuses to go down: 1 quotes and sales orders/);
    await database.client.query(`DELETE FROM sales_orders WHERE order_number = 'SO-9'`);
    await database.migrator.down();
    expect(await database.value('SELECT count(user_id) FROM sales_orders')).toBe('2');
  });
});
