import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeLocation, type MadeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse, type MadeWarehouse } from '../support/make/warehouse.js';

interface Rule {
  id: number;
  version: number;
}

let app: TestApp;
let manager: Client;
let operator: Client;
let warehouse: MadeWarehouse;
let dock: MadeLocation;
beforeAll(async () => {
  app = await startTestApp();
  [manager, operator] = [app.as('manager'), app.as('operator')];
});
afterAll(() => app?.close());
beforeEach(async () => {
  warehouse = await makeWarehouse(app);
  dock = await makeLocation(app, { type: 'dock', parent_id: warehouse.location_id });
});
afterEach(() => expectCleanLedger(app));

const RULES = '/inventory/put-away/rules';
const bin = () => makeLocation(app, { parent_id: warehouse.location_id });
const rule = async (values: object) => (await manager.post(RULES).send(values).expect(201)).body as Rule;
const propose = (product_id: number, quantity: number | string, values: object = {}) =>
  operator
    .post('/inventory/put-away/proposals')
    .send({ product_id, quantity, warehouse_id: warehouse.id, ...values });
const putAway = (lines: object[], values: object = {}, client = operator) =>
  client.post('/inventory/put-aways').send({ from_location_id: dock.id, lines, ...values });
const atDock = (quantity: number, product: object = {}, receipt: object = {}) =>
  makeStock(app, quantity, product as never, { location_id: dock.id, ...receipt });
const balances = async (product: number) =>
  Object.fromEntries(
    (
      (await operator.get(`/inventory/balances?product_id=${product}`).expect(200)).body.data as {
        location_id: number;
        on_hand_quantity: string;
      }[]
    ).map((row) => [row.location_id, row.on_hand_quantity]),
  );
const patch = (made: Rule, values: object, client = manager) =>
  client.patch(`${RULES}/${made.id}`).set('if-match', `"v${made.version}"`).send(values);

describe('put-away', () => {
  it('spreads 300 over bins of 200 and 300 by priority, and moves them there', async () => {
    const [first, second] = [await bin(), await bin()];
    const product = await atDock(300);
    await rule({ product_id: product, location_id: second.id, priority: 2, capacity: 300 });
    await rule({ product_id: product, location_id: first.id, priority: 1, capacity: 200 });
    const proposed = await propose(product, 300).expect(200);
    expect(proposed.body).toMatchObject({
      placed_quantity: '300',
      unplaced_quantity: '0',
      placed: [
        { location_id: first.id, location_code: first.code, quantity: '200', movement_ids: [] },
        { location_id: second.id, quantity: '100' },
      ],
    });
    expect(await balances(product)).toEqual({ [dock.id]: '300' });
    const moved = await putAway([{ product_id: product, quantity: 300 }]).expect(201);
    expect(moved.body).toMatchObject([
      { placed: [{ quantity: '200', movement_ids: [expect.any(Number)] }, { quantity: '100' }] },
    ]);
    expect(await balances(product)).toEqual({ [first.id]: '200', [second.id]: '100' });
    const movement = await operator
      .get(`/inventory/movements/${moved.body[0].placed[0].movement_ids[0] as number}`)
      .expect(200);
    expect(movement.body).toMatchObject({ transaction_type: 'transfer', reason: 'Put away' });
  });

  it('reports what has no room: 350 into 100 and 200', async () => {
    const [first, second] = [await bin(), await bin()];
    const product = await atDock(350);
    await rule({ product_id: product, location_id: first.id, priority: 1, capacity: 100 });
    await rule({ product_id: product, location_id: second.id, priority: 2, capacity: 200 });
    const moved = await putAway([{ product_id: product, quantity: 350 }]).expect(201);
    expect(moved.body).toMatchObject([{ placed_quantity: '300', unplaced_quantity: '50' }]);
    expect(await balances(product)).toEqual({ [dock.id]: '50', [first.id]: '100', [second.id]: '200' });
    const full = await putAway([{ product_id: product, quantity: 50 }]);
    expect([full.status, full.body.code]).toEqual([409, 'inventory.no_put_away_room']);
    expect((await propose(product, 50).expect(200)).body).toMatchObject({
      placed: [],
      unplaced_quantity: '50',
    });
  });

  it('knows rules of a product, of its category and those above, and for anything', async () => {
    const [own, ofCategory, forAll] = [await bin(), await bin(), await bin()];
    const category = (code: string, parent_id?: number) =>
      app.as('admin').post('/product-categories').send({ code, name: code, parent_id }).expect(201);
    const outer = (await category('PUT-OUTER')).body as { id: number };
    const inner = (await category('PUT-INNER', outer.id)).body as { id: number };
    const product = await atDock(30, { category_id: inner.id });
    const other = await atDock(5);
    await rule({ location_id: forAll.id, priority: 1, capacity: 8 });
    await rule({ category_id: outer.id, location_id: ofCategory.id, capacity: 10 });
    await rule({ product_id: product, location_id: own.id, capacity: 10 });
    const moved = await putAway([
      { product_id: other, quantity: 5 },
      { product_id: product, quantity: 30 },
    ]).expect(201);
    expect(moved.body[0]).toMatchObject({ unplaced_quantity: '0' });
    expect(moved.body[1].placed).toMatchObject([
      { location_id: own.id, quantity: '10' },
      { location_id: ofCategory.id, quantity: '10' },
      { location_id: forAll.id, quantity: '3' },
    ]);
    expect(moved.body[1].unplaced_quantity).toBe('7');
  });

  it('takes lots that are named, else the oldest first', async () => {
    const target = await bin();
    const product = await atDock(5, { track_lots: true }, { lot_number: 'A', expiration_date: '2099-01-01' });
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 5, lot_number: 'B', unit_cost: 1, location_id: dock.id })
      .expect(201);
    await rule({ product_id: product, location_id: target.id });
    const moved = await putAway([{ product_id: product, quantity: 7 }]).expect(201);
    expect(moved.body[0].placed[0].movement_ids).toHaveLength(2);
  });

  it('moves all lines or none', async () => {
    const target = await bin();
    const [enough, short] = [await atDock(5), await atDock(1)];
    await rule({ location_id: target.id });
    const refused = await putAway([
      { product_id: enough, quantity: 5 },
      { product_id: short, quantity: 2 },
    ]);
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.insufficient_stock']);
    expect(refused.body.errors).toMatchObject([{ pointer: '/lines/1/quantity' }]);
    expect(await balances(enough)).toEqual({ [dock.id]: '5' });
  });

  it('refuses what cannot be', async () => {
    const lost = await makeLocation(app);
    const product = await atDock(1);
    const cases: [object[], object, string, string][] = [
      [[{ product_id: 999_999, quantity: 1 }], {}, 'products.unknown_product', '/lines/0/product_id'],
      [
        [{ product_id: product, quantity: 1 }],
        { from_location_id: 999_999 },
        'inventory.unknown_location',
        '/from_location_id',
      ],
      [
        [{ product_id: product, quantity: 1 }],
        { from_location_id: lost.id },
        'inventory.put_away_outside',
        '/from_location_id',
      ],
    ];
    for (const [lines, values, code, pointer] of cases) {
      const answer = await putAway(lines, values);
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        422,
        code,
        pointer,
      ]);
    }
    for (const lines of [[], [{ product_id: product, quantity: 0 }], [{ product_id: product }]])
      await putAway(lines).expect(400);
    const nowhere = await propose(product, 1, { warehouse_id: 999_999 });
    expect([nowhere.status, nowhere.body.code]).toEqual([422, 'inventory.unknown_warehouse']);
    await putAway([{ product_id: product, quantity: 1 }], {}, app.otherOrganization).expect(422);
    await app.anonymous.post('/inventory/put-aways').send({}).expect(401);
  });

  it('is done once for one Idempotency-Key', async () => {
    const product = await atDock(10);
    await rule({ product_id: product, location_id: (await bin()).id });
    const send = () =>
      operator
        .post('/inventory/put-aways')
        .set('idempotency-key', 'put-1')
        .send({ from_location_id: dock.id, lines: [{ product_id: product, quantity: 4 }] })
        .expect(201);
    expect((await send()).body).toEqual((await send()).body);
    expect((await balances(product))[dock.id]).toBe('6');
  });
});

