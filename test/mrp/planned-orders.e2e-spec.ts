import { demandsOf } from '../../src/modules/mrp/planned-order-demands.js';
import { type PlannedOrderView, readPlannedOrder } from '../../src/modules/mrp/planned-orders.repository.js';
import { Transactions } from '../../src/platform/database/index.js';
import { makeBom } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { makeVendor } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { type Chain, makeChain, ordersOfChain, plan, type PlannedOrder, plannedOrdersOf } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const manager = () => app.as('manager');
const get = async (id: number) =>
  (await manager().get(`/mrp/planned-orders/${id}`).expect(200)).body as PlannedOrder;

async function plannedChain(): Promise<{ chain: Chain; orders: PlannedOrder[] }> {
  const chain = await makeChain(app);
  await plan(app);
  const orders = await ordersOfChain(app, chain);
  expect(orders.map(({ quantity }) => quantity)).toEqual(['10', '20', '200']);
  return { chain, orders };
}

describe('a planned order', () => {
  it('says why it is there, in the list and by itself', async () => {
    const { chain, orders } = await plannedChain();
    const [top, sub, screws] = orders as [PlannedOrder, PlannedOrder, PlannedOrder];
    const number = chain.sale.order_number;
    const day = daysFromNow(30);
    expect(top['reason']).toBe(
      `Make 10 EA by ${top.due_date} for sales order ${number} line 1 (10 EA on ${day}); needed on ${day}.`,
    );
    expect(sub['reason']).toBe(
      `Make 20 EA by ${sub.due_date} for planned order of ${chain.finished.sku} (20 EA on ${sub.need_date}); needed on ${sub.need_date}.`,
    );
    expect(screws['reason']).toContain(`Buy 200 EA by ${screws.due_date} for planned order of`);
    expect(screws['reason']).toContain('80 EA of it are not needed yet.');
    expect(await get(screws.id)).toMatchObject({
      reason: screws['reason'],
      days_late: 0,
      demands: [
        { demand_kind: 'planned_order', quantity: '120', document: { id: sub.id, sku: chain.sub.sku } },
      ],
    });
  });

  it('names one of many demands, and says how late it is', async () => {
    const product = await makeProduct(app, { lead_time_days: 20 });
    const lines = [1, 2, 3].map((quantity) => ({
      product_id: product.id,
      quantity,
      requested_date: daysFromNow(0),
    }));
    const sale = await makeConfirmedOrder(app, lines);
    await plan(app);
    const [order] = await plannedOrdersOf(app, product.id);
    expect(order!['reason']).toContain(`for sales order ${sale.order_number} line 1 (1 EA on`);
    expect(order!['reason']).toContain('and 2 more');
    expect(order!['days_late']).toBeGreaterThanOrEqual(20);
    expect(order!['reason']).toContain(`, ${order!['days_late']} days late.`);
  });

  it('is found by a part of its SKU', async () => {
    const { chain } = await plannedChain();
    const found = await manager().get(`/mrp/planned-orders?search=${chain.sub.sku}`).expect(200);
    expect(found.body.data).toMatchObject([{ sku: chain.sub.sku }]);
  });

  it('shows its pegging through all levels, up and down', async () => {
    const { chain, orders } = await plannedChain();
    const [top, sub, screws] = orders as [PlannedOrder, PlannedOrder, PlannedOrder];
    const up = await manager().get(`/mrp/planned-orders/${screws.id}/pegging`).expect(200);
    expect(up.body).toMatchObject({
      direction: 'up',
      is_truncated: false,
      rows: [
        { level: 1, kind: 'planned_order', quantity: '120', sku: chain.screw.sku, document: { id: sub.id } },
        { level: 2, kind: 'planned_order', quantity: '20', sku: chain.sub.sku, document: { id: top.id } },
        { level: 3, kind: 'sales_order_line', quantity: '10', document: { code: chain.sale.order_number } },
      ],
    });
    const down = await manager().get(`/mrp/planned-orders/${top.id}/pegging?direction=down`).expect(200);
    expect(down.body.rows).toMatchObject([
      { level: 1, kind: 'planned_order', quantity: '20', document: { id: sub.id } },
      { level: 2, kind: 'planned_order', quantity: '120', document: { id: screws.id } },
    ]);
    expect(down.body.rows).toHaveLength(2);
  });

  it('tells on the way down what comes from stock, is bought, is made, and is short', async () => {
    const chain = await makeChain(app, 10);
    const never = await makeProduct(app, { planning_method: 'none' });
    const parent = await makeProduct(app);
    await makeBom(app, parent, [
      [chain.finished, 1],
      [never, 2],
    ]);
    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: never.id, quantity: 3, unit_cost: 1 })
      .expect(201);
    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: chain.finished.id, quantity: 12, unit_cost: 1 })
      .expect(201);
    await makeConfirmedOrder(app, [{ product_id: parent.id, quantity: 4, requested_date: daysFromNow(40) }]);
    await plan(app);
    const [order] = await plannedOrdersOf(app, parent.id);
    const down = await manager().get(`/mrp/planned-orders/${order!.id}/pegging?direction=down`).expect(200);
    const rows = down.body.rows as { kind: string; sku: string; quantity: string; level: number }[];
    expect(rows.filter(({ sku }) => sku === never.sku)).toMatchObject([
      { level: 1, kind: 'stock', quantity: '3' },
      { level: 1, kind: 'short', quantity: '5' },
    ]);
    // Twelve are there; ten of them go to who needs them first.
    expect(rows.filter(({ sku }) => sku === chain.finished.sku)).toMatchObject([
      { level: 1, kind: 'stock', quantity: '2' },
      { level: 1, kind: 'planned_order', quantity: '2' },
    ]);
  });
});

