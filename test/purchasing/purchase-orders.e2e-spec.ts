import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeDraft, makeOrder, makeVendor, readOrder } from '../support/make/purchase-order.js';
import { makeFilament } from '../support/make/spool.js';

let app: TestApp;
let manager: Client;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

const draftOf = (body: object) => manager.post('/purchase-orders').send(body);
const change = (id: number, version: number, body: object, line = '') =>
  manager.patch(`/purchase-orders/${id}${line}`).set('if-match', `"v${version}"`).send(body);
const receive = (id: number, lines: object[]) =>
  operator.post(`/purchase-orders/${id}/receipts`).send({ lines });

describe('creating', () => {
  it('adds up lines, tax and shipping', async () => {
    const product = await makeProduct(app);
    const line = { product_id: product.id, unit_cost: 5 };
    const order = await makeDraft(
      app,
      [
        { ...line, quantity_ordered: 2 },
        { ...line, quantity_ordered: 3 },
      ],
      { tax_amount: '2.50', shipping_cost: '4' },
    );
    expect(order).toMatchObject({
      status: 'draft',
      subtotal: '25',
      total_amount: '31.5',
      currency_code: 'USD',
    });
    expect(order.po_number).toMatch(/^PO-\d{4}-\d{4}$/);
    expect(order.lines.map((row) => row.line_number)).toEqual([1, 2]);
  });

  it('takes unit, conversion and price from vendor item, product and stock unit, in this order', async () => {
    const vendor = await makeVendor(app);
    const filament = await makeFilament(app, { standard_cost: '0.02' });
    const bare = await makeDraft(app, [{ product_id: filament.id, quantity_ordered: 3 }], {
      vendor_id: vendor.id,
    });
    expect(bare.lines[0]).toMatchObject({
      purchase_unit: 'KG',
      purchase_conversion: '1000',
      unit_cost: '20',
    });
    const item = {
      vendor_id: vendor.id,
      product_id: filament.id,
      purchase_unit: 'LB',
      prices: [{ unit_price: 9 }, { min_quantity: 10, unit_price: 8 }],
    };
    await manager.post('/vendor-items').send(item).expect(201);
    const lines = [
      { product_id: filament.id, quantity_ordered: 2 },
      { product_id: filament.id, quantity_ordered: 10 },
      { product_id: filament.id, quantity_ordered: '453.59237', purchase_unit: 'G' },
      { product_id: filament.id, quantity_ordered: 2, unit_cost: '9.99' },
    ];
    const order = await makeDraft(app, lines, { vendor_id: vendor.id });
    expect(order.lines).toMatchObject([
      { purchase_unit: 'LB', purchase_conversion: '453.59237', unit_cost: '9', line_total: '18' },
      { unit_cost: '8' },
      { purchase_unit: 'G', purchase_conversion: '1', unit_cost: '0.019841604', line_total: '9' },
      { unit_cost: '9.99' },
    ]);
  });

  it('refuses what the vendor does not sell, unless told to ignore it', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const item = { vendor_id: vendor.id, product_id: product.id, min_order_qty: 1000, order_multiple: 250 };
    await manager.post('/vendor-items').send(item).expect(201);
    const body = {
      vendor_id: vendor.id,
      lines: [{ product_id: product.id, quantity_ordered: 10, unit_cost: 1 }],
    };
    const answer = await draftOf(body).expect(422);
    expect(answer.body).toMatchObject({
      code: 'purchasing.order_rule',
      errors: [{ pointer: '/lines/0/quantity_ordered' }],
      min_order_qty: '1000',
      next_below: null,
      next_above: '1000',
    });
    await draftOf({ ...body, ignore_order_rules: true }).expect(201);
  });

  it('refuses what nobody knows: price, unit, conversion, vendor, product, rate', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const line = { product_id: product.id, quantity_ordered: 1 };
    const refused = async (header: object, lineValues: object) => {
      const body = { vendor_id: vendor.id, ...header, lines: [{ ...line, ...lineValues }] };
      const answer = await draftOf(body).expect(422);
      return [answer.body.code, answer.body.errors[0].pointer];
    };
    expect(await refused({}, {})).toEqual(['purchasing.price_needed', '/lines/0/unit_cost']);
    expect(await refused({}, { purchase_unit: 'VAT' })).toEqual([
      'purchasing.unknown_unit',
      '/lines/0/purchase_unit',
    ]);
    expect(await refused({}, { purchase_unit: 'M' })).toEqual([
      'purchasing.conversion_needed',
      '/lines/0/purchase_conversion',
    ]);
    expect(await refused({ vendor_id: 999_999 }, {})).toEqual(['purchasing.unknown_vendor', '/vendor_id']);
    expect(await refused({}, { product_id: 999_999 })).toEqual([
      'products.unknown_product',
      '/lines/0/product_id',
    ]);
    expect(await refused({ currency_code: 'EUR' }, {})).toEqual([
      'purchasing.exchange_rate_needed',
      '/exchange_rate',
    ]);
    expect(await refused({ exchange_rate: 2 }, {})).toEqual([
      'purchasing.exchange_rate_not_one',
      '/exchange_rate',
    ]);
    const inactive = await makeVendor(app, { is_active: false });
    expect(await refused({ vendor_id: inactive.id }, {})).toEqual([
      'purchasing.vendor_inactive',
      '/vendor_id',
    ]);
    const old = await makeProduct(app);
    await manager.patch(`/products/${old.id}`).set('if-match', '"v1"').send({ is_active: false }).expect(200);
    expect(await refused({}, { product_id: old.id })).toEqual([
      'purchasing.product_inactive',
      '/lines/0/product_id',
    ]);
  });

  it('happens once however often the request comes, and not by operators', async () => {
    const vendor = await makeVendor(app);
    const send = () =>
      manager
        .post('/purchase-orders')
        .set('idempotency-key', 'po')
        .send({ vendor_id: vendor.id })
        .expect(201);
    expect((await send()).body).toEqual((await send()).body);
    const found = await operator.get(`/purchase-orders?vendor_id=${vendor.id}`).expect(200);
    expect(found.body.data).toHaveLength(1);
    await operator.post('/purchase-orders').send({ vendor_id: vendor.id }).expect(403);
  });
});

