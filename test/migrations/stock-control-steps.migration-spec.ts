import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;

/** A company of the first schema that has come as far as `revision`, and a second one beside it. */
async function companiesAt(revision: string): Promise<void> {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up('purchase_order_reference');
  await database.client.query(`
    SET app.organization_id = 2;
    INSERT INTO organizations (id, code, name) VALUES (2, 'TWO', 'Second');
    INSERT INTO inventory_locations (organization_id, id, code, name, type, is_active)
    VALUES (2, 20, 'MAIN', 'Second main', 'warehouse', false);
    INSERT INTO inventory_locations (organization_id, id, code, name, type, parent_id) VALUES (2, 21, 'B', 'Bin', 'bin', 20);
    SET app.organization_id = 1;
    INSERT INTO inventory_locations (organization_id, id, code, name, type, parent_id) VALUES
      (1, 10, 'SHELF', 'Shelf', 'shelf', 1), (1, 11, 'BIN', 'Bin', 'bin', 10), (1, 12, 'DOCK', 'Dock', 'dock', NULL),
      (1, 13, 'DOCK-BIN', 'Bin of the dock', 'bin', 12), (1, 14, 'HUT', 'Hut in the yard', 'warehouse', 2);`);
  await database.migrator.up(revision);
}
const inOrganization = (id: number) => database.client.query(`SET app.organization_id = ${id}`);
const refusesDown = (message: RegExp) => expect(database.migrator.down()).rejects.toThrow(message);
const countOf = (table: string) => database.value(`SELECT count(*) FROM ${table}`);
afterEach(() => database.drop());

describe('warehouses', () => {
  const warehouses = () =>
    database.rows('SELECT code, name, location_id, is_active, address FROM warehouses ORDER BY location_id');

  it('are the top-level locations of the type, each with everything inside', async () => {
    await companiesAt('warehouses');
    await inOrganization(1);
    expect(await warehouses()).toEqual([
      { code: 'MAIN', name: 'Main', location_id: '1', is_active: true, address: null },
      { code: 'SIDE', name: 'Side', location_id: '2', is_active: true, address: null },
    ]);
    expect(
      await database.rows(`
        SELECT l.code, w.code AS warehouse FROM inventory_locations l
          LEFT JOIN warehouses w ON w.organization_id = l.organization_id AND w.id = l.warehouse_id ORDER BY l.id`),
    ).toEqual([
      { code: 'MAIN', warehouse: 'MAIN' },
      { code: 'SIDE', warehouse: 'SIDE' },
      { code: 'SHELF', warehouse: 'MAIN' },
      { code: 'BIN', warehouse: 'MAIN' },
      { code: 'DOCK', warehouse: null },
      { code: 'DOCK-BIN', warehouse: null },
      { code: 'HUT', warehouse: 'SIDE' },
    ]);
    await inOrganization(2);
    expect(await warehouses()).toMatchObject([{ code: 'MAIN', location_id: '20', is_active: false }]);
    expect(
      await database.value('SELECT count(*) FROM inventory_locations WHERE warehouse_id IS NOT NULL'),
    ).toBe('2');
  });

  it('keep row level security in force on what was filled', async () => {
    await companiesAt('warehouses');
    expect(
      await database.rows(
        `SELECT relname, relforcerowsecurity AS forced FROM pg_class
          WHERE relname IN ('warehouses', 'inventory_locations') ORDER BY 1`,
      ),
    ).toEqual([
      { relname: 'inventory_locations', forced: true },
      { relname: 'warehouses', forced: true },
    ]);
  });

  it('going down refuses to lose an address', async () => {
    await companiesAt('warehouses');
    await inOrganization(2);
    await database.client.query(`UPDATE warehouses SET address = 'Mill Lane 3'`);
    await inOrganization(1);
    await refusesDown(/Step warehouses refuses to go down: 1 warehouse/);
    expect(await countOf('warehouses')).toBe('2');
  });
});