describe('firming', () => {
  it('keeps an order as it is, whatever the next runs plan', async () => {
    const { chain, orders } = await plannedChain();
    const [, sub] = orders;
    const firm = await manager().post(`/mrp/planned-orders/${sub!.id}/firm`).expect(200);
    expect(firm.body).toMatchObject({ status: 'firmed', reason: sub!['reason'], version: sub!.version + 1 });
    const run = await plan(app);
    expect(run).toMatchObject({ planned_orders_created: 0, orders_removed: 0 });
    const after = await get(sub!.id);
    expect(after).toMatchObject({ status: 'firmed', quantity: '20', reason: sub!['reason'] });
    expect((await ordersOfChain(app, chain)).map(({ quantity }) => quantity)).toEqual(['10', '200']);
    const refused = await manager().post(`/mrp/planned-orders/${sub!.id}/firm`).expect(409);
    expect(refused.body).toMatchObject({ code: 'mrp.wrong_order_status' });
  });

  it('of many is all or nothing, with each refusal at its place', async () => {
    const { orders } = await plannedChain();
    const [top, sub, screws] = orders.map(({ id }) => id) as [number, number, number];
    await manager()
      .post('/mrp/planned-orders/firm')
      .send({ ids: [top, sub] })
      .expect(200, { ids: [top, sub] });
    const refused = await manager()
      .post('/mrp/planned-orders/firm')
      .send({ ids: [screws, top, 999_999] })
      .expect(409);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/ids/1', code: 'mrp.wrong_order_status' },
      { pointer: '/ids/2', code: 'mrp.unknown_planned_order' },
    ]);
    expect(await get(screws)).toMatchObject({ status: 'planned' });
  });

  it('is taken back: the order goes, and the next run plans anew', async () => {
    const { chain, orders } = await plannedChain();
    const [, sub] = orders;
    await manager().post(`/mrp/planned-orders/${sub!.id}/unfirm`).expect(409);
    await manager().post(`/mrp/planned-orders/${sub!.id}/firm`).expect(200);
    const unfirm = () =>
      manager().post(`/mrp/planned-orders/${sub!.id}/unfirm`).set('idempotency-key', `unfirm-${sub!.id}`);
    await unfirm().expect(204);
    await unfirm().expect(204);
    await manager().get(`/mrp/planned-orders/${sub!.id}`).expect(404);
    await plan(app);
    expect((await ordersOfChain(app, chain)).map(({ quantity }) => quantity)).toEqual(['10', '20', '200']);
  });

  it('by a change: the new quantity counts, and what it was for stays known', async () => {
    const { chain, orders } = await plannedChain();
    const [, sub] = orders;
    const patch = (values: object, version = sub!.version) =>
      manager().patch(`/mrp/planned-orders/${sub!.id}`).set('If-Match', `"v${version}"`).send(values);
    const bad = { start_date: daysFromNow(20), due_date: daysFromNow(10) };
    expect((await patch(bad).expect(422)).body).toMatchObject({ code: 'mrp.bad_dates' });
    expect((await patch({ vendor_id: chain.vendorId }).expect(422)).body.code).toBe('mrp.vendor_of_made');
    await patch({ quantity: '0' }).expect(400);
    await patch({ quantity: '25' }, sub!.version + 7).expect(412);
    const changed = await patch({ quantity: '25', notes: 'As many as fit on a plate' }).expect(200);
    expect(changed.body).toMatchObject({ status: 'firmed', quantity: '25', receipt_quantity: '25' });
    expect(changed.body.demands).toMatchObject([
      { demand_kind: 'planned_order', quantity: '20', is_direct: true },
      { demand_kind: 'sales_order_line', quantity: '20', is_direct: false },
    ]);
    await plan(app);
    expect((await ordersOfChain(app, chain)).map(({ quantity }) => quantity)).toEqual(['10', '200']);
    expect((await get(sub!.id))['reason']).toContain('5 EA of it are not needed yet');
  });

  it('checks the vendor of a purchase', async () => {
    const { orders } = await plannedChain();
    const [, , screws] = orders;
    const vendor = await makeVendor(app);
    await manager()
      .patch(`/vendors/${vendor.id}`)
      .set('If-Match', `"v${vendor.version}"`)
      .send({ is_active: false })
      .expect(200);
    const patch = (id: number) =>
      manager()
        .patch(`/mrp/planned-orders/${screws!.id}`)
        .set('If-Match', `"v${screws!.version}"`)
        .send({ vendor_id: id });
    expect((await patch(vendor.id).expect(422)).body.code).toBe('mrp.vendor_inactive');
    expect((await patch(999_999).expect(422)).body.code).toBe('mrp.unknown_vendor');
    const other = await makeVendor(app);
    expect((await patch(other.id).expect(200)).body).toMatchObject({ vendor_id: other.id, unit_price: null });
  });
});

