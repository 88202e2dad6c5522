import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { finished, makeChain, ordersOfChain, plan } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const CLIENTS = 4;
const manager = () => app.as('manager');

it('a live run comes to its end although people never stop deciding, and nobody is refused', async () => {
  const chain = await makeChain(app);
  const bought = await makeProduct(app);
  const order = {
    product_id: bought.id,
    quantity: 1,
    start_date: daysFromNow(3),
    due_date: daysFromNow(5),
  };
  let isOver = false;
  const answers: number[] = [];
  const decide = async () => {
    while (!isOver) {
      const made = await manager().post('/mrp/planned-orders').send(order);
      answers.push(made.status);
      const cancelled = await manager().post(`/mrp/planned-orders/${made.body.id}/cancel`);
      answers.push(cancelled.status);
    }
  };
  const clients = Array.from({ length: CLIENTS }, decide);
  for (let run = 0; run < 3; run += 1) {
    const started = await manager().post('/mrp/runs').send({}).expect(202);
    expect(await finished(app, started.body.id as number)).toMatchObject({
      status: 'completed',
      error_message: null,
    });
  }
  isOver = true;
  await Promise.all(clients);
  expect(answers.filter((status) => status !== 200 && status !== 201)).toEqual([]);
  expect(answers.length).toBeGreaterThan(CLIENTS);
  expect(await ordersOfChain(app, chain)).toHaveLength(3);
  await plan(app);
  expect(await plan(app)).toMatchObject({ planned_orders_created: 0, orders_changed: 0, orders_removed: 0 });
});
