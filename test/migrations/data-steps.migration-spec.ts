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

describe('022, the flag of a work center', () => {
  it('moves with its name, there and back', async () => {
    await companyAt('022');
    expect(await database.rows('SELECT id, is_active FROM work_centers ORDER BY id')).toEqual([
      { id: '1', is_active: true },
      { id: '2', is_active: false },
    ]);
    await database.migrator.down();
    expect(await database.rows('SELECT id, active FROM work_centers ORDER BY id')).toEqual([
      { id: '1', active: true },
      { id: '2', active: false },
    ]);
  });
});

describe('027, received dates', () => {
  const dates = () =>
    database.rows(`SELECT id, received_date::text AS date FROM purchase_orders ORDER BY id`);

  it('takes the UTC day of the last receipt, for received orders without a date', async () => {
    await companyAt('027');
    expect(await dates()).toEqual([
      { id: '1', date: '2025-03-03' },
      { id: '2', date: '2025-01-05' },
      { id: '3', date: null },
      { id: '4', date: null },
    ]);
  });

  it('going down empties what it filled and leaves what people entered', async () => {
    await companyAt('027');
    await database.client.query(`UPDATE purchase_orders SET received_date = '2025-04-01' WHERE id = 4`);
    await database.migrator.down();
    expect(await dates()).toEqual([
      { id: '1', date: null },
      { id: '2', date: '2025-01-05' },
      { id: '3', date: null },
      { id: '4', date: '2025-04-01' },
    ]);
  });

  it('going down leaves a filled date that somebody has corrected', async () => {
    await companyAt('027');
    await database.client.query(`UPDATE purchase_orders SET received_date = '2025-03-01' WHERE id = 1`);
    await database.migrator.down();
    expect((await dates())[0]).toEqual({ id: '1', date: '2025-03-01' });
  });
});

describe('029, business dates', () => {
  it('are the UTC days of the entries', async () => {
    await companyAt('029');
    const days = await database.rows(
      `SELECT transaction_date::text AS day FROM inventory_transactions ORDER BY id`,
    );
    expect(days.map((row) => row.day)).toEqual([
      '2025-03-01',
      '2025-03-03',
      '2025-03-04',
      '2025-03-05',
      '2025-03-06',
    ]);
  });
});

describe('032, printers', () => {
  it('are the machines, with their jobs', async () => {
    await companyAt('032');
    expect(await database.rows(`SELECT id, code, is_active, brand FROM printers ORDER BY id`)).toEqual([
      { id: '1', code: 'M1', is_active: true, brand: 'generic' },
      { id: '2', code: 'M2', is_active: false, brand: 'generic' },
    ]);
    expect(await database.value('SELECT printer_id FROM print_jobs')).toBe('1');
    const named = await database.rows(
      `SELECT relname FROM pg_class WHERE relname ~ 'machine' AND relnamespace = 'public'::regnamespace`,
    );
    expect(named).toEqual([]);
  });

  it('going down refuses while a log names a printer only', async () => {
    await companyAt('032');
    await database.client.query(
      `INSERT INTO maintenance_logs (printer_id, maintenance_type) VALUES (1, 'cleaning')`,
    );
    await expect(database.migrator.down()).rejects.toThrow(/Step 032 refuses to go down: 1 maintenance log/);
    expect((await database.migrator.current())?.revision).toBe('032');
  });
});

