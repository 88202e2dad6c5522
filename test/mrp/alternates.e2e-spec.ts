import pg from 'pg';
import { Transactions } from '../../src/platform/database/index.js';
import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { plan, plannedOrdersOf } from './make.js';
import { planSnapshot } from './plan-snapshot.js';

let app: TestApp;
let client: pg.Client;

beforeAll(async () => {
  app = await startTestApp();
  client = new pg.Client({ connectionString: app.database.url });
  await client.connect();
  await makeWorkCenter(app);
});
afterAll(async () => {
  await client?.end();
  await app?.close();
});

const NOTHING = { planned_orders_created: 0, orders_changed: 0, orders_removed: 0 };
const manager = () => app.as('manager');
const withAlternates = { use_alternates: true };
const change = (body: object) => manager().post('/mrp/net-changes').send(body).expect(200);

const addAlternate = (bomId: number, lineId: number, productId: number, values: object = {}) =>
  manager()
    .post(`/boms/${bomId}/lines/${lineId}/alternates`)
    .send({ alternate_item_id: productId, quantity_required: '1', ...values })
    .expect(201);

interface Bench {
  finished: MadeProduct;
  primary: number;
  other: number;
  bomId: number;
  lineId: number;
  saleLineId: number;
}

/** A product of one primary, which three halves of the other one may stand in for, sold so often. */
async function makeBench(stock: number, otherStock: number, sold: number, each = '1.5'): Promise<Bench> {
  const primary = stock > 0 ? await makeStock(app, stock) : (await makeProduct(app)).id;
  const other = await makeStock(app, otherStock);
  const finished = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 1 });
  const { id: bomId } = await makeBom(app, finished, [[{ id: primary }, 1]]);
  const { body } = await manager().get(`/boms/${bomId}`).expect(200);
  const lineId = body.lines[0].id as number;
  await addAlternate(bomId, lineId, other, { quantity_required: each });
  const sale = await makeConfirmedOrder(app, [
    { product_id: finished.id, quantity: sold, requested_date: daysFromNow(20) },
  ]);
  return { finished, primary, other, bomId, lineId, saleLineId: sale.lines[0]!.id };
}

const quantitiesOf = async (productId: number) =>
  (await plannedOrdersOf(app, productId, '&status=planned')).map(({ quantity }) => quantity);

/** What a net change made of the plan is what a whole run with alternates makes of it. */
async function expectWholeRunToAgree(): Promise<void> {
  const changed = await planSnapshot(app);
  const run = await plan(app, withAlternates);
  expect(await planSnapshot(app)).toEqual(changed);
  expect(run).toMatchObject(NOTHING);
}