describe('stock adjustments', () => {
  it('start with the eight documented reasons in every organization', async () => {
    await companiesAt('stock_adjustments');
    for (const organization of [1, 2]) {
      await inOrganization(organization);
      const reasons = await database.rows(
        'SELECT code, adjustment_type FROM adjustment_reasons ORDER BY sort_order',
      );
      expect(reasons.map((reason) => [reason.code, reason.adjustment_type])).toEqual([
        ['stocktake_discrepancy', 'stock_take'],
        ['damaged_goods', 'damage'],
        ['found_stock', 'found'],
        ['initial_stock_entry', 'correction'],
        ['return_to_vendor', 'return'],
        ['customer_return_resalable', 'return'],
        ['customer_return_damaged', 'return'],
        ['other', null],
      ]);
    }
  });

  it('going down refuses to lose one, or a reason of people’s own', async () => {
    await companiesAt('stock_adjustments');
    await inOrganization(2);
    await database.client.query(`
      INSERT INTO stock_adjustments (organization_id, adjustment_number, adjustment_type, reason_id, adjustment_date)
      SELECT 2, 'ADJ-1', 'other', id, current_date FROM adjustment_reasons WHERE code = 'other'`);
    await refusesDown(/Step stock_adjustments refuses to go down: 1 stock adjustment/);
    await database.client.query('DELETE FROM stock_adjustments');
    await database.client.query(
      `INSERT INTO adjustment_reasons (organization_id, code, name) VALUES (2, 'mice', 'Mice')`,
    );
    await refusesDown(/Step stock_adjustments refuses to go down: 1 adjustment reason/);
    await database.client.query(`DELETE FROM adjustment_reasons WHERE code = 'mice'`);
    await database.migrator.down();
  });

  it('computes the change of a line, and lets nobody write it', async () => {
    await companiesAt('stock_adjustments');
    await inOrganization(1);
    await database.client.query(`
      INSERT INTO stock_adjustments (organization_id, id, adjustment_number, adjustment_type, reason_id, adjustment_date)
      SELECT 1, 1, 'ADJ-1', 'other', id, current_date FROM adjustment_reasons WHERE code = 'other';
      INSERT INTO stock_adjustment_items (organization_id, stock_adjustment_id, line_number, product_id, location_id, entry,
                                          entered_quantity, quantity_before, quantity_after)
      SELECT 1, 1, 1, min(id), 1, 'after', 3, 10, 3 FROM products`);
    expect(await database.value('SELECT quantity_change FROM stock_adjustment_items')).toBe('-7.000000000');
    await expect(
      database.client.query('UPDATE stock_adjustment_items SET quantity_change = 1'),
    ).rejects.toThrow(/only be updated to DEFAULT/);
  });
});

describe('stocktakes', () => {
  const insert = (status: string) =>
    database.client.query(
      `INSERT INTO stocktakes (organization_id, stocktake_number, warehouse_id, status, scheduled_date, started_at)
       SELECT 2, 'ST-' || (SELECT count(*) FROM stocktakes), id, $1, current_date, now() FROM warehouses`,
      [status],
    );

  it('allow many plans and one that is under way for a warehouse', async () => {
    await companiesAt('stocktakes');
    await inOrganization(2);
    for (const status of ['planned', 'planned', 'cancelled', 'in_progress']) await insert(status);
    await expect(insert('in_progress')).rejects.toThrow(/uq_stocktakes_in_progress/);
  });

  it('going down refuses to lose one', async () => {
    await companiesAt('stocktakes');
    await inOrganization(2);
    await insert('planned');
    await inOrganization(1);
    await refusesDown(/Step stocktakes refuses to go down: 1 stocktake/);
  });
});

describe('internal moves', () => {
  it('going down refuses to lose transfers and put-away rules', async () => {
    await companiesAt('internal_moves');
    await inOrganization(2);
    await database.client.query(`
      INSERT INTO stock_transfers (organization_id, transfer_number, from_location_id, to_location_id) VALUES (2, 'TR-1', 20, 21);
      INSERT INTO put_away_rules (organization_id, location_id) VALUES (2, 21);`);
    await inOrganization(1);
    await refusesDown(/Step internal_moves refuses to go down: 1 stock transfer/);
    await inOrganization(2);
    await database.client.query('DELETE FROM stock_transfers');
    await refusesDown(/Step internal_moves refuses to go down: 1 put-away rule/);
    await database.client.query('DELETE FROM put_away_rules');
    await database.migrator.down();
  });
});

describe('ABC classes', () => {
  it('start with settings in every organization', async () => {
    await companiesAt('abc_classes');
    for (const organization of [1, 2]) {
      await inOrganization(organization);
      expect(
        await database.rows(
          'SELECT a_percent::float8, b_percent::float8, a_days, b_days, c_days FROM cycle_count_settings',
        ),
      ).toEqual([{ a_percent: 80, b_percent: 15, a_days: 30, b_days: 90, c_days: 180 }]);
    }
  });
});
