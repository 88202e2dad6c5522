import { type Client, PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeCustomer } from '../support/make/customer.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder, type MadeOrder, makeSalesOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { makeUser } from '../support/make/user.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
});
afterAll(() => app?.close());

const act = (id: number, action: string, body: object = {}) =>
  manager.post(`/sales-orders/${id}/${action}`).send(body);
const ship = (id: number, body: object = {}) =>
  app.as('operator').post(`/sales-orders/${id}/shipments`).send(body);
const deliver = (id: number) =>
  app.as('operator').post(`/shipments/${id}/status`).send({ status: 'delivered' });
const get = async (id: number) =>
  (await manager.get(`/sales-orders/${id}`).expect(200)).body as MadeOrder & Record<string, unknown>;
const patch = (order: { id: number; version: number }, values: object) =>
  manager.patch(`/sales-orders/${order.id}`).set('if-match', `"v${order.version}"`).send(values);
async function eventsOf(id: number): Promise<string[]> {
  const { rows } = await asSuperuser(app, (db) =>
    db.query<{ event_type: string }>(
      `SELECT event_type FROM outbox WHERE aggregate_type = 'sales_order' AND aggregate_id = $1 ORDER BY id`,
      [id],
    ),
  );
  return rows.map((row) => row.event_type);
}

describe('a sales order', () => {
  it('goes from draft over partial shipments to completion', async () => {
    const [first, second] = [await makeStock(app, 10), await makeStock(app, 2)];
    const order = await makeSalesOrder(app, [
      { product_id: first, quantity: 4 },
      { product_id: second, quantity: 3 },
    ]);
    expect(order).toMatchObject({
      status: 'draft',
      fulfillment_status: 'pending',
      payment_status: 'pending',
      version: 1,
    });
    expect(order.order_number).toMatch(/^SO-\d{4}-\d+$/);
    expect(await stockOf(app, first)).toMatchObject({ allocated_quantity: '0' });

    const confirmed = (await act(order.id, 'confirm').expect(200)).body as MadeOrder;
    expect(confirmed).toMatchObject({
      status: 'confirmed',
      version: 2,
      lines: [{ allocated_quantity: '4' }, { allocated_quantity: '2' }],
    });
    expect(await stockOf(app, first)).toMatchObject({ available_quantity: '6' });

    const [lineA, lineB] = confirmed.lines;
    await ship(order.id, {
      lines: [
        { line_id: lineA!.id, quantity: 4 },
        { line_id: lineB!.id, quantity: 1 },
      ],
    }).expect(201);
    expect(await get(order.id)).toMatchObject({
      status: 'partially_shipped',
      fulfillment_status: 'partially_shipped',
      lines: [
        { shipped_quantity: '4', allocated_quantity: '0' },
        { shipped_quantity: '1', allocated_quantity: '1' },
      ],
    });
    const short = await ship(order.id).expect(409);
    expect(short.body).toMatchObject({ code: 'inventory.insufficient_stock', available: '1' });

    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: second, quantity: 5 })
      .expect(201);
    expect((await act(order.id, 'allocate').expect(200)).body.lines[1]).toMatchObject({
      allocated_quantity: '2',
    });
    await ship(order.id).expect(201);
    expect(await get(order.id)).toMatchObject({ status: 'shipped', fulfillment_status: 'shipped' });
    expect(await stockOf(app, second)).toMatchObject({ on_hand_quantity: '4', allocated_quantity: '0' });

    const { data } = (await manager.get(`/shipments?sales_order_id=${order.id}`).expect(200)).body as {
      data: { id: number }[];
    };
    await deliver(data[0]!.id).expect(200);
    expect(await get(order.id)).toMatchObject({ status: 'shipped' });
    await deliver(data[1]!.id).expect(200);
    expect(await get(order.id)).toMatchObject({ status: 'delivered', fulfillment_status: 'delivered' });
    expect((await get(order.id))['delivery_date']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await act(order.id, 'complete').expect(200);
    expect((await act(order.id, 'complete').expect(409)).body).toMatchObject({
      code: 'sales.wrong_status',
      possible: [],
    });
    expect(await eventsOf(order.id)).toEqual([
      'sales_order.confirmed',
      'sales_order.shipped',
      'sales_order.shipped',
      'sales_order.delivered',
      'sales_order.completed',
    ]);
  });

  it('is held and resumed where it was, and keeps what is reserved', async () => {
    const product = await makeStock(app, 10);
    const order = await makeConfirmedOrder(app, [{ product_id: product, quantity: 4 }]);
    await act(order.id, 'hold').expect(200);
    const shipped = await ship(order.id).expect(409);
    expect(shipped.body).toMatchObject({ code: 'sales.wrong_status', order_status: 'on_hold' });
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '4' });
    expect((await act(order.id, 'resume').expect(200)).body.status).toBe('confirmed');
    await act(order.id, 'resume').expect(409);
    await ship(order.id, { lines: [{ line_id: order.lines[0]!.id, quantity: 1 }] }).expect(201);
    await act(order.id, 'hold').expect(200);
    expect((await act(order.id, 'resume').expect(200)).body.status).toBe('partially_shipped');
  });

  it('gives back what was reserved when it is cancelled, and is not cancelled once something left', async () => {
    const product = await makeStock(app, 10);
    const order = await makeConfirmedOrder(app, [{ product_id: product, quantity: 4 }]);
    await act(order.id, 'cancel').expect(400);
    const cancelled = await act(order.id, 'cancel', { reason: 'Changed their mind' }).expect(200);
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      cancellation_reason: 'Changed their mind',
      lines: [{ allocated_quantity: '0' }],
    });
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '0', available_quantity: '10' });
    await act(order.id, 'confirm').expect(409);
    const other = await makeConfirmedOrder(app, [{ product_id: product, quantity: 4 }]);
    await ship(other.id, { lines: [{ line_id: other.lines[0]!.id, quantity: 1 }] }).expect(201);
    await act(other.id, 'cancel', { reason: 'x' }).expect(409);
    await act(other.id, 'hold').expect(200);
    expect((await act(other.id, 'cancel', { reason: 'x' }).expect(409)).body.code).toBe(
      'sales.already_shipped',
    );
  });

  it('is confirmed once for one Idempotency-Key, and refused without', async () => {
    const product = await makeStock(app, 10);
    const order = await makeSalesOrder(app, [{ product_id: product, quantity: 4 }]);
    const confirm = () => manager.post(`/sales-orders/${order.id}/confirm`).set('idempotency-key', 'so-1');
    const first = await confirm().expect(200);
    expect((await confirm().expect(200)).body).toEqual(first.body);
    await act(order.id, 'confirm').expect(409);
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '4' });
  });
});

