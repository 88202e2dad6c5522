import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
});
afterAll(() => app?.close());

async function makeStock(quantity: number, values: object = {}) {
  const product = await makeProduct(app);
  await operator
    .post('/inventory/receipts')
    .send({ product_id: product.id, quantity, unit_cost: 1, ...values })
    .expect(201);
  return product.id;
}
const reserve = (product_id: number, quantity: number | string, values: object = {}) =>
  operator.post('/inventory/reservations').send({ product_id, quantity, ...values });
const release = (id: number) => operator.post(`/inventory/reservations/${id}/release`);

describe('a reservation', () => {
  it('keeps stock from everybody else until it is released', async () => {
    const product = await makeStock(10);
    const [made] = (await reserve(product, '6.5').expect(201)).body;
    expect(made).toMatchObject({
      quantity: '6.5',
      quantity_open: '6.5',
      status: 'open',
      reference_type: 'manual',
      priority: 3,
    });
    expect(made).not.toHaveProperty('organization_id');
    expect(await stockOf(app, product)).toMatchObject({
      on_hand_quantity: '10',
      allocated_quantity: '6.5',
      available_quantity: '3.5',
    });
    const issue = (quantity: number) =>
      operator.post('/inventory/issues').send({ product_id: product, quantity });
    const refused = await issue(4).expect(409);
    expect(refused.body).toMatchObject({ code: 'inventory.not_available', available: '3.5', on_hand: '10' });
    await issue(3).expect(201);
    const closed = await release(made.id).expect(200);
    expect(closed.body).toMatchObject({ id: made.id, quantity_open: '0', status: 'released' });
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '0', available_quantity: '7' });
    expect((await release(made.id).expect(409)).body.code).toBe('inventory.reservation_closed');
    await issue(7).expect(201);
  });

  it('is all or nothing, and says how much is free', async () => {
    const product = await makeStock(5);
    await reserve(product, 3).expect(201);
    const answer = await reserve(product, 3).expect(409);
    expect(answer.body).toMatchObject({
      code: 'inventory.not_available',
      requested: '3',
      available: '2',
      errors: [{ pointer: '/quantity' }],
    });
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '3' });
  });

  it('is spread over places and released as one', async () => {
    const product = await makeStock(2);
    const bin = await makeLocation(app);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 2, location_id: bin.id })
      .expect(201);
    const rows = (await reserve(product, 3).expect(201)).body as { id: number; quantity: string }[];
    expect(rows.map(({ quantity }) => quantity).sort()).toEqual(['1', '2']);
    await release(rows[0]!.id).expect(200);
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '0' });
    const listed = await operator
      .get(`/inventory/reservations?product_id=${product}&status=released`)
      .expect(200);
    expect(listed.body.data).toHaveLength(2);
  });

  it('keeps to the place that is named, and to no quarantine', async () => {
    const product = await makeStock(2);
    const bin = await makeLocation(app);
    const quarantine = await makeLocation(app, { type: 'quarantine' });
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 9, location_id: quarantine.id })
      .expect(201);
    expect((await reserve(product, 1, { location_id: bin.id }).expect(409)).body.available).toBe('0');
    expect((await reserve(product, 3).expect(409)).body.available).toBe('2');
  });

  it.each([
    ['nothing', { quantity: 0 }, 400],
    ['less than nothing', { quantity: -1 }, 400],
    ['an unknown product', { product_id: 999_999, quantity: 1 }, 422],
    ['an unknown priority', { quantity: 1, priority: 9 }, 400],
  ])('of %s is refused', async (_name, values, status) => {
    const product = await makeStock(1);
    await operator
      .post('/inventory/reservations')
      .send({ product_id: product, ...values })
      .expect(status);
  });

  it('of a service is refused', async () => {
    const service = await makeProduct(app, { item_type: 'service' });
    expect((await reserve(service.id, 1).expect(422)).body.code).toBe('inventory.product_not_found');
  });

  it('is made once for one Idempotency-Key', async () => {
    const product = await makeStock(10);
    const send = () => reserve(product, 4).set('idempotency-key', 'res-1').expect(201);
    expect((await send()).body).toEqual((await send()).body);
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '4' });
  });

  it('does not hinder a count that leaves it enough, a transfer neither', async () => {
    const product = await makeStock(10);
    const bin = await makeLocation(app);
    const [made] = (await reserve(product, 4).expect(201)).body;
    const transfer = (quantity: number) =>
      operator
        .post('/inventory/transfers')
        .send({ product_id: product, quantity, from_location_id: made.location_id, to_location_id: bin.id });
    expect((await transfer(7).expect(409)).body).toMatchObject({
      code: 'inventory.not_available',
      available: '6',
    });
    await transfer(6).expect(201);
    await app
      .as('manager')
      .post('/inventory/counts')
      .send({ product_id: product, counted_quantity: 4 })
      .expect(201);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '10', allocated_quantity: '4' });
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const product = await makeStock(1);
    const [made] = (await reserve(product, 1).expect(201)).body;
    await app.anonymous.get('/inventory/reservations').expect(401);
    await app.otherOrganization.post(`/inventory/reservations/${made.id}/release`).expect(404);
    expect((await app.otherOrganization.get('/inventory/reservations').expect(200)).body.data).toEqual([]);
    const foreign = await app.otherOrganization
      .post('/inventory/reservations')
      .send({ product_id: product, quantity: 1 });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'inventory.product_not_found']);
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
