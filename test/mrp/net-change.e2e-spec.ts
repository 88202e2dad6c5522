import { makeBom } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { plan, plannedOrdersOf } from './make.js';
import { planSnapshot } from './plan-snapshot.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const change = (body: object) => app.as('manager').post('/mrp/net-changes').send(body);

/** What a net change made of the plan is what a whole run makes of it. */
async function expectWholeRunToAgree(): Promise<void> {
  const changed = await planSnapshot(app);
  const run = await plan(app);
  expect(await planSnapshot(app)).toEqual(changed);
  expect(run).toMatchObject({ planned_orders_created: 0, orders_changed: 0, orders_removed: 0 });
}

describe('a net change', () => {
  let finished: MadeProduct;
  let sub: MadeProduct;
  let kit: MadeProduct;
  let screw: MadeProduct;
  let waste: MadeProduct;
  let bom: { id: number };

  beforeAll(async () => {
    screw = await makeProduct(app, { min_order_qty: '50', lead_time_days: 3 });
    waste = await makeProduct(app);
    kit = await makeProduct(app, { stocking_policy: 'phantom' });
    sub = await makeProduct(app, { lead_time_days: 2 });
    finished = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 1 });
    await makeBom(app, kit, [[screw, 4]]);
    await makeBom(
      app,
      sub,
      [
        [kit, 1],
        [screw, 2],
      ],
      { by_products: [{ product_id: waste.id, quantity: '0.5' }] },
    );
    bom = await makeBom(app, finished, [
      [sub, 2],
      [kit, 1],
    ]);
    await makeConfirmedOrder(app, [
      { product_id: finished.id, quantity: 10, requested_date: daysFromNow(20) },
      { product_id: kit.id, quantity: 3, requested_date: daysFromNow(25) },
      { product_id: waste.id, quantity: 9, requested_date: daysFromNow(40) },
    ]);
  });

  it('is refused while there is no plan', async () => {
    const answer = await change({ product_ids: [finished.id] }).expect(409);
    expect(answer.body.code).toBe('mrp.no_plan');
  });

  it('follows a sales order through all levels', async () => {
    await plan(app);
    const order = await makeConfirmedOrder(app, [
      { product_id: finished.id, quantity: 7, requested_date: daysFromNow(22) },
    ]);
    const answer = await change({ documents: [{ type: 'sales_order', id: order.id }] }).expect(200);
    expect(answer.body.products_planned).toBeGreaterThanOrEqual(4);
    expect((await plannedOrdersOf(app, finished.id)).map(({ quantity }) => quantity)).toEqual(['10', '7']);
    await expectWholeRunToAgree();
    await app.as('manager').post(`/sales-orders/${order.id}/cancel`).send({ reason: 'Changed.' }).expect(200);
    await change({ documents: [{ type: 'sales_order', id: order.id }] }).expect(200);
    await expectWholeRunToAgree();
  });

  it('follows demand for a phantom, supply of a part, and stock', async () => {
    const forKit = await makeConfirmedOrder(app, [
      { product_id: kit.id, quantity: 2, requested_date: daysFromNow(12) },
    ]);
    await change({ documents: [{ type: 'sales_order', id: forKit.id }] }).expect(200);
    await expectWholeRunToAgree();
    const purchase = await makeOrder(app, [{ product_id: screw.id, quantity_ordered: 40, unit_cost: 1 }]);
    const answer = await change({ documents: [{ type: 'purchase_order', id: purchase.id }] }).expect(200);
    expect(answer.body.products_planned).toBe(1);
    await expectWholeRunToAgree();
    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: sub.id, quantity: 5, unit_cost: 1 })
      .expect(201);
    await change({ product_ids: [sub.id] }).expect(200);
    await expectWholeRunToAgree();
  });

  it('follows another structure, also where it puts a product deeper', async () => {
    const { body } = await app.as('manager').get(`/boms/${bom.id}`).expect(200);
    await app
      .as('manager')
      .put(`/boms/${bom.id}/lines`)
      .set('If-Match', `"v${body.version}"`)
      .send({ lines: [{ component_id: sub.id, quantity: '3', unit: 'EA' }] })
      .expect(200);
    await change({ documents: [{ type: 'bom', id: bom.id }] }).expect(200);
    await expectWholeRunToAgree();
    const inner = await makeBom(app, waste, [[screw, 1]]);
    await change({ documents: [{ type: 'bom', id: inner.id }] }).expect(200);
    await expectWholeRunToAgree();
  });

  it('is refused to operators, and knows no product of another organization', async () => {
    await app
      .as('operator')
      .post('/mrp/net-changes')
      .send({ product_ids: [screw.id] })
      .expect(403);
    const answer = await app.otherOrganization
      .post('/mrp/net-changes')
      .send({ product_ids: [screw.id] })
      .expect(409);
    expect(answer.body.code).toBe('mrp.no_plan');
    await change({ product_ids: [999_999_999] }).expect(422);
  });
});
