import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;
afterEach(() => database.drop());

/** The rows of the first schema, taken up to a step. */
async function at(revision: string): Promise<void> {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up(revision);
  await database.client.query('SET app.organization_id = 1');
}

/** Down and up again: the schema is the same, and all tables have the rows that they had, but for those named. */
async function expectSameAfterDownAndUp(revision: string, lost: readonly string[] = []): Promise<void> {
  const [schema, before] = [await database.dump(), await database.contents()];
  for (const table of lost) before[table] = [];
  await database.migrator.down();
  await database.migrator.up(revision);
  expect(await database.dump()).toBe(schema);
  expect(await database.contents()).toEqual(before);
}

const refusesDown = (message: RegExp) => expect(database.migrator.down()).rejects.toThrow(message);
const count = (table: string) => database.value(`SELECT count(*)::int FROM ${table}`);

const ROLL_UPS = `
  INSERT INTO cost_roll_up_runs (organization_id, id, basis, scope, lot_quantity, structure_date, allow_missing_prices,
    products_updated, products_unchanged, missing_prices, created_by)
  VALUES (1, 1, 'current', 'all', 10, '2026-01-01', false, 1, 0, 0, (SELECT min(id) FROM users));
  INSERT INTO cost_roll_ups (organization_id, id, product_id, run_id, basis, lot_quantity, structure_date, unit_cost,
    material, labor, machine, overhead, subcontract)
  VALUES (1, 1, 1, 1, 'current', 10, '2026-01-01', 5, 5, 0, 0, 0, 0), (1, 2, 1, NULL, 'current', 10, '2026-01-02', 6, 6, 0, 0, 0, 0);`;

describe('roll-ups', () => {
  it('are lost going down, and nothing else; outside work centers refuse it', async () => {
    await at('cost_rollups');
    await database.client.query(ROLL_UPS);
    await database.client.query(`UPDATE work_centers SET center_type = 'subcontract' WHERE id = 1`);
    await refusesDown(/Step cost_rollups refuses to go down: 1 outside work center/);
    expect(await count('cost_roll_ups')).toBe(2);
    await database.client.query(`UPDATE work_centers SET center_type = 'machine' WHERE id = 1`);
    await expectSameAfterDownAndUp('cost_rollups', ['cost_roll_ups', 'cost_roll_up_runs']);
    await database.client.query(ROLL_UPS);
  });
});

describe('routings in depth', () => {
  it('lose what was added, and keep operations, going down', async () => {
    await at('routing_depth');
    await database.client.query(`
      INSERT INTO routing_operation_alternates (organization_id, routing_operation_id, work_center_id, rank, run_time_factor)
      VALUES (1, 1, 2, 1, 1.5);
      INSERT INTO routing_operation_documents (organization_id, routing_operation_id, name, url, kind)
      VALUES (1, 1, 'Drawing', 'https://example.com/1', 'drawing');`);
    await expectSameAfterDownAndUp('routing_depth', [
      'routing_operation_alternates',
      'routing_operation_documents',
    ]);
    await database.client.query(
      `UPDATE routing_operations SET can_overlap = true, overlap_quantity = 5, instructions = 'Look' WHERE id = 1`,
    );
    const [operation] = (await database.contents())['routing_operations'] as object[];
    await database.migrator.down();
    await database.migrator.up('routing_depth');
    const [after] = (await database.contents())['routing_operations'] as object[];
    expect(operation).toMatchObject({ overlap_quantity: 5, instructions: 'Look' });
    expect(after).toEqual({ ...operation, overlap_quantity: null, instructions: null });
  });
});

