import { addCalendarDays } from '../../src/kernel/business-day.js';
import { makeWorkCenter } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { asCustomer, plan, plannedOrdersOf } from './make.js';

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

/** A product that takes an hour a piece on a center of eight hours a day; the business day has nine. */
async function makeRouted() {
  const center = await makeWorkCenter(app, { capacity_hours_per_day: '8' });
  const product = await makeProduct(app, { item_type: 'finished_good' });
  const operation = {
    sequence: 10,
    operation_name: 'Print',
    work_center_id: center.id,
    run_time_minutes: 60,
  };
  await app
    .as('manager')
    .post('/routings')
    .send({ product_id: product.id, operations: [operation] })
    .expect(201);
  return { center, product };
}

async function loadOf(centerId: number, query: string) {
  const path = `/mrp/capacity?work_center_id=${centerId}&${query}`;
  return (await app.as('operator').get(path).expect(200)).body.work_centers[0];
}

describe('capacity', () => {
  it('of 31 days of 8 hours is 248 hours', async () => {
    const { center } = await makeRouted();
    const year = Number(today.slice(0, 4)) + 1;
    const october = await loadOf(center.id, `from=${year}-10-01&to=${year}-10-31&bucket=week`);
    expect(october).toMatchObject({
      working_days: 31,
      minutes_per_day: '480',
      capacity_minutes: '14880',
      load_minutes: '0',
      utilization_percent: '0',
      actual_percent: null,
    });
  });

  it('is loaded by production orders and planned ones; an overload names them', async () => {
    const { center, product } = await makeRouted();
    const order = { product_id: product.id, quantity: 4, due_date: later(10) };
    await app.as('manager').post('/production-orders').send(order).expect(201);
    await makeConfirmedOrder(app, [{ product_id: product.id, quantity: 14, requested_date: later(20) }]);
    await plan(app);
    const [planned] = await plannedOrdersOf(app, product.id);
    expect(planned).toMatchObject({ quantity: '10', start_date: later(18), due_date: later(20) });
    const { buckets, ...all } = await loadOf(center.id, `from=${today}&to=${later(20)}`);
    expect(all).toMatchObject({ load_minutes: '840', is_overloaded: false });
    expect(buckets[9]).toMatchObject({ load_minutes: '240', utilization_percent: '50', orders: [] });
    expect(buckets[18]).toMatchObject({
      load_minutes: '540',
      utilization_percent: '112.5',
      is_overloaded: true,
      orders: [{ kind: 'planned_order', document_id: planned!.id, load_minutes: '540' }],
    });
    expect(buckets[19]).toMatchObject({ load_minutes: '60', is_overloaded: false });
  });

  it('is refused for wrong days and to customers, and others see their own centers', async () => {
    const { center } = await makeRouted();
    const wrong = await app
      .as('operator')
      .get(`/mrp/capacity?from=${later(2)}&to=${today}`)
      .expect(422);
    expect(wrong.body).toMatchObject({ code: 'mrp.bad_period', errors: [{ pointer: '/to' }] });
    await app.as('operator').get('/mrp/capacity').expect(400);
    const path = `/mrp/capacity?from=${today}&to=${later(2)}&work_center_id=${center.id}`;
    await (await asCustomer(app)).get(path).expect(403);
    expect((await app.otherOrganization.get(path).expect(200)).body.work_centers).toEqual([]);
  });
});
