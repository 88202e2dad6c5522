import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

describe('budgets', () => {
  const write = (body: object, key?: string) => {
    const request = app.as('manager').post('/finance/budgets');
    if (key) void request.set('idempotency-key', key);
    return request.send(body);
  };
  const budgetOf = async (allocated: number, spent: number, values: object = {}) => {
    const { id } = await makeProduct(app);
    const body = {
      product_id: id,
      period: 'month',
      period_start: '2020-04-01',
      allocated_amount: String(allocated),
      spent_amount: String(spent),
      ...values,
    };
    return (await write(body).expect(201)).body;
  };

  it.each([
    [35_000, 26_000, '9000', '25.71', 'under'],
    [10_000, 7_500, '2500', '25', 'under'],
    [5_000, 5_500, '-500', '-10', 'over'],
    [1_000, 1_250, '-250', '-25', 'critical'],
    [1_000, 950, '50', '5', 'on_track'],
  ])('of %s with %s spent have %s left, %s %%, %s', async (allocated, spent, variance, percent, status) => {
    expect(await budgetOf(allocated, spent)).toMatchObject({
      variance,
      variance_percent: percent,
      status,
      period_end: '2020-04-30',
    });
  });

  it('have figures that follow when they are changed', async () => {
    const budget = await budgetOf(1_000, 100);
    const path = `/finance/budgets/${budget.id}`;
    const patch = (version: number, body: object) =>
      app.as('manager').patch(path).set('if-match', `"v${version}"`).send(body);
    const { body } = await patch(1, { spent_amount: '1300' }).expect(200);
    expect(body).toMatchObject({ variance: '-300', status: 'critical', version: 2 });
    await patch(1, { spent_amount: '1' }).expect(412);
    await patch(2, { status: 'under' }).expect(400);
    const list = await app
      .as('manager')
      .get(`/finance/budgets?product_id=${budget.product_id}&status=critical`);
    expect(list.body.data).toHaveLength(1);
    await app.as('operator').get(path).expect(403);
    await app.otherOrganization.get(path).expect(404);
    await app.otherOrganization.delete(path).set('if-match', '"v2"').expect(404);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    await app.as('manager').get(path).expect(404);
  });

  it('are one for each period, of everything too', async () => {
    const body = { period: 'quarter', period_start: '2020-07-01', allocated_amount: '100' };
    const first = await write(body, 'budget-once').expect(201);
    expect(first.body).toMatchObject({ product_id: null, period_end: '2020-09-30', spent_amount: '0' });
    const again = await write(body, 'budget-once').expect(201);
    expect(again.body).toEqual(first.body);
    expect((await write(body).expect(409)).body.code).toBe('finance.budget_taken');
    const crooked = await write({ ...body, period_start: '2020-08-01' }).expect(422);
    expect(crooked.body).toMatchObject({
      code: 'finance.budget_period_start',
      errors: [{ pointer: '/period_start' }],
    });
    await app.as('operator').post('/finance/budgets').send(body).expect(403);
  });
});

