import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
let operator: Client;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
  manager = app.as('manager');
});
afterAll(() => app?.close());

const receive = async (productId: number, quantity: number | string, values: object = {}) =>
  (
    await operator
      .post('/inventory/receipts')
      .send({ product_id: productId, quantity, ...values })
      .expect(201)
  ).body[0];
const balancesOf = async (query: string) =>
  (await operator.get(`/inventory/balances?${query}`).expect(200)).body.data;

describe('balances', () => {
  it('are kept by product, location and lot, and say what is free', async () => {
    const product = await makeProduct(app, { track_lots: true });
    const bin = await makeLocation(app);
    const first = await receive(product.id, 5, { lot_number: 'A' });
    await receive(product.id, 7, { lot_number: 'A', location_id: bin.id });
    await receive(product.id, 2, { lot_number: 'B', location_id: bin.id });
    await operator
      .post('/inventory/reservations')
      .send({ product_id: product.id, quantity: 3, location_id: bin.id, lot_id: first.lot_id })
      .expect(201);
    const rows = await balancesOf(`product_id=${product.id}&location_id=${bin.id}`);
    expect(rows).toMatchObject([
      {
        lot_number: 'A',
        on_hand_quantity: '7',
        allocated_quantity: '3',
        available_quantity: '4',
        location_code: bin.code,
      },
      { lot_number: 'B', on_hand_quantity: '2', allocated_quantity: '0', available_quantity: '2' },
    ]);
    expect(await balancesOf(`lot_id=${first.lot_id}`)).toHaveLength(2);
    await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: 2, location_id: bin.id, lot_id: rows[1].lot_id })
      .expect(201);
    expect(await balancesOf(`product_id=${product.id}&location_id=${bin.id}`)).toHaveLength(1);
  });

  it('of another organization are not there', async () => {
    const product = await makeProduct(app);
    await receive(product.id, 1);
    const answer = await app.otherOrganization
      .get(`/inventory/balances?product_id=${product.id}`)
      .expect(200);
    expect(answer.body.data).toEqual([]);
    await app.otherOrganization.get(`/inventory/products/${product.id}/stock`).expect(404);
  });
});

describe('the stock of a product', () => {
  it('counts what is in quarantine, on hold or expired as on hand, but not as available', async () => {
    const product = await makeProduct(app, { track_lots: true });
    const quarantine = await makeLocation(app, { type: 'quarantine' });
    await receive(product.id, 1, { lot_number: 'GOOD', unit_cost: 2 });
    await receive(product.id, 10, { lot_number: 'AWAY', location_id: quarantine.id, unit_cost: 2 });
    const held = await receive(product.id, 100, { lot_number: 'HELD', unit_cost: 2 });
    await manager
      .patch(`/inventory/lots/${held.lot_id}`)
      .set('if-match', '"v1"')
      .send({ status: 'hold' })
      .expect(200);
    const old = await receive(product.id, 1000, { lot_number: 'OLD', unit_cost: 2 });
    await manager
      .patch(`/inventory/lots/${old.lot_id}`)
      .set('if-match', '"v1"')
      .send({ expiration_date: '2026-01-01' })
      .expect(200);
    expect(await stockOf(app, product.id)).toMatchObject({
      on_hand_quantity: '1111',
      available_quantity: '1',
      total_value: '2222',
      average_cost: '2',
    });
    const issue = await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: 2 })
      .expect(409);
    expect(issue.body).toMatchObject({ code: 'inventory.lot_blocked', available: '1' });
  });

  it('is nothing for a product that was never received', async () => {
    const product = await makeProduct(app);
    expect(await stockOf(app, product.id)).toMatchObject({
      on_hand_quantity: '0',
      available_quantity: '0',
      total_value: '0',
    });
    await operator.get('/inventory/products/999999/stock').expect(404);
  });

  it('fixes its unit and tracking', async () => {
    const product = await makeProduct(app);
    const change = (version: number, values: object) =>
      app.as('admin').patch(`/products/${product.id}`).set('if-match', `"v${version}"`).send(values);
    const changed = await change(1, { unit: 'KG' }).expect(200);
    await receive(product.id, 1);
    for (const values of [{ unit: 'EA' }, { track_lots: true }, { item_type: 'service' }]) {
      const refused = await change(changed.body.version, values);
      expect([refused.status, refused.body.code]).toEqual([409, 'products.product_in_use']);
    }
    await change(changed.body.version, { name: 'Another name' }).expect(200);
  });
});

