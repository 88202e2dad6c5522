import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';

let app: TestApp;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
});
afterAll(() => app?.close());

const ship = (id: number, body: object = {}) => operator.post(`/sales-orders/${id}/shipments`).send(body);
const status = (id: number, values: object) => operator.post(`/shipments/${id}/status`).send(values);
const openReservations = async (lineId: number) =>
  (
    await operator
      .get(`/inventory/reservations?reference_type=sales_order_line&reference_id=${lineId}&status=open`)
      .expect(200)
  ).body.data;

describe('a shipment', () => {
  it('takes stock at cost and says where each item came from', async () => {
    const product = await makeStock(app, 10, {}, { unit_cost: 7 });
    const order = await makeConfirmedOrder(app, [{ product_id: product, quantity: 3 }], {
      shipping_city: 'Springfield',
    });
    const body = { carrier: 'UPS', tracking_number: '1Z-1', package_count: 2 };
    const send = () => ship(order.id, body).set('idempotency-key', 'sh-1').expect(201);
    const { body: shipment } = await send();
    expect(shipment).toMatchObject({
      sales_order_id: order.id,
      status: 'pending',
      carrier: 'UPS',
      tracking_number: '1Z-1',
      destination_city: 'Springfield',
      items: [{ product_id: product, quantity: '3', sales_order_line_id: order.lines[0]!.id }],
      events: [{ status: 'pending' }],
    });
    expect(shipment.shipment_number).toMatch(/^SH-\d{4}-\d+$/);
    expect(shipment).not.toHaveProperty('organization_id');
    const movement = await operator
      .get(`/inventory/movements/${shipment.items[0].inventory_transaction_id}`)
      .expect(200);
    expect(movement.body).toMatchObject({
      transaction_type: 'shipment',
      total_cost: '21',
      reference_type: 'sales_order',
      reference_id: order.id,
    });
    expect((await send()).body).toEqual(shipment);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '7' });
    const undone = await app.as('manager').post(`/inventory/movements/${movement.body.id}/reversal`).send({});
    expect([undone.status, undone.body.code]).toEqual([409, 'inventory.not_reversible']);
  });

  it('is never more than is left of a line', async () => {
    const product = await makeStock(app, 10);
    const order = await makeConfirmedOrder(app, [{ product_id: product, quantity: 3 }]);
    const line_id = order.lines[0]!.id;
    const part = (quantity: number | string) => ship(order.id, { lines: [{ line_id, quantity }] });
    await part(1).expect(201);
    const tooMuch = await part('2.000000001').expect(409);
    expect(tooMuch.body).toMatchObject({
      code: 'sales.ships_too_much',
      remaining: '2',
      errors: [{ pointer: '/lines/0/quantity' }],
    });
    await part(2).expect(201);
    expect((await part(1).expect(409)).body).toMatchObject({
      code: 'sales.wrong_status',
      order_status: 'shipped',
    });
  });

  it.each([
    [
      'a line of another order',
      [{ line_id: 999_999, quantity: 1 }],
      'sales.unknown_line',
      '/lines/0/line_id',
    ],
    ['a line twice', [{ quantity: 1 }, { quantity: 1 }], 'sales.line_twice', '/lines/1/line_id'],
  ])('refuses %s', async (_name, lines, code, pointer) => {
    const order = await makeConfirmedOrder(app, [{ product_id: await makeStock(app, 10), quantity: 3 }]);
    const answer = await ship(order.id, {
      lines: lines.map((line) => ({ line_id: order.lines[0]!.id, ...line })),
    });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  });

  it('refuses a day in the future, and says which field it is', async () => {
    const order = await makeConfirmedOrder(app, [{ product_id: await makeStock(app, 10) }]);
    const answer = await ship(order.id, { ship_date: '2999-01-01' });
    expect([answer.status, answer.body.code]).toEqual([422, 'inventory.future_date']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/ship_date' }]);
  });

  it('has a tracking number of its own with its carrier', async () => {
    const product = await makeStock(app, 10);
    const order = () => makeConfirmedOrder(app, [{ product_id: product }]);
    await ship((await order()).id, { carrier: 'DHL', tracking_number: 'T-1' }).expect(201);
    const taken = await ship((await order()).id, { carrier: 'DHL', tracking_number: 'T-1' });
    expect([taken.status, taken.body.code]).toEqual([409, 'sales.tracking_number_taken']);
    await ship((await order()).id, { carrier: 'UPS', tracking_number: 'T-1' }).expect(201);
    const alone = await ship((await order()).id, { tracking_number: 'T-2' });
    expect([alone.status, alone.body.code]).toEqual([422, 'sales.tracking_needs_carrier']);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '8' });
  });

  it('picks what expires first, one item for each lot', async () => {
    const product = await makeStock(
      app,
      2,
      { track_lots: true },
      { lot_number: 'LATE', expiration_date: '2999-12-31' },
    );
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 2, lot_number: 'SOON', expiration_date: '2999-01-01' })
      .expect(201);
    const order = await makeConfirmedOrder(app, [{ product_id: product, quantity: 3 }]);
    const { items } = (await ship(order.id).expect(201)).body as {
      items: { quantity: string; lot_id: number }[];
    };
    expect(items.map((item) => item.quantity)).toEqual(['2', '1']);
    expect(new Set(items.map((item) => item.lot_id)).size).toBe(2);
  });
});

