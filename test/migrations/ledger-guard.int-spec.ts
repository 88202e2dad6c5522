import { LineageDatabase } from './lineage-database.js';

describe('the append-only ledger', () => {
  let database: LineageDatabase;
  beforeAll(async () => {
    database = await LineageDatabase.at('head');
    await database.client.query(`
      SET app.organization_id = 1;
      INSERT INTO users (organization_id, id, email, password_hash, role_id)
      SELECT 1, n, 'u' || n || '@example.com', 'x', (SELECT id FROM roles WHERE code = 'admin') FROM generate_series(1, 2) AS n;
      INSERT INTO products (organization_id, id, sku, name) VALUES (1, 1, 'P', 'P');
      INSERT INTO inventory_locations (organization_id, id, code, name) VALUES (1, 1, 'A', 'A'), (1, 2, 'B', 'B');
      INSERT INTO material_spools (organization_id, id, spool_number, product_id, initial_weight_kg, current_weight_kg)
      VALUES (1, 1, 'S', 1, 1, 1);
      INSERT INTO spool_movements (organization_id, id, spool_id, weight_change_kg, kind) VALUES (1, 1, 1, -0.1, 'consumed');
      INSERT INTO inventory_transactions
        (organization_id, id, product_id, transaction_type, from_location_id, quantity, unit, transaction_date, created_by, requires_approval)
      VALUES (1, 1, 1, 'issue', 1, 5, 'EA', '2025-01-01', 1, false), (1, 2, 1, 'issue', 1, 5, 'EA', '2025-01-01', 1, true);`);
  });
  afterAll(() => database.drop());

  /** Tries one statement as the owner, whom no missing grant stops, and takes it back. */
  async function attempt(sql: string): Promise<number | null> {
    await database.client.query('BEGIN');
    try {
      return (await database.client.query(sql)).rowCount;
    } finally {
      await database.client.query('ROLLBACK');
    }
  }

  it.each([
    ['UPDATE inventory_transactions SET quantity = 6 WHERE id = 1'],
    ["UPDATE inventory_transactions SET notes = 'x' WHERE id = 1"],
    ['UPDATE inventory_transactions SET approved_by = 2, approved_at = now() WHERE id = 1'],
    ['UPDATE inventory_transactions SET approved_by = 2, approved_at = now(), quantity = 6 WHERE id = 2'],
    ['UPDATE inventory_transactions SET requires_approval = false WHERE id = 2'],
    ['DELETE FROM inventory_transactions WHERE id = 1'],
    ['DELETE FROM inventory_transactions WHERE id = 2'],
    ['TRUNCATE inventory_transactions CASCADE'],
    ['UPDATE spool_movements SET weight_change_kg = 2'],
    ['DELETE FROM spool_movements'],
    ['TRUNCATE spool_movements'],
  ])('refuses %s', async (sql) => {
    await expect(attempt(sql)).rejects.toMatchObject({ code: '23001' });
  });

  it('lets a held movement be approved or rejected by somebody else', async () => {
    expect(
      await attempt('UPDATE inventory_transactions SET approved_by = 2, approved_at = now() WHERE id = 2'),
    ).toBe(1);
    expect(
      await attempt('UPDATE inventory_transactions SET rejected_by = 2, rejected_at = now() WHERE id = 2'),
    ).toBe(1);
  });

  it('lets nobody decide on the own movement, twice, or both ways', async () => {
    await expect(
      attempt('UPDATE inventory_transactions SET approved_by = 1, approved_at = now() WHERE id = 2'),
    ).rejects.toThrow(/ck_inventory_transactions_decider/);
    await expect(
      attempt(
        'UPDATE inventory_transactions SET approved_by = 2, approved_at = now(), rejected_by = 2, rejected_at = now() WHERE id = 2',
      ),
    ).rejects.toMatchObject({ code: '23001' });
    await expect(
      attempt(`
        UPDATE inventory_transactions SET rejected_by = 2, rejected_at = now() WHERE id = 2;
        UPDATE inventory_transactions SET approved_by = 2, approved_at = now() WHERE id = 2`),
    ).rejects.toMatchObject({ code: '23001' });
  });

  const insert = (type: string, from: number | null, to: number | null, quantity: number): string => `
    INSERT INTO inventory_transactions
      (organization_id, product_id, transaction_type, from_location_id, to_location_id, quantity, unit, transaction_date)
    VALUES (1, 1, '${type}', ${from}, ${to}, ${quantity}, 'EA', '2025-01-01')`;

  beforeAll(() =>
    database.client.query(`SELECT setval(pg_get_serial_sequence('inventory_transactions', 'id'), 100)`),
  );

  it.each([
    ['without ends', insert('issue', null, null, 1), /ck_inventory_transactions_ends/],
    ['with the same two ends', insert('transfer', 1, 1, 1), /ck_inventory_transactions_ends/],
    ['of a negative quantity', insert('issue', 1, null, -1), /ck_inventory_transactions_quantity/],
    ['of nothing', insert('issue', 1, null, 0), /ck_inventory_transactions_quantity/],
    ['of an unknown type', insert('theft', 1, null, 1), /ck_inventory_transactions_transaction_type/],
  ])('refuses a movement %s', async (_, sql, constraint) => {
    await expect(attempt(sql)).rejects.toThrow(constraint);
  });

  it.each([
    ['a transfer', insert('transfer', 1, 2, 1)],
    ['a revaluation without ends', insert('revaluation', null, null, 0)],
    ['a count that finds what was expected', insert('count', null, 1, 0)],
  ])('takes %s', async (_, sql) => {
    expect(await attempt(sql)).toBe(1);
  });

  it('allows one reversal of a movement', async () => {
    const reversal = (quantity: number): string =>
      insert('reversal', null, 1, quantity)
        .replace('transaction_date)', 'transaction_date, reversal_of_id)')
        .replace("'2025-01-01')", "'2025-01-01', 1)");
    expect(await attempt(reversal(5))).toBe(1);
    await expect(attempt(`${reversal(5)}; ${reversal(4)}`)).rejects.toThrow(
      /uq_inventory_transactions_reversal_of_id/,
    );
  });

  it('keeps one balance per product, location and lot, also without a lot', async () => {
    const balance = 'INSERT INTO inventory (organization_id, product_id, location_id) VALUES (1, 1, 1)';
    await expect(attempt(`${balance}; ${balance}`)).rejects.toThrow(
      /uq_inventory_product_id_location_id_lot_id/,
    );
  });
});