describe('lots', () => {
  it('are found and changed under their version', async () => {
    const product = await makeProduct(app, { track_lots: true, shelf_life_days: 10 });
    const { lot_id: id } = await receive(product.id, 1, {
      lot_number: 'L-1',
      vendor_lot_number: 'V-9',
      transaction_date: '2026-02-20',
    });
    const lot = await operator.get(`/inventory/lots/${id}`).expect(200);
    expect(lot.body).toMatchObject({
      lot_number: 'L-1',
      vendor_lot_number: 'V-9',
      received_date: '2026-02-20',
      expiration_date: '2026-03-02',
      status: 'active',
    });
    expect(lot.body).not.toHaveProperty('organization_id');
    const patch = (version: number, values: object, client = manager) =>
      client.patch(`/inventory/lots/${id}`).set('if-match', `"v${version}"`).send(values);
    await patch(1, { status: 'hold', notes: 'Smells' }).expect(200);
    await patch(1, { status: 'active' }).expect(412);
    await patch(2, { status: 'depleted' }).expect(400);
    await patch(2, { status: 'active' }, operator).expect(403);
    await patch(2, { status: 'active' }, app.otherOrganization).expect(404);
    await app.otherOrganization.get(`/inventory/lots/${id}`).expect(404);
    const held = await operator.get(`/inventory/lots?product_id=${product.id}&status=hold`).expect(200);
    expect(held.body.data).toMatchObject([{ id, notes: 'Smells', version: 2 }]);
    expect((await operator.get('/inventory/lots?sort=received_date').expect(400)).body.code).toBe(
      'page.unknown_sort',
    );
  });

  it('that are named for stock that leaves must be the product’s own', async () => {
    const product = await makeProduct(app, { track_lots: true });
    const other = await makeProduct(app, { track_lots: true });
    await receive(product.id, 5, { lot_number: 'A' });
    const foreign = await receive(other.id, 5, { lot_number: 'B' });
    const adjust = (values: object) =>
      manager.post('/inventory/adjustments').send({ product_id: product.id, reason: 'test', ...values });
    const taken = await adjust({ quantity_change: -1, lot_number: 'NONE' });
    expect([taken.status, taken.body.code]).toEqual([422, 'inventory.unknown_lot']);
    expect(taken.body.errors).toMatchObject([{ pointer: '/lot_number' }]);
    const [down] = (await adjust({ quantity_change: -1, lot_number: 'A' }).expect(201)).body;
    expect(down.lot_number).toBe('A');
    const added = await adjust({ quantity_change: 1, lot_id: foreign.lot_id });
    expect([added.status, added.body.code]).toEqual([422, 'inventory.lot_of_other_product']);
    const unknown = await adjust({ quantity_change: 1, lot_id: 999_999 });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'inventory.unknown_lot']);
    const issued = await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: 1, lot_id: foreign.lot_id });
    expect([issued.status, issued.body.code]).toEqual([409, 'inventory.insufficient_stock']);
  });

  it('are adjusted in the lot that is named, not in the one that expires first', async () => {
    const product = await makeProduct(app, { track_lots: true });
    await receive(product.id, 5, { lot_number: 'SOON', expiration_date: '2999-01-01' });
    await receive(product.id, 5, { lot_number: 'LATE', expiration_date: '2999-12-31' });
    await manager
      .post('/inventory/adjustments')
      .send({ product_id: product.id, quantity_change: -2, lot_number: 'LATE', reason: 'Broken' })
      .expect(201);
    const rows = await balancesOf(`product_id=${product.id}`);
    expect(rows.map((row: Record<string, string>) => [row['lot_number'], row['on_hand_quantity']])).toEqual([
      ['SOON', '5'],
      ['LATE', '3'],
    ]);
  });
});

describe('a location that does not exist', () => {
  it.each([
    ['receipts', { quantity: 1, location_id: 999_999 }],
    ['adjustments', { quantity_change: 1, reason: 'x', location_id: 999_999 }],
    ['counts', { counted_quantity: 1, location_id: 999_999 }],
  ])('is a 422 for %s', async (kind, values) => {
    const product = await makeProduct(app);
    const answer = await manager.post(`/inventory/${kind}`).send({ product_id: product.id, ...values });
    expect([answer.status, answer.body.code]).toEqual([422, 'inventory.unknown_location']);
  });
});

describe('impossible counts', () => {
  it.each([{ counted_quantity: -1 }, { counted_quantity: '' }, {}])(
    '%j are refused and write nothing',
    async (values) => {
      const product = await makeProduct(app);
      await manager
        .post('/inventory/counts')
        .send({ product_id: product.id, ...values })
        .expect(400);
      const history = await manager.get(`/inventory/movements?product_id=${product.id}`).expect(200);
      expect(history.body.data).toEqual([]);
    },
  );

  it('of less than is reserved are refused', async () => {
    const product = await makeProduct(app);
    await receive(product.id, 10);
    await operator.post('/inventory/reservations').send({ product_id: product.id, quantity: 6 }).expect(201);
    const answer = await manager
      .post('/inventory/counts')
      .send({ product_id: product.id, counted_quantity: 5 });
    expect([answer.status, answer.body.code]).toEqual([409, 'inventory.not_available']);
    await manager.post('/inventory/counts').send({ product_id: product.id, counted_quantity: 6 }).expect(201);
  });
});