describe('receipts of by-products', () => {
  it('refuse going down; the others go down and up as they are', async () => {
    await at('by_product_receipts');
    await database.client.query(`
      INSERT INTO inventory_transactions (organization_id, id, product_id, transaction_type, to_location_id, quantity, unit,
        total_cost, reference_type, reference_id, transaction_date)
      VALUES (1, 900, 1, 'production', 1, 4, 'EA', 36, 'production_order', 1, '2026-01-02'),
             (1, 901, 2, 'production', 1, 1, 'EA', 4, 'production_order', 1, '2026-01-02');
      INSERT INTO production_order_receipts (organization_id, transaction_id, production_order_id, quantity_in_work,
        cost_in_work, value, pieces, cost_share_percent)
      VALUES (1, 900, 1, 4, 40, 36, NULL, NULL), (1, 901, 1, 4, 40, 4, 4, 10);`);
    await refusesDown(/Step by_product_receipts refuses to go down: 1 receipt/);
    await database.client.query('DELETE FROM production_order_receipts WHERE transaction_id = 901');
    await expectSameAfterDownAndUp('by_product_receipts');
    expect(await count('production_order_receipts')).toBe(1);
  });
});

describe('alternates of orders', () => {
  it('refuse going down; orders that only may have some lose that', async () => {
    await at('order_alternates');
    await database.client.query(`
      INSERT INTO production_order_materials (organization_id, id, production_order_id, original_product_id, original_quantity,
        substitute_product_id, planned_quantity, reason)
      VALUES (1, 900, 1, 1, 4, 2, 6, 'Taken.');
      INSERT INTO production_order_operation_materials (organization_id, id, production_order_operation_id, component_id,
        quantity_required, substitution_id)
      VALUES (1, 900, 1, 2, 6, 900), (1, 901, 1, 2, 1, NULL);`);
    await expect(
      database.client.query('DELETE FROM production_order_materials WHERE id = 900'),
    ).rejects.toMatchObject({ constraint: 'fk_po_operation_materials_substitution_id' });
    await refusesDown(/Step order_alternates refuses to go down: 1 material/);
    await database.client.query(
      'UPDATE production_order_operation_materials SET substitution_id = NULL WHERE id = 900',
    );
    await expectSameAfterDownAndUp('order_alternates');
    await database.client.query('UPDATE production_orders SET use_alternates = true WHERE id = 1');
    await database.migrator.down();
    await database.migrator.up('order_alternates');
    expect(await database.value('SELECT bool_or(use_alternates) FROM production_orders')).toBe(false);
  });
});

describe('the history of roll-ups', () => {
  const refused = (sql: string) =>
    expect(database.client.query(sql)).rejects.toMatchObject({ code: '23001' });

  it('is never changed, also by the owner, and goes with its product alone', async () => {
    await at('cost_rollup_guard');
    await database.client.query(ROLL_UPS);
    await refused('UPDATE cost_roll_ups SET unit_cost = 7 WHERE id = 1');
    await refused('DELETE FROM cost_roll_ups WHERE id = 1');
    await refused('TRUNCATE cost_roll_ups');
    await refused('UPDATE cost_roll_up_runs SET missing_prices = 1');
    await refused('DELETE FROM cost_roll_up_runs');
    await refused('TRUNCATE cost_roll_up_runs CASCADE');
    await expect(
      database.asApplication(1, () => database.client.query('DELETE FROM cost_roll_ups')),
    ).rejects.toMatchObject({ code: '23001' });
    await database.client.query(`
      INSERT INTO products (organization_id, id, sku, name) VALUES (1, 900, 'GONE', 'Gone');
      INSERT INTO cost_roll_ups (organization_id, id, product_id, basis, lot_quantity, structure_date, unit_cost, material,
        labor, machine, overhead, subcontract)
      VALUES (1, 900, 900, 'current', 1, '2026-01-01', 1, 1, 0, 0, 0, 0);`);
    expect(await count('cost_roll_ups')).toBe(3);
    await database.asApplication(1, async () => {
      await database.client.query('DELETE FROM products WHERE id = 900');
      expect(await count('cost_roll_ups')).toBe(2);
    });
  });

  it('goes down and up as it is, and down with its tables', async () => {
    await at('cost_rollup_guard');
    await database.client.query(ROLL_UPS);
    await expectSameAfterDownAndUp('cost_rollup_guard');
    await refused('DELETE FROM cost_roll_ups WHERE id = 1');
    await database.migrator.down('manufacturing_engineering');
    await database.migrator.up('cost_rollup_guard');
    expect(await count('cost_roll_ups')).toBe(0);
  });
});