describe('an order by hand', () => {
  it('is firm supply that planning counts on', async () => {
    const chain = await makeChain(app);
    const body = {
      product_id: chain.sub.id,
      quantity: '20',
      start_date: daysFromNow(3),
      due_date: daysFromNow(10),
    };
    const made = await manager()
      .post('/mrp/planned-orders')
      .set('idempotency-key', `hand-${chain.sub.id}`)
      .send(body)
      .expect(201);
    expect(made.body).toMatchObject({ status: 'firmed', order_type: 'production', demands: [] });
    const again = await manager()
      .post('/mrp/planned-orders')
      .set('idempotency-key', `hand-${chain.sub.id}`)
      .send(body)
      .expect(201);
    expect(again.body.id).toBe(made.body.id);
    await plan(app);
    expect((await ordersOfChain(app, chain)).map(({ quantity }) => quantity)).toEqual(['10', '200']);
    expect(await plannedOrdersOf(app, chain.sub.id)).toMatchObject([{ id: made.body.id }]);
    expect((await get(made.body.id as number))['reason']).toContain(
      `for planned order of ${chain.finished.sku}`,
    );
  });

  it('of what is made expects what comes out well', async () => {
    const product = await makeProduct(app);
    const center = (await manager().get('/work-centers').expect(200)).body.data[0].id as number;
    await app
      .as('admin')
      .post('/routings')
      .send({
        product_id: product.id,
        operations: [10, 20].map((sequence) => ({
          sequence,
          work_center_id: center,
          operation_name: 'Make',
          run_time_minutes: '1',
          scrap_rate_percent: '10',
        })),
      })
      .expect(201);
    const dates = { start_date: daysFromNow(1), due_date: daysFromNow(2) };
    const body = { product_id: product.id, quantity: '100', ...dates };
    const made = await manager().post('/mrp/planned-orders').send(body).expect(201);
    expect(made.body).toMatchObject({ order_type: 'production', receipt_quantity: '81' });
    await plan(app);
    expect((await get(made.body.id as number))['reason']).toBe(
      `Make 100 EA to get 81 EA by ${daysFromNow(2)}.`,
    );
  });

  it('is refused for a product that is not there or not active', async () => {
    const body = { quantity: '1', start_date: daysFromNow(1), due_date: daysFromNow(1) };
    const unknown = await manager()
      .post('/mrp/planned-orders')
      .send({ ...body, product_id: 999_999 })
      .expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/product_id' }]);
    const product = await makeProduct(app);
    await app
      .as('admin')
      .patch(`/products/${product.id}`)
      .set('If-Match', `"v${product.version}"`)
      .send({ is_active: false })
      .expect(200);
    const inactive = await manager()
      .post('/mrp/planned-orders')
      .send({ ...body, product_id: product.id })
      .expect(422);
    expect(inactive.body.code).toBe('mrp.product_inactive');
  });
});

it('a cancelled order stays as a record, and the need is planned anew', async () => {
  const { chain, orders } = await plannedChain();
  const [, sub] = orders;
  const cancelled = await manager().post(`/mrp/planned-orders/${sub!.id}/cancel`).expect(200);
  expect(cancelled.body).toMatchObject({ status: 'cancelled', reason: sub!['reason'] });
  await manager().post(`/mrp/planned-orders/${sub!.id}/cancel`).expect(409);
  await plan(app);
  const planned = await plannedOrdersOf(app, chain.sub.id, '&status=planned');
  expect(planned).toMatchObject([{ quantity: '20' }]);
  expect(planned[0]!.id).not.toBe(sub!.id);
});