describe('039, units and costs', () => {
  const products = () =>
    database.rows(`
      SELECT id, purchase_uom, purchase_conversion::float8 AS conversion, standard_cost, average_cost, last_cost
      FROM products WHERE id > 1 ORDER BY id`);

  beforeEach(async () => {
    await companyAt('038');
    await database.client.query(`
      UPDATE products SET purchase_uom = 'KG', standard_cost = 20, average_cost = 19.99, last_cost = NULL WHERE id = 2;
      UPDATE products SET purchase_uom = 'LB', standard_cost = 10, last_cost = 9.07 WHERE id = 3;
      UPDATE products SET standard_cost = 0.5 WHERE id = 4;
      INSERT INTO products (id, sku, name, unit, purchase_uom, standard_cost) VALUES (5, 'ODD', 'Odd', 'M', 'ROLL', 7);
      INSERT INTO products (id, sku, name, unit, purchase_uom, purchase_conversion, average_cost)
      VALUES (6, 'ROPE', 'Rope', 'M', 'ROLL', 50, 7);`);
  });

  it('brings costs to the stock unit, exactly, and leaves unknown pairs alone', async () => {
    await database.migrator.up('039');
    const cost = { standard_cost: null, average_cost: null, last_cost: null };
    expect(await products()).toEqual([
      {
        id: '2',
        purchase_uom: 'KG',
        conversion: 1000,
        ...cost,
        standard_cost: '0.020000000',
        average_cost: '0.019990000',
      },
      {
        id: '3',
        purchase_uom: 'LB',
        conversion: 453.59237,
        ...cost,
        standard_cost: '0.022046226',
        last_cost: '0.019995927',
      },
      { id: '4', purchase_uom: 'EA', conversion: 1, ...cost, standard_cost: '0.500000000' },
      { id: '5', purchase_uom: 'ROLL', conversion: null, ...cost, standard_cost: '7.000000000' },
      { id: '6', purchase_uom: 'ROLL', conversion: 50, ...cost, average_cost: '0.140000000' },
    ]);
  });

  it('gives every movement its unit and value', async () => {
    await database.migrator.up('039');
    expect(
      await database.rows('SELECT id, unit, total_cost FROM inventory_transactions ORDER BY id'),
    ).toEqual([
      { id: '1', unit: 'G', total_cost: '80.000000' },
      { id: '2', unit: 'G', total_cost: '19.999996' },
      { id: '3', unit: 'EA', total_cost: '5.000000' },
      { id: '4', unit: 'EA', total_cost: null },
      { id: '5', unit: 'EA', total_cost: '0.500000' },
    ]);
  });

  it('going down restores exactly what stood there', async () => {
    const before = await products();
    await database.migrator.up('039');
    await database.migrator.down();
    expect(await products()).toEqual(before);
    expect(await database.value("SELECT count(*) FROM migration_backfills WHERE revision = '039'")).toBe('0');
  });
});

describe('040, the item type material', () => {
  const types = () => database.rows('SELECT id, item_type FROM products ORDER BY id');

  it('goes to supplies with a material type and to the category FILAMENT, and back', async () => {
    await companyAt('039');
    const before = await types();
    await database.migrator.up('040');
    expect(await types()).toEqual([
      { id: '1', item_type: 'finished_good' },
      { id: '2', item_type: 'material' },
      { id: '3', item_type: 'material' },
      { id: '4', item_type: 'supply' },
    ]);
    await database.migrator.down();
    expect(await types()).toEqual(before);
  });

  it('going down turns materials made since into supplies', async () => {
    await companyAt('040');
    await database.client.query(
      `INSERT INTO products (id, sku, name, item_type) VALUES (9, 'NEW', 'New', 'material')`,
    );
    await database.migrator.down();
    expect((await types()).at(-1)).toEqual({ id: '9', item_type: 'supply' });
  });
});

describe('053, the key to scrap reasons', () => {
  it('empties numbers that point nowhere', async () => {
    await companyAt('043');
    await database.client.query('UPDATE production_order_operations SET scrap_reason_id = 77 WHERE id = 1');
    await database.migrator.up('053');
    expect(await database.value('SELECT count(scrap_reason_id) FROM production_order_operations')).toBe('0');
    await expect(
      database.client.query('UPDATE production_order_operations SET scrap_reason_id = 77'),
    ).rejects.toThrow(/fk_production_order_operations_scrap_reason_id/);
  });
});

describe('056, BOM lines to operations', () => {
  const materials = () =>
    database.rows(`
      SELECT routing_operation_id AS operation, component_id AS component, quantity, quantity_per AS per, unit,
             scrap_factor AS scrap, notes
      FROM routing_operation_materials ORDER BY id`);

  it('copies each line in force, per piece, to the operation of its stage', async () => {
    await companyAt('056');
    expect(await materials()).toEqual([
      {
        operation: '1',
        component: '2',
        quantity: '25.000000000',
        per: 'unit',
        unit: 'G',
        scrap: '5.000000',
        notes: '[Migrated from BOM] hot',
      },
      {
        operation: '2',
        component: '4',
        quantity: '0.250000000',
        per: 'unit',
        unit: 'EA',
        scrap: '0.000000',
        notes: '[Migrated from BOM]',
      },
      {
        operation: '1',
        component: '3',
        quantity: '2.500000000',
        per: 'unit',
        unit: 'G',
        scrap: '0.000000',
        notes: '[Migrated from BOM]',
      },
      {
        operation: '1',
        component: '3',
        quantity: '3.000000000',
        per: 'order',
        unit: 'G',
        scrap: '0.000000',
        notes: '[Migrated from BOM]',
      },
    ]);
    expect(await database.value('SELECT count(*) FROM bom_lines')).toBe('4');
  });

  it('leaves an operation’s own material alone and takes back its copies only', async () => {
    await companyAt('055');
    await database.client.query(
      `INSERT INTO routing_operation_materials (routing_operation_id, component_id, quantity) VALUES (1, 2, 11)`,
    );
    await database.migrator.up('056');
    expect((await materials()).filter((row) => row.component === '2')).toHaveLength(1);
    expect(await materials()).toHaveLength(4);
    await database.migrator.down();
    expect(await materials()).toEqual([
      {
        operation: '1',
        component: '2',
        quantity: '11.000000000',
        per: 'unit',
        unit: 'EA',
        scrap: '0.000000',
        notes: null,
      },
    ]);
  });

  it('uses the last operation for shipping when none ships or packs', async () => {
    await companyAt('055');
    await database.client.query(
      `UPDATE routing_operations SET operation_name = 'Sort', operation_code = 'S' WHERE id = 2`,
    );
    await database.migrator.up('056');
    expect((await materials()).find((row) => row.component === '4')?.operation).toBe('3');
  });
});

