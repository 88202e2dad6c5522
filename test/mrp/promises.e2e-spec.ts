import { addCalendarDays } from '../../src/kernel/business-day.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { asCustomer, plan } from './make.js';

let app: TestApp;
let today: string;

beforeAll(async () => {
  app = await startTestApp();
  today = (await plan(app))['planning_date'] as string;
});
afterAll(() => app?.close());

const later = (days: number) => addCalendarDays(today, days);

describe('available to promise', () => {
  it('keeps what is promised, and says from when on a quantity may be', async () => {
    const id = await makeStock(app, 30);
    await makeOrder(app, [{ product_id: id, quantity_ordered: 20, unit_cost: 1, expected_date: later(5) }]);
    await makeConfirmedOrder(app, [
      { product_id: id, quantity: 10, requested_date: later(1) },
      { product_id: id, quantity: 25, requested_date: later(9) },
    ]);
    await plan(app);
    const path = `/mrp/products/${id}/available-to-promise`;
    const now = (await app.as('operator').get(`${path}?quantity=15`).expect(200)).body;
    expect(now).toMatchObject({
      quantity: '15',
      date: today,
      available_quantity: '15',
      is_available: true,
      earliest_date: today,
    });
    expect(now.buckets).toMatchObject([
      { from: today, supply_quantity: '30', committed_quantity: '10', available_quantity: '15' },
      { from: later(5), supply_quantity: '20', committed_quantity: '25', cumulative_quantity: '15' },
    ]);
    const more = (
      await app
        .as('operator')
        .get(`${path}?quantity=16&date=${later(9)}`)
        .expect(200)
    ).body;
    expect(more).toMatchObject({ is_available: false, earliest_date: null });
  });

  it('is refused for wrong quantities, to customers and to others', async () => {
    const id = await makeStock(app, 30);
    await plan(app);
    const path = `/mrp/products/${id}/available-to-promise`;
    await app.as('operator').get(`${path}?quantity=-1`).expect(400);
    await (await asCustomer(app)).get(path).expect(403);
    await app.otherOrganization.get(path).expect(404);
    await app.as('operator').get('/mrp/products/999999/available-to-promise').expect(404);
  });
});
