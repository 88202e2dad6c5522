import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeVendor } from '../support/make/purchase-order.js';

let app: TestApp;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

const upload = async (kind: string, ...lines: string[]) =>
  (await app.as('admin').post(`/imports/${kind}`).set('content-type', 'text/csv').send(lines.join('\n')))
    .body;

describe('vendors', () => {
  it('are made, changed, and left alone the second time', async () => {
    const file = ['code,name,lead_time_days,is_active', 'ACME,Acme,7,', 'OLD,Old vendor,,false'];
    expect(await upload('vendors', ...file)).toMatchObject({ status: 'completed', rows_created: 2 });
    expect(await upload('vendors', ...file)).toMatchObject({ rows_unchanged: 2, rows_updated: 0 });
    const changed = await upload('vendors', 'code,payment_terms', 'ACME,30 days net', 'OLD,');
    expect(changed).toMatchObject({ rows_updated: 1, rows_unchanged: 1 });
    const { body } = await operator.get('/vendors?search=acme').expect(200);
    expect(body.data).toMatchObject([
      {
        code: 'ACME',
        name: 'Acme',
        lead_time_days: 7,
        payment_terms: '30 days net',
        currency_code: 'USD',
        version: 2,
      },
    ]);
  });

  it('say what is wrong with each row', async () => {
    const answer = await upload('vendors', 'code,name,currency_code', 'NAMELESS,,', 'EURO,Euro,euro');
    expect(answer).toMatchObject({ status: 'failed', rows_failed: 2 });
    expect(answer.errors).toMatchObject([
      { line: 2, errors: [{ pointer: '/name' }] },
      { line: 3, errors: [{ pointer: '/currency_code' }] },
    ]);
  });
});

describe('vendor items', () => {
  it('are made with a price, changed, and left alone the second time', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const header =
      'vendor_code,sku,purchase_unit,purchase_conversion,unit_price,min_order_qty,lead_time_days';
    const row = `${vendor.code},${product.sku},dz,1,18.50,5,7`;
    expect(await upload('vendor_items', header, row)).toMatchObject({ status: 'completed', rows_created: 1 });
    expect(await upload('vendor_items', header, row)).toMatchObject({ rows_unchanged: 1 });
    const dearer = await upload(
      'vendor_items',
      'vendor_code,sku,unit_price',
      `${vendor.code},${product.sku},19`,
    );
    expect(dearer).toMatchObject({ rows_updated: 1 });
    const { body } = await operator.get(`/vendor-items?product_id=${product.id}`).expect(200);
    expect(body.data).toMatchObject([
      {
        purchase_unit: 'DZ',
        purchase_conversion: '1',
        min_order_qty: '5',
        lead_time_days: 7,
        prices: [{ min_quantity: '0', unit_price: '19' }],
      },
    ]);
  });

  it('say what is wrong with each row', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const answer = await upload(
      'vendor_items',
      'vendor_code,sku,purchase_unit,min_order_qty,max_order_qty',
      `NOBODY,${product.sku},,,`,
      `${vendor.code},NOTHING,,,`,
      `${vendor.code},${product.sku},M,,`,
    );
    expect(answer.errors).toMatchObject([
      { line: 2, errors: [{ pointer: '/vendor_code' }] },
      { line: 3, errors: [{ pointer: '/sku' }] },
      { line: 4, errors: [{ pointer: '/purchase_conversion', code: 'purchasing.conversion_needed' }] },
    ]);
    const range = await upload(
      'vendor_items',
      'vendor_code,sku,min_order_qty,max_order_qty',
      `${vendor.code},${product.sku},5,4`,
    );
    expect(range.errors).toMatchObject([{ errors: [{ pointer: '/max_order_qty' }] }]);
  });
});

const HEADER =
  'external_reference,vendor_code,status,order_date,line_number,sku,quantity,unit_cost,quantity_accepted,quantity_rejected,received_date,shipping_cost,expected_date';

