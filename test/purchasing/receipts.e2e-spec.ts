import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder, readOrder } from '../support/make/purchase-order.js';
import { makeFilament } from '../support/make/spool.js';

let app: TestApp;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
});
afterAll(() => app?.close());
// Whatever a test did, history and balances agree.
afterEach(() => expectCleanLedger(app));

const receive = (id: number, lines: object[], header: object = {}) =>
  operator.post(`/purchase-orders/${id}/receipts`).send({ ...header, lines });

describe('receiving a part', () => {
  it('converts units and prices once, at the door', async () => {
    const filament = await makeFilament(app);
    const order = await makeOrder(app, [
      { product_id: filament.id, quantity_ordered: 3, unit_cost: '19.99' },
    ]);
    const line = order.lines[0]!;
    const receipt = (await receive(order.id, [{ line_id: line.id, quantity_accepted: 2 }]).expect(201)).body;
    expect(receipt).toMatchObject({
      po_number: order.po_number,
      lines: [
        {
          quantity_accepted: '2',
          purchase_unit: 'KG',
          stock_quantity: '2000',
          stock_unit: 'G',
          unit_cost: '0.01999',
        },
      ],
    });
    expect(receipt.receipt_number).toMatch(/^RC-\d{4}-\d{4}$/);
    expect(await stockOf(app, filament.id)).toMatchObject({ on_hand_quantity: '2000', total_value: '39.98' });
    const movement = await operator
      .get(`/inventory/movements/${receipt.lines[0].inventory_transaction_id}`)
      .expect(200);
    expect(movement.body).toMatchObject({
      transaction_type: 'receipt',
      quantity: '2000',
      total_cost: '39.98',
      reference_type: 'purchase_order',
      reference_id: order.id,
    });
    expect(await readOrder(app, order.id)).toMatchObject({
      status: 'partially_received',
      received_date: null,
      lines: [{ quantity_received: '2', quantity_open: '1' }],
    });
  });

  it('2 LB at 9.00 are 907.18474 g worth 18.00', async () => {
    const filament = await makeFilament(app);
    const line = { product_id: filament.id, quantity_ordered: 2, purchase_unit: 'LB', unit_cost: 9 };
    const order = await makeOrder(app, [line]);
    await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 2 }]).expect(201);
    expect(await stockOf(app, filament.id)).toMatchObject({
      on_hand_quantity: '907.18474',
      total_value: '18',
    });
  });

  it('kilograms into pounds add up to the whole over three deliveries', async () => {
    const product = await makeProduct(app, { item_type: 'material', unit: 'LB', purchase_uom: 'KG' });
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 1, unit_cost: 10 }]);
    for (const part of ['0.333333333', '0.333333333', '0.333333334']) {
      await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: part }]).expect(201);
    }
    expect(await stockOf(app, product.id)).toMatchObject({
      on_hand_quantity: '2.204622622',
      total_value: '10',
    });
    expect((await readOrder(app, order.id)).status).toBe('received');
  });

  it('averages: 10 at 52.80, then 30 at 60, are 58.20 each, the last 60', async () => {
    const product = await makeProduct(app);
    for (const [quantity, cost] of [
      [10, '52.8'],
      [30, '60'],
    ]) {
      const order = await makeOrder(app, [
        { product_id: product.id, quantity_ordered: quantity, unit_cost: cost },
      ]);
      await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: quantity }]).expect(201);
    }
    const { body } = await operator.get(`/products/${product.id}`).expect(200);
    expect(body).toMatchObject({ average_cost: '58.2', last_cost: '60' });
  });

  it('a foreign currency is valued at the rate of the order', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 2, unit_cost: 10 }], {
      currency_code: 'EUR',
      exchange_rate: '1.1',
      shipping_cost: 1,
    });
    await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 2 }]).expect(201);
    expect(await stockOf(app, product.id)).toMatchObject({ total_value: '23.1' });
  });
});

