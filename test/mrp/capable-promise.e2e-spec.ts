import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { asCustomer, plan, plannedOrdersOf } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  await makeWorkCenter(app);
});
afterAll(() => app?.close());

const promise = (body: object) => app.as('operator').post('/mrp/capable-to-promise').send(body);

describe('capable to promise', () => {
  it('needs a plan, and is refused for unknown products, to customers and to others', async () => {
    const id = await makeStock(app, 5);
    const early = await promise({ product_id: id, quantity: '5' }).expect(409);
    expect(early.body.code).toBe('mrp.no_plan');
    await plan(app);
    await promise({ product_id: 999_999, quantity: '5' }).expect(422);
    await promise({ product_id: id, quantity: '-5' }).expect(400);
    await (
      await asCustomer(app)
    )
      .post('/mrp/capable-to-promise')
      .send({ product_id: id, quantity: '5' })
      .expect(403);
    await app.otherOrganization
      .post('/mrp/capable-to-promise')
      .send({ product_id: id, quantity: '5' })
      .expect(422);
  });

  it('promises what is free, makes the rest of what is left of components, and writes nothing', async () => {
    const bolt = await makeStock(app, 20, { lead_time_days: 5 });
    const finished = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 2 });
    await makeBom(app, finished, [[{ id: bolt }, 2]]);
    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: finished.id, quantity: 6, unit_cost: 1 })
      .expect(201);
    await makeConfirmedOrder(app, [
      { product_id: finished.id, quantity: 4, requested_date: daysFromNow(60) },
    ]);
    await plan(app);
    const ask = (quantity: number, more: object = {}) =>
      promise({ product_id: finished.id, quantity: String(quantity), ...more });
    const stock = (await ask(2).expect(200)).body;
    expect(stock).toMatchObject({
      is_in_time: true,
      parts: [{ supply: 'stock', quantity: '2' }],
      path: [{ product_id: finished.id, supply: 'available' }],
    });
    const made = (await ask(12).expect(200)).body;
    expect(made).toMatchObject({
      is_in_time: false,
      parts: [
        { supply: 'stock', quantity: '2' },
        { supply: 'planned', quantity: '10', date: made.date },
      ],
    });
    expect(made.path[0]).toMatchObject({ product_id: finished.id, supply: 'production', quantity: '10' });
    const bought = (await ask(13).expect(200)).body;
    expect(bought.date > made.date).toBe(true);
    expect(bought.path).toMatchObject([
      { product_id: finished.id, supply: 'production', quantity: '11' },
      { product_id: bolt, supply: 'purchase', quantity: '2' },
    ]);
    const later = (await ask(13, { wanted_date: daysFromNow(50) }).expect(200)).body;
    expect(later).toMatchObject({ is_in_time: true, date: bought.date });
    expect(await plannedOrdersOf(app, finished.id)).toEqual([]);
    expect(await plan(app)).toMatchObject({
      planned_orders_created: 0,
      orders_changed: 0,
      orders_removed: 0,
    });
  });
});