describe('the economic order quantity', () => {
  const ask = (id: number, query: string) =>
    app.as('manager').get(`/finance/products/${id}/economic-order-quantity?${query}`);

  it.each([
    ['demand_per_year=10000&order_cost=100&holding_cost=5', '632.455532034'],
    ['demand_per_year=36500&order_cost=100&holding_cost=1.575', '2152.886581992'],
    ['demand_per_year=18250&order_cost=150&holding_cost=5', '1046.422476823'],
    ['demand_per_year=365&order_cost=100&holding_cost=0', '365'],
  ])('for %s is %s', async (query, quantity) => {
    const { id } = await makeProduct(app);
    const { body } = await ask(id, query).expect(200);
    expect(body.economic_order_quantity).toBe(quantity);
  });

  it('comes from the product and what it used', async () => {
    const { id, version } = await makeProduct(app, {
      standard_cost: '6',
      reorder_cost: '25',
      holding_cost_rate: '0.25',
      reorder_qty: '400',
    });
    const product = await app.as('manager').get(`/products/${id}`).expect(200);
    expect(product.body).toMatchObject({
      unit_cost: '6',
      unit_price: null,
      reorder_cost: '25',
      holding_cost_rate: '0.25',
      cost_source: 'manual',
      version,
    });
    const { body: unused } = await ask(id, '').expect(200);
    expect(unused).toMatchObject({ demand_per_year: '0', economic_order_quantity: '0' });
    const receipt = { product_id: id, quantity: '500', unit_cost: '6' };
    await app.as('manager').post('/inventory/receipts').send(receipt).expect(201);
    // 365 × 30/365 in the least time that counts.
    await app.as('manager').post('/inventory/issues').send({ product_id: id, quantity: '30' }).expect(201);
    const { body } = await ask(id, '').expect(200);
    expect(body).toMatchObject({
      demand_per_year: '365',
      order_cost: '25',
      holding_cost_per_unit: '1.5',
      present_lot: '400',
    });
    expect(Number(body.saving)).toBeGreaterThan(0);
    const { body: listed } = await app.as('manager').get('/finance/economic-order-quantities').expect(200);
    expect(listed.find((row: { product_id: number }) => row.product_id === id)).toEqual(body);
    const theirs = await app.otherOrganization.get('/finance/economic-order-quantities').expect(200);
    expect(theirs.body).toEqual([]);
  });

  it('needs its costs, and a right', async () => {
    const { id } = await makeProduct(app);
    const noOrder = await ask(id, 'demand_per_year=1').expect(422);
    expect(noOrder.body).toMatchObject({
      code: 'finance.order_cost_needed',
      errors: [{ pointer: '/order_cost' }],
    });
    const noHolding = await ask(id, 'demand_per_year=1&order_cost=1').expect(422);
    expect(noHolding.body.code).toBe('finance.holding_cost_needed');
    await app.as('operator').get(`/finance/products/${id}/economic-order-quantity`).expect(403);
    await app.otherOrganization.get(`/finance/products/${id}/economic-order-quantity`).expect(404);
  });
});

describe('costs of a month', () => {
  const month = daysFromNow(0).slice(0, 7);
  const calculate = (key?: string) => {
    const request = app.as('manager').post('/finance/costs/calculate');
    if (key) void request.set('idempotency-key', key);
    return request.send({ month });
  };

  it('come from the ledger, and are written once', async () => {
    const { id } = await makeProduct(app, { reorder_cost: '12.5', holding_cost_rate: '0.24' });
    const order = await makeOrder(app, [{ product_id: id, quantity_ordered: '100', unit_cost: '20' }]);
    await app
      .as('operator')
      .post(`/purchase-orders/${order.id}/receipts`)
      .send({ lines: [{ line_id: order.lines[0]!.id, quantity_accepted: '100' }] })
      .expect(201);
    const { body } = await calculate('costs-once').expect(200);
    expect(body).toMatchObject({ month, removed: 0 });
    expect(body.written).toBe(body.products);
    expect((await calculate('costs-once').expect(200)).body).toEqual(body);
    expect((await calculate().expect(200)).body).toMatchObject({ written: 0, removed: 0 });
    const budget = { product_id: id, period: 'month', period_start: `${month}-01`, allocated_amount: '1900' };
    const { body: made } = await app.as('manager').post('/finance/budgets').send(budget).expect(201);
    const days = { from: `${month}-01`, to: `${month}-01` };
    const take = () => app.as('manager').post('/finance/budgets/spending').send(days).expect(200);
    expect((await take()).body).toEqual({ budgets: 1, changed: 1 });
    expect((await take()).body).toEqual({ budgets: 1, changed: 0 });
    const spent = await app.as('manager').get(`/finance/budgets/${made.id}`).expect(200);
    expect(spent.body).toMatchObject({ spent_amount: '2000', variance: '-100', status: 'over', version: 2 });
    await app.as('operator').post('/finance/budgets/spending').send(days).expect(403);
    const list = await app.as('manager').get(`/finance/costs?product_id=${id}`).expect(200);
    // Nothing at the beginning and 2000 at the end: 1000 × 0.24 ÷ 12.
    expect(list.body.data).toMatchObject([
      {
        period: `${month}-01`,
        units_ordered: '100',
        orders_count: 1,
        purchase_cost: '2000',
        holding_cost: '20',
        ordering_cost: '12.5',
        shortage_cost: '0',
        total_cost: '2032.5',
      },
    ]);
  });

  it('are refused for a month to come, and to others', async () => {
    const send = (body: object) => app.as('manager').post('/finance/costs/calculate').send(body);
    expect((await send({ month: '2099-01' }).expect(422)).body.code).toBe('finance.month_not_begun');
    await send({ month: '2026-13' }).expect(400);
    await app.as('operator').post('/finance/costs/calculate').send({ month }).expect(403);
    const theirs = await app.otherOrganization.get('/finance/costs').expect(200);
    expect(theirs.body.data).toEqual([]);
  });
});