describe('landed cost', () => {
  it('10 at 20 with freight 50: four at 25.00, and the rest takes the rest', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 10, unit_cost: 20 }], {
      shipping_cost: 50,
    });
    const lineId = order.lines[0]!.id;
    const first = await receive(order.id, [{ line_id: lineId, quantity_accepted: 4 }]).expect(201);
    expect(first.body.lines[0]).toMatchObject({ unit_cost: '25', landed_cost: '20' });
    const second = await receive(order.id, [{ line_id: lineId, quantity_accepted: 6 }]).expect(201);
    expect(second.body.lines[0]).toMatchObject({ unit_cost: '25', landed_cost: '30' });
    expect(await readOrder(app, order.id)).toMatchObject({ status: 'received', landed_cost_allocated: '50' });
    expect((await stockOf(app, product.id))['total_value']).toBe('250');
  });

  it('thirds leave nothing over', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 3, unit_cost: 1 }], {
      shipping_cost: 10,
    });
    for (let part = 0; part < 3; part += 1) {
      await receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: 1 }]).expect(201);
    }
    expect(await readOrder(app, order.id)).toMatchObject({ landed_cost_allocated: '10' });
    expect((await stockOf(app, product.id))['total_value']).toBe('13');
  });
});

describe('refusals', () => {
  it('before the order is placed, and after everything came', async () => {
    const product = await makeProduct(app);
    const body = { product_id: product.id, quantity_ordered: 1, unit_cost: 1 };
    const draft = await app
      .as('manager')
      .post('/purchase-orders')
      .send({ vendor_id: (await makeOrder(app, [body])).vendor_id, lines: [body] })
      .expect(201);
    const lineId = draft.body.lines[0].id;
    const early = await receive(draft.body.id, [{ line_id: lineId, quantity_accepted: 1 }]).expect(409);
    expect(early.body).toMatchObject({ code: 'purchasing.wrong_status', order_status: 'draft' });
    await app.as('manager').post(`/purchase-orders/${draft.body.id}/order`).expect(200);
    await receive(draft.body.id, [{ line_id: lineId, quantity_accepted: 1 }]).expect(201);
    await receive(draft.body.id, [{ line_id: lineId, quantity_accepted: 1 }]).expect(409);
  });

  it('of 100: 50, then −10, then more than there is, then the other 50', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 100, unit_cost: 1 }]);
    const part = (quantity: number) =>
      receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: quantity }]);
    await part(50).expect(201);
    await part(-10).expect(400);
    const over = await part(51).expect(409);
    expect(over.body).toMatchObject({ code: 'purchasing.over_receipt', remaining: '50', receivable: '50' });
    await part(50).expect(201);
    expect((await readOrder(app, order.id)).status).toBe('received');
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('100');
  });

  it('the same line twice, a line of another order, nothing at all, sums that do not add up, the future', async () => {
    const product = await makeProduct(app);
    const body = { product_id: product.id, quantity_ordered: 10, unit_cost: 1 };
    const order = await makeOrder(app, [body]);
    const foreign = (await makeOrder(app, [body])).lines[0]!.id;
    const lineId = order.lines[0]!.id;
    const one = { line_id: lineId, quantity_accepted: 1 };
    const codeOf = async (lines: object[], header = {}) =>
      (await receive(order.id, lines, header).expect(422)).body.code;
    expect(await codeOf([one, one])).toBe('purchasing.line_twice');
    expect(await codeOf([{ ...one, line_id: foreign }])).toBe('purchasing.unknown_line');
    expect(await codeOf([{ ...one, quantity_accepted: 0 }])).toBe('purchasing.nothing_received');
    const mismatch = { ...one, quantity_rejected: 1, quantity_received: 3 };
    expect(await codeOf([mismatch])).toBe('purchasing.quantity_mismatch');
    expect(await codeOf([one], { received_date: '2099-01-01' })).toBe('inventory.future_date');
    expect(await codeOf([{ ...one, lot_number: 'L' }])).toBe('inventory.lot_not_tracked');
    await receive(order.id, [], {}).expect(400);
    expect(await codeOf([one], { location_id: 999_999 })).toBe('inventory.unknown_location');
    expect(await readOrder(app, order.id)).toMatchObject({
      status: 'ordered',
      lines: [{ quantity_received: '0' }],
    });
  });

  it('a day of a closed period', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 3, unit_cost: 1 }]);
    const lines = [{ line_id: order.lines[0]!.id, quantity_accepted: 1 }];
    await receive(order.id, lines).expect(201);
    await receive(order.id, lines, { received_date: '2020-01-02' }).expect(201);
    const closing = { closed_through: '2020-01-01' };
    await app.as('manager').post('/inventory/period-closings').send(closing).expect(201);
    const answer = await receive(order.id, lines, { received_date: '2020-01-01' }).expect(409);
    expect(answer.body).toMatchObject({
      code: 'inventory.period_closed',
      errors: [{ pointer: '/received_date' }],
    });
  });

  it('tolerates as much more as the company does', async () => {
    const product = await makeProduct(app);
    const { headers } = await app.as('admin').get('/settings/company').expect(200);
    const settings = { over_receipt_percent: 10 };
    const changed = await app
      .as('admin')
      .patch('/settings/company')
      .set('if-match', headers.etag!)
      .send(settings)
      .expect(200);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 10, unit_cost: 1 }], {
      shipping_cost: 5,
    });
    const part = (quantity: number) =>
      receive(order.id, [{ line_id: order.lines[0]!.id, quantity_accepted: quantity }]);
    expect((await part(12).expect(409)).body).toMatchObject({ remaining: '10', receivable: '11' });
    await part(11).expect(201);
    expect(await readOrder(app, order.id)).toMatchObject({ status: 'received', landed_cost_allocated: '5' });
    const back = { over_receipt_percent: 0 };
    await app
      .as('admin')
      .patch('/settings/company')
      .set('if-match', changed.headers.etag!)
      .send(back)
      .expect(200);
  });

  it('another organization’s order does not exist; a request that comes twice is done once', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 2, unit_cost: 1 }]);
    const body = { lines: [{ line_id: order.lines[0]!.id, quantity_accepted: 1 }] };
    await app.otherOrganization.post(`/purchase-orders/${order.id}/receipts`).send(body).expect(404);
    const send = () =>
      operator
        .post(`/purchase-orders/${order.id}/receipts`)
        .set('idempotency-key', 'rc')
        .send(body)
        .expect(201);
    const first = await send();
    expect((await send()).body).toEqual(first.body);
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('1');
    await app.otherOrganization.get(`/purchase-receipts/${first.body.id}`).expect(404);
    expect((await operator.get(`/purchase-receipts/${first.body.id}`).expect(200)).body).toEqual(first.body);
  });
});

