import { makeBom } from '../engineering/make.js';
import { PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder, makeVendor, readOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeUser } from '../support/make/user.js';
import { makeChain, ordersOfChain, plan, type PlannedOrder, plannedOrdersOf } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const NOTHING = { planned_orders_created: 0, orders_changed: 0, orders_removed: 0 };
const manager = () => app.as('manager');
const release = (ids: number[], more: object = {}) =>
  manager()
    .post('/mrp/planned-orders/release')
    .send({ ids, ...more });
const idsOf = (orders: readonly { id: number }[]) => orders.map(({ id }) => id);

describe('releasing', () => {
  it('makes drafts with everything right, and the need is planned no more', async () => {
    const chain = await makeChain(app);
    await plan(app);
    const [top, sub, screws] = (await ordersOfChain(app, chain)) as [
      PlannedOrder,
      PlannedOrder,
      PlannedOrder,
    ];
    const { body } = await release(idsOf([top, sub, screws])).expect(200);
    expect(body).toMatchObject({
      purchase_orders: [{ vendor_id: chain.vendorId, planned_order_ids: [screws.id] }],
      production_orders: [{ planned_order_id: top.id }, { planned_order_id: sub.id }],
    });
    // 120 pieces are two boxes of 100, at the price from two boxes on.
    expect(await readOrder(app, body.purchase_orders[0].id)).toMatchObject({
      status: 'draft',
      expected_date: screws.due_date,
      lines: [
        {
          product_id: chain.screw.id,
          quantity_ordered: '2',
          purchase_unit: 'BOX',
          purchase_conversion: '100',
          unit_cost: '4',
          expected_date: screws.due_date,
        },
      ],
    });
    const order = await manager().get(`/production-orders/${body.production_orders[1].id}`).expect(200);
    expect(order.body).toMatchObject({
      status: 'draft',
      source: 'mrp_planned',
      due_date: sub.due_date,
      quantity_ordered: '20',
      bom_id: sub['bom_id'],
      materials: [{ component_id: chain.screw.id, quantity_required: '120' }],
      operations: [{ operation_name: 'Make' }],
    });
    const after = await manager().get(`/mrp/planned-orders/${screws.id}`).expect(200);
    expect(after.body).toMatchObject({
      status: 'released',
      purchase_order_id: body.purchase_orders[0].id,
      po_number: body.purchase_orders[0].po_number,
      reason: screws['reason'],
    });
    expect(after.body.released_at).not.toBeNull();

    expect(await plan(app)).toMatchObject(NOTHING);
    expect(await ordersOfChain(app, chain)).toEqual([]);
  });

  it('leaves nothing to plan when the deliveries come in parts', async () => {
    const chain = await makeChain(app);
    await plan(app);
    const orders = await ordersOfChain(app, chain);
    const { body } = await release(idsOf(orders)).expect(200);
    const purchase = body.purchase_orders[0].id as number;
    await manager().post(`/purchase-orders/${purchase}/order`).expect(200);
    const { lines } = await readOrder(app, purchase);
    const receive = (quantity: string) =>
      app
        .as('operator')
        .post(`/purchase-orders/${purchase}/receipts`)
        .send({ lines: [{ line_id: lines[0]!.id, quantity_accepted: quantity }] })
        .expect(201);
    await receive('1');
    expect(await plan(app)).toMatchObject(NOTHING);
    await receive('1');
    expect(await plan(app)).toMatchObject(NOTHING);
    const made = body.production_orders.find(
      (each: { product_id: number }) => each.product_id === chain.sub.id,
    );
    await manager().post(`/production-orders/${made.id}/release`).send({}).expect(200);
    await app
      .as('operator')
      .post(`/production-orders/${made.id}/complete`)
      .send({ quantity_good: 8 })
      .expect(200);
    expect(await plan(app)).toMatchObject(NOTHING);
    await app.as('operator').post(`/production-orders/${made.id}/complete`).send({}).expect(200);
    expect(await plan(app)).toMatchObject(NOTHING);
  });

  it('of parents alone leaves their components planned, for the production order now', async () => {
    const chain = await makeChain(app);
    await plan(app);
    const [top, sub] = (await ordersOfChain(app, chain)) as [PlannedOrder, PlannedOrder];
    const { body } = await release([top.id]).expect(200);
    expect(await plan(app)).toMatchObject({ planned_orders_created: 0, orders_removed: 0 });
    const [after] = await plannedOrdersOf(app, chain.sub.id);
    expect(after).toMatchObject({ id: sub.id, quantity: '20', due_date: sub.due_date });
    expect(after!['reason']).toContain(`for production order ${body.production_orders[0].code} (20 EA`);
    const up = await manager().get(`/mrp/planned-orders/${sub.id}/pegging`).expect(200);
    expect(up.body.rows).toMatchObject([
      { level: 1, kind: 'production_material', document: { code: body.production_orders[0].code } },
      { level: 2, kind: 'sales_order_line', document: { code: chain.sale.order_number } },
    ]);
    const down = await manager().get(`/mrp/planned-orders/${top.id}/pegging?direction=down`).expect(200);
    expect(down.body.rows).toMatchObject([
      { level: 1, kind: 'planned_order', sku: chain.sub.sku, quantity: '20' },
      { level: 2, kind: 'planned_order', sku: chain.screw.sku, quantity: '120' },
    ]);
  });

  it('groups purchases by vendor, or makes one order each', async () => {
    const [one, other] = [await makeVendor(app), await makeVendor(app)];
    const products: { id: number }[] = [];
    for (const vendor of [one, one, other]) {
      const product = await makeProduct(app, { preferred_vendor_id: vendor.id, standard_cost: '3' });
      await makeConfirmedOrder(app, [
        { product_id: product.id, quantity: 5, requested_date: daysFromNow(9) },
      ]);
      products.push(product);
    }
    await plan(app);
    const orders: PlannedOrder[] = [];
    for (const product of products) orders.push(...(await plannedOrdersOf(app, product.id)));
    const [first, second, third] = idsOf(orders) as [number, number, number];
    const { body } = await release([first, second, third]).expect(200);
    expect(body.purchase_orders).toMatchObject([
      { vendor_id: one.id, planned_order_ids: [first, second] },
      { vendor_id: other.id, planned_order_ids: [third] },
    ]);
    const again: PlannedOrder[] = [];
    for (const product of products.slice(0, 2)) {
      await makeConfirmedOrder(app, [
        { product_id: product.id, quantity: 7, requested_date: daysFromNow(9) },
      ]);
    }
    await plan(app);
    for (const product of products.slice(0, 2)) {
      again.push(...(await plannedOrdersOf(app, product.id, '&status=planned')));
    }
    const single = await release(idsOf(again), { group_by_vendor: false }).expect(200);
    expect(single.body.purchase_orders).toHaveLength(2);
  });

  it('is all or nothing, with each refusal at its place', async () => {
    const chain = await makeChain(app);
    const nobody = await makeProduct(app);
    await makeConfirmedOrder(app, [{ product_id: nobody.id, quantity: 5, requested_date: daysFromNow(9) }]);
    await plan(app);
    const [top, sub] = (await ordersOfChain(app, chain)) as [PlannedOrder, PlannedOrder];
    const [orphan] = await plannedOrdersOf(app, nobody.id);
    const refused = await release([top.id, orphan!.id]).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/ids/1', code: 'mrp.vendor_needed' }]);
    expect((await release([999_999]).expect(422)).body.errors).toMatchObject([
      { pointer: '/ids/0', code: 'mrp.unknown_planned_order' },
    ]);
    const { body } = await release([top.id]).expect(200);
    const twice = await release([sub.id, top.id]).expect(409);
    expect(twice.body).toMatchObject({
      code: 'mrp.already_released',
      errors: [{ pointer: '/ids/1' }],
      documents: [{ planned_order_id: top.id, production_order_code: body.production_orders[0].code }],
    });
    expect((await ordersOfChain(app, chain)).map(({ status }) => status)).toEqual(['planned', 'planned']);
  });

  it('tells what purchasing refuses at the place of the order', async () => {
    const priceless = await makeProduct(app, { preferred_vendor_id: (await makeVendor(app)).id });
    const foreign = await makeVendor(app, { currency_code: 'EUR' });
    const abroad = await makeProduct(app, { preferred_vendor_id: foreign.id, standard_cost: '2' });
    for (const product of [priceless, abroad]) {
      await makeConfirmedOrder(app, [
        { product_id: product.id, quantity: 5, requested_date: daysFromNow(9) },
      ]);
    }
    await plan(app);
    const [one] = await plannedOrdersOf(app, priceless.id);
    const [other] = await plannedOrdersOf(app, abroad.id);
    const price = await release([other!.id, one!.id], {
      exchange_rates: [{ currency_code: 'EUR', rate: '1.1' }],
    }).expect(422);
    expect(price.body.errors).toMatchObject([{ pointer: '/ids/1', code: 'purchasing.price_needed' }]);
    const rate = await release([other!.id]).expect(422);
    expect(rate.body.errors).toMatchObject([{ pointer: '/ids/0', code: 'purchasing.exchange_rate_needed' }]);
    await release([other!.id], { exchange_rates: [{ currency_code: 'EUR', rate: '1.1' }] }).expect(200);
  });

  it('asks for the work center of what has no routing where there are several', async () => {
    const chain = await makeChain(app);
    const second = await app
      .as('admin')
      .post('/work-centers')
      .send({ code: 'SECOND', name: 'Second' })
      .expect(201);
    await plan(app);
    const [top] = await ordersOfChain(app, chain);
    const refused = await release([top!.id]).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/ids/0', code: 'production.work_center_needed' }]);
    await release([top!.id], { work_center_id: second.body.id }).expect(200);
  });

  it('once for a key, and only by those who may write the documents', async () => {
    const chain = await makeChain(app);
    await plan(app);
    const [, , screws] = await ordersOfChain(app, chain);
    const role = await app
      .as('admin')
      .post('/roles')
      .send({ code: 'planner', name: 'Planner', permissions: ['mrp.read', 'mrp.write'] })
      .expect(201);
    const { email } = await makeUser(app, { role: role.body.code });
    const planner = await app.signIn(email, PASSWORD);
    await planner
      .post('/mrp/planned-orders/release')
      .send({ ids: [screws!.id] })
      .expect(403);
    const first = await release([screws!.id]).set('idempotency-key', 'release-once').expect(200);
    const replay = await release([screws!.id]).set('idempotency-key', 'release-once').expect(200);
    expect(replay.body).toEqual(first.body);
  });

  it('takes the version of the day on which the order starts', async () => {
    const [before, after] = [await makeProduct(app), await makeProduct(app)];
    const product = await makeProduct(app, { lead_time_days: 1 });
    const turn = daysFromNow(20);
    await makeBom(app, product, [[before, 1]], { effective_to: turn });
    await makeBom(app, product, [[after, 1]], { effective_from: turn, name: 'Later' });
    await makeConfirmedOrder(app, [
      { product_id: product.id, quantity: 1, requested_date: daysFromNow(10) },
      { product_id: product.id, quantity: 2, requested_date: daysFromNow(40) },
    ]);
    await plan(app);
    const orders = await plannedOrdersOf(app, product.id);
    const center = (await app.as('manager').get('/work-centers').expect(200)).body.data[0].id as number;
    const { body } = await release(idsOf(orders), { work_center_id: center }).expect(200);
    const components: number[] = [];
    for (const { id } of body.production_orders as { id: number }[]) {
      const order = await manager().get(`/production-orders/${id}`).expect(200);
      components.push(order.body.materials[0].component_id as number);
    }
    expect(components).toEqual([before.id, after.id]);
  });
});