describe('a run with alternates', () => {
  it('takes what is short of what is free, and the order that is released as well', async () => {
    const bench = await makeBench(40, 100, 100);
    expect(await plan(app)).toMatchObject({ use_alternates: false });
    expect(await quantitiesOf(bench.primary)).toEqual(['60']);

    expect(await plan(app, withAlternates)).toMatchObject({ use_alternates: true });
    expect(await quantitiesOf(bench.primary)).toEqual([]);
    expect(await quantitiesOf(bench.other)).toEqual([]);
    const [order] = await plannedOrdersOf(app, bench.finished.id);
    const down = await manager().get(`/mrp/planned-orders/${order!.id}/pegging?direction=down`).expect(200);
    expect(down.body.rows).toMatchObject([
      { product_id: bench.primary, kind: 'stock', quantity: '40', stands_in_for_id: null },
      { product_id: bench.other, kind: 'stock', quantity: '90', stands_in_for_id: bench.primary },
    ]);

    const released = await manager()
      .post('/mrp/planned-orders/release')
      .send({ ids: [order!.id] })
      .expect(200);
    const made = await manager()
      .get(`/production-orders/${released.body.production_orders[0].id}`)
      .expect(200);
    expect(made.body.materials).toMatchObject([
      { component_id: bench.primary, quantity_required: '40', alternate_of: null },
      {
        component_id: bench.other,
        quantity_required: '90',
        alternate_of: {
          component_id: bench.primary,
          reason: expect.stringMatching(/^Planned in place of 60 of the 100 EA of /),
        },
      },
    ]);
    expect(await plan(app, withAlternates)).toMatchObject(NOTHING);
    expect(await plan(app)).toMatchObject(NOTHING);

    const halved = await manager()
      .patch(`/production-orders/${made.body.id}`)
      .set('if-match', `"v${made.body.version}"`)
      .send({ quantity: '50' })
      .expect(200);
    expect(halved.body.materials).toMatchObject([
      { component_id: bench.primary, quantity_required: '20' },
      { component_id: bench.other, quantity_required: '45' },
    ]);
    const rows = await app.app.get(Transactions).read(app.system, (tx) =>
      tx.query(
        `SELECT original_product_id, original_quantity::float8, substitute_product_id, planned_quantity::float8
           FROM production_order_materials WHERE organization_id = $1 AND production_order_id = $2`,
        [tx.organizationId, made.body.id],
      ),
    );
    expect(rows).toEqual([
      {
        original_product_id: bench.primary,
        original_quantity: 30,
        substitute_product_id: bench.other,
        planned_quantity: 45,
      },
    ]);
  });

  it('buys what is short of both, and nothing of what stands in', async () => {
    const bench = await makeBench(10, 30, 100);
    await plan(app, withAlternates);
    expect(await quantitiesOf(bench.primary)).toEqual(['70']);
    expect(await quantitiesOf(bench.other)).toEqual([]);
    const [short] = await plannedOrdersOf(app, bench.primary);
    expect(short!['reason']).toContain('(70 EA on');
    // Thirds of it are taken to the last digit, and released like that.
    const thirds = await makeBench(1, 100, 50, '0.333333');
    await plan(app, withAlternates);
    expect(await quantitiesOf(thirds.primary)).toEqual([]);
    const [top] = await plannedOrdersOf(app, thirds.finished.id);
    await manager()
      .post('/mrp/planned-orders/release')
      .send({ ids: [top!.id] })
      .expect(200);
    expect(await plan(app, withAlternates)).toMatchObject(NOTHING);
  });

  it('leaves what other products need, and lets firm orders go on with it', async () => {
    const bench = await makeBench(0, 100, 60, '1');
    const rival = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 1 });
    await makeBom(app, rival, [[{ id: bench.other }, 1]]);
    await makeConfirmedOrder(app, [{ product_id: rival.id, quantity: 70, requested_date: daysFromNow(30) }]);
    await plan(app, withAlternates);
    expect(await quantitiesOf(bench.primary)).toEqual(['30']);
    expect(await quantitiesOf(bench.other)).toEqual([]);
    const [top] = await plannedOrdersOf(app, bench.finished.id);
    await manager()
      .post('/mrp/planned-orders/firm')
      .send({ ids: [top!.id] })
      .expect(200);
    await plan(app, withAlternates);
    expect(await quantitiesOf(bench.primary)).toEqual(['30']);
    await change({ product_ids: [bench.other] });
    await expectWholeRunToAgree();
    const released = await manager()
      .post('/mrp/planned-orders/release')
      .send({ ids: [top!.id] })
      .expect(200);
    const { body } = await manager()
      .get(`/production-orders/${released.body.production_orders[0].id}`)
      .expect(200);
    expect(body.materials).toMatchObject([
      { component_id: bench.primary, quantity_required: '30' },
      { component_id: bench.other, quantity_required: '30' },
    ]);
    await plan(app, withAlternates);
    expect(await quantitiesOf(bench.primary)).toEqual(['30']);
    expect(await plan(app, withAlternates)).toMatchObject(NOTHING);
  });

  it('waits for what is on its way, which is on the critical path then', async () => {
    const bench = await makeBench(0, 1, 10, '1');
    await makeOrder(app, [
      { product_id: bench.other, quantity_ordered: 50, unit_cost: 1, expected_date: daysFromNow(5) },
    ]);
    await plan(app, withAlternates);
    expect(await quantitiesOf(bench.primary)).toEqual([]);
    const path = await manager()
      .get(`/mrp/critical-path?sales_order_line_id=${bench.saleLineId}`)
      .expect(200);
    expect(path.body).toMatchObject({ missing_quantity: '0', days_late: 0 });
    expect(path.body.steps).toMatchObject([
      { product_id: bench.finished.id, kind: 'planned_order' },
      { product_id: bench.other, kind: 'purchase_order_line' },
    ]);
    const message = await manager().get(`/mrp/messages?product_id=${bench.other}`).expect(200);
    expect(message.body.data).toMatchObject([
      { action: 'decrease', change_quantity: '41' },
      { action: 'defer' },
    ]);
  });

  it('is kept apart as a what-if', async () => {
    const bench = await makeBench(5, 100, 20, '1');
    await plan(app, withAlternates);
    const run = await plan(app, { kind: 'what_if' });
    expect(await quantitiesOf(bench.primary)).toEqual([]);
    const guessed = await plannedOrdersOf(app, bench.primary, `&run_id=${run.id}`);
    expect(guessed.map(({ quantity }) => quantity)).toEqual(['15']);
    await manager().post('/mrp/runs').send({ use_alternates: 'perhaps' }).expect(400);
    await app.as('operator').post('/mrp/runs').send(withAlternates).expect(403);
  });
});

