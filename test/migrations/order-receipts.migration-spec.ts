import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;
afterEach(() => database.drop());

const receipts = () =>
  database.rows(`SELECT transaction_id, production_order_id, quantity_in_work::float8 AS pieces, cost_in_work::float8 AS cost,
                        value::float8 AS value FROM production_order_receipts ORDER BY transaction_id`);

it('receipts of orders from before count as having taken all that was in work', async () => {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up('serial_batches');
  await database.client.query(`
    SET app.organization_id = 1;
    INSERT INTO inventory_transactions (organization_id, id, product_id, transaction_type, to_location_id, quantity, unit,
      total_cost, given_value, reference_type, reference_id, reason, revalues_id, transaction_date, occurred_at)
    VALUES (1, 900, 1, 'production', 1, 4, 'EA', 36, 40, 'production_order', 1, NULL, NULL, '2026-01-02', '2026-01-02'),
           (1, 901, 1, 'revaluation', 1, 0, 'EA', 3, 3, 'production_order', 1, 'Landed cost', 900, '2026-01-02', '2026-01-02'),
           (1, 902, 1, 'production', 1, 2, 'EA', 18, NULL, 'production_order', 1, NULL, NULL, '2026-01-03', '2026-01-03');`);
  await database.migrator.up('order_receipts');
  const kept = [
    { transaction_id: '900', production_order_id: '1', pieces: 4, cost: 40, value: 40 },
    { transaction_id: '902', production_order_id: '1', pieces: 2, cost: 18, value: 18 },
  ];
  expect(await receipts()).toEqual(kept);
  // What flowed on to a receipt since is the order's, landed cost is not.
  await database.client.query(`
    INSERT INTO inventory_transactions (organization_id, id, product_id, transaction_type, to_location_id, quantity, unit,
      total_cost, given_value, reference_type, reference_id, reason, revalues_id, transaction_date, occurred_at)
    VALUES (1, 903, 1, 'revaluation', 1, 0, 'EA', 5, 5, 'production_order', 1, 'What it was made of costs another amount.',
            900, '2026-01-02', '2026-01-02')`);
  await database.migrator.down();
  await database.migrator.up('order_receipts');
  expect(await receipts()).toEqual([{ ...kept[0], cost: 45, value: 45 }, kept[1]]);
  const [forced] = await database.rows(
    `SELECT bool_and(relforcerowsecurity) AS forced FROM pg_class
      WHERE relname IN ('organizations', 'production_orders', 'inventory_transactions', 'production_order_receipts')`,
  );
  expect(forced).toEqual({ forced: true });
});
