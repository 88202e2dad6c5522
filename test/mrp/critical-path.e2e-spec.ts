import { addCalendarDays } from '../../src/kernel/business-day.js';
import { makeBom } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { asCustomer, plan } from './make.js';

let app: TestApp;
let today: string;

beforeAll(async () => {
  app = await startTestApp();
  const { version } = (await app.as('admin').get('/settings/company').expect(200)).body;
  await app
    .as('admin')
    .patch('/settings/company')
    .set('if-match', `"v${version}"`)
    .send({ business_days: [1, 2, 3, 4, 5, 6, 7], timezone: 'UTC' })
    .expect(200);
  today = (await plan(app))['planning_date'] as string;
});
afterAll(() => app?.close());

const later = (days: number) => addCalendarDays(today, days);
const pathOf = async (lineId: number) =>
  (await app.as('operator').get(`/mrp/critical-path?sales_order_line_id=${lineId}`).expect(200)).body;

describe('the critical path', () => {
  it('goes down to the purchase that comes too late, by way of a phantom', async () => {
    const bought = await makeProduct(app, { lead_time_days: 1 });
    const quick = await makeProduct(app, { lead_time_days: 1 });
    const phantom = await makeProduct(app, { stocking_policy: 'phantom' });
    const sub = await makeProduct(app, { lead_time_days: 2 });
    const sold = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 3 });
    await makeBom(app, phantom, [[bought, 2]]);
    await makeBom(app, sub, [
      [phantom, 1],
      [quick, 1],
    ]);
    await makeBom(app, sold, [[sub, 1]]);
    const order = await makeOrder(app, [
      { product_id: bought.id, quantity_ordered: 20, unit_cost: 1, expected_date: later(12) },
    ]);
    const sale = await makeConfirmedOrder(app, [
      { product_id: sold.id, quantity: 10, requested_date: later(10) },
    ]);
    await plan(app);
    const path = await pathOf(sale.lines[0]!.id);
    // The purchase comes on day 12 instead of 5; sub and sold are late by as many days.
    expect(path).toMatchObject({
      order_number: sale.order_number,
      wanted_on: later(10),
      planned_on: later(10),
      expected_on: later(17),
      days_late: 7,
      missing_quantity: '0',
    });
    expect(path.steps).toMatchObject([
      {
        product_id: sold.id,
        kind: 'planned_order',
        start_date: later(7),
        due_date: later(10),
        expected_on: later(17),
        slack_days: -7,
      },
      {
        product_id: sub.id,
        kind: 'planned_order',
        start_date: later(5),
        due_date: later(7),
        expected_on: later(14),
      },
      {
        product_id: bought.id,
        name: `${order.po_number} line 1`,
        needed_on: later(5),
        expected_on: later(12),
        days_late: 7,
      },
    ]);
  });

  it('has no date when something is pegged to nothing', async () => {
    const component = await makeProduct(app, { planning_method: 'none' });
    const sold = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 3 });
    await makeBom(app, sold, [[component, 1]]);
    const sale = await makeConfirmedOrder(app, [
      { product_id: sold.id, quantity: 1, requested_date: later(10) },
    ]);
    await plan(app);
    expect(await pathOf(sale.lines[0]!.id)).toMatchObject({
      planned_on: later(10),
      expected_on: null,
      days_late: null,
      steps: [{ product_id: sold.id, expected_on: null }],
    });
  });

  it('is refused for lines that are unknown, not planned or of others', async () => {
    const { id } = await makeProduct(app);
    const sale = await makeConfirmedOrder(app, [{ product_id: id, quantity: 1, requested_date: later(10) }]);
    const path = `/mrp/critical-path?sales_order_line_id=${sale.lines[0]!.id}`;
    expect((await app.as('operator').get(path).expect(404)).body.code).toBe('mrp.line_not_planned');
    const unknown = await app.as('operator').get('/mrp/critical-path?sales_order_line_id=999999').expect(404);
    expect(unknown.body.code).toBe('mrp.sales_line_not_found');
    await app.as('operator').get('/mrp/critical-path').expect(400);
    await (await asCustomer(app)).get(path).expect(403);
    await app.otherOrganization.get(path).expect(404);
  });
});