describe('a draft', () => {
  it('is changed under its version, with its totals', async () => {
    const product = await makeProduct(app, { selling_price: '12.5' });
    const order = await makeSalesOrder(
      app,
      [
        { product_id: product.id, quantity: 3, unit_price: undefined },
        { product_id: product.id, unit_price: 10 },
      ],
      { tax_rate: '8.25', shipping_cost: '5.004' },
    );
    expect(order).toMatchObject({
      subtotal: '47.5',
      tax_amount: '3.92',
      shipping_cost: '5',
      total_amount: '56.42',
      lines: [{ unit_price: '12.5', line_total: '37.5', tax_rate: '8.25' }, { line_total: '10' }],
    });
    const discounted = {
      lines: [{ product_id: product.id, quantity: 4, discount_percent: 10, tax_rate: 0 }],
      shipping_cost: 0,
    };
    const changed = (await patch(order, discounted).expect(200)).body as MadeOrder;
    expect(changed).toMatchObject({
      subtotal: '45',
      discount_total: '5',
      tax_amount: '0',
      total_amount: '45',
      version: 2,
    });
    expect(changed.lines).toHaveLength(1);
    const stale = await patch(order, { notes: 'late' }).expect(412);
    expect(stale.body).toMatchObject({ code: 'precondition.stale', current_etag: '"v2"' });
    await manager.patch(`/sales-orders/${order.id}`).send({ notes: 'x' }).expect(428);
    await act(order.id, 'confirm').expect(200);
    expect((await patch({ ...order, version: 3 }, { notes: 'x' }).expect(409)).body.code).toBe(
      'sales.wrong_status',
    );
  });

  it('goes to the customer’s address unless it says otherwise', async () => {
    const product = await makeProduct(app);
    const customer = await makeCustomer(app, {
      company_name: 'ACME',
      shipping_city: 'Springfield',
      shipping_country: 'USA',
    });
    const lines = [{ product_id: product.id }];
    expect(await makeSalesOrder(app, lines, { customer_id: customer.id })).toMatchObject({
      shipping_name: 'ACME',
      shipping_city: 'Springfield',
    });
    const other = await makeSalesOrder(app, lines, {
      customer_id: customer.id,
      shipping_city: 'Shelbyville',
    });
    expect(other).toMatchObject({ shipping_city: 'Shelbyville', shipping_country: 'USA' });
  });

  it.each([
    [
      'an unknown product',
      { lines: [{ product_id: 999_999, quantity: 1, unit_price: 1 }] },
      422,
      'sales.unknown_product',
      '/lines/0/product_id',
    ],
    ['a line without a price', { lines: [{ quantity: 1 }] }, 422, 'sales.no_price', '/lines/0/unit_price'],
    ['an unknown customer', { customer_id: 999_999 }, 422, 'sales.unknown_customer', '/customer_id'],
    ['no lines', { lines: [] }, 400, 'request.invalid', '/lines'],
    [
      'a quantity of nothing',
      { lines: [{ quantity: 0, unit_price: 1 }] },
      400,
      'request.invalid',
      '/lines/0/quantity',
    ],
    [
      'a discount of 101 per cent',
      { lines: [{ quantity: 1, unit_price: 1, discount_percent: 101 }] },
      400,
      'request.invalid',
      '/lines/0/discount_percent',
    ],
    [
      'an unknown field in a line',
      { lines: [{ quantity: 1, unit_price: 1, colour: 'red' }] },
      400,
      'request.unknown_field',
      '/lines/0/colour',
    ],
  ])('refuses %s', async (_name, values: Record<string, unknown>, status, code, pointer) => {
    const product = await makeProduct(app);
    const customer = await makeCustomer(app);
    const given = (values['lines'] ?? [{ quantity: 1, unit_price: 1 }]) as object[];
    const lines = given.map((line) => ({ product_id: product.id, ...line }));
    const answer = await manager.post('/sales-orders').send({ customer_id: customer.id, ...values, lines });
    expect(answer.status).toBe(status);
    const codes = [
      answer.body.code,
      ...(answer.body.errors ?? []).map((error: { code: string }) => error.code),
    ];
    expect(codes).toContain(code);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  it('is cancelled, and never shipped', async () => {
    const order = await makeSalesOrder(app, [{ product_id: await makeStock(app, 1) }]);
    expect((await ship(order.id).expect(409)).body).toMatchObject({
      order_status: 'draft',
      possible: ['confirmed', 'cancelled'],
    });
    await act(order.id, 'cancel', { reason: 'x' }).expect(200);
  });
});

describe('a customer’s user', () => {
  it('sees its own customer’s orders and shipments, and nothing else', async () => {
    const product = await makeStock(app, 10);
    const [own, foreign] = [await makeCustomer(app), await makeCustomer(app)];
    const user = await makeUser(app, { role: 'customer', customer_id: own.id });
    const client = await app.signIn(user.email, PASSWORD);
    const mine = await makeConfirmedOrder(app, [{ product_id: product }], { customer_id: own.id });
    const theirs = await makeConfirmedOrder(app, [{ product_id: product }], { customer_id: foreign.id });
    const sent = (await ship(theirs.id).expect(201)).body as { id: number };
    const received = (await ship(mine.id).expect(201)).body as { id: number };
    const ids = async (path: string) =>
      (await client.get(path).expect(200)).body.data.map((row: { id: number }) => row.id);
    expect(await ids('/sales-orders')).toEqual([mine.id]);
    expect(await ids(`/sales-orders?customer_id=${foreign.id}`)).toEqual([mine.id]);
    expect(await ids('/shipments')).toEqual([received.id]);
    expect(await ids(`/shipments?sales_order_id=${theirs.id}`)).toEqual([]);
    await client.get(`/sales-orders/${mine.id}`).expect(200);
    await client.get(`/shipments/${received.id}`).expect(200);
    expect((await client.get(`/sales-orders/${theirs.id}`).expect(404)).body.code).toBe(
      'sales.order_not_found',
    );
    expect((await client.get(`/shipments/${sent.id}`).expect(404)).body.code).toBe(
      'sales.shipment_not_found',
    );
    for (const path of ['/customers', '/inventory/balances', '/users', '/products'])
      await client.get(path).expect(403);
    await client.post(`/sales-orders/${mine.id}/hold`).expect(403);
    await client.post(`/sales-orders/${mine.id}/shipments`).send({}).expect(403);
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const order = await makeSalesOrder(app, [{ product_id: await makeStock(app, 1) }]);
    await app.anonymous.get('/sales-orders').expect(401);
    await app.as('operator').get(`/sales-orders/${order.id}`).expect(200);
    await app.as('operator').post(`/sales-orders/${order.id}/confirm`).expect(403);
    const other = app.otherOrganization;
    await other.get(`/sales-orders/${order.id}`).expect(404);
    await other.post(`/sales-orders/${order.id}/confirm`).expect(404);
    await other.post(`/sales-orders/${order.id}/shipments`).send({}).expect(404);
    expect((await other.get('/sales-orders').expect(200)).body.data).toEqual([]);
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
