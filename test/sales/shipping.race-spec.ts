import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeConfirmedOrder, makeSalesOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';

const CLIENTS = 8;

let app: TestApp;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: 12 });
  operator = app.as('operator');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

const ship = (id: number) => operator.post(`/sales-orders/${id}/shipments`).send({});
const many = <T>(work: (index: number) => PromiseLike<T>) =>
  Promise.all(Array.from({ length: CLIENTS }, (_, index) => work(index)));
const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();
const oneOf = (won: number, lost: number) => [won, ...Array.from({ length: CLIENTS - 1 }, () => lost)].sort();

describe('many clients at once', () => {
  it('who ship the last piece of an order: one of them does', async () => {
    const product = await makeStock(app, 10);
    const order = await makeConfirmedOrder(app, [{ product_id: product }]);
    expect(statusesOf(await many(() => ship(order.id)))).toEqual(oneOf(201, 409));
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '9', allocated_quantity: '0' });
  });

  it('who confirm one draft: one of them does, and it is reserved once', async () => {
    const product = await makeStock(app, 10);
    const order = await makeSalesOrder(app, [{ product_id: product, quantity: 2 }]);
    const answers = await many(() => app.as('manager').post(`/sales-orders/${order.id}/confirm`));
    expect(statusesOf(answers)).toEqual(oneOf(200, 409));
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '2' });
  });

  it('who confirm orders for the last piece: it is reserved for one of them', async () => {
    const product = await makeStock(app, 1);
    const orders = await many(() => makeSalesOrder(app, [{ product_id: product }]));
    const answers = await many((index) =>
      app.as('manager').post(`/sales-orders/${orders[index]!.id}/confirm`),
    );
    expect(statusesOf(answers)).toEqual(Array.from({ length: CLIENTS }, () => 200));
    const reserved = answers.map(({ body }) => body.lines[0].allocated_quantity as string);
    expect(reserved.sort()).toEqual([...Array.from({ length: CLIENTS - 1 }, () => '0'), '1']);
  });

  it('who ship the last piece for different orders: one has it, the others hear that it is gone', async () => {
    const product = await makeStock(app, 1);
    // Confirmed on an empty shelf each: nothing is reserved for anybody.
    const elsewhere = await app
      .as('operator')
      .post('/inventory/issues')
      .send({ product_id: product, quantity: 1 })
      .expect(201);
    const orders = await many(() => makeConfirmedOrder(app, [{ product_id: product }]));
    await app
      .as('manager')
      .post(`/inventory/movements/${elsewhere.body[0].id}/reversal`)
      .send({})
      .expect(201);
    const answers = await many((index) => ship(orders[index]!.id));
    expect(statusesOf(answers)).toEqual(oneOf(201, 409));
    for (const { status, body } of answers) if (status === 409) expect(body.available).toBe('0');
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '0', total_value: '0' });
  });

  it('who ship and cancel one order: one of the two happens', async () => {
    for (let round = 0; round < 4; round += 1) {
      const product = await makeStock(app, 2);
      const order = await makeConfirmedOrder(app, [{ product_id: product }]);
      const answers = await many((index) =>
        index % 2
          ? ship(order.id)
          : app.as('manager').post(`/sales-orders/${order.id}/cancel`).send({ reason: 'race' }),
      );
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      const shipped = answers.some(({ status }) => status === 201);
      expect(await stockOf(app, product)).toMatchObject({
        on_hand_quantity: shipped ? '1' : '2',
        allocated_quantity: '0',
      });
    }
  });

  it('who ship different orders: their shipments have numbers without gaps', async () => {
    const product = await makeStock(app, CLIENTS);
    const orders = await many(() => makeConfirmedOrder(app, [{ product_id: product }]));
    const answers = await many((index) => ship(orders[index]!.id));
    expect(statusesOf(answers)).toEqual(Array.from({ length: CLIENTS }, () => 201));
    const numbers = answers
      .map(({ body }) => Number(/(\d+)$/.exec(body.shipment_number as string)![1]))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: CLIENTS }, (_, index) => numbers[0]! + index));
  });
});
