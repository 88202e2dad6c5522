import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeVendor } from '../support/make/purchase-order.js';
import { makeFilament } from '../support/make/spool.js';

let app: TestApp;
let manager: Client;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

it('take unit and conversion from the product, and keep their prices in order', async () => {
  const vendor = await makeVendor(app);
  const filament = await makeFilament(app);
  const body = {
    vendor_id: vendor.id,
    product_id: filament.id,
    prices: [
      { min_quantity: 10, unit_price: '18.50' },
      { unit_price: '20', valid_from: '2026-01-01', valid_to: '2026-12-31' },
    ],
  };
  const item = (await manager.post('/vendor-items').send(body).expect(201)).body;
  expect(item).toMatchObject({
    purchase_unit: 'KG',
    purchase_conversion: '1000',
    prices: [
      { min_quantity: '0', unit_price: '20', valid_to: '2026-12-31' },
      { min_quantity: '10', unit_price: '18.5', valid_from: null },
    ],
  });
  expect(item.prices[0]).not.toHaveProperty('vendor_item_id');
  const listed = await operator.get(`/vendor-items?product_id=${filament.id}`).expect(200);
  expect(listed.body.data).toEqual([item]);
});

it('derive the conversion from the units, exactly, or ask for it', async () => {
  const vendor = await makeVendor(app);
  const filament = await makeFilament(app);
  const pounds = { vendor_id: vendor.id, product_id: filament.id, purchase_unit: 'lb' };
  const item = (await manager.post('/vendor-items').send(pounds).expect(201)).body;
  expect(item).toMatchObject({ purchase_unit: 'LB', purchase_conversion: '453.59237' });
  const metres = await manager
    .patch(`/vendor-items/${item.id}`)
    .set('if-match', '"v1"')
    .send({ purchase_unit: 'M' })
    .expect(422);
  expect(metres.body.code).toBe('purchasing.conversion_needed');
  const told = await manager
    .patch(`/vendor-items/${item.id}`)
    .set('if-match', '"v1"')
    .send({ purchase_unit: 'M', purchase_conversion: '2.98' })
    .expect(200);
  expect(told.body).toMatchObject({ purchase_unit: 'M', purchase_conversion: '2.98' });
  const unknown = await manager
    .patch(`/vendor-items/${item.id}`)
    .set('if-match', '"v2"')
    .send({ purchase_unit: 'HOGSHEAD' })
    .expect(422);
  expect(unknown.body.code).toBe('purchasing.unknown_unit');
  const twice = await manager
    .patch(`/vendor-items/${item.id}`)
    .set('if-match', '"v2"')
    .send({ purchase_unit: 'G', purchase_conversion: '5' })
    .expect(422);
  expect(twice.body.code).toBe('purchasing.conversion_not_one');
});

it('replace their prices, and refuse those that contradict', async () => {
  const vendor = await makeVendor(app);
  const product = await makeProduct(app);
  const body = { vendor_id: vendor.id, product_id: product.id, prices: [{ unit_price: 1 }] };
  const item = (await manager.post('/vendor-items').send(body).expect(201)).body;
  const patch = (prices: object[], status: number) =>
    manager.patch(`/vendor-items/${item.id}`).set('if-match', '"v1"').send({ prices }).expect(status);
  const twice = await patch([{ unit_price: 1 }, { unit_price: 2 }], 422);
  expect(twice.body).toMatchObject({ code: 'purchasing.price_twice', errors: [{ pointer: '/prices' }] });
  const reversed = await patch([{ unit_price: 1, valid_from: '2026-02-01', valid_to: '2026-01-01' }], 422);
  expect(reversed.body.code).toBe('purchasing.bad_validity');
  expect((await operator.get(`/vendor-items/${item.id}`)).body.prices).toHaveLength(1);
});

it('one is preferred at a time', async () => {
  const product = await makeProduct(app);
  const ids = [];
  for (let count = 0; count < 2; count += 1) {
    const vendor = await makeVendor(app);
    const body = { vendor_id: vendor.id, product_id: product.id, is_preferred: true };
    ids.push((await manager.post('/vendor-items').send(body).expect(201)).body.id);
  }
  const preferred = await operator
    .get(`/vendor-items?product_id=${product.id}&is_preferred=true`)
    .expect(200);
  expect(preferred.body.data.map((row: { id: number }) => row.id)).toEqual([ids[1]]);
});

it('refuse a second one, unknown vendors and products, operators and others', async () => {
  const vendor = await makeVendor(app);
  const product = await makeProduct(app);
  const body = { vendor_id: vendor.id, product_id: product.id, min_order_qty: 5 };
  const item = (await manager.post('/vendor-items').send(body).expect(201)).body;
  expect((await manager.post('/vendor-items').send(body).expect(409)).body.code).toBe(
    'purchasing.vendor_item_taken',
  );
  const noVendor = await manager
    .post('/vendor-items')
    .send({ ...body, vendor_id: 999_999 })
    .expect(422);
  expect(noVendor.body).toMatchObject({
    code: 'purchasing.unknown_vendor',
    errors: [{ pointer: '/vendor_id' }],
  });
  const noProduct = await manager
    .post('/vendor-items')
    .send({ ...body, product_id: 999_999 })
    .expect(422);
  expect(noProduct.body.errors).toMatchObject([{ pointer: '/product_id' }]);
  await operator.post('/vendor-items').send(body).expect(403);
  await app.otherOrganization.get(`/vendor-items/${item.id}`).expect(404);
  const range = await manager
    .patch(`/vendor-items/${item.id}`)
    .set('if-match', '"v1"')
    .send({ max_order_qty: 4 })
    .expect(422);
  expect(range.body.code).toBe('purchasing.bad_order_range');
  await manager.delete(`/vendor-items/${item.id}`).set('if-match', '"v1"').expect(204);
});