describe('placing, cancelling, closing', () => {
  it('gives lines the day of their lead time in working days', async () => {
    const vendor = await makeVendor(app, { lead_time_days: 10 });
    const slow = await makeProduct(app);
    const quick = await makeProduct(app);
    const item = {
      vendor_id: vendor.id,
      product_id: quick.id,
      lead_time_days: 1,
      prices: [{ unit_price: 1 }],
    };
    await manager.post('/vendor-items').send(item).expect(201);
    const order = await makeOrder(
      app,
      [
        { product_id: slow.id, quantity_ordered: 1, unit_cost: 1 },
        { product_id: quick.id, quantity_ordered: 1 },
        { product_id: slow.id, quantity_ordered: 1, unit_cost: 1, expected_date: '2026-03-09' },
      ],
      { vendor_id: vendor.id, order_date: '2026-03-06' },
    );
    // The sixth of March 2026 is a Friday.
    expect(order).toMatchObject({
      status: 'ordered',
      expected_date: '2026-03-20',
      lines: [
        { expected_date: '2026-03-20' },
        { expected_date: '2026-03-09' },
        { expected_date: '2026-03-09' },
      ],
    });
  });

  it('refuses an order without lines, and every step that is not the next', async () => {
    const empty = await makeDraft(app, []);
    const answer = await manager.post(`/purchase-orders/${empty.id}/order`).expect(422);
    expect(answer.body.code).toBe('purchasing.order_empty');
    const closed = await manager.post(`/purchase-orders/${empty.id}/close`).expect(409);
    expect(closed.body).toMatchObject({
      code: 'purchasing.wrong_status',
      order_status: 'draft',
      possible: ['ordered', 'cancelled'],
    });
    await manager.post(`/purchase-orders/${empty.id}/cancel`).expect(200);
    await manager.post(`/purchase-orders/${empty.id}/cancel`).expect(409);
    await manager.post(`/purchase-orders/${empty.id}/order`).expect(409);
    await change(empty.id, 2, { status: 'received' }).expect(400);
    await change(empty.id, 2, { notes: 'too late' }).expect(409);
  });

  it('cancels only while nothing came; a part that came can be closed', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 5, unit_cost: 1 }]);
    await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 2 }]).expect(201);
    await manager.post(`/purchase-orders/${order.id}/cancel`).expect(409);
    const closed = await manager.post(`/purchase-orders/${order.id}/close`).expect(200);
    expect(closed.body.status).toBe('closed');
    await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 1 }]).expect(409);
  });

  it('tells the world', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 1, unit_cost: 1 }]);
    await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 1 }]).expect(201);
    await manager.post(`/purchase-orders/${order.id}/close`).expect(200);
    const { Client: PgClient } = await import('pg');
    const client = new PgClient({ connectionString: app.database.url });
    await client.connect();
    try {
      await client.query('SET app.organization_id = 1');
      const { rows } = await client.query(
        `SELECT event_type FROM outbox WHERE aggregate_type = 'purchase_order' AND aggregate_id = $1 ORDER BY id`,
        [order.id],
      );
      expect(rows.map((row: { event_type: string }) => row.event_type)).toEqual([
        'purchase_order.ordered',
        'purchase_order.received',
        'purchase_order.closed',
      ]);
    } finally {
      await client.end();
    }
  });
});

