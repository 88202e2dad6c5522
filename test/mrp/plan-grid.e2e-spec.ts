import { addCalendarDays } from '../../src/kernel/business-day.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { asCustomer, plan } from './make.js';

let app: TestApp;
let date: string;

beforeAll(async () => {
  app = await startTestApp();
  const { version } = (await app.as('admin').get('/settings/company').expect(200)).body;
  await app
    .as('admin')
    .patch('/settings/company')
    .set('if-match', `"v${version}"`)
    .send({ business_days: [1, 2, 3, 4, 5, 6, 7], timezone: 'UTC' })
    .expect(200);
  date = (await plan(app))['planning_date'] as string;
});
afterAll(() => app?.close());

const later = (days: number) => addCalendarDays(date, days);
const GROSS = [20, 40, 10, 60, 30, 50, 0, 40];

/** The worked example: eight periods of a day, 45 in stock, 50 to come in the second, 10 to be kept, two days to get it. */
async function makeExample(values: Record<string, unknown>): Promise<number> {
  const id = await makeStock(app, 45, { safety_stock: '10', lead_time_days: 2, ...values });
  await makeOrder(app, [{ product_id: id, quantity_ordered: 50, unit_cost: 1, expected_date: later(1) }]);
  const lines = GROSS.flatMap((quantity, index) =>
    quantity === 0 ? [] : [{ product_id: id, quantity, requested_date: later(index) }],
  );
  await makeConfirmedOrder(app, lines);
  return id;
}

async function gridOf(id: number, query = '') {
  const path = `/mrp/products/${id}/grid?to=${later(7)}${query}`;
  const { body } = await app.as('operator').get(path).expect(200);
  const row = (name: string) => body.buckets.map((bucket: Record<string, string>) => Number(bucket[name]));
  return { body, row };
}

describe('the grid of a product', () => {
  it('has the rows of the worked example, lot for lot', async () => {
    const id = await makeExample({});
    await plan(app);
    const { body, row } = await gridOf(id);
    expect(body).toMatchObject({
      on_hand: '45',
      safety_stock: '10',
      unit: 'EA',
      lead_time_days: 2,
      low_level_code: 0,
    });
    expect(body.before).toMatchObject({ projected_on_hand: '45', gross_requirements: '0' });
    expect(row('gross_requirements')).toEqual(GROSS);
    expect(row('scheduled_receipts')).toEqual([0, 50, 0, 0, 0, 0, 0, 0]);
    expect(row('net_requirements')).toEqual([0, 0, 0, 45, 30, 50, 0, 40]);
    expect(row('planned_order_releases')).toEqual([0, 45, 30, 50, 0, 40, 0, 0]);
    expect(row('projected_on_hand')).toEqual([25, 35, 25, 10, 10, 10, 10, 10]);
    const month = await gridOf(id, '&bucket=month');
    expect(month.row('gross_requirements').reduce((one: number, other: number) => one + other)).toBe(250);
    expect(month.row('projected_on_hand').at(-1)).toBe(10);
  });

  it('has the rows of the worked example, for two periods at once', async () => {
    const id = await makeExample({ lot_sizing_rule: 'period', lot_period_days: 2 });
    const run = await plan(app, { kind: 'what_if' });
    const { body, row } = await gridOf(id, `&run_id=${run.id}`);
    expect(body).toMatchObject({ run_id: run.id, lot_sizing_rule: 'period', lot_period_days: 2 });
    expect(row('planned_order_receipts')).toEqual([0, 0, 0, 75, 0, 50, 0, 40]);
    expect(row('projected_on_hand')).toEqual([25, 35, 25, 40, 10, 10, 10, 10]);
  });

  it('is refused for wrong days, what is unknown or not planned, and to others', async () => {
    const { id } = await makeProduct(app);
    const get = (path: string) => app.as('operator').get(path);
    const notPlanned = await get(`/mrp/products/${id}/grid`).expect(404);
    expect(notPlanned.body.code).toBe('mrp.product_not_planned');
    await plan(app);
    const wrong = await get(`/mrp/products/${id}/grid?from=${later(5)}&to=${later(4)}`).expect(422);
    expect(wrong.body).toMatchObject({ code: 'mrp.bad_period', errors: [{ pointer: '/to' }] });
    await get(`/mrp/products/${id}/grid?to=2099-01-01`).expect(422);
    await get(`/mrp/products/${id}/grid?bucket=year`).expect(400);
    expect((await get(`/mrp/products/${id}/grid?run_id=999999`).expect(404)).body.code).toBe(
      'mrp.run_not_found',
    );
    await get('/mrp/products/999999/grid').expect(404);
    const customer = await asCustomer(app);
    for (const what of ['grid', 'plan']) {
      await customer.get(`/mrp/products/${id}/${what}`).expect(403);
      await app.anonymous.get(`/mrp/products/${id}/${what}`).expect(401);
      await app.otherOrganization.get(`/mrp/products/${id}/${what}`).expect(404);
    }
  });
});

describe('the plan of a product', () => {
  it('names the documents of demands and supplies, pegs them and tells what is late', async () => {
    const id = await makeStock(app, 4, { planning_method: 'none' });
    const bought = await makeOrder(app, [
      { product_id: id, quantity_ordered: 10, unit_cost: 1, expected_date: later(9) },
    ]);
    const sold = await makeConfirmedOrder(app, [{ product_id: id, quantity: 20, requested_date: later(7) }]);
    await plan(app);
    const { body } = await app.as('operator').get(`/mrp/products/${id}/plan`).expect(200);
    expect(body.demands).toMatchObject([
      {
        kind: 'sales_order_line',
        id: sold.lines[0]!.id,
        document_id: sold.id,
        document_code: sold.order_number,
        line_number: 1,
        quantity: '20',
        short_quantity: '6',
      },
    ]);
    expect(body.supplies).toMatchObject([
      { kind: 'stock', id: null, document_code: null, quantity: '4', excess_quantity: '0' },
      { kind: 'purchase_order_line', document_code: bought.po_number, line_number: 1, quantity: '10' },
    ]);
    expect(body.pegs).toMatchObject([
      { demand_index: 0, supply_index: 0, quantity: '4', days_late: 0 },
      { demand_index: 0, supply_index: 1, quantity: '10', days_late: 2 },
    ]);
    expect(body).toMatchObject({ short_quantity: '6', excess_quantity: '0', component_ids: [] });
  });
});