describe('rejected goods', () => {
  it('are counted and do not enter the stock', async () => {
    const product = await makeProduct(app);
    const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 10, unit_cost: 3 }]);
    const lineId = order.lines[0]!.id;
    const body = { line_id: lineId, quantity_accepted: 6, quantity_rejected: 2, quantity_received: 8 };
    const receipt = await receive(order.id, [body]).expect(201);
    expect(receipt.body.lines[0]).toMatchObject({
      quantity_accepted: '6',
      quantity_rejected: '2',
      stock_quantity: '6',
    });
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '6', total_value: '18' });
    await receive(order.id, [{ line_id: lineId, quantity_accepted: 0, quantity_rejected: 2 }]).expect(201);
    // What was rejected is still to come.
    expect(await readOrder(app, order.id)).toMatchObject({
      status: 'partially_received',
      lines: [{ quantity_received: '6', quantity_rejected: '4', quantity_open: '4' }],
    });
    const over = [{ line_id: lineId, quantity_accepted: 3, quantity_rejected: 2 }];
    expect((await receive(order.id, over).expect(409)).body).toMatchObject({
      remaining: '4',
      requested: '5',
    });
    const history = await operator.get(`/purchase-orders/${order.id}/receipts`).expect(200);
    expect(history.body.data).toMatchObject([
      { lines: [{ quantity_rejected: '2', inventory_transaction_id: null }] },
      { lines: [{ quantity_rejected: '2' }] },
    ]);
  });

  it('a service is received without stock', async () => {
    const service = await makeProduct(app, { item_type: 'service' });
    const product = await makeProduct(app);
    const order = await makeOrder(
      app,
      [
        { product_id: service.id, quantity_ordered: 1, unit_cost: 500 },
        { product_id: product.id, quantity_ordered: 1, unit_cost: 1 },
      ],
      { shipping_cost: 4 },
    );
    const lines = order.lines.map((line) => ({ line_id: line.id, quantity_accepted: 1 }));
    const receipt = await receive(order.id, lines).expect(201);
    expect(receipt.body.lines).toMatchObject([
      { stock_quantity: '0', landed_cost: '0', inventory_transaction_id: null },
      { stock_quantity: '1', landed_cost: '4', unit_cost: '5' },
    ]);
  });
});

