import { startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder, makeVendor, readOrder } from '../support/make/purchase-order.js';
import { makeFilament } from '../support/make/spool.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const receive = (id: number, lineId: number, body: object) =>
  app
    .as('operator')
    .post(`/purchase-orders/${id}/receipts`)
    .send({ lines: [{ line_id: lineId, ...body }] });

it.each([4, 8])('of %s deliveries of 30 for a line of 100 three get in', async (rivals) => {
  const product = await makeProduct(app);
  const order = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 100, unit_cost: 7 }], {
    shipping_cost: 10,
  });
  const lineId = order.lines[0]!.id;
  const answers = await Promise.all(
    Array.from({ length: rivals }, () => receive(order.id, lineId, { quantity_accepted: 30 })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([
    ...Array(3).fill(201),
    ...Array(rivals - 3).fill(409),
  ]);
  for (const loser of answers.filter((answer) => answer.status === 409)) {
    expect(loser.body).toMatchObject({ code: 'purchasing.over_receipt', remaining: '10' });
  }
  expect((await readOrder(app, order.id)).lines[0]).toMatchObject({
    quantity_received: '90',
    quantity_open: '10',
  });
  expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('90');
  await receive(order.id, lineId, { quantity_accepted: 10 }).expect(201);
  expect(await readOrder(app, order.id)).toMatchObject({ status: 'received', landed_cost_allocated: '10' });
  expect((await stockOf(app, product.id))['total_value']).toBe('710');
  await expectCleanLedger(app);
});

it('eight first deliveries of one new product and lot make one lot, and every spool its own number', async () => {
  const filament = await makeFilament(app, { track_lots: true });
  const orders = await Promise.all(
    Array.from({ length: 8 }, () =>
      makeOrder(app, [{ product_id: filament.id, quantity_ordered: 1, unit_cost: 20 }]),
    ),
  );
  const answers = await Promise.all(
    orders.map((order) =>
      receive(order.id, order.lines[0]!.id, { quantity_accepted: 1, lot_number: 'SHARED', spool_count: 2 }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201));
  expect(new Set(answers.map((answer) => answer.body.lines[0].lot_id)).size).toBe(1);
  const numbers = answers.flatMap((answer) => answer.body.lines[0].spools as { spool_number: string }[]);
  expect(new Set(numbers.map((spool) => spool.spool_number)).size).toBe(16);
  expect((await stockOf(app, filament.id))['on_hand_quantity']).toBe('8000');
  await expectCleanLedger(app);
});

it('deliveries, issues and lot changes of the same products never end in a ring', async () => {
  const products = [
    await makeFilament(app, { track_lots: true }),
    await makeFilament(app, { track_lots: true }),
  ];
  const line = (index: number) => ({ product_id: products[index]!.id, quantity_ordered: 9, unit_cost: 1 });
  const orders = [];
  for (let count = 0; count < 6; count += 1) {
    orders.push(await makeOrder(app, count % 2 === 0 ? [line(0), line(1)] : [line(1), line(0)]));
  }
  const first = await receive(orders[0]!.id, orders[0]!.lines[0]!.id, {
    quantity_accepted: 1,
    lot_number: 'RING',
  });
  const lotId = first.body.lines[0].lot_id as number;
  const answers = await Promise.all([
    ...orders.flatMap((order) =>
      [1, 2].map(() =>
        app
          .as('operator')
          .post(`/purchase-orders/${order.id}/receipts`)
          .send({
            lines: order.lines.map((row) => ({ line_id: row.id, quantity_accepted: 1, lot_number: 'RING' })),
          }),
      ),
    ),
    ...[1, 2, 3].map(() =>
      app.as('operator').post('/inventory/issues').send({ product_id: products[0]!.id, quantity: 100 }),
    ),
    app.as('manager').patch(`/inventory/lots/${lotId}`).set('if-match', '"v1"').send({ notes: 'checked' }),
  ]);
  expect(answers.filter((answer) => answer.status >= 500).map((answer) => answer.body)).toEqual([]);
  await expectCleanLedger(app);
});

it('twenty orders made at once have twenty numbers in a row', async () => {
  const vendor = await makeVendor(app);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      app.as('manager').post('/purchase-orders').send({ vendor_id: vendor.id }),
    ),
  );
  const places = answers.map((answer) => Number(answer.body.po_number.slice(8))).sort((a, b) => a - b);
  expect(places.map((place) => place - places[0]!)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});
