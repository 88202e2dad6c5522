import { addCalendarDays } from '../../src/kernel/business-day.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { asCustomer, plan, plannedOrdersOf } from './make.js';

let app: TestApp;
let today: string;

beforeAll(async () => {
  app = await startTestApp();
  today = (await plan(app))['planning_date'] as string;
});
afterAll(() => app?.close());

const later = (days: number) => addCalendarDays(today, days);
const get = async (path: string) => (await app.as('operator').get(`/mrp/messages${path}`).expect(200)).body;

describe('messages', () => {
  it('name document and line, say what to do as a sentence and are counted', async () => {
    const late = await makeProduct(app);
    const unneeded = await makeProduct(app);
    const order = await makeOrder(app, [
      { product_id: unneeded.id, quantity_ordered: 7, unit_cost: 1, expected_date: later(9) },
      { product_id: late.id, quantity_ordered: 40, unit_cost: 1, expected_date: later(20) },
    ]);
    await makeConfirmedOrder(app, [{ product_id: late.id, quantity: 40, requested_date: later(12) }]);
    await plan(app);
    const { data } = await get(`?product_id=${late.id}`);
    expect(data).toMatchObject([
      {
        action: 'expedite',
        sku: late.sku,
        document_id: order.id,
        document_code: order.po_number,
        line_number: 2,
        supply_kind: 'purchase_order_line',
        supply_date: later(20),
        new_date: later(12),
        quantity: '40',
        sentence: `Expedite ${order.po_number} line 2 from ${later(20)} to ${later(12)}: 40 EA are needed then.`,
      },
    ]);
    expect((await get(`?product_id=${unneeded.id}`)).data).toMatchObject([
      { action: 'cancel', sentence: `Cancel ${order.po_number} line 1: nothing needs its 7 EA.` },
    ]);
    const counts = await get('/summary');
    expect(counts).toEqual(
      expect.arrayContaining([
        { action: 'cancel', messages: 1 },
        { action: 'expedite', messages: 1 },
      ]),
    );
    expect(await get(`/summary?product_id=${late.id}`)).toEqual([{ action: 'expedite', messages: 1 }]);
  });

  it('ask for more of an order that comes in time where something new would be late', async () => {
    const product = await makeProduct(app, { planning_time_fence_days: 40 });
    const order = await makeOrder(app, [
      { product_id: product.id, quantity_ordered: 10, unit_cost: 1, expected_date: later(5) },
    ]);
    await makeConfirmedOrder(app, [{ product_id: product.id, quantity: 13, requested_date: later(8) }]);
    const { planning_date: day } = await plan(app);
    expect(day).toBe(today);
    const { data } = await get(`?product_id=${product.id}&action=increase`);
    expect(data).toMatchObject([
      {
        supply_kind: 'purchase_order_line',
        document_code: order.po_number,
        new_date: null,
        quantity: '10',
        change_quantity: '3',
        sentence: `Increase ${order.po_number} line 1 by 3 EA to 13 EA: nothing else brings that in time.`,
      },
    ]);
  });

  it('of a what-if run are its own, filtered by action and given in pages', async () => {
    const { id } = await makeProduct(app);
    await makeConfirmedOrder(app, [{ product_id: id, quantity: 3, requested_date: today }]);
    const run = await plan(app, { kind: 'what_if' });
    expect((await get(`?product_id=${id}`)).data).toEqual([]);
    const [planned] = await plannedOrdersOf(app, id, `&run_id=${run.id}`);
    const { data } = await get(`?product_id=${id}&run_id=${run.id}&action=release`);
    expect(data).toMatchObject([
      { supply_kind: 'planned_order', document_id: planned!.id, line_number: null },
    ]);
    expect(data[0].sentence).toMatch(new RegExp(`^Release planned order ${planned!.id}: 3 EA, due `));
    const first = await get(`?run_id=${run.id}&limit=1`);
    expect(first.page).toMatchObject({ has_more: true });
    const second = await get(`?run_id=${run.id}&limit=1&cursor=${first.page.next}`);
    expect(second.data[0].id).toBeGreaterThan(first.data[0].id);
  });

  it('are refused to customers and for unknown actions, and others see their own', async () => {
    await app.as('operator').get('/mrp/messages?action=pray').expect(400);
    const customer = await asCustomer(app);
    await customer.get('/mrp/messages').expect(403);
    await customer.get('/mrp/messages/summary').expect(403);
    const theirs = await app.otherOrganization.get('/mrp/messages').expect(200);
    expect(theirs.body.data).toEqual([]);
    expect((await app.otherOrganization.get('/mrp/messages/summary').expect(200)).body).toEqual([]);
  });
});