describe('changing lines', () => {
  it('adds, changes and removes, and the totals follow', async () => {
    const product = await makeProduct(app);
    const order = await makeDraft(app, [{ product_id: product.id, quantity_ordered: 1, unit_cost: 10 }]);
    const line = { product_id: product.id, quantity_ordered: 3, unit_cost: '0.335' };
    const added = (await manager.post(`/purchase-orders/${order.id}/lines`).send(line).expect(201)).body;
    expect(added).toMatchObject({ version: 2, subtotal: '11.01', total_amount: '11.01' });
    const path = `/lines/${added.lines[1].id}`;
    const changed = await change(order.id, 2, { quantity_ordered: 4 }, path).expect(200);
    expect(changed.body).toMatchObject({
      version: 3,
      subtotal: '11.34',
      lines: [{}, { unit_cost: '0.335' }],
    });
    await change(order.id, 2, { quantity_ordered: 5 }, path).expect(412);
    await change(order.id, 3, { quantity_ordered: 5 }, '/lines/999999').expect(404);
    const removed = await manager
      .delete(`/purchase-orders/${order.id}${path}`)
      .set('if-match', '"v3"')
      .expect(200);
    expect(removed.body).toMatchObject({ subtotal: '10', lines: [{ line_number: 1 }] });
  });

  it('never goes below what came, and keeps a line of which something came', async () => {
    const product = await makeProduct(app);
    const line = { product_id: product.id, quantity_ordered: 10, unit_cost: 1 };
    const order = await makeOrder(app, [line, line]);
    const [first, second] = order.lines;
    await receive(order.id, [{ line_id: first!.id, quantity_accepted: 7 }]).expect(201);
    const path = `/lines/${first!.id}`;
    const below = await change(order.id, 3, { quantity_ordered: 6 }, path).expect(409);
    expect(below.body).toMatchObject({ code: 'purchasing.below_received', quantity_received: '7' });
    const unit = await change(order.id, 3, { purchase_unit: 'DZ' }, path).expect(409);
    expect(unit.body.code).toBe('purchasing.already_received');
    const kept = await manager
      .delete(`/purchase-orders/${order.id}${path}`)
      .set('if-match', '"v3"')
      .expect(409);
    expect(kept.body.code).toBe('purchasing.line_received');
    const lowered = await change(order.id, 3, { quantity_ordered: 7 }, path).expect(200);
    expect(lowered.body.status).toBe('partially_received');
    // Without the line that has not come the order is complete.
    const complete = await manager
      .delete(`/purchase-orders/${order.id}/lines/${second!.id}`)
      .set('if-match', '"v4"')
      .expect(200);
    expect(complete.body).toMatchObject({ status: 'received', received_date: expect.any(String) });
  });

  it('keeps the last line of an order that is placed', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 10, unit_cost: 1 }]);
    await manager
      .delete(`/purchase-orders/${order.id}/lines/${order.lines[0]!.id}`)
      .set('if-match', `"v${order.version}"`)
      .expect(422);
  });
});