describe('lots and spools', () => {
  it('makes a lot by order and line, or the one that is named', async () => {
    const filament = await makeFilament(app, { track_lots: true, shelf_life_days: 30 });
    const order = await makeOrder(app, [{ product_id: filament.id, quantity_ordered: 3, unit_cost: 20 }]);
    const lineId = order.lines[0]!.id;
    const first = await receive(order.id, [
      { line_id: lineId, quantity_accepted: 1, vendor_lot_number: 'B7' },
    ]).expect(201);
    expect(first.body.lines[0].lot_number).toBe(`${order.po_number}-L1`);
    const lot = await operator.get(`/inventory/lots/${first.body.lines[0].lot_id}`).expect(200);
    expect(lot.body).toMatchObject({
      vendor_lot_number: 'B7',
      vendor_id: order.vendor_id,
      purchase_order_id: order.id,
    });
    expect(lot.body.expiration_date).not.toBeNull();
    const again = await receive(order.id, [{ line_id: lineId, quantity_accepted: 1 }]).expect(201);
    expect(again.body.lines[0].lot_id).toBe(lot.body.id);
    const named = await receive(order.id, [
      { line_id: lineId, quantity_accepted: 1, lot_number: 'OWN' },
    ]).expect(201);
    expect(named.body.lines[0].lot_number).toBe('OWN');
  });

  it('makes the spools that were weighed, and so many alike, numbered on', async () => {
    const filament = await makeFilament(app, { track_lots: true });
    const order = await makeOrder(app, [{ product_id: filament.id, quantity_ordered: 10, unit_cost: 20 }]);
    const lineId = order.lines[0]!.id;
    const weighed = [
      { gross_weight_kg: '1.246', tare_weight_kg: '0.246' },
      { net_weight_kg: '1', spool_number: `MINE-${order.id}` },
    ];
    const first = await receive(order.id, [
      { line_id: lineId, quantity_accepted: 2, spools: weighed },
    ]).expect(201);
    const second = await receive(order.id, [
      { line_id: lineId, quantity_accepted: 1, spool_count: 3 },
    ]).expect(201);
    const prefix = `${order.po_number}-L1`;
    const numbers = [...first.body.lines[0].spools, ...second.body.lines[0].spools].map(
      (spool) => spool.spool_number,
    );
    expect(numbers).toEqual([
      `${prefix}-001`,
      `MINE-${order.id}`,
      `${prefix}-002`,
      `${prefix}-003`,
      `${prefix}-004`,
    ]);
    const { body } = await operator.get(`/spools/${first.body.lines[0].spools[0].id}`).expect(200);
    expect(body).toMatchObject({
      current_weight_kg: '1',
      tare_weight_kg: '0.246',
      purchase_order_line_id: lineId,
      material_lot_id: first.body.lines[0].lot_id,
    });
    expect((await stockOf(app, filament.id))['on_hand_quantity']).toBe('3000');
  });

  it('refuses spools that do not weigh what was accepted, that are pieces, or of nothing', async () => {
    const filament = await makeFilament(app);
    const piece = await makeProduct(app);
    const order = await makeOrder(app, [
      { product_id: filament.id, quantity_ordered: 10, unit_cost: 20 },
      { product_id: piece.id, quantity_ordered: 10, unit_cost: 20 },
    ]);
    const [wound, counted] = order.lines.map((line) => line.id);
    const spools = [{ net_weight_kg: '0.999999999' }];
    const light = await receive(order.id, [{ line_id: wound, quantity_accepted: 1, spools }]).expect(422);
    expect(light.body).toMatchObject({
      code: 'purchasing.spool_weights_differ',
      expected_kg: '1',
      given_kg: '0.999999999',
    });
    const codeOf = async (line: object) => (await receive(order.id, [line]).expect(422)).body.code;
    expect(await codeOf({ line_id: counted, quantity_accepted: 1, spool_count: 1 })).toBe(
      'spools.not_stocked_by_weight',
    );
    const none = { line_id: wound, quantity_accepted: 0, quantity_rejected: 1, spool_count: 1 };
    expect(await codeOf(none)).toBe('purchasing.spools_of_nothing');
    const both = { line_id: wound, quantity_accepted: 1, spool_count: 1, spools: [{ net_weight_kg: 1 }] };
    expect(await codeOf(both)).toBe('purchasing.spools_twice');
    const untared = { line_id: wound, quantity_accepted: 1, spools: [{ gross_weight_kg: 1 }] };
    expect(await codeOf(untared)).toBe('spools.tare_needed');
    const many = { spool_count: 300, quantity_accepted: 1 };
    const second = await makeOrder(app, [
      { product_id: filament.id, quantity_ordered: 1, unit_cost: 1 },
      { product_id: filament.id, quantity_ordered: 1, unit_cost: 1 },
    ]);
    const lines = second.lines.map((line) => ({ ...many, line_id: line.id }));
    expect((await receive(second.id, lines).expect(422)).body.code).toBe('purchasing.too_many_spools');
    expect((await readOrder(app, order.id)).status).toBe('ordered');
  });
});

