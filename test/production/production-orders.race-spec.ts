import { startTestApp, type TestApp } from '../support/app.js';
import { makePrintedProduct, type PrintedProduct } from '../support/make/print-farm.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const EIGHT = Array.from({ length: 8 }, (_, client) => client);

async function releasedOrder(printed: PrintedProduct, quantity: number): Promise<number> {
  const manager = app.as('manager');
  const order = await manager
    .post('/production-orders')
    .send({ product_id: printed.product.id, quantity })
    .expect(201);
  await manager.post(`/production-orders/${order.body.id}/release`).send({}).expect(200);
  return order.body.id as number;
}

async function onHand(productId: number): Promise<string> {
  return (await app.as('operator').get(`/inventory/products/${productId}/stock`).expect(200)).body
    .on_hand_quantity as string;
}

async function expectCleanLedger(): Promise<void> {
  const result = await app.as('manager').get('/inventory/ledger/verify').expect(200);
  expect(result.body.differences).toEqual([]);
}

describe('eight clients at one order', () => {
  it('complete one piece each of five: five win, five pieces are in stock', async () => {
    const printed = await makePrintedProduct(app);
    const id = await releasedOrder(printed, 5);
    const answers = await Promise.all(
      EIGHT.map(() =>
        app.as('operator').post(`/production-orders/${id}/complete`).send({ quantity_good: 1 }),
      ),
    );
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 409, 409, 409]);
    expect(await onHand(printed.product.id)).toBe('5');
    await expectCleanLedger();
  });

  it('complete all of it: one wins', async () => {
    const printed = await makePrintedProduct(app);
    const id = await releasedOrder(printed, 5);
    const answers = await Promise.all(
      EIGHT.map(() => app.as('operator').post(`/production-orders/${id}/complete`).send({})),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(7);
    expect(await onHand(printed.product.id)).toBe('5');
    await expectCleanLedger();
  });
});

it('eight orders compete for material for three: three are released', async () => {
  const printed = await makePrintedProduct(app, { filament: '330', boxes: '8' });
  const manager = app.as('manager');
  const ids = await Promise.all(
    EIGHT.map(async () => {
      const order = await manager
        .post('/production-orders')
        .send({ product_id: printed.product.id, quantity: 1 })
        .expect(201);
      return order.body.id as number;
    }),
  );
  const answers = await Promise.all(
    ids.map((id) => manager.post(`/production-orders/${id}/release`).send({})),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(5);
  await expectCleanLedger();
});

it('orders made at the same time have different numbers without a gap', async () => {
  const printed = await makePrintedProduct(app);
  const manager = app.as('manager');
  const answers = await Promise.all(
    EIGHT.map(() =>
      manager.post('/production-orders').send({ product_id: printed.product.id, quantity: 1 }).expect(201),
    ),
  );
  const numbers = answers
    .map((answer) => Number((answer.body.code as string).split('-')[2]))
    .sort((a, b) => a - b);
  expect(numbers.map((number) => number - numbers[0]!)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it('eight orders are completed while their material gets dearer: all cost what it turned out to be', async () => {
  const printed = await makePrintedProduct(app, { filament: '8000', boxes: '8' });
  const ids = await Promise.all(EIGHT.map(() => releasedOrder(printed, 1)));
  const [operator, manager] = [app.as('operator'), app.as('manager')];
  const receipt = { product_id: printed.filament.id, quantity: '1000', unit_cost: '0.04' };
  const answers = await Promise.all(
    ids.flatMap((id, client) => [
      operator.post(`/production-orders/${id}/complete`).send({}),
      operator.post('/inventory/receipts').send({ ...receipt, transaction_date: `2026-03-0${client + 1}` }),
    ]),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 201]));
  const orders = await Promise.all(ids.map((id) => manager.get(`/production-orders/${id}`).expect(200)));
  // 105 g each of 8 kg at 20 and 8 kg at 40 that were there before; a box.
  for (const order of orders) expect(order.body.actual_material_cost).toBe('3.45');
  const stock = await operator.get(`/inventory/products/${printed.product.id}/stock`).expect(200);
  // 45 minutes at 6 an hour.
  expect(stock.body).toMatchObject({ on_hand_quantity: '8', total_value: '63.6' });
  await expectCleanLedger();
});