describe('purchase orders', () => {
  it('come with what was received and rejected, in the order of their days', async () => {
    const vendor = await makeVendor(app);
    const [first, second] = [await makeProduct(app), await makeProduct(app)];
    const file = [
      HEADER,
      // The later delivery stands first, in the file and by reference.
      `A-2,${vendor.code},received,2025-02-01,1,${first.sku},10,6,9,1,2025-02-10,0,`,
      `A-3,${vendor.code},received,2025-01-01,1,${first.sku},10,4,10,0,2025-01-10,30,2025-01-09`,
      `A-3,${vendor.code},received,2025-01-01,2,${second.sku},5,8,5,0,2025-01-20,30,`,
      `A-4,${vendor.code},ordered,2025-03-01,7,${second.sku},3,8,,,,0,`,
      `A-5,${vendor.code},draft,,1,${second.sku},3,8,,,,0,`,
      `A-6,${vendor.code},cancelled,2025-03-01,1,${second.sku},3,8,,,,0,`,
    ];
    const answer = await upload('purchase_orders', ...file);
    expect(answer.errors).toEqual([]);
    expect(answer).toMatchObject({ status: 'completed', rows_created: 6 });
    // 10 at 4 with half of the freight of 30, then 9 at 6: ten worth 55 and nine worth 54.
    expect(await stockOf(app, first.id)).toMatchObject({ on_hand_quantity: '19', total_value: '109' });
    expect(await stockOf(app, second.id)).toMatchObject({ on_hand_quantity: '5', total_value: '55' });

    const list = (await operator.get(`/purchase-orders?vendor_id=${vendor.id}`).expect(200)).body.data;
    const byReference = new Map(
      list.map((row: { external_reference: string }) => [row.external_reference, row]),
    );
    expect(byReference.get('A-3')).toMatchObject({
      status: 'received',
      subtotal: '80',
      total_amount: '110',
      landed_cost_allocated: '30',
      received_date: '2025-01-20',
      expected_date: '2025-01-09',
    });
    expect(byReference.get('A-4')).toMatchObject({ status: 'ordered', received_date: null });
    expect(byReference.get('A-5')).toMatchObject({ status: 'draft', order_date: null });
    expect(byReference.get('A-6')).toMatchObject({ status: 'cancelled' });
    for (const row of list as { po_number: string }[]) expect(row.po_number).toMatch(/^PO-\d{4}-\d{4}$/);
    const rejected = byReference.get('A-2') as { id: number };
    const order = (await operator.get(`/purchase-orders/${rejected.id}`).expect(200)).body;
    expect(order.lines).toMatchObject([{ quantity_received: '9', quantity_rejected: '1' }]);
    const receipts = (await operator.get(`/purchase-orders/${rejected.id}/receipts`).expect(200)).body.data;
    expect(receipts).toMatchObject([
      {
        received_date: '2025-02-10',
        lines: [{ quantity_accepted: '9', quantity_rejected: '1', unit_cost: '6' }],
      },
    ]);

    // A second run changes nothing.
    const again = await upload('purchase_orders', ...file);
    expect(again).toMatchObject({ rows_unchanged: 6, rows_created: 0, rows_updated: 0, rows_failed: 0 });
    expect((await operator.get(`/purchase-orders/${rejected.id}`)).body).toEqual(order);
    expect(await stockOf(app, first.id)).toMatchObject({ on_hand_quantity: '19', total_value: '109' });
  });

  it('go on from draft to received, and are not turned back', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const row = (status: string, quantity: number, accepted: string) =>
      upload(
        'purchase_orders',
        HEADER,
        `B-1,${vendor.code},${status},2025-01-01,1,${product.sku},${quantity},2,${accepted},,2025-01-05,0,`,
      );
    expect(await row('draft', 10, '')).toMatchObject({ rows_created: 1 });
    const draft = (await operator.get(`/purchase-orders?vendor_id=${vendor.id}`)).body.data[0];
    await app.as('manager').post(`/purchase-orders/${draft.id}/order`).expect(200);
    // The lead time has set no day, so the file that is behind says the same.
    expect(await row('draft', 10, '')).toMatchObject({ rows_unchanged: 1 });
    expect(await row('ordered', 12, '')).toMatchObject({ rows_updated: 1 });
    expect(await row('received', 12, '12')).toMatchObject({ rows_updated: 1 });
    const order = (await operator.get(`/purchase-orders/${draft.id}`)).body;
    expect(order).toMatchObject({
      po_number: draft.po_number,
      status: 'received',
      lines: [{ quantity_received: '12' }],
    });
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('12');
    const otherwise = await row('received', 12, '11');
    expect(otherwise.errors).toMatchObject([{ errors: [{ code: 'import.moved_on' }] }]);
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('12');
  });

  it('that are ordered come with what was received of them; the rest is received here', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const row = (reference: string, accepted: string) =>
      `${reference},${vendor.code},ordered,2025-01-01,1,${product.sku},10,2,${accepted},,2025-01-05,5,`;
    const file = [HEADER, row('P-1', '4'), row('P-2', '10')];
    expect(await upload('purchase_orders', ...file)).toMatchObject({ errors: [], rows_created: 2 });
    const orders = (await operator.get(`/purchase-orders?vendor_id=${vendor.id}`)).body.data as {
      id: number;
      external_reference: string;
    }[];
    const read = async (reference: string) => {
      const { id } = orders.find((order) => order.external_reference === reference)!;
      return (await operator.get(`/purchase-orders/${id}`).expect(200)).body;
    };
    const part = await read('P-1');
    expect(part).toMatchObject({
      status: 'partially_received',
      received_date: null,
      landed_cost_allocated: '2',
      lines: [{ quantity_received: '4' }],
    });
    expect(await read('P-2')).toMatchObject({ status: 'received', landed_cost_allocated: '5' });
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '14', total_value: '35' });
    expect(await upload('purchase_orders', ...file)).toMatchObject({ rows_unchanged: 2 });

    await operator
      .post(`/purchase-orders/${part.id}/receipts`)
      .send({ lines: [{ line_id: part.lines[0].id, quantity_accepted: '6' }] })
      .expect(201);
    expect(await read('P-1')).toMatchObject({ status: 'received', landed_cost_allocated: '5' });
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '20', total_value: '50' });
    // The file is behind; what came since stays.
    expect(await upload('purchase_orders', ...file)).toMatchObject({ rows_unchanged: 2 });
  });

  it('bring no more than was ordered and the company tolerates', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const { over_receipt_percent: tolerance } = (await app.as('manager').get('/settings/company').expect(200))
      .body as { over_receipt_percent: string };
    const most = 100 + Number(tolerance);
    const row = (reference: string, accepted: number) =>
      `${reference},${vendor.code},received,2025-01-01,1,${product.sku},100,2,${accepted},,2025-01-05,0,`;
    const answer = await upload('purchase_orders', HEADER, row('O-1', most), row('O-2', most + 1));
    expect(answer).toMatchObject({ status: 'failed', rows_created: 0, rows_failed: 1 });
    expect(answer.errors).toMatchObject([
      { line: 3, errors: [{ pointer: '/quantity_accepted', code: 'import.over_receipt' }] },
    ]);
    expect(await upload('purchase_orders', HEADER, row('O-1', most))).toMatchObject({ rows_created: 1 });
  });

  it('make the lots of products that are tracked by lots', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app, { track_lots: true });
    const header =
      'external_reference,vendor_code,status,line_number,sku,quantity,unit_cost,quantity_accepted,lot_number';
    const answer = await upload(
      'purchase_orders',
      header,
      `C-1,${vendor.code},received,1,${product.sku},1,2,1,`,
      `C-1,${vendor.code},received,2,${product.sku},1,2,1,OWN`,
    );
    expect(answer).toMatchObject({ rows_created: 2 });
    const lots = (await operator.get(`/inventory/lots?product_id=${product.id}`).expect(200)).body.data;
    expect(lots.map((lot: { lot_number: string }) => lot.lot_number).sort()).toEqual(['C-1-L1', 'OWN']);
    expect(lots[0]).toMatchObject({ vendor_id: vendor.id });
  });

  it('say what is wrong with each row, and bring in nothing', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    const closing = { closed_through: '2025-01-02' };
    const closed = await app.as('manager').post('/inventory/period-closings').send(closing).expect(201);
    const row = (reference: string, code: string, status: string, sku: string, rest: string) =>
      `${reference},${code},${status},2025-01-01,1,${sku},${rest}`;
    const answer = await upload(
      'purchase_orders',
      HEADER,
      row('D-1', 'NOBODY', 'draft', product.sku, '1,1,,,,0,'),
      row('D-2', vendor.code, 'draft', 'NOTHING', '1,1,,,,0,'),
      row('D-3', vendor.code, 'draft', product.sku, '1,1,1,,,0,'),
      row('D-4', vendor.code, 'received', product.sku, '1,1,1,,2025-01-02,0,'),
      row('D-5', vendor.code, 'draft', product.sku, '0,1,,,,0,'),
      row('D-6', vendor.code, 'draft', product.sku, '1,1,,,,0,'),
      `D-6,${vendor.code},ordered,2025-01-01,2,${product.sku},1,1,,,,0,`,
      row('D-7', vendor.code, 'draft', product.sku, '1,1,,,,0,'),
    );
    expect(answer).toMatchObject({ status: 'failed', rows_failed: 7 });
    const faults = answer.errors.map(
      (item: { line: number; errors: { pointer: string; code: string }[] }) => [
        item.line,
        item.errors[0]!.pointer,
        item.errors[0]!.code,
      ],
    );
    expect(faults).toEqual([
      [2, '/vendor_code', 'import.unknown_vendor'],
      [3, '/sku', 'import.unknown_product'],
      [4, '/quantity_accepted', 'import.not_received'],
      [5, '/received_date', 'import.period_closed'],
      [6, '/quantity', 'import.too_small'],
      [7, '/external_reference', 'import.group_has_errors'],
      [8, '/status', 'import.differs'],
    ]);
    expect((await operator.get(`/purchase-orders?vendor_id=${vendor.id}`)).body.data).toEqual([]);
    await app.as('admin').post(`/inventory/period-closings/${closed.body.id}/reopening`).send({}).expect(200);
  });

  it('of two thousand rows take as many statements as of two', async () => {
    const vendor = await makeVendor(app);
    const product = await makeProduct(app);
    // Days go down while references go up: the ledger takes them only when all are sorted together.
    const rows = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const order = index % Math.ceil(count / 2);
        const day = String(28 - (order % 28)).padStart(2, '0');
        const reference = `${prefix}-${order},${vendor.code},received,2025-01-01`;
        return `${reference},${index + 1},${product.sku},1,2,1,0,2025-${prefix === 'E' ? '01' : '02'}-${day},1,`;
      });
    const { Client: PgClient } = await import('pg');
    const count = async (lines: string[]) => {
      const query = jest.spyOn(PgClient.prototype, 'query');
      try {
        const answer = await upload('purchase_orders', HEADER, ...lines);
        expect(answer).toMatchObject({ status: 'completed', rows_created: lines.length });
        return query.mock.calls.length;
      } finally {
        query.mockRestore();
      }
    };
    const few = await count(rows('E', 2));
    const many = await count(rows('F', 2000));
    // The file itself is staged a thousand rows at a time.
    expect(many).toBeLessThanOrEqual(few + 2);
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '2002', total_value: '5005' });
  });
});
