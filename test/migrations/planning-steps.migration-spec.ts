import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;
beforeAll(async () => {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up();
  await database.client.query('SET app.organization_id = 1');
});
afterAll(() => database?.drop());

const set = (assignments: string) =>
  database.client.query(`UPDATE products SET ${assignments} WHERE organization_id = 1 AND id = 1`);
const refused = async (assignments: string, constraint: string) =>
  expect(set(assignments)).rejects.toMatchObject({ constraint });
const one = async (column: string) => {
  const [row] = await database.rows(
    `SELECT ${column} AS value FROM products WHERE organization_id = 1 AND id = 1`,
  );
  return (row as { value: unknown }).value;
};

describe('planning of products', () => {
  it('is lot for lot by need for those from before', async () => {
    expect(await one('planning_method')).toBe('mrp');
    expect(await one('lot_sizing_rule')).toBe('lot_for_lot');
    expect(await one('planning_time_fence_days')).toBe(0);
  });

  it('fits together', async () => {
    await refused(`lot_sizing_rule = 'fixed_quantity'`, 'ck_products_lot_quantity_given');
    await refused(`lot_sizing_rule = 'period'`, 'ck_products_lot_period_given');
    await refused('min_order_qty = 5, max_order_qty = 4', 'ck_products_order_qty_range');
    await refused('demand_time_fence_days = 1', 'ck_products_time_fences');
    await refused('lot_quantity = 0', 'ck_products_lot_quantity');
    await refused(`planning_method = 'kanban'`, 'ck_products_planning_method');
  });
});

describe('the total lead time', () => {
  const total = () => one('total_lead_days');

  it('is the sum of its parts, the organization’s where one is not given', async () => {
    await set(
      'supplier_lead_days = 7, shipping_lead_days = 5, processing_lead_days = 1, safety_buffer_days = 2',
    );
    expect(await total()).toBe(15);
    await set(
      'supplier_lead_days = 14, shipping_lead_days = 7, processing_lead_days = 3, safety_buffer_days = 4',
    );
    expect(await total()).toBe(28);
    await set('shipping_lead_days = NULL, processing_lead_days = NULL, safety_buffer_days = NULL');
    expect(await total()).toBe(22);
  });

  it('follows the organization’s parts', async () => {
    await database.client.query(
      'UPDATE timing_settings SET shipping_lead_days = 15 WHERE organization_id = 1',
    );
    expect(await total()).toBe(32);
    await database.client.query(
      'UPDATE timing_settings SET shipping_lead_days = 5 WHERE organization_id = 1',
    );
    expect(await total()).toBe(22);
  });

  it('cannot be written, and is nothing without parts', async () => {
    await set('total_lead_days = 99');
    expect(await total()).toBe(22);
    await set('supplier_lead_days = NULL');
    expect(await total()).toBeNull();
    await set('total_lead_days = 99');
    expect(await total()).toBeNull();
  });

  it('has no negative part', async () => {
    await refused('supplier_lead_days = -3, shipping_lead_days = 5', 'ck_products_supplier_lead_days');
    await refused(`lead_time_source = 'guess'`, 'ck_products_lead_time_source');
  });
});

describe('forecasts', () => {
  const insert = (period: string, start: string) =>
    database.client.query(
      `INSERT INTO demand_forecasts (organization_id, product_id, period, period_start, quantity) VALUES (1, 1, '${period}', '${start}', 1)`,
    );

  it('begin where periods begin, and no day has two', async () => {
    await insert('month', '2026-02-01');
    const [row] = await database.rows('SELECT period_end::text AS period_end FROM demand_forecasts');
    expect(row).toEqual({ period_end: '2026-03-01' });
    await expect(insert('week', '2026-02-23')).rejects.toMatchObject({
      constraint: 'ex_demand_forecasts_period',
    });
    await insert('week', '2026-03-02');
    await expect(insert('week', '2026-03-10')).rejects.toMatchObject({
      constraint: 'ck_demand_forecasts_period_start',
    });
    await expect(insert('month', '2026-04-02')).rejects.toMatchObject({
      constraint: 'ck_demand_forecasts_period_start',
    });
  });
});

describe('costs', () => {
  it('have the names of the document beside ours, and one truth', async () => {
    await set(
      `cost_method = 'average', average_cost = 2, standard_cost = 3, last_cost = 4, selling_price = 9`,
    );
    expect(await one('unit_cost::float8')).toBe(2);
    expect(await one('unit_price::float8')).toBe(9);
    await set(`cost_method = 'standard'`);
    expect(await one('unit_cost::float8')).toBe(3);
    await expect(set('unit_cost = 5')).rejects.toMatchObject({ code: '428C9' });
    await refused('holding_cost_rate = 25', 'ck_products_holding_cost_rate');
    await refused('reorder_cost = -1', 'ck_products_reorder_cost');
  });

  it('are within a budget or not, by the database', async () => {
    const insert = (start: string, allocated: number, spent: number) =>
      database.client.query(
        `INSERT INTO budgets (organization_id, period, period_start, period_end, allocated_amount, spent_amount)
         VALUES (1, 'month', '${start}', '2026-12-31', ${allocated}, ${spent})`,
      );
    await insert('2026-01-01', 1000, 1250);
    await insert('2026-02-01', 1000, 1200);
    await insert('2026-03-01', 1000, 901);
    await insert('2026-04-01', 1000, 900);
    const rows = await database.rows(
      'SELECT status, variance::float8 AS variance FROM budgets ORDER BY period_start',
    );
    expect(rows).toEqual([
      { status: 'critical', variance: -250 },
      { status: 'over', variance: -200 },
      { status: 'on_track', variance: 99 },
      { status: 'under', variance: 100 },
    ]);
    await expect(insert('2026-01-01', 1, 1)).rejects.toMatchObject({
      constraint: 'uq_budgets_product_id_period',
    });
    await expect(insert('2027-01-01', 1, 1)).rejects.toMatchObject({ constraint: 'ck_budgets_days' });
  });
});
