import { AlertRoundsService } from '../../src/modules/inventory/alert-rounds.service.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makePrintedProduct } from '../support/make/print-farm.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse } from '../support/make/warehouse.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
let manager: Client;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: 12 });
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

interface Alert {
  id: number;
  alert_type: string;
  [column: string]: unknown;
}

const evaluate = (...product_ids: number[]) =>
  manager.post('/inventory/alerts/evaluate').send(product_ids.length > 0 ? { product_ids } : {});
const issue = (product_id: number, quantity: number | string, values: object = {}) =>
  operator
    .post('/inventory/issues')
    .send({ product_id, quantity, ...values })
    .expect(201);
const receive = (product_id: number, quantity: number | string, values: object = {}) =>
  operator
    .post('/inventory/receipts')
    .send({ product_id, quantity, unit_cost: 1, ...values })
    .expect(201);
async function alertsOf(productId: number, filter = 'is_active=true'): Promise<Alert[]> {
  const answer = await operator.get(`/inventory/alerts?product_id=${productId}&${filter}`).expect(200);
  return answer.body.data as Alert[];
}
async function evaluated(productId: number): Promise<Alert[]> {
  await evaluate(productId).expect(200);
  return alertsOf(productId);
}
async function setCooldown(cooldown_hours: number): Promise<void> {
  const { version } = (await operator.get('/inventory/alert-settings').expect(200)).body;
  await manager
    .patch('/inventory/alert-settings')
    .set('if-match', `"v${version}"`)
    .send({ cooldown_hours })
    .expect(200);
}

