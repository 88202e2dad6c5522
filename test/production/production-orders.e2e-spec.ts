import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeWorkCenter } from '../engineering/make.js';
import { makePrintedProduct, type PrintedProduct } from '../support/make/print-farm.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';

let app: TestApp;
let manager: Client;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

interface Order {
  id: number;
  code: string;
  status: string;
  version: number;
  operations: { id: number; status: string; quantity_completed: string }[];
  materials: { id: number; component_id: number; quantity_required: string; quantity_consumed: string }[];
  [column: string]: unknown;
}

async function createOrder(printed: PrintedProduct, quantity: number): Promise<Order> {
  return (
    await manager.post('/production-orders').send({ product_id: printed.product.id, quantity }).expect(201)
  ).body;
}

async function stockOf(productId: number) {
  return (await operator.get(`/inventory/products/${productId}/stock`).expect(200)).body as Record<
    string,
    string
  >;
}

const release = (id: number, body = {}) => manager.post(`/production-orders/${id}/release`).send(body);
const report = (order: Order, index: number, body: object) =>
  operator.post(`/production-orders/${order.id}/operations/${order.operations[index]!.id}/report`).send(body);
const complete = (id: number, body = {}) => operator.post(`/production-orders/${id}/complete`).send(body);

async function scrapReasonId(): Promise<number> {
  const reasons = await operator.get('/scrap-reasons?limit=1').expect(200);
  return reasons.body.data[0].id as number;
}

describe('creating', () => {
  it('copies operations and materials, scaled, and estimates the cost', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    expect(order.code).toMatch(/^WO-\d{4}-\d{4}$/);
    expect(order).toMatchObject({
      status: 'draft',
      quantity_ordered: '5',
      estimated_material_cost: '10.8',
      estimated_labor_cost: '18.5',
      estimated_total_cost: '29.3',
    });
    expect(order.operations).toMatchObject([
      { sequence: 10, planned_setup_minutes: '10', planned_run_minutes: '150', status: 'pending' },
      { sequence: 20, planned_setup_minutes: '0', planned_run_minutes: '25' },
    ]);
    expect(order.materials).toMatchObject([
      { component_id: printed.filament.id, quantity_required: '525', unit: 'G' },
      { component_id: printed.box.id, quantity_required: '1', quantity_per: 'order' },
    ]);
  });

  it('scales again when the quantity changes, and only before release', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    const change = (version: number) =>
      manager
        .patch(`/production-orders/${order.id}`)
        .set('if-match', `"v${version}"`)
        .send({ quantity: '10' });
    const changed = await change(order.version).expect(200);
    expect(changed.body.materials[0].quantity_required).toBe('1050');
    await change(order.version).expect(412);
    await release(order.id).expect(200);
    const late = await change(changed.body.version + 1).expect(409);
    expect(late.body).toMatchObject({ code: 'production.wrong_status', order_status: 'released' });
  });

  it('refuses what cannot be made', async () => {
    const bare = await makeProduct(app, { item_type: 'finished_good' });
    const create = (body: object) => manager.post('/production-orders').send(body);
    expect((await create({ product_id: 999_999, quantity: 1 }).expect(422)).body.code).toBe(
      'production.unknown_product',
    );
    expect((await create({ product_id: bare.id, quantity: 1 }).expect(422)).body.code).toBe(
      'engineering.nothing_to_make',
    );
    expect((await create({ product_id: bare.id, quantity: 0 }).expect(400)).body.code).toBe(
      'request.invalid',
    );
    await operator.post('/production-orders').send({ product_id: bare.id, quantity: 1 }).expect(403);
  });
});

