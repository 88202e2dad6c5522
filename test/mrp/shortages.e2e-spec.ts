import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { AfterRun } from '../../src/modules/mrp/shortages.after-run.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { asCustomer, plan } from './make.js';

let app: TestApp;
let today: string;
let centerId: number;

beforeAll(async () => {
  app = await startTestApp();
  today = (await plan(app))['planning_date'] as string;
  centerId = (await makeWorkCenter(app)).id;
});
afterAll(() => app?.close());

/** Orders over so many pieces, of which each takes one of the component. */
async function makeOrders(componentId: number, quantities: readonly number[]): Promise<string[]> {
  const codes: string[] = [];
  for (const quantity of quantities) {
    const product = await makeProduct(app, { item_type: 'finished_good', planning_method: 'none' });
    await makeBom(app, product, [[{ id: componentId }, 1]]);
    const body = { product_id: product.id, quantity, due_date: today, work_center_id: centerId };
    codes.push((await app.as('manager').post('/production-orders').send(body).expect(201)).body.code);
  }
  return codes;
}

const shortagesOf = async (id: number, query = '') =>
  (await app.as('operator').get(`/mrp/shortages?product_id=${id}${query}`).expect(200)).body.data;

describe('shortages', () => {
  it('tell how much is short, how bad that is and what to order', async () => {
    const id = await makeStock(app, 300, { planning_method: 'none' });
    const half = await makeStock(app, 50, { planning_method: 'none' });
    const more = await makeStock(app, 49, { planning_method: 'none' });
    const [code] = await makeOrders(id, [500]);
    await makeOrders(half, [100]);
    await makeOrders(more, [100]);
    await plan(app);
    expect(await shortagesOf(id)).toMatchObject([
      {
        required_quantity: '500',
        available_quantity: '300',
        shortage_quantity: '200',
        shortage_percent: '40',
        priority: 'high',
        suggested_order_quantity: '200',
        orders: [
          { kind: 'production_material', document_code: code, missing_quantity: '200', complete_on: null },
        ],
        orders_total: 1,
      },
    ]);
    expect(await shortagesOf(half)).toMatchObject([{ shortage_percent: '50', priority: 'high' }]);
    expect(await shortagesOf(more)).toMatchObject([{ shortage_percent: '51', priority: 'critical' }]);
    expect(await shortagesOf(half, '&priority=critical')).toEqual([]);
    const path = '/mrp/shortages?sort=-shortage_percent&limit=1';
    const first = (await app.as('operator').get(path).expect(200)).body;
    expect(first.data).toMatchObject([{ product_id: more }]);
    const second = (await app.as('operator').get(`${path}&cursor=${first.page.next}`).expect(200)).body;
    expect(second.data).toMatchObject([{ product_id: half }]);
  });

  it('by way of a phantom are of what it consists of', async () => {
    const phantom = await makeProduct(app, { stocking_policy: 'phantom' });
    const { id } = await makeProduct(app, { planning_method: 'none' });
    await makeBom(app, phantom, [[{ id }, 2]]);
    const [code] = await makeOrders(phantom.id, [5]);
    await plan(app);
    expect(await shortagesOf(phantom.id)).toEqual([]);
    const [shortage] = await shortagesOf(id);
    expect(shortage).toMatchObject({ shortage_quantity: '10', orders: [{ document_code: code }] });
    const get = async (what: string) =>
      (await app.as('operator').get(`/mrp/products/${phantom.id}/${what}`).expect(200)).body;
    expect(await get('plan')).toMatchObject({ is_phantom: true, short_quantity: '0' });
  });

  it('are of planned supply that comes too late as well', async () => {
    const { id } = await makeProduct(app, { lead_time_days: 10 });
    await makeOrders(id, [10]);
    await plan(app);
    const [shortage] = await shortagesOf(id);
    expect(shortage).toMatchObject({
      missing_quantity: '0',
      late_quantity: '10',
      shortage_percent: '100',
      suggested_order_quantity: '10',
      expedite_quantity: '0',
    });
    expect(shortage.orders[0].complete_on > today).toBe(true);
  });

  it('are refused to customers and for unknown priorities, and others see their own', async () => {
    await app.as('operator').get('/mrp/shortages?priority=low').expect(400);
    await (await asCustomer(app)).get('/mrp/shortages').expect(403);
    expect((await app.otherOrganization.get('/mrp/shortages').expect(200)).body.data).toEqual([]);
  });
});

describe('after a run', () => {
  it('one alert names both orders that are short, and is brought up to date', async () => {
    const id = await makeStock(app, 90, { planning_method: 'none' });
    const codes = await makeOrders(id, [60, 55]);
    const after = app.app.get(AfterRun);
    const alerts = async () => {
      const path = `/inventory/alerts?alert_type=shortage_for_mo&product_id=${id}`;
      return (await app.as('operator').get(path).expect(200)).body.data;
    };
    await plan(app);
    await after.afterRun(app.system);
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    for (const code of codes) expect(alert.message).toContain(code);
    expect(alert.details).toMatchObject({ shortage: '25', orders_total: 2 });
    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: id, quantity: 10, unit_cost: 1 })
      .expect(201);
    await after.afterRun(app.system);
    expect(await alerts()).toMatchObject([{ id: alert.id, resolved_at: null, details: { shortage: '15' } }]);
  });
});