describe('a thousand lines at once', () => {
  it('are one receipt, and take as many statements as two lines do', async () => {
    const product = await makeFilament(app, { track_lots: true });
    const line = { product_id: product.id, quantity_ordered: 1, unit_cost: 20 };
    const small = await makeOrder(app, [line, line]);
    const large = await makeOrder(
      app,
      Array.from({ length: 1000 }, () => line),
      { shipping_cost: 10 },
    );
    const body = (order: typeof small) =>
      order.lines.map((row) => ({ line_id: row.id, quantity_accepted: 1 }));
    const few = await countStatements(() => receive(small.id, body(small)).expect(201));
    const many = await countStatements(() => receive(large.id, body(large)).expect(201));
    // The small one came first, and paid for what is made or read once.
    expect(many).toBeLessThanOrEqual(few);
    expect(await readOrder(app, large.id)).toMatchObject({ status: 'received', landed_cost_allocated: '10' });
    expect(await stockOf(app, product.id)).toMatchObject({
      on_hand_quantity: '1002000',
      total_value: '20050',
    });
  });
});

/** Statements that reach the database while `work` runs; nothing else does in this file. */
async function countStatements(work: () => PromiseLike<unknown>): Promise<number> {
  const { Client: PgClient } = await import('pg');
  const query = jest.spyOn(PgClient.prototype, 'query');
  try {
    await work();
    return query.mock.calls.length;
  } finally {
    query.mockRestore();
  }
}