describe('releasing', () => {
  it('reserves all material', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    const released = await release(order.id).expect(200);
    expect(released.body).toMatchObject({ status: 'released' });
    expect(released.body.materials[0]).toMatchObject({ quantity_allocated: '525', status: 'allocated' });
    expect(await stockOf(printed.filament.id)).toMatchObject({
      available_quantity: '1475',
      allocated_quantity: '525',
    });
  });

  it('is not blocked by its own reservation, while another order is: 600 g, 525 reserved, 315 asked for', async () => {
    const printed = await makePrintedProduct(app, { filament: '600' });
    const first = await createOrder(printed, 5);
    const second = await createOrder(printed, 3);
    await manager.post(`/production-orders/${first.id}/reserve`).send({}).expect(200);
    expect((await operator.get(`/production-orders/${first.id}/shortages`).expect(200)).body).toEqual([]);
    await release(first.id).expect(200);
    const blocked = await release(second.id).expect(409);
    expect(blocked.body).toMatchObject({
      code: 'production.shortages',
      shortages: [{ component_id: printed.filament.id, required: '315', available: '75', short: '240' }],
    });
    expect(await stockOf(printed.filament.id)).toMatchObject({ allocated_quantity: '525' });
    expect((await release(second.id, { force: true }).expect(422)).body.code).toBe(
      'production.reason_needed',
    );
    await release(second.id, { force: true, reason: 'Filament comes today' }).expect(200);
    expect(await stockOf(printed.filament.id)).toMatchObject({ allocated_quantity: '600' });
  });

  it('is undone by cancelling, which frees the material', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    await release(order.id).expect(200);
    await manager.post(`/production-orders/${order.id}/cancel`).send({ reason: 'test' }).expect(200);
    expect(await stockOf(printed.filament.id)).toMatchObject({ allocated_quantity: '0' });
    await release(order.id).expect(409);
  });
});