describe('stock that is kept for an order', () => {
  it('is given back when the order ships another lot than the one that is kept', async () => {
    const product = await makeStock(
      app,
      5,
      { track_lots: true },
      { lot_number: 'KEPT', expiration_date: '2999-01-01' },
    );
    const other = await operator
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 5, lot_number: 'NAMED', expiration_date: '2999-12-31' })
      .expect(201);
    const order = await makeConfirmedOrder(app, [{ product_id: product, quantity: 4 }]);
    const line_id = order.lines[0]!.id;
    expect(await openReservations(line_id)).toMatchObject([{ quantity_open: '4' }]);
    const named = (quantity: number) =>
      ship(order.id, { lines: [{ line_id, quantity, lot_id: other.body[0].lot_id }] });
    await named(1).expect(201);
    // Three are still to be shipped, so three of the kept lot stay kept.
    expect(await openReservations(line_id)).toMatchObject([{ quantity_open: '3' }]);
    await named(3).expect(201);
    expect(await openReservations(line_id)).toEqual([]);
    expect(await stockOf(app, product)).toMatchObject({
      on_hand_quantity: '6',
      allocated_quantity: '0',
      available_quantity: '6',
    });
  });

  it('does not stand in the way of its own order, but of every other', async () => {
    const product = await makeStock(app, 3);
    const first = await makeConfirmedOrder(app, [{ product_id: product, quantity: 3 }]);
    const second = await makeConfirmedOrder(app, [{ product_id: product, quantity: 1 }]);
    expect(second.lines[0]!.allocated_quantity).toBe('0');
    expect((await ship(second.id).expect(409)).body).toMatchObject({
      code: 'inventory.not_available',
      available: '0',
    });
    await ship(first.id).expect(201);
  });
});

describe('services of an order', () => {
  it('are shipped by being done, and move no stock', async () => {
    const product = await makeStock(app, 5);
    const service = await makeProduct(app, { item_type: 'service' });
    const order = await makeConfirmedOrder(app, [
      { product_id: service.id },
      { product_id: product, quantity: 2 },
    ]);
    const { body } = await ship(order.id).expect(201);
    expect(body.items).toHaveLength(2);
    const done = body.items.find((item: { product_id: number }) => item.product_id === service.id);
    expect(done).toMatchObject({ quantity: '1', inventory_transaction_id: null, location_id: null });
    const after = await operator.get(`/sales-orders/${order.id}`).expect(200);
    expect(after.body.status).toBe('shipped');
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '3' });
  });
});

describe('the way of a parcel', () => {
  it('is recorded step by step, and ends with its delivery', async () => {
    const order = await makeConfirmedOrder(app, [{ product_id: await makeStock(app, 1) }]);
    const { id } = (await ship(order.id).expect(201)).body as { id: number };
    await status(id, { status: 'in_transit', location: 'Hub', description: 'On the belt' }).expect(200);
    expect((await status(id, { status: 'label_created' }).expect(409)).body).toMatchObject({
      code: 'sales.wrong_shipment_status',
      shipment_status: 'in_transit',
      possible: ['out_for_delivery', 'delivered', 'exception'],
    });
    await status(id, { status: 'cancelled' }).expect(400);
    const delivered = await status(id, { status: 'delivered' }).expect(200);
    expect(delivered.body.events.map((event: { status: string }) => event.status)).toEqual([
      'pending',
      'in_transit',
      'delivered',
    ]);
    expect(delivered.body.delivered_at).not.toBeNull();
    await status(id, { status: 'exception' }).expect(409);
    const list = await operator.get('/shipments?status=delivered').expect(200);
    expect(list.body.data[0]).toMatchObject({ id });
    expect(list.text).not.toContain('organization_id');
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const order = await makeConfirmedOrder(app, [{ product_id: await makeStock(app, 1) }]);
    const { id } = (await ship(order.id).expect(201)).body as { id: number };
    await app.anonymous.get('/shipments').expect(401);
    await app.otherOrganization.get(`/shipments/${id}`).expect(404);
    await app.otherOrganization.post(`/shipments/${id}/status`).send({ status: 'delivered' }).expect(404);
    expect((await app.otherOrganization.get('/shipments').expect(200)).body.data).toEqual([]);
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
