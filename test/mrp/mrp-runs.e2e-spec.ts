import { makeBom } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { makeWorkCenter } from '../engineering/make.js';
import { plan, plannedOrdersOf } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const TODAY = daysFromNow(0);

describe('a run', () => {
  it('nets level by level: stock, open orders, scrap and minimum orders count once', async () => {
    const gram = { unit: 'G', item_type: 'material', purchase_uom: 'KG', purchase_conversion: '1000' };
    const material = { id: await makeStock(app, 300, gram) };
    const screw = await makeProduct(app, { min_order_qty: '100', lead_time_days: 10 });
    const sub = { id: await makeStock(app, 6, { item_type: 'component' }) };
    const finished = await makeProduct(app, { item_type: 'finished_good' });
    await makeBom(app, sub, [
      [material, 50, { unit: 'G' }],
      [screw, 4],
    ]);
    await makeBom(app, finished, [
      [sub, 2],
      [material, 100, { unit: 'G', scrap_factor: '10' }],
    ]);
    await makeOrder(app, [{ product_id: material.id, quantity_ordered: 1, unit_cost: 20 }]);
    const center = await makeWorkCenter(app);
    await app
      .as('manager')
      .post('/production-orders')
      .send({ product_id: finished.id, quantity: 10, due_date: daysFromNow(20), work_center_id: center.id })
      .expect(201);

    const run = await plan(app);
    expect(run).toMatchObject({ status: 'completed', kind: 'live', phase: 'done', progress_percent: 100 });
    expect(await plannedOrdersOf(app, finished.id)).toEqual([]);
    expect(await plannedOrdersOf(app, sub.id)).toMatchObject([{ order_type: 'production', quantity: '14' }]);
    expect(await plannedOrdersOf(app, screw.id)).toMatchObject([{ order_type: 'purchase', quantity: '100' }]);
    expect(await plannedOrdersOf(app, material.id)).toMatchObject([
      { order_type: 'purchase', quantity: '500' },
    ]);
  });

  it('changes nothing when nothing has changed', async () => {
    const product = await makeProduct(app);
    await makeConfirmedOrder(app, [{ product_id: product.id, quantity: 5, requested_date: daysFromNow(15) }]);
    await plan(app);
    const [before] = await plannedOrdersOf(app, product.id);
    expect(before).toMatchObject({ quantity: '5', need_date: daysFromNow(15) });
    const again = await plan(app);
    expect(again).toMatchObject({ planned_orders_created: 0, orders_changed: 0, orders_removed: 0 });
    expect(await plannedOrdersOf(app, product.id)).toEqual([before]);
  });

  it('of the kind what_if leaves the plan alone', async () => {
    const product = await makeProduct(app);
    await makeConfirmedOrder(app, [{ product_id: product.id, quantity: 7, requested_date: TODAY }]);
    const run = await plan(app, { kind: 'what_if', horizon_days: 30 });
    expect(run).toMatchObject({ status: 'completed', kind: 'what_if' });
    expect(await plannedOrdersOf(app, product.id)).toEqual([]);
    expect(await plannedOrdersOf(app, product.id, `&run_id=${run.id}`)).toMatchObject([{ quantity: '7' }]);
  });
});