describe('reporting', () => {
  it('follows the pieces: 4 good and 1 bad, then 4; the order is short and the good ones carry the cost', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    await release(order.id).expect(200);
    const noReason = await report(order, 0, { quantity_good: 4, quantity_bad: 1 }).expect(422);
    expect(noReason.body.errors[0].pointer).toBe('/scrap_reason_id');
    const scrap = { quantity_bad: 1, scrap_reason_id: await scrapReasonId() };
    const first = await report(order, 0, { quantity_good: 4, ...scrap }).expect(200);
    expect(first.body).toMatchObject({
      status: 'in_progress',
      actual_material_cost: '10.8',
      actual_labor_cost: '16',
    });
    expect(first.body.operations[0].status).toBe('completed');
    const tooMany = await report(order, 1, { quantity_good: 5 }).expect(409);
    expect(tooMany.body).toMatchObject({ code: 'production.too_many', remaining: '4' });
    const second = await report(order, 1, { quantity_good: 4 }).expect(200);
    expect(second.body).toMatchObject({
      status: 'short',
      quantity_completed: '4',
      quantity_scrapped: '1',
      completion_percent: '80',
      actual_total_cost: '28.8',
    });
    expect(await stockOf(printed.product.id)).toMatchObject({
      on_hand_quantity: '4',
      total_value: '28.8',
      average_cost: '7.2',
    });
    expect(await stockOf(printed.filament.id)).toMatchObject({
      on_hand_quantity: '1475',
      allocated_quantity: '0',
    });
    expect(await stockOf(printed.box.id)).toMatchObject({ on_hand_quantity: '4', allocated_quantity: '0' });
    const records = await operator.get(`/scrap-records?production_order_id=${order.id}`).expect(200);
    expect(records.body.data).toMatchObject([{ quantity: '1', total_cost: '5.36' }]);
    await manager.post(`/production-orders/${order.id}/close`).send({}).expect(200);
  });

  it('closes short: 6 of 10 take 60 % of the material, and the rest is free again', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 10);
    await release(order.id).expect(200);
    await report(order, 0, { quantity_good: 6 }).expect(200);
    await report(order, 1, { quantity_good: 6 }).expect(200);
    const closed = await manager
      .post(`/production-orders/${order.id}/short-close`)
      .send({ reason: 'enough' })
      .expect(200);
    expect(closed.body).toMatchObject({ status: 'closed', quantity_completed: '6' });
    expect(await stockOf(printed.filament.id)).toMatchObject({
      on_hand_quantity: '1370',
      allocated_quantity: '0',
    });
    expect(await stockOf(printed.product.id)).toMatchObject({ on_hand_quantity: '6' });
  });

  it('takes a batch with its cycle: 4 of 10 pieces take 10 of 30 g, and closing short frees the rest', async () => {
    const purge = await makeStock(app, 30, { unit: 'G', procurement_type: 'buy' });
    const product = await makeProduct(app);
    const plate = {
      sequence: 10,
      operation_name: 'Print',
      work_center_id: (await makeWorkCenter(app, { code: 'PLATES' })).id,
      run_time_minutes: 60,
      units_per_cycle: 4,
      materials: [{ component_id: purge, quantity: 10, quantity_per: 'batch' }],
    };
    await manager
      .post('/routings')
      .send({ product_id: product.id, operations: [plate] })
      .expect(201);
    const order = (
      await manager.post('/production-orders').send({ product_id: product.id, quantity: 10 }).expect(201)
    ).body as Order;
    await release(order.id).expect(200);
    await report(order, 0, { quantity_good: 1 }).expect(200);
    await report(order, 0, { quantity_good: 3 }).expect(200);
    expect(await stockOf(purge)).toMatchObject({ on_hand_quantity: '20', allocated_quantity: '20' });
    await manager.post(`/production-orders/${order.id}/short-close`).send({ reason: 'Enough' }).expect(200);
    expect(await stockOf(purge)).toMatchObject({ on_hand_quantity: '20', allocated_quantity: '0' });
  });

  it('does not close short what is completed', async () => {
    const order = await createOrder(await makePrintedProduct(app), 1);
    await release(order.id).expect(200);
    await operator.post(`/production-orders/${order.id}/complete`).send({}).expect(200);
    const refused = await manager
      .post(`/production-orders/${order.id}/short-close`)
      .send({ reason: 'too late' })
      .expect(409);
    expect(refused.body).toMatchObject({ code: 'production.wrong_status', possible: ['closed'] });
  });

  it('receives in parts whose values add up to the cost of the order', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 3);
    await release(order.id).expect(200);
    await report(order, 0, { quantity_good: 3 }).expect(200);
    for (let piece = 0; piece < 3; piece += 1) await report(order, 1, { quantity_good: 1 }).expect(200);
    const done = (await operator.get(`/production-orders/${order.id}`).expect(200)).body;
    expect(done.status).toBe('completed');
    expect((await stockOf(printed.product.id))['total_value']).toBe(done.actual_total_cost);
  });

  it('completes everything at once', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    expect((await complete(order.id).expect(409)).body.code).toBe('production.wrong_status');
    await release(order.id).expect(200);
    const done = await complete(order.id).expect(200);
    expect(done.body).toMatchObject({
      status: 'completed',
      quantity_completed: '5',
      actual_total_cost: '29.3',
    });
    expect(done.body.operations.map((operation: { status: string }) => operation.status)).toEqual([
      'completed',
      'completed',
    ]);
    expect(await stockOf(printed.product.id)).toMatchObject({ on_hand_quantity: '5', total_value: '29.3' });
    expect((await complete(order.id).expect(409)).body.code).toBe('production.wrong_status');
  });

  it('refuses to complete more than was ordered', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    await release(order.id).expect(200);
    const more = await complete(order.id, { quantity_good: 6 }).expect(409);
    expect(more.body).toMatchObject({ code: 'production.too_many', remaining: '5' });
    expect(await stockOf(printed.product.id)).toMatchObject({ on_hand_quantity: '0' });
  });

  it('ends as scrapped when nothing is good', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 2);
    await release(order.id).expect(200);
    const all = await report(order, 0, { quantity_bad: 2, scrap_reason_id: await scrapReasonId() }).expect(
      200,
    );
    expect(all.body).toMatchObject({ status: 'scrapped', quantity_scrapped: '2' });
    expect(all.body.operations[1].status).toBe('skipped');
  });

  it('keeps operations in order, lets them be paused and skipped, but never the last', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 2);
    const act = (index: number, action: string) =>
      operator
        .post(`/production-orders/${order.id}/operations/${order.operations[index]!.id}/${action}`)
        .send({});
    await act(0, 'start').expect(409);
    await release(order.id).expect(200);
    expect((await act(1, 'start').expect(409)).body.code).toBe('production.previous_open');
    expect((await act(0, 'start').expect(200)).body.status).toBe('in_progress');
    await act(0, 'pause').expect(200);
    await act(0, 'start').expect(200);
    await act(0, 'skip').expect(200);
    expect((await act(1, 'skip').expect(409)).body.code).toBe('production.last_operation');
    expect((await report(order, 1, { quantity_good: 2 }).expect(200)).body.status).toBe('completed');
  });
});