describe('the link between supply and demand', () => {
  it('stays, from the demand to the orders and the other way round', async () => {
    const chain = await makeChain(app, 30);
    await plan(app);
    const orders = await ordersOfChain(app, chain);
    const center = (await app.as('manager').get('/work-centers').expect(200)).body.data[0].id as number;
    const { body } = await release(idsOf(orders), { work_center_id: center }).expect(200);
    await plan(app);
    const line = chain.sale.lines[0]!.id;
    const found = await manager().get(`/mrp/links?sales_order_line_id=${line}`).expect(200);
    expect(
      (found.body.data as Record<string, unknown>[]).map((link) => [
        link['sku'],
        link['is_direct'],
        link['quantity'],
      ]),
    ).toEqual([
      [chain.finished.sku, true, '30'],
      [chain.sub.sku, false, '60'],
      [chain.screw.sku, false, '360'],
    ]);
    const purchase = body.purchase_orders[0].id as number;
    const back = await manager().get(`/mrp/links?purchase_order_id=${purchase}`).expect(200);
    expect(back.body.data).toMatchObject([
      { is_direct: true, demand_kind: 'planned_order', document: { sku: chain.sub.sku } },
      { is_direct: false, sales_order_line_id: line, document: { code: chain.sale.order_number } },
    ]);
    const made = body.production_orders[0].id as number;
    const ofMade = await manager().get(`/mrp/links?production_order_id=${made}`).expect(200);
    expect(ofMade.body.data).toMatchObject([{ made_by_order_id: made, sales_order_line_id: line }]);
  });

  it('shares an order among the demands that it is for', async () => {
    const product = await makeProduct(app, {
      preferred_vendor_id: (await makeVendor(app)).id,
      standard_cost: '1',
    });
    const requested = { product_id: product.id, requested_date: daysFromNow(12) };
    await makeOrder(app, [
      { product_id: product.id, quantity_ordered: 1, unit_cost: 1, expected_date: daysFromNow(12) },
    ]);
    const sale = await makeConfirmedOrder(app, [
      { ...requested, quantity: 3 },
      { ...requested, quantity: 4 },
    ]);
    await plan(app);
    const [order] = await plannedOrdersOf(app, product.id);
    expect(order).toMatchObject({ quantity: '6' });
    await release([order!.id]).expect(200);
    const { body } = await manager().get(`/mrp/planned-orders/${order!.id}`).expect(200);
    expect(body.demands).toMatchObject([
      { quantity: '2', document: { line_id: sale.lines[0]!.id } },
      { quantity: '4', document: { line_id: sale.lines[1]!.id } },
    ]);
  });
});