it('decisions are told to the world outside', async () => {
  const { orders } = await plannedChain();
  const [top, sub, screws] = orders as [PlannedOrder, PlannedOrder, PlannedOrder];
  await manager().post(`/mrp/planned-orders/${sub.id}/firm`).expect(200);
  await manager().post(`/mrp/planned-orders/${top.id}/cancel`).expect(200);
  const { body } = await manager()
    .post('/mrp/planned-orders/release')
    .send({ ids: [screws.id] })
    .expect(200);
  const events = await app.app.get(Transactions).run(app.system, (tx) =>
    tx.query(
      `SELECT event_type, aggregate_id, payload->'purchase_order_id' AS purchase_order_id FROM outbox
        WHERE organization_id = $1 AND aggregate_type = 'planned_order' AND aggregate_id = ANY ($2) ORDER BY id`,
      [tx.organizationId, [top.id, sub.id, screws.id]],
    ),
  );
  expect(events).toEqual([
    { event_type: 'planned_order.firmed', aggregate_id: sub.id, purchase_order_id: null },
    { event_type: 'planned_order.cancelled', aggregate_id: top.id, purchase_order_id: null },
    {
      event_type: 'planned_order.released',
      aggregate_id: screws.id,
      purchase_order_id: body.purchase_orders[0].id,
    },
  ]);
});

it('reasons of many orders take as many statements as that of one', async () => {
  const { chain, orders } = await plannedChain();
  await manager().post(`/mrp/planned-orders/${orders[0]!.id}/firm`).expect(200);
  const statements = (ids: number[]) =>
    app.app.get(Transactions).run(app.system, async (tx) => {
      const views: PlannedOrderView[] = [];
      for (const id of ids) views.push(await readPlannedOrder(tx, id));
      let asked = 0;
      const counting = Object.assign(Object.create(tx) as typeof tx, {
        query: (sql: string, parameters?: unknown[]) => {
          asked += 1;
          return tx.query(sql, parameters);
        },
      });
      const demands = await demandsOf(counting, 0, views);
      expect([...demands.values()].every(({ length }) => length > 0)).toBe(true);
      return asked;
    });
  expect(chain.sale.lines).toHaveLength(1);
  expect(await statements([orders[0]!.id])).toBe(3);
  expect(await statements(orders.map(({ id }) => id))).toBe(3);
});

it('orders of a what-if run are no orders', async () => {
  const chain = await makeChain(app);
  const run = await plan(app, { kind: 'what_if' });
  const [order] = await plannedOrdersOf(app, chain.sub.id, `&run_id=${run.id}`);
  expect(order!['reason']).toContain(`for planned order of ${chain.finished.sku}`);
  for (const decision of ['firm', 'unfirm', 'cancel']) {
    const refused = await manager().post(`/mrp/planned-orders/${order!.id}/${decision}`).expect(409);
    expect(refused.body.code).toBe('mrp.what_if_order');
  }
  const released = await manager()
    .post('/mrp/planned-orders/release')
    .send({ ids: [order!.id] })
    .expect(409);
  expect(released.body.errors).toMatchObject([{ pointer: '/ids/0', code: 'mrp.what_if_order' }]);
});

it('operators see planned orders and decide nothing; another organization has none of them', async () => {
  const { orders } = await plannedChain();
  const { id, version } = orders[1]!;
  const requests: ['post' | 'patch', string, object][] = [
    [
      'post',
      '/mrp/planned-orders',
      { product_id: 1, quantity: '1', start_date: '2026-01-01', due_date: '2026-01-01' },
    ],
    ['patch', `/mrp/planned-orders/${id}`, { notes: 'x' }],
    ['post', `/mrp/planned-orders/${id}/firm`, {}],
    ['post', `/mrp/planned-orders/${id}/unfirm`, {}],
    ['post', `/mrp/planned-orders/${id}/cancel`, {}],
    ['post', '/mrp/planned-orders/firm', { ids: [id] }],
    ['post', '/mrp/planned-orders/release', { ids: [id] }],
  ];
  for (const [method, path, body] of requests) {
    await app.as('operator')[method](path).set('If-Match', `"v${version}"`).send(body).expect(403);
    const answer = await app.otherOrganization[method](path).set('If-Match', `"v${version}"`).send(body);
    expect([404, 422]).toContain(answer.status);
  }
  await app.as('operator').get(`/mrp/planned-orders/${id}`).expect(200);
  await app.otherOrganization.get(`/mrp/planned-orders/${id}`).expect(404);
  await app.otherOrganization.get(`/mrp/planned-orders/${id}/pegging`).expect(404);
  expect((await app.otherOrganization.get('/mrp/links').expect(200)).body.data).toEqual([]);
  expect(await get(id)).toMatchObject({ status: 'planned', version });
});
