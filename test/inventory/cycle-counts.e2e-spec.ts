import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse, type MadeWarehouse } from '../support/make/warehouse.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
let manager: Client;
let operator: Client;
let warehouse: MadeWarehouse;
beforeAll(async () => {
  app = await startTestApp();
  [manager, operator] = [app.as('manager'), app.as('operator')];
});
afterAll(() => app?.close());
beforeEach(async () => {
  warehouse = await makeWarehouse(app);
});
afterEach(() => expectCleanLedger(app));

const SETTINGS = '/inventory/cycle-counts/settings';
const settings = async (client = manager) =>
  (await client.get(SETTINGS).expect(200)).body as { version: number };
const change = async (values: object, client = manager) =>
  client
    .patch(SETTINGS)
    .set('if-match', `"v${(await settings()).version}"`)
    .send(values);
const due = async (query = '') =>
  (await operator.get(`/inventory/cycle-counts/due?warehouse_id=${warehouse.id}${query}`).expect(200)).body
    .data as Record<string, unknown>[];
const plan = (values: object = {}, client = manager) =>
  client.post('/inventory/cycle-counts').send({ warehouse_id: warehouse.id, ...values });
const classify = (client = manager) => client.post('/inventory/abc-classifications').send({});

/** Stock of which so much is used. */
async function used(quantity: number): Promise<number> {
  const product = await makeStock(app, quantity + 10, {}, { location_id: warehouse.location_id });
  if (quantity > 0)
    await manager.post('/inventory/issues').send({ product_id: product, quantity }).expect(201);
  return product;
}

/** Makes stock so many days older than it is: nobody wants to wait for the test. */
const age = (product: number, days: number) =>
  asSuperuser(app, (db) =>
    db.query(
      `UPDATE inventory SET created_at = created_at - make_interval(days => $2),
              last_counted_at = last_counted_at - make_interval(days => $2) WHERE product_id = $1`,
      [product, days],
    ),
  );

