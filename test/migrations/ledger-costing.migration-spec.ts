import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;
afterEach(() => database.drop());

/** The checks of the ledger, as short as they can be said. */
const PROOF = `
  SELECT v.product_id::text, v.quantity::text, v.total_value::text,
         (SELECT sum(CASE WHEN t.from_location_id IS NULL THEN CASE WHEN t.to_location_id IS NULL THEN 0 ELSE t.quantity END
                          WHEN t.to_location_id IS NULL THEN -t.quantity ELSE 0 END)
            FROM inventory_transactions t WHERE t.product_id = v.product_id)::text AS moved,
         (SELECT sum(CASE WHEN t.from_location_id IS NULL THEN t.total_cost
                          WHEN t.to_location_id IS NULL THEN -t.total_cost ELSE 0 END)
            FROM inventory_transactions t WHERE t.product_id = v.product_id)::text AS worth
    FROM inventory_valuations v ORDER BY v.product_id`;

it('gives stock from before the ledger a value, and a history that explains it', async () => {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up('purchase_order_reference');
  await database.client.query('SET app.organization_id = 1');
  await database.client.query(`
    UPDATE products SET average_cost = 0.02 WHERE id = (SELECT min(product_id) FROM inventory);
    UPDATE products SET cost_method = 'standard', standard_cost = 3 WHERE id = (SELECT min(product_id) FROM inventory)`);
  const before = await database.rows('SELECT product_id, on_hand_quantity FROM inventory ORDER BY id');
  const movements = await database.rows(
    'SELECT to_jsonb(t) AS row FROM inventory_transactions t ORDER BY id',
  );
  await database.migrator.up('ledger_costing');
  await database.client.query('SET app.organization_id = 1');
  const proof = await database.rows(PROOF);
  expect(proof.length).toBeGreaterThan(0);
  for (const row of proof) {
    expect(row['moved']).toBe(row['quantity']);
    expect(Number(row['worth'])).toBe(Number(row['total_value']));
  }
  expect(Number(proof[0]!['total_value'])).toBe(Number(proof[0]!['quantity']) * 0.02);
  expect(await database.rows(`SELECT DISTINCT cost_method FROM products`)).toEqual([
    { cost_method: 'average' },
  ]);
  await database.migrator.down('purchase_order_reference');
  await database.client.query('SET app.organization_id = 1');
  expect(await database.rows('SELECT product_id, on_hand_quantity FROM inventory ORDER BY id')).toEqual(
    before,
  );
  expect(await database.rows('SELECT to_jsonb(t) AS row FROM inventory_transactions t ORDER BY id')).toEqual(
    movements,
  );
  expect(await database.rows('SELECT count(*) AS left FROM inventory_valuations')).toEqual([{ left: '0' }]);
  expect(await database.rows(`SELECT cost_method FROM products WHERE standard_cost = 3`)).toEqual([
    { cost_method: 'standard' },
  ]);
});

it('orders movements by the moment that is known of them, as they were posted', async () => {
  database = await LineageDatabase.at('purchase_order_reference');
  await database.client.query(`
    SET app.organization_id = 1;
    INSERT INTO company_settings (organization_id, company_name, timezone) VALUES (1, 'X', 'America/New_York');
    INSERT INTO products (organization_id, id, sku, name, unit) VALUES (1, 1, 'P', 'P', 'EA');
    INSERT INTO inventory_locations (organization_id, id, code, name) VALUES (1, 900, 'X', 'X');
    INSERT INTO inventory_transactions (organization_id, product_id, transaction_type, to_location_id, quantity, unit,
                                        total_cost, transaction_date, created_at) VALUES
      (1, 1, 'receipt', 900, 1, 'EA', 5, '2026-03-01', '2026-03-05T12:00:00Z'),
      (1, 1, 'receipt', 900, 1, 'EA', 6, '2026-03-05', '2026-03-05T12:00:00.123456Z'),
      (1, 1, 'receipt', 900, 1, 'EA', 7, '2026-03-05', '2026-03-05T11:00:00Z')`);
  await database.migrator.up('ledger_costing');
  await database.client.query('SET app.organization_id = 1');
  const rows = await database.rows(
    `SELECT to_char(effective_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI:SS.MS') AS at, given_value::text AS given
       FROM inventory_transactions WHERE product_id = 1 ORDER BY id`,
  );
  expect(rows).toEqual([
    { at: '03-02 04:59:59.999', given: '5.000000' },
    { at: '03-05 12:00:00.123', given: '6.000000' },
    { at: '03-05 12:00:00.123', given: '7.000000' },
  ]);
});
