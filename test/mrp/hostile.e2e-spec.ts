import { makeBom } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { asSuperuser } from '../support/superuser.js';
import { finished, makeChain, ordersOfChain, plan, plannedOrdersOf, type Run } from './make.js';
import { planSnapshot } from './plan-snapshot.js';

/** Each test has a company of its own. */
jest.setTimeout(120_000);

let app: TestApp;

beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app?.close());

const manager = () => app.as('manager');
const netChange = (body: object) => manager().post('/mrp/net-changes').send(body);
const sql = (text: string, values: unknown[] = []) => asSuperuser(app, (db) => db.query(text, values));

function sell(product: MadeProduct, quantity: number | string, inDays = 20) {
  return makeConfirmedOrder(app, [
    { product_id: product.id, quantity: String(quantity), requested_date: daysFromNow(inDays) },
  ]);
}

async function failed(body: object = {}): Promise<Run> {
  const started = await manager().post('/mrp/runs').send(body).expect(202);
  const run = await finished(app, started.body.id as number);
  expect(run.status).toBe('failed');
  return run;
}

/** A run, a run over the product, and a net change are refused with the same code; the plan stays. */
async function expectRefusal(product: MadeProduct, code: string, said: RegExp): Promise<void> {
  const before = await planSnapshot(app);
  for (const body of [{}, { kind: 'what_if' }, { product_ids: [product.id] }]) {
    const run = await failed(body);
    expect(run).toMatchObject({ error_code: code, planned_orders_created: 0 });
    expect(run['error_message']).toMatch(said);
  }
  const answer = await netChange({ product_ids: [product.id] }).expect(422);
  expect(answer.body.code).toBe(code);
  expect(answer.body.detail).toMatch(said);
  expect(await planSnapshot(app)).toEqual(before);
}

describe('what is too much for a plan', () => {
  it('is needed of one product: its number and the quantity are told, and the plan stays', async () => {
    const product = await makeProduct(app);
    await sell(product, 5);
    await plan(app);
    await sell(product, '90000000000', 21);
    await sell(product, '90000000000', 21);
    const said = new RegExp(`product ${product.id}: 180000000000 is more than`);
    await expectRefusal(product, 'mrp.quantity_too_large', said);
    expect(await plannedOrdersOf(app, product.id)).toMatchObject([{ quantity: '5' }]);
  });

  it('is needed of a part, far below', async () => {
    const [top, part] = [await makeProduct(app), await makeProduct(app)];
    await makeBom(app, top, [[part, '1000000']]);
    await plan(app);
    await sell(top, '1000000');
    const said = new RegExp(`product ${part.id}: 1000000000000 is more than`);
    await expectRefusal(top, 'mrp.quantity_too_large', said);
  });

  it('comes in orders that are too small to be counted: after a thousand, one takes the rest', async () => {
    const product = await makeProduct(app, { unit: 'KG', item_type: 'material', purchase_uom: 'KG' });
    await sell(product, 10);
    await sql('UPDATE products SET max_order_qty = 0.000000001 WHERE id = $1', [product.id]);
    expect(await plan(app)).toMatchObject({ planned_orders_created: 1_001 });
    const { rows } = await sql(
      'SELECT sum(quantity), max(quantity) FROM planned_orders WHERE product_id = $1',
      [product.id],
    );
    expect(rows).toEqual([{ sum: '10.000000000', max: '9.999999000' }]);
  });
});

describe('a company', () => {
  it('without any working day is told so by everything that counts days', async () => {
    const product = await makeProduct(app);
    const order = await sell(product, 3);
    await plan(app);
    await sql(
      `INSERT INTO calendar_holidays (organization_id, holiday_date, name)
       SELECT 1, day, 'Closed' FROM generate_series(now() - interval '50 years', now() + interval '60 years', '1 day') day`,
    );
    await expectRefusal(product, 'mrp.no_working_day', /no working day/);
    const capacity = await manager()
      .get(`/mrp/capacity?from=${daysFromNow(0)}&to=${daysFromNow(5)}`)
      .expect(422);
    expect(capacity.body.code).toBe('mrp.no_working_day');
    expect(order.lines).toHaveLength(1);
  });

  it('plans for one day, two years, and days far away; not for longer', async () => {
    const product = await makeProduct(app);
    await sell(product, 3, 700);
    await sell(product, 2, 0);
    for (const [request, quantities] of [
      [{ horizon_days: 1 }, ['2']],
      [{ horizon_days: 730 }, ['2', '3']],
      [{ date: '1970-01-01' }, []],
      [{ date: '9999-12-31' }, ['5']],
    ] as const) {
      const run = await plan(app, { kind: 'what_if', ...request });
      const orders = await plannedOrdersOf(app, product.id, `&run_id=${run.id}`);
      expect(orders.map(({ quantity }) => quantity)).toEqual(quantities);
    }
    for (const horizon_days of [0, 731, -1, 1.5]) {
      await manager().post('/mrp/runs').send({ horizon_days }).expect(400);
    }
    await manager().post('/mrp/runs').send({ date: '2026-02-30' }).expect(400);
  });

  it('with a circle of components from before there were checks plans everything else', async () => {
    const chain = await makeChain(app);
    const other = await makeChain(app, 4);
    const extra = await makeBom(app, chain.screw, [[other.screw, 1]]);
    await sql('UPDATE bom_lines SET component_id = $1 WHERE bom_id = $2', [chain.finished.id, extra.id]);
    const run = await plan(app);
    expect(run['components_analyzed']).toBeGreaterThanOrEqual(6);
    expect(await ordersOfChain(app, other)).toHaveLength(3);
    expect(await plan(app)).toMatchObject({
      planned_orders_created: 0,
      orders_changed: 0,
      orders_removed: 0,
    });
    expect(await failed({ product_ids: [chain.finished.id] })).toMatchObject({
      error_code: 'mrp.too_much_changed',
    });
    expect(await plan(app, { product_ids: [other.finished.id] })).toMatchObject({ components_analyzed: 3 });
  });
});