describe('material', () => {
  it('is consumed as told within the tolerance, and later reports take that much less', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    await release(order.id).expect(200);
    const [filament] = order.materials;
    const consume = (quantity: string) =>
      operator
        .post(`/production-orders/${order.id}/consume`)
        .send({ materials: [{ material_id: filament!.id, quantity }] });
    await consume('500').expect(200);
    const over = await consume('26').expect(409);
    expect(over.body).toMatchObject({ code: 'production.over_consumption', allowed: '25' });
    await complete(order.id).expect(200);
    expect(await stockOf(printed.filament.id)).toMatchObject({
      on_hand_quantity: '1475',
      allocated_quantity: '0',
    });
  });

  it('comes back at the value at which it went', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 5);
    await release(order.id).expect(200);
    const [filament] = order.materials;
    const materials = [{ material_id: filament!.id, quantity: '100' }];
    await operator.post(`/production-orders/${order.id}/consume`).send({ materials }).expect(200);
    const path = `/production-orders/${order.id}/materials/${filament!.id}/return`;
    expect((await operator.post(path).send({ quantity: '101' }).expect(409)).body.consumed).toBe('100');
    const back = await operator.post(path).send({ quantity: '40' }).expect(200);
    expect(back.body.actual_material_cost).toBe('1.2');
    expect(await stockOf(printed.filament.id)).toMatchObject({
      on_hand_quantity: '1940',
      total_value: '38.8',
    });
  });

  it('comes back after its pieces were received: later pieces are worth nothing, not less', async () => {
    const part = await makeStock(app, 4, { procurement_type: 'buy' });
    const product = await makeProduct(app);
    await manager
      .post('/boms')
      .send({ product_id: product.id, lines: [{ component_id: part, quantity: 1 }] })
      .expect(201);
    const noRates = {
      code: 'FREE',
      machine_rate_per_hour: 0,
      labor_rate_per_hour: 0,
      overhead_rate_per_hour: 0,
    };
    const center = await makeWorkCenter(app, noRates);
    const order = (
      await manager
        .post('/production-orders')
        .send({ product_id: product.id, quantity: 4, work_center_id: center.id })
        .expect(201)
    ).body as Order;
    await release(order.id).expect(200);
    await report(order, 0, { quantity_good: 3 }).expect(200);
    const materialId = order.materials[0]!.id;
    await operator
      .post(`/production-orders/${order.id}/materials/${materialId}/return`)
      .send({ quantity: 3 })
      .expect(200);
    await report(order, 0, {
      quantity_good: 1,
      materials: [{ material_id: materialId, quantity: 0 }],
    }).expect(200);
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '4', total_value: '3' });
  });

  it('comes from a spool: stock, spool and order move together', async () => {
    const printed = await makePrintedProduct(app, { filament: '0' });
    const location = (await operator.get('/inventory/locations?limit=1').expect(200)).body.data[0];
    const spool = await manager
      .post('/spools')
      .send({
        product_id: printed.filament.id,
        net_weight_kg: '1',
        location_id: location.id,
        cost_per_kg: '20',
      })
      .expect(201);
    const order = await createOrder(printed, 5);
    await release(order.id).expect(200);
    const materials = [{ material_id: order.materials[0]!.id, spool_id: spool.body.id, weight_kg: '0.525' }];
    const used = await operator
      .post(`/production-orders/${order.id}/consume`)
      .send({ materials })
      .expect(200);
    expect(used.body.materials[0].quantity_consumed).toBe('525');
    const after = await operator.get(`/spools/${spool.body.id}`).expect(200);
    expect(after.body.current_weight_kg).toBe('0.475');
    expect(await stockOf(printed.filament.id)).toMatchObject({
      on_hand_quantity: '475',
      allocated_quantity: '0',
    });
    const both = [{ ...materials[0], quantity: '1' }];
    expect(
      (await operator.post(`/production-orders/${order.id}/consume`).send({ materials: both })).body.code,
    ).toBe('production.one_source');
  });
});

describe('access and repetition', () => {
  it('belongs to one organization', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 1);
    await app.otherOrganization.get(`/production-orders/${order.id}`).expect(404);
    await app.otherOrganization.post(`/production-orders/${order.id}/release`).send({}).expect(404);
    await app.anonymous.get('/production-orders').expect(401);
  });

  it('does nothing twice with one Idempotency-Key', async () => {
    const printed = await makePrintedProduct(app);
    const order = await createOrder(printed, 2);
    await release(order.id).expect(200);
    const once = () => report(order, 0, { quantity_good: 1 }).set('idempotency-key', `report-${order.id}`);
    const first = await once().expect(200);
    const second = await once().expect(200);
    expect(second.body).toEqual(first.body);
    expect(second.body.operations[0].quantity_completed).toBe('1');
  });
});

it('verifies clean after all of this', async () => {
  const result = await manager.get('/inventory/ledger/verify').expect(200);
  expect(result.body).toMatchObject({ is_clean: true, differences: [] });
});