describe('an alert', () => {
  it('is raised once, updated while it is true, and resolves itself', async () => {
    const product = await makeStock(app, 10, { safety_stock: 5 });
    expect(await evaluated(product)).toEqual([]);
    await issue(product, 6);
    expect((await evaluate(product).expect(200)).body).toEqual({
      raised: 1,
      updated: 0,
      resolved: 0,
      suppressed: 0,
    });
    const [first] = await alertsOf(product);
    expect(first).toMatchObject({
      alert_type: 'low_stock',
      severity: 'medium',
      threshold_value: '5',
      current_value: '4',
      suggested_quantity: '1',
      location_id: null,
      occurrences: 1,
    });
    await issue(product, 2);
    const [second] = await evaluated(product);
    expect(second).toMatchObject({ id: first!.id, severity: 'high', current_value: '2', occurrences: 2 });
    await receive(product, 10);
    expect((await evaluate(product).expect(200)).body).toMatchObject({ resolved: 1 });
    expect(await alertsOf(product, 'is_active=false')).toMatchObject([{ id: first!.id, resolved_by: null }]);
    expect(await alertsOf(product)).toEqual([]);
  });

  it('does not come back within the cooldown, and does after it', async () => {
    const product = await makeStock(app, 1, { safety_stock: 5 });
    await evaluated(product);
    await receive(product, 10);
    await evaluated(product);
    await issue(product, 8);
    expect((await evaluate(product).expect(200)).body).toMatchObject({ raised: 0, suppressed: 1 });
    await asSuperuser(app, (db) =>
      db.query(
        `UPDATE inventory_alerts SET resolved_at = resolved_at - interval '25 hours' WHERE product_id = $1`,
        [product],
      ),
    );
    expect(await evaluated(product)).toMatchObject([{ alert_type: 'low_stock', occurrences: 1 }]);
  });

  it('comes back at once where the cooldown is nothing', async () => {
    await setCooldown(0);
    const product = await makeStock(app, 1, { safety_stock: 5 });
    const [first] = await evaluated(product);
    await manager.post(`/inventory/alerts/${first!.id}/resolve`).send({ notes: 'Ordered.' }).expect(200);
    const [second] = await evaluated(product);
    expect(second!.id).not.toBe(first!.id);
    await setCooldown(24);
  });

  it('tells of an empty shelf, of free stock to be ordered and of too much', async () => {
    const product = await makeStock(app, 10, { reorder_point: 4, reorder_qty: 20 });
    await operator.post('/inventory/reservations').send({ product_id: product, quantity: 7 }).expect(201);
    expect(await evaluated(product)).toMatchObject([
      { alert_type: 'reorder', current_value: '3', suggested_quantity: '20' },
    ]);
    const gone = await makeStock(app, 2);
    await issue(gone, 2);
    expect(await evaluated(gone)).toMatchObject([{ alert_type: 'out_of_stock', severity: 'critical' }]);
    const many = await makeStock(app, 31);
    await manager.post('/inventory/alert-rules').send({ product_id: many, maximum_quantity: 30 }).expect(201);
    expect(await evaluated(many)).toMatchObject([{ alert_type: 'excess', threshold_value: '30' }]);
  });

  it('tells of lots that have expired and that will', async () => {
    const product = (await makeProduct(app, { track_lots: true })).id;
    await receive(product, 3, { lot_number: 'OLD', expiration_date: daysFromNow(-2) });
    await receive(product, 4, { lot_number: 'SOON', expiration_date: daysFromNow(5) });
    await receive(product, 5, { lot_number: 'LATE', expiration_date: daysFromNow(90) });
    const alerts = await evaluated(product);
    expect(alerts.map((alert) => [alert.alert_type, alert.current_value]).sort()).toEqual([
      ['expired', '3'],
      ['expiring', '4'],
    ]);
    expect(alerts.find((alert) => alert.alert_type === 'expiring')).toMatchObject({
      details: { lots: [{ lot_number: 'SOON', quantity: '4' }] },
    });
  });

  it('A-03: tells of a count that is too far off, once, and goes when a later count is right', async () => {
    const product = await makeStock(app, 10);
    const count = (counted_quantity: number) =>
      manager.post('/inventory/counts').send({ product_id: product, counted_quantity }).expect(201);
    await count(9);
    expect(await evaluated(product)).toEqual([]);
    await count(7);
    const [alert] = await evaluated(product);
    expect(alert).toMatchObject({ alert_type: 'discrepancy', severity: 'medium', current_value: '-2' });
    expect(await evaluated(product)).toMatchObject([{ id: alert!.id, occurrences: 1 }]);
    await count(7);
    expect(await evaluated(product)).toEqual([]);
    const found = (await makeProduct(app)).id;
    await manager.post('/inventory/counts').send({ product_id: found, counted_quantity: 5 }).expect(201);
    expect(await evaluated(found)).toMatchObject([{ alert_type: 'discrepancy', current_value: '5' }]);
  });

  it('tells of a count what it means by now, when something was entered for before it since', async () => {
    const product = (await makeProduct(app)).id;
    await receive(product, 10, { transaction_date: daysFromNow(-3) });
    await manager
      .post('/inventory/counts')
      .send({ product_id: product, counted_quantity: 10, transaction_date: daysFromNow(-1) })
      .expect(201);
    await issue(product, 4, { transaction_date: daysFromNow(-2) });
    expect(await evaluated(product)).toMatchObject([
      {
        alert_type: 'discrepancy',
        current_value: '4',
        message: expect.stringContaining('10 EA counted, 6 EA'),
      },
    ]);
    const explained = (await makeProduct(app)).id;
    await receive(explained, 10, { transaction_date: daysFromNow(-3) });
    await manager
      .post('/inventory/counts')
      .send({ product_id: explained, counted_quantity: 6, transaction_date: daysFromNow(-1) })
      .expect(201);
    await issue(explained, 4, { transaction_date: daysFromNow(-2) });
    expect(await evaluated(explained)).toEqual([]);
  });

  it('A-03: tells of what a stocktake found, by severity; what nobody expected as well', async () => {
    const warehouse = await makeWarehouse(app);
    const place = { location_id: warehouse.location_id };
    const stocked = [
      await makeStock(app, 10, {}, place),
      await makeStock(app, 10, {}, place),
      await makeStock(app, 10, {}, place),
    ];
    const found = (await makeProduct(app)).id;
    const act = (path: string, body: object = {}) => manager.post(`/inventory/stocktakes${path}`).send(body);
    const { id } = (await act('', { warehouse_id: warehouse.id }).expect(201)).body;
    await act(`/${id}/start`).expect(200);
    const lines = [...stocked, found].map((product_id, index) => ({
      product_id,
      location_id: warehouse.location_id,
      quantity: [9, 8, 7, 5][index],
    }));
    await act(`/${id}/counts`, { lines }).expect(201);
    await act(`/${id}/complete`).expect(200);
    const severities = [];
    for (const product of [...stocked, found]) {
      const [alert] = (await alertsOf(product)).filter((one) => one.alert_type === 'discrepancy');
      severities.push(alert?.['severity']);
      if (alert)
        expect(alert).toMatchObject({ location_id: warehouse.location_id, details: { stocktake_id: id } });
    }
    expect(severities).toEqual([undefined, 'medium', 'high', 'high']);
    // Evaluated again it stays, until a count of the place is right.
    expect(await evaluated(stocked[1]!)).toMatchObject([{ alert_type: 'discrepancy', occurrences: 1 }]);
    await manager
      .post('/inventory/counts')
      .send({ product_id: stocked[1], counted_quantity: 8, ...place })
      .expect(201);
    expect(await evaluated(stocked[1]!)).toEqual([]);
  });

  it('F-04: two orders, one shortage that names both, updated and not doubled', async () => {
    const printed = await makePrintedProduct(app, { filament: '90' });
    const order = async (quantity: number) =>
      (
        await manager
          .post('/production-orders')
          .send({ product_id: printed.product.id, quantity })
          .expect(201)
      ).body as { id: number; code: string };
    // 100 g a piece and 5 % scrap: 105 and 210 of 90.
    const [one, two] = [await order(1), await order(2)];
    await manager.post(`/production-orders/${one.id}/reserve`).send({}).expect(200);
    const [alert] = (await evaluated(printed.filament.id)).filter((a) => a.alert_type === 'shortage_for_mo');
    expect(alert).toMatchObject({ severity: 'critical', suggested_quantity: '225', current_value: '90' });
    expect(alert!['message']).toContain(one.code);
    expect(alert!['message']).toContain(two.code);
    const again = (await evaluated(printed.filament.id)).filter((a) => a.alert_type === 'shortage_for_mo');
    expect(again).toMatchObject([{ id: alert!.id, occurrences: 2 }]);
    await receive(printed.filament.id, 1000);
    expect((await evaluated(printed.filament.id)).map((a) => a.alert_type)).not.toContain('shortage_for_mo');
  });
});