describe('put-away rules', () => {
  it('are made, changed, listed and deleted', async () => {
    const target = await bin();
    const product = await makeProduct(app);
    const made = await rule({ product_id: product.id, location_id: target.id });
    expect(made).toMatchObject({ priority: 100, capacity: null, is_active: true });
    const changed = (await patch(made, { capacity: '5.5', priority: 1 }).expect(200)).body as Rule;
    expect(changed).toMatchObject({ capacity: '5.5', priority: 1 });
    await patch(made, { priority: 2 }).expect(412);
    const { data } = (await operator.get(`${RULES}?product_id=${product.id}`).expect(200)).body;
    expect(data).toEqual([changed]);
    await patch(changed, { priority: 2 }, operator).expect(403);
    await patch(changed, { priority: 2 }, app.otherOrganization).expect(404);
    await app.otherOrganization.get(`${RULES}/${made.id}`).expect(404);
    await manager.delete(`${RULES}/${made.id}`).set('if-match', '"v2"').expect(204);
    await manager.get(`${RULES}/${made.id}`).expect(404);
  });

  it('stand once for a subject and location, and name what exists', async () => {
    const target = await bin();
    const product = await makeProduct(app);
    await rule({ product_id: product.id, location_id: target.id });
    const twice = await manager.post(RULES).send({ product_id: product.id, location_id: target.id });
    expect([twice.status, twice.body.code]).toEqual([409, 'inventory.put_away_rule_taken']);
    const cases: [object, string, string][] = [
      [{ product_id: 1, category_id: 1 }, 'inventory.put_away_subject', '/category_id'],
      [{ product_id: 999_999 }, 'products.unknown_product', '/product_id'],
      [{ category_id: 999_999 }, 'inventory.unknown_category', '/category_id'],
      [{ location_id: 999_999 }, 'inventory.unknown_location', '/location_id'],
      [{ location_id: (await makeLocation(app)).id }, 'inventory.put_away_outside', '/location_id'],
    ];
    for (const [values, code, pointer] of cases) {
      const answer = await manager.post(RULES).send({ location_id: target.id, ...values });
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        422,
        code,
        pointer,
      ]);
    }
    for (const values of [{ capacity: 0 }, { priority: 0 }, { location_id: null }])
      await manager
        .post(RULES)
        .send({ location_id: target.id, ...values })
        .expect(400);
  });
});
