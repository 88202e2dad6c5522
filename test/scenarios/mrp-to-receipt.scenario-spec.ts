import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { plan, plannedOrdersOf } from '../mrp/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';
import { makeVendor } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';

/** From a customer's order to the shipped goods, with nothing in stock: planning says what, people let it happen. */
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const NOTHING = { planned_orders_created: 0, orders_changed: 0, orders_removed: 0 };

it('plans, releases, receives, makes and ships a lamp, and never plans the need again', async () => {
  const [manager, operator] = [app.as('manager'), app.as('operator')];
  await makeWorkCenter(app);
  const filamentVendor = await makeVendor(app);
  const filament = await makeProduct(app, {
    item_type: 'material',
    unit: 'G',
    purchase_uom: 'KG',
    purchase_conversion: '1000',
    lead_time_days: 5,
  });
  await manager
    .post('/vendor-items')
    .send({
      vendor_id: filamentVendor.id,
      product_id: filament.id,
      purchase_unit: 'KG',
      purchase_conversion: '1000',
      order_multiple: '0.5',
      prices: [{ min_quantity: '0', unit_price: '20' }],
    })
    .expect(201);
  const bulb = await makeProduct(app, {
    preferred_vendor_id: (await makeVendor(app)).id,
    standard_cost: '1.5',
  });
  const shade = await makeProduct(app, { lead_time_days: 1 });
  const lamp = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 1 });
  await makeBom(app, shade, [[filament, 120, { scrap_factor: '5' }]]);
  await makeBom(app, lamp, [
    [shade, 1],
    [bulb, 2],
  ]);
  const sale = await makeConfirmedOrder(app, [
    { product_id: lamp.id, quantity: 6, requested_date: daysFromNow(30) },
  ]);

  expect(await plan(app)).toMatchObject({ status: 'completed', planned_orders_created: 4 });
  const ids: number[] = [];
  for (const product of [lamp, shade, bulb, filament]) {
    const [order] = await plannedOrdersOf(app, product.id);
    ids.push(order!.id);
  }
  const released = await manager.post('/mrp/planned-orders/release').send({ ids }).expect(200);
  expect(await plan(app)).toMatchObject(NOTHING);

  for (const { id } of released.body.purchase_orders as { id: number }[]) {
    const order = await manager.post(`/purchase-orders/${id}/order`).expect(200);
    const lines = (order.body.lines as { id: number; quantity_open: string }[]).map((line) => ({
      line_id: line.id,
      quantity_accepted: line.quantity_open,
    }));
    await operator.post(`/purchase-orders/${id}/receipts`).send({ lines }).expect(201);
    expect(await plan(app)).toMatchObject(NOTHING);
  }

  const made = released.body.production_orders as { id: number; product_id: number }[];
  for (const product of [shade, lamp]) {
    const { id } = made.find((order) => order.product_id === product.id)!;
    await manager.post(`/production-orders/${id}/release`).send({}).expect(200);
    await operator.post(`/production-orders/${id}/complete`).send({ quantity_good: 2 }).expect(200);
    expect(await plan(app)).toMatchObject(NOTHING);
    await operator.post(`/production-orders/${id}/complete`).send({}).expect(200);
    expect(await plan(app)).toMatchObject(NOTHING);
  }

  await operator.post(`/sales-orders/${sale.id}/shipments`).send({}).expect(201);
  expect(await plan(app)).toMatchObject(NOTHING);
  const links = await manager.get(`/mrp/links?sales_order_line_id=${sale.lines[0]!.id}`).expect(200);
  expect(
    (links.body.data as Record<string, string>[]).map((link) => [
      link['sku'],
      link['purchase_order_status'] ?? link['made_by_status'],
    ]),
  ).toEqual(
    expect.arrayContaining([
      [lamp.sku, 'completed'],
      [shade.sku, 'completed'],
      [bulb.sku, 'received'],
      [filament.sku, 'received'],
    ]),
  );
  const ledger = await manager.get('/inventory/ledger/verify').expect(200);
  expect(ledger.body.differences).toEqual([]);
});