describe('a net change', () => {
  it('of a thousand documents plans what they touch, once', async () => {
    const product = await makeProduct(app);
    await plan(app);
    const lines = [{ product_id: product.id, quantity: 1, requested_date: daysFromNow(20) }];
    const order = await makeConfirmedOrder(app, lines);
    await sql(
      `INSERT INTO sales_orders (organization_id, order_number, customer_id, status, order_date, currency_code)
       SELECT o.organization_id, 'MANY-' || n, o.customer_id, o.status, o.order_date, o.currency_code
         FROM sales_orders o CROSS JOIN generate_series(1, 999) n WHERE o.id = $1`,
      [order.id],
    );
    await sql(
      `INSERT INTO sales_order_lines (organization_id, sales_order_id, line_number, product_id, quantity, unit_price, requested_date)
       SELECT l.organization_id, o.id, 1, l.product_id, 1, 1, l.requested_date
         FROM sales_order_lines l JOIN sales_orders o ON o.order_number LIKE 'MANY-%' WHERE l.sales_order_id = $1`,
      [order.id],
    );
    const { rows } = await sql("SELECT id::integer FROM sales_orders WHERE order_number LIKE 'MANY-%'");
    const documents = [order, ...(rows as { id: number }[])].map(({ id }) => ({ type: 'sales_order', id }));
    expect(documents).toHaveLength(1_000);
    const answer = await netChange({ documents }).expect(200);
    expect(answer.body).toMatchObject({ products_planned: 1, planned_orders_created: 1 });
    expect(await plannedOrdersOf(app, product.id)).toMatchObject([{ quantity: '1000' }]);
    await netChange({ documents: [...documents, { type: 'bom', id: 1 }] }).expect(400);
  });

  it('knows no documents that are not there, or are another organization’s', async () => {
    const product = await makeProduct(app);
    const sale = await sell(product, 1);
    const purchase = await makeOrder(app, [{ product_id: product.id, quantity_ordered: 1, unit_cost: 1 }]);
    const bom = await makeBom(app, await makeProduct(app), [[product, 1]]);
    await plan(app);
    const theirs = [
      { type: 'sales_order', id: sale.id },
      { type: 'purchase_order', id: purchase.id },
      { type: 'bom', id: bom.id },
    ];
    const none = theirs.map(({ type }) => ({ type, id: 999_999_999 }));
    const kinds = ['production_order', 'planned_order', 'routing'].map((type) => ({ type, id: 999_999_999 }));
    const unknown = await netChange({ documents: [...theirs, ...none, ...kinds] }).expect(422);
    expect(unknown.body).toMatchObject({ code: 'mrp.unknown_document' });
    expect((unknown.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      [3, 4, 5, 6, 7, 8].map((index) => `/documents/${index}/id`),
    );
    const other = app.otherOrganization;
    const run = await other.post('/mrp/runs').send({}).expect(202);
    for (let status = 'queued'; status !== 'completed';) {
      status = (await other.get(`/mrp/runs/${run.body.id}`).expect(200)).body.status as string;
    }
    const hidden = await other.post('/mrp/net-changes').send({ documents: theirs }).expect(422);
    const absent = await other.post('/mrp/net-changes').send({ documents: none }).expect(422);
    const toldOf = ({ body }: { body: { errors: { detail: string }[] } }) =>
      body.errors.map(({ detail }) => detail.replace(/\d+/, 'n'));
    expect(toldOf(hidden)).toEqual(toldOf(absent));
    await netChange({ documents: theirs }).expect(200);
  });
});