describe('a net change with alternates', () => {
  let bench: Bench;
  let sub: MadeProduct;

  beforeAll(async () => {
    bench = await makeBench(10, 50, 30, '1');
    sub = await makeProduct(app, { lead_time_days: 2 });
    const top = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 1 });
    await makeBom(app, top, [[sub, 1]]);
    await makeBom(app, sub, [[{ id: bench.other }, 1]]);
    await makeConfirmedOrder(app, [
      { product_id: top.id, quantity: 5, requested_date: daysFromNow(40) },
      { product_id: bench.finished.id, quantity: 8, requested_date: daysFromNow(35) },
    ]);
    await plan(app, withAlternates);
  });

  it('goes on with the terms of the run when something is sold', async () => {
    expect(await quantitiesOf(bench.primary)).toEqual([]);
    const { id } = await makeConfirmedOrder(app, [
      { product_id: sub.id, quantity: 30, requested_date: daysFromNow(45) },
    ]);
    await change({ documents: [{ type: 'sales_order', id }] });
    expect(await quantitiesOf(bench.primary)).not.toEqual([]);
    await expectWholeRunToAgree();
    await manager().post(`/sales-orders/${id}/cancel`).send({ reason: 'Changed.' }).expect(200);
    await change({ documents: [{ type: 'sales_order', id }] });
    await expectWholeRunToAgree();
    const more = await makeConfirmedOrder(app, [
      { product_id: bench.finished.id, quantity: 40, requested_date: daysFromNow(15) },
    ]);
    await change({ documents: [{ type: 'sales_order', id: more.id }] });
    await expectWholeRunToAgree();
  });

  it('follows stock of the one and of the other', async () => {
    for (const id of [bench.other, bench.primary]) {
      await app
        .as('operator')
        .post('/inventory/receipts')
        .send({ product_id: id, quantity: 11, unit_cost: 1 })
        .expect(201);
      await change({ product_ids: [id] });
      await expectWholeRunToAgree();
    }
  });

  it('follows alternates that come and go', async () => {
    const third = await makeStock(app, 500);
    const { body } = await addAlternate(bench.bomId, bench.lineId, third, { preference_rank: 2 });
    await change({ documents: [{ type: 'bom', id: bench.bomId }] });
    await expectWholeRunToAgree();
    expect(await quantitiesOf(bench.primary)).toEqual([]);
    await manager()
      .delete(`/boms/${bench.bomId}/lines/${bench.lineId}/alternates/${body.id}`)
      .set('if-match', `"v${body.version}"`)
      .expect(204);
    await change({ documents: [{ type: 'bom', id: bench.bomId }] });
    expect(await quantitiesOf(bench.primary)).not.toEqual([]);
    await expectWholeRunToAgree();
    const product = await manager().get(`/products/${bench.other}`).expect(200);
    await app
      .as('admin')
      .patch(`/products/${bench.other}`)
      .set('if-match', `"v${product.body.version}"`)
      .send({ is_active: false })
      .expect(200);
    await change({ product_ids: [bench.other] });
    await expectWholeRunToAgree();
  });
});