describe('amounts beyond all bounds', () => {
  it('are refused, and never rounded silently', async () => {
    const product = await makeProduct(app);
    const huge = { product_id: product.id, quantity: '99999999999', unit_cost: '99999999999' };
    const answer = await operator.post('/inventory/receipts').send(huge);
    expect([answer.status, answer.body.code]).toEqual([422, 'database.out_of_range']);
    await receive(product.id, '99999999999.999999999', { unit_cost: '0.000000001' });
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('99999999999.999999999');
    const more = await operator.post('/inventory/receipts').send({ product_id: product.id, quantity: 1 });
    expect([more.status, more.body.code]).toEqual([422, 'database.out_of_range']);
    await manager.post('/inventory/counts').send({ product_id: product.id, counted_quantity: 0 }).expect(201);
  });
});

describe('the proof of the ledger', () => {
  it('is clean after all of this', () => expectCleanLedger(app));

  it('is for who may see it, and of the own organization', async () => {
    await operator.get('/inventory/ledger/verify').expect(403);
    const other = await app.otherOrganization.get('/inventory/ledger/verify').expect(200);
    expect(other.body).toMatchObject({ is_clean: true, movements: 0 });
  });

  describe('finds what somebody falsified behind its back:', () => {
    const verify = async () =>
      (await manager.get('/inventory/ledger/verify').expect(200)).body as {
        is_clean: boolean;
        differences: Record<string, unknown>[];
      };
    const falsify = (sql: string, id: number) => asSuperuser(app, (db) => db.query(sql, [id]));

    it('a balance', async () => {
      const product = await makeProduct(app);
      const { to_location_id: location_id } = await receive(product.id, 5, { unit_cost: 1 });
      await falsify(
        'UPDATE inventory SET on_hand_quantity = on_hand_quantity + 1 WHERE product_id = $1',
        product.id,
      );
      expect(await verify()).toMatchObject({
        is_clean: false,
        differences: [{ check: 'balance_quantity', product_id: product.id, location_id, lot_id: null }],
      });
      const [difference] = (await verify()).differences;
      expect([Number(difference!['stored']), Number(difference!['computed'])]).toEqual([6, 5]);
      await falsify(
        'UPDATE inventory SET on_hand_quantity = on_hand_quantity - 1 WHERE product_id = $1',
        product.id,
      );
    });

    it('a value', async () => {
      const product = await makeProduct(app);
      await receive(product.id, 5, { unit_cost: 1 });
      await falsify(
        'UPDATE inventory_valuations SET total_value = total_value + 0.01 WHERE product_id = $1',
        product.id,
      );
      const { differences } = await verify();
      expect(differences).toMatchObject([{ check: 'product_value', product_id: product.id }]);
      await falsify(
        'UPDATE inventory_valuations SET total_value = total_value - 0.01 WHERE product_id = $1',
        product.id,
      );
    });

    it('an allocation', async () => {
      const product = await makeProduct(app);
      await receive(product.id, 5, { unit_cost: 1 });
      await operator
        .post('/inventory/reservations')
        .send({ product_id: product.id, quantity: 2 })
        .expect(201);
      await falsify('UPDATE inventory SET allocated_quantity = 0 WHERE product_id = $1', product.id);
      const { differences } = await verify();
      expect(differences).toMatchObject([{ check: 'allocated_quantity', product_id: product.id }]);
      await falsify('UPDATE inventory SET allocated_quantity = 2 WHERE product_id = $1', product.id);
    });

    it('a balance that vanished', async () => {
      const product = await makeProduct(app);
      await receive(product.id, 5, { unit_cost: 1 });
      await falsify('DELETE FROM inventory WHERE product_id = $1', product.id);
      expect((await verify()).differences).toMatchObject([
        { check: 'balance_quantity', product_id: product.id },
      ]);
      await falsify(
        `INSERT INTO inventory (organization_id, product_id, location_id, on_hand_quantity)
         SELECT organization_id, product_id, to_location_id, quantity FROM inventory_transactions WHERE product_id = $1`,
        product.id,
      );
    });

    it('a movement, once the trigger that guards it was taken away', async () => {
      const product = await makeProduct(app);
      await receive(product.id, 5, { unit_cost: 1 });
      const change = 'UPDATE inventory_transactions SET quantity = 4 WHERE product_id = $1';
      await expect(falsify(change, product.id)).rejects.toThrow(/never changed/);
      await asSuperuser(app, async (db) => {
        await db.query('ALTER TABLE inventory_transactions DISABLE TRIGGER refuse_update');
        await db.query(change, [product.id]);
        await db.query('ALTER TABLE inventory_transactions ENABLE TRIGGER refuse_update');
      });
      const { differences } = await verify();
      expect(differences.map((found) => [found['check'], found['product_id']])).toEqual([
        ['balance_quantity', product.id],
        ['product_value', product.id],
      ]);
    });
  });
});