describe('057 and the print-specific reasons', () => {
  it('seed eight, then five with a category', async () => {
    await companyAt('057');
    const codes = async (): Promise<unknown[]> =>
      (await database.rows('SELECT code FROM scrap_reasons ORDER BY sequence')).map((row) => row.code);
    const eight = [
      'defective_material',
      'print_failure',
      'out_of_spec',
      'surface_defect',
      'operator_error',
      'equipment_malfunction',
      'wrong_material',
      'customer_rejection',
    ];
    expect(await codes()).toEqual(eight);
    await database.migrator.up('scrap_categories');
    expect(await codes()).toEqual([
      ...eight,
      'adhesion',
      'layer_shift',
      'stringing',
      'warping',
      'nozzle_clog',
    ]);
    expect(
      await database.rows(`SELECT category, count(*)::int AS n FROM scrap_reasons GROUP BY 1 ORDER BY 1`),
    ).toEqual([
      { category: 'customer', n: 1 },
      { category: 'equipment', n: 1 },
      { category: 'material', n: 2 },
      { category: 'operator', n: 1 },
      { category: 'print', n: 6 },
      { category: 'process', n: 2 },
    ]);
  });

  it('going down refuses while records use the codes, and keeps a company’s own', async () => {
    await companyAt('056');
    await database.client.query(`INSERT INTO scrap_reasons (code, name) VALUES ('print_failure', 'Ours')`);
    await database.migrator.up('057');
    expect(await database.value('SELECT count(*) FROM scrap_reasons')).toBe('8');
    await database.client.query(
      `INSERT INTO scrap_records (product_id, quantity, scrap_reason_id)
       SELECT 1, 1, id FROM scrap_reasons WHERE code IN ('out_of_spec', 'wrong_material')`,
    );
    await expect(database.migrator.down()).rejects.toThrow(
      /Step 057 refuses to go down: 2 of the scrap reasons/,
    );
    expect(await database.value('SELECT count(*) FROM scrap_reasons')).toBe('8');
    await database.client.query('DELETE FROM scrap_records');
    await database.migrator.down();
    expect(await database.rows('SELECT code, name FROM scrap_reasons')).toEqual([
      { code: 'print_failure', name: 'Ours' },
    ]);
  });
});

describe('purchase_order_reference, the key of external references', () => {
  it('keeps a repeated reference with the first order and notes it on the others', async () => {
    await companyAt('ledger_posting');
    await database.client.query(`
      ALTER TABLE purchase_orders NO FORCE ROW LEVEL SECURITY;
      UPDATE purchase_orders SET external_reference = 'Q-1', notes = 'By sea' WHERE id IN (1, 2);
      UPDATE purchase_orders SET external_reference = 'Q-2', notes = NULL WHERE id = 3;
      UPDATE purchase_orders SET external_reference = '', notes = NULL WHERE id = 4;
      ALTER TABLE purchase_orders FORCE ROW LEVEL SECURITY;`);
    await database.migrator.up('purchase_order_reference');
    await database.client.query('SET app.organization_id = 1');
    expect(
      await database.rows(
        'SELECT id, external_reference AS reference, notes FROM purchase_orders WHERE id < 5 ORDER BY id',
      ),
    ).toEqual([
      { id: '1', reference: 'Q-1', notes: 'By sea' },
      { id: '2', reference: null, notes: 'External reference: Q-1\nBy sea' },
      { id: '3', reference: 'Q-2', notes: null },
      { id: '4', reference: null, notes: null },
    ]);
    expect(
      await database.value(`SELECT relforcerowsecurity FROM pg_class WHERE relname = 'purchase_orders'`),
    ).toBe(true);
  });
});