describe('thresholds', () => {
  it('of a place count what lies below it', async () => {
    const product = await makeStock(app, 100);
    const shelf = await makeLocation(app);
    const bin = await makeLocation(app, { parent_id: shelf.id });
    await manager
      .post('/inventory/alert-rules')
      .send({ product_id: product, location_id: shelf.id, minimum_quantity: 5 })
      .expect(201);
    expect(await evaluated(product)).toMatchObject([{ alert_type: 'out_of_stock', location_id: shelf.id }]);
    await setCooldown(0);
    await receive(product, 4, { location_id: bin.id });
    expect(await evaluated(product)).toMatchObject([
      { alert_type: 'low_stock', location_id: shelf.id, current_value: '4' },
    ]);
    await receive(product, 2, { location_id: bin.id });
    expect(await evaluated(product)).toEqual([]);
    await setCooldown(24);
  });

  it('of a material type count all its products, in any unit', async () => {
    const made = await manager
      .post('/material-types')
      .send({ code: 'PLA_ALERT', name: 'PLA', base_material: 'PLA' })
      .expect(201);
    const type = made.body.id as number;
    const [black] = [
      await makeStock(app, 600, { item_type: 'material', unit: 'G', material_type_id: type }),
      await makeStock(app, 1, { item_type: 'material', unit: 'KG', material_type_id: type }),
    ];
    await manager
      .post('/inventory/alert-rules')
      .send({ material_type_id: type, unit: 'kg', minimum_quantity: 2 })
      .expect(201);
    await evaluate(black).expect(200);
    const alerts = await operator.get(`/inventory/alerts?material_type_id=${type}`).expect(200);
    expect(alerts.body.data).toMatchObject([
      { alert_type: 'low_stock', current_value: '1.6', threshold_value: '2', unit: 'KG', product_id: null },
    ]);
  });

  it.each([
    ['no subject', { minimum_quantity: 1 }, 422, 'inventory.alert_rule_subject'],
    ['nothing', { product_id: 1 }, 422, 'inventory.alert_rule_empty'],
    [
      'a unit for a product',
      { product_id: 1, unit: 'G', minimum_quantity: 1 },
      422,
      'inventory.alert_rule_unit',
    ],
    [
      'a place for a material',
      { material_type_id: 1, unit: 'G', location_id: 1, minimum_quantity: 1 },
      422,
      'inventory.alert_rule_of_products',
    ],
    [
      'more at least than at most',
      { product_id: 1, minimum_quantity: 2, maximum_quantity: 1 },
      422,
      'inventory.alert_rule_maximum',
    ],
    ['an unknown product', { product_id: 999_999, minimum_quantity: 1 }, 422, 'inventory.product_not_found'],
    [
      'an unknown place',
      { product_id: 1, location_id: 999_999, minimum_quantity: 1 },
      422,
      'inventory.unknown_location',
    ],
    [
      'an unknown material',
      { material_type_id: 999_999, unit: 'G', minimum_quantity: 1 },
      422,
      'inventory.unknown_material_type',
    ],
    ['less than nothing', { product_id: 1, minimum_quantity: -1 }, 400, 'request.invalid'],
  ])('of %s are refused', async (_name, body, status, code) => {
    const answer = await manager.post('/inventory/alert-rules').send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('are changed and removed by version, and once for each subject', async () => {
    const product = await makeStock(app, 5);
    const body = { product_id: product, minimum_quantity: 10 };
    const made = (await manager.post('/inventory/alert-rules').send(body).expect(201)).body;
    expect((await manager.post('/inventory/alert-rules').send(body).expect(409)).body.code).toBe(
      'inventory.alert_rule_taken',
    );
    expect(await evaluated(product)).toHaveLength(1);
    const path = `/inventory/alert-rules/${made.id}`;
    await manager.patch(path).send({ minimum_quantity: 3 }).expect(428);
    await manager.patch(path).set('if-match', '"v1"').send({ minimum_quantity: 3 }).expect(200);
    await manager.patch(path).set('if-match', '"v1"').send({ minimum_quantity: 3 }).expect(412);
    expect(
      (await manager.patch(path).set('if-match', '"v2"').send({ minimum_quantity: null }).expect(422)).body
        .code,
    ).toBe('inventory.alert_rule_empty');
    expect(await evaluated(product)).toEqual([]);
    await manager.delete(path).set('if-match', '"v2"').expect(204);
    await manager.get(path).expect(404);
  });
});

describe('people', () => {
  it('acknowledge an alert, and again when it becomes worse', async () => {
    const product = await makeStock(app, 4, { safety_stock: 5 });
    const [alert] = await evaluated(product);
    const acknowledged = await operator
      .post(`/inventory/alerts/${alert!.id}/acknowledge`)
      .set('idempotency-key', `ack-${alert!.id}`)
      .send({})
      .expect(200);
    expect(acknowledged.body.acknowledged_at).not.toBeNull();
    expect(await evaluated(product)).toMatchObject([{ acknowledged_by: acknowledged.body.acknowledged_by }]);
    expect(await alertsOf(product, 'is_acknowledged=false')).toEqual([]);
    await issue(product, 2);
    expect(await evaluated(product)).toMatchObject([{ severity: 'high', acknowledged_at: null }]);
  });

  it('resolve an alert once, with a note', async () => {
    const product = await makeStock(app, 4, { safety_stock: 5 });
    const [alert] = await evaluated(product);
    const resolve = () => operator.post(`/inventory/alerts/${alert!.id}/resolve`).send({ notes: 'Ordered.' });
    expect((await resolve().expect(200)).body).toMatchObject({
      is_active: false,
      resolution_notes: 'Ordered.',
    });
    expect((await resolve().expect(409)).body.code).toBe('inventory.alert_resolved');
    await operator.post(`/inventory/alerts/${alert!.id}/acknowledge`).send({}).expect(409);
    expect(await evaluated(product)).toEqual([]);
    const events = await asSuperuser(app, (db) =>
      db.query(
        `SELECT event_type FROM outbox WHERE aggregate_type = 'inventory_alert' AND aggregate_id = $1 ORDER BY id`,
        [alert!.id],
      ),
    );
    expect(events.rows.map((row: { event_type: string }) => row.event_type)).toEqual([
      'inventory.alert_raised',
      'inventory.alert_resolved',
    ]);
  });

  it('count what is active', async () => {
    const counts = (await operator.get('/inventory/alerts/summary').expect(200)).body as object[];
    expect(counts).toContainEqual(expect.objectContaining({ alert_type: 'low_stock', severity: 'high' }));
  });

  it('do so who may, in the own organization', async () => {
    const product = await makeStock(app, 4, { safety_stock: 5 });
    const [alert] = await evaluated(product);
    await app.anonymous.get('/inventory/alerts').expect(401);
    await operator.post('/inventory/alerts/evaluate').send({}).expect(403);
    await operator.post('/inventory/alert-rules').send({}).expect(403);
    const other = app.otherOrganization;
    await other.get(`/inventory/alerts/${alert!.id}`).expect(404);
    await other.post(`/inventory/alerts/${alert!.id}/resolve`).send({}).expect(404);
    await other
      .post('/inventory/alerts/evaluate')
      .send({ product_ids: [product] })
      .expect(422);
    await other.post('/inventory/alerts/evaluate').send({}).expect(200);
    expect((await other.get('/inventory/alerts').expect(200)).body.data).toEqual([]);
    expect((await other.get('/inventory/alert-settings').expect(200)).body.cooldown_hours).toBe(24);
    expect((await evaluate(999_999).expect(422)).body.errors).toMatchObject([{ pointer: '/product_ids/0' }]);
  });
});

describe('at once', () => {
  it('eight evaluations raise one alert of each', async () => {
    const products: number[] = [];
    for (let index = 0; index < 4; index += 1) products.push(await makeStock(app, 1, { safety_stock: 5 }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => evaluate(...products)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.reduce((sum, { body }) => sum + body.raised, 0)).toBe(4);
    for (const product of products) expect(await alertsOf(product)).toHaveLength(1);
  });

  it('the rounds in the background find what was touched since', async () => {
    const rounds = app.app.get(AlertRoundsService);
    await rounds.run();
    const product = await makeStock(app, 9, { safety_stock: 5 });
    await issue(product, 6);
    await Promise.all([rounds.run(), rounds.run()]);
    await rounds.run();
    expect(await alertsOf(product)).toMatchObject([{ alert_type: 'low_stock', current_value: '3' }]);
  });

  it('ten thousand products take a couple of seconds', async () => {
    await asSuperuser(app, (db) =>
      db.query(`
        WITH made AS (
          INSERT INTO products (organization_id, sku, name, item_type, safety_stock)
          SELECT 1, 'BULK-' || n, 'Bulk', 'component', 5 FROM generate_series(1, 10000) n RETURNING id
        ), valued AS (
          INSERT INTO inventory_valuations (organization_id, product_id, quantity, total_value)
          SELECT 1, id, 0, 0 FROM made
        )
        SELECT 1`),
    );
    const answer = await evaluate().expect(200);
    expect(answer.body.raised).toBeGreaterThanOrEqual(10_000);
    expect((await evaluate().expect(200)).body).toMatchObject({ raised: 0 });
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