describe('changing the header', () => {
  it('recomputes the total, and settles terms once something came', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 10, unit_cost: 20 }], {
      shipping_cost: 50,
    });
    await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 4 }]).expect(201);
    const raised = await change(order.id, 3, { shipping_cost: 60, external_reference: 'INV-7' }).expect(200);
    expect(raised.body).toMatchObject({
      total_amount: '260',
      landed_cost_allocated: '20',
      external_reference: 'INV-7',
    });
    const lowered = await change(order.id, 4, { shipping_cost: 19 }).expect(409);
    expect(lowered.body).toMatchObject({
      code: 'purchasing.shipping_below_allocated',
      landed_cost_allocated: '20',
    });
    const rate = await change(order.id, 4, { currency_code: 'EUR', exchange_rate: 2 }).expect(409);
    expect(rate.body.code).toBe('purchasing.already_received');
    const vendor = await makeVendor(app);
    await change(order.id, 4, { vendor_id: vendor.id }).expect(409);
  });

  it('a draft may go to another vendor', async () => {
    const order = await makeDraft(app, []);
    const vendor = await makeVendor(app);
    const moved = await change(order.id, 1, { vendor_id: vendor.id }).expect(200);
    expect(moved.body.vendor_code).toBe(vendor.code);
  });
});

it('refuses an external reference without a character, which would be a key like any other', async () => {
  const vendor = await makeVendor(app);
  const refused = await app
    .as('manager')
    .post('/purchase-orders')
    .send({ vendor_id: vendor.id, external_reference: ' ' })
    .expect(400);
  expect(refused.body.errors).toMatchObject([{ pointer: '/external_reference' }]);
});

describe('reading', () => {
  it('filters, searches and pages', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const line = { product_id: product.id, quantity_ordered: 1, unit_cost: 1 };
    const ids = [];
    for (let count = 0; count < 3; count += 1) {
      ids.unshift(
        (await makeDraft(app, [line], { vendor_id: vendor.id, external_reference: `EXT-${count}` })).id,
      );
    }
    const list = async (query: string) =>
      (await operator.get(`/purchase-orders?vendor_id=${vendor.id}&${query}`).expect(200)).body;
    const first = await list('limit=2');
    const rest = await list(`limit=2&cursor=${first.page.next}`);
    expect([...first.data, ...rest.data].map((row: { id: number }) => row.id)).toEqual(ids);
    expect((await list('status=ordered')).data).toEqual([]);
    expect((await list(`product_id=${product.id}`)).data).toHaveLength(3);
    expect((await list('search=ext-1')).data).toHaveLength(1);
    await operator.get('/purchase-orders?status=nonsense').expect(400);
  });

  it('shows nothing to another organization', async () => {
    const order = await makeDraft(app, []);
    const other = app.otherOrganization;
    await other.get(`/purchase-orders/${order.id}`).expect(404);
    await other.post(`/purchase-orders/${order.id}/cancel`).expect(404);
    await other.get(`/purchase-orders/${order.id}/receipts`).expect(404);
    await other
      .patch(`/purchase-orders/${order.id}`)
      .set('if-match', '"v1"')
      .send({ notes: 'x' })
      .expect(404);
    expect((await readOrder(app, order.id)).status).toBe('draft');
  });
});