describe('cycle counts', () => {
  it('classify products by what was used of them in a year', async () => {
    const products = [];
    for (const quantity of [700, 100, 100, 50, 30, 20, 0]) products.push(await used(quantity));
    const undone = await used(0);
    const issue = await manager
      .post('/inventory/issues')
      .send({ product_id: undone, quantity: 5 })
      .expect(201);
    await manager
      .post(`/inventory/movements/${issue.body[0].id as number}/reversal`)
      .send({})
      .expect(201);
    const answer = (await classify().expect(201)).body;
    expect(answer).toMatchObject({
      annual_value: '1000',
      classes: [
        { abc_class: 'A', products: 2, annual_value: '800' },
        { abc_class: 'B', products: 2, annual_value: '150' },
        { abc_class: 'C', annual_value: '50' },
      ],
    });
    const listed = (await operator.get('/inventory/abc-classes?limit=4').expect(200)).body;
    expect(listed.data).toMatchObject([
      { product_id: products[0], abc_class: 'A', position: 1, annual_value: '700', cumulative_percent: '70' },
      { product_id: products[1], abc_class: 'A', cumulative_percent: '80' },
      { product_id: products[2], abc_class: 'B' },
      { product_id: products[3], abc_class: 'B', cumulative_percent: '95' },
    ]);
    const cClass = await operator.get(`/inventory/abc-classes?abc_class=C&product_id=${undone}`).expect(200);
    expect(cClass.body.data).toMatchObject([{ annual_value: '0' }]);
    expect(await due('&abc_class=A')).toEqual([]);
    await age(products[0]!, 29);
    expect(await due()).toEqual([]);
    await age(products[0]!, 1);
    await age(products[6]!, 400);
    expect((await due()).map((place) => [place.product_id, place.abc_class])).toEqual([
      [products[6], 'C'],
      [products[0], 'A'],
    ]);
    expect(await due('&abc_class=A')).toHaveLength(1);
    await classify().expect(201);
  });

  it('plan a stocktake of what is due, which is then due no more', async () => {
    const [old, older, fresh] = [await used(0), await used(0), await used(0)];
    await age(old, 200);
    await age(older, 300);
    expect((await due()).map((place) => place.product_id)).toEqual([older, old]);
    const planned = (await plan({ lines_max: 1, is_blind: true, tolerance_percent: 5 }).expect(201)).body;
    expect(planned).toMatchObject({
      status: 'planned',
      scope: 'places',
      is_blind: true,
      figures: { lines: 1 },
    });
    expect((await due()).map((place) => place.product_id)).toEqual([old]);
    await manager
      .post('/inventory/receipts')
      .send({ product_id: older, quantity: 2, unit_cost: 1, location_id: warehouse.location_id })
      .expect(201);
    const path = `/inventory/stocktakes/${planned.id as number}`;
    await manager.post(`${path}/start`).send({}).expect(200);
    const items = (await manager.get(`${path}/items`).expect(200)).body.data as { id: number }[];
    expect(items).toMatchObject([{ product_id: older, expected_quantity: '12' }]);
    await operator
      .post(`${path}/counts`)
      .send({ lines: [{ item_id: items[0]!.id, quantity: 12 }] })
      .expect(201);
    await manager.post(`${path}/complete`).send({}).expect(200);
    expect((await due()).map((place) => place.product_id)).toEqual([old]);
    await age(older, 180);
    const again = await due();
    expect(again.map((place) => place.product_id)).toEqual([old, older]);
    expect(again[1]!.last_counted_at).not.toBeNull();
    await plan().expect(201);
    const nothing = await plan();
    expect([nothing.status, nothing.body.code]).toEqual([409, 'inventory.nothing_due']);
    expect(fresh).toBeGreaterThan(0);
  });

  it('are planned at once by several without counting a place twice', async () => {
    for (let index = 0; index < 3; index += 1) await age(await used(0), 200);
    const answers = await Promise.all(Array.from({ length: 8 }, () => plan({ lines_max: 1 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
  });

  it('follow settings of the organization', async () => {
    expect(await settings()).toMatchObject({
      a_percent: '80',
      b_percent: '15',
      a_days: 30,
      b_days: 90,
      c_days: 180,
    });
    const product = await used(0);
    await age(product, 10);
    expect(await due()).toEqual([]);
    expect((await change({ c_days: 7 })).body).toMatchObject({ c_days: 7, a_days: 30 });
    expect(await due()).toMatchObject([{ product_id: product }]);
    expect(await settings(app.otherOrganization)).toMatchObject({ c_days: 180 });
    const much = await change({ a_percent: 90 });
    expect([much.status, much.body.code]).toEqual([422, 'inventory.abc_shares_too_large']);
    for (const values of [{ a_days: 0 }, { a_percent: 101 }, { odd: 1 }])
      expect((await change(values)).status).toBe(400);
    await manager.patch(SETTINGS).set('if-match', '"v99"').send({ a_days: 3 }).expect(412);
    await manager.patch(SETTINGS).send({ a_days: 3 }).expect(428);
    expect((await change({ c_days: 180 })).status).toBe(200);
  });

  it('belong to those who may, in one organization, once for one key', async () => {
    await age(await used(0), 200);
    await plan({}, operator).expect(403);
    await classify(operator).expect(403);
    expect((await change({ a_days: 3 }, operator)).status).toBe(403);
    const foreign = await plan({}, app.otherOrganization);
    expect([foreign.status, foreign.body.code]).toEqual([422, 'inventory.unknown_warehouse']);
    const send = () =>
      manager
        .post('/inventory/cycle-counts')
        .set('idempotency-key', 'c-1')
        .send({ warehouse_id: warehouse.id })
        .expect(201);
    expect((await send()).body).toEqual((await send()).body);
    await app.anonymous.get('/inventory/cycle-counts/due').expect(401);
  });
});
