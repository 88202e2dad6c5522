import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeDraft, makeVendor } from '../support/make/purchase-order.js';

let app: TestApp;
let manager: Client;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

it('vendors are created, found, changed and deleted', async () => {
  const body = { code: 'FILAMENT-CO', name: 'Filament Company', lead_time_days: 7 };
  const send = () => manager.post('/vendors').set('idempotency-key', 'vendor').send(body).expect(201);
  const vendor = (await send()).body;
  expect((await send()).body).toEqual(vendor);
  expect(vendor).toMatchObject({ currency_code: 'USD', is_active: true, version: 1 });
  const found = await operator.get('/vendors?search=filament').expect(200);
  expect(found.body.data).toMatchObject([{ id: vendor.id }]);
  const changed = await manager
    .patch(`/vendors/${vendor.id}`)
    .set('if-match', '"v1"')
    .send({ is_active: false, payment_terms: '30 days net' })
    .expect(200);
  expect(changed.body).toMatchObject({ is_active: false, version: 2 });
  expect((await operator.get('/vendors?is_active=false')).body.data).toHaveLength(1);
  await manager.patch(`/vendors/${vendor.id}`).set('if-match', '"v1"').send({ name: 'X' }).expect(412);
  await manager.delete(`/vendors/${vendor.id}`).set('if-match', '"v2"').expect(204);
  await operator.get(`/vendors/${vendor.id}`).expect(404);
});

it('vendors refuse a taken code, operators, other organizations, and deletion under their documents', async () => {
  const vendor = await makeVendor(app, { code: 'TAKEN' });
  const taken = await manager.post('/vendors').send({ code: 'TAKEN', name: 'Again' }).expect(409);
  expect(taken.body).toMatchObject({ code: 'purchasing.vendor_code_taken', errors: [{ pointer: '/code' }] });
  await manager.post('/vendors').send({ code: 'X', name: 'X', currency_code: 'euro' }).expect(400);
  await operator.post('/vendors').send({ code: 'X', name: 'X' }).expect(403);
  await app.otherOrganization.get(`/vendors/${vendor.id}`).expect(404);
  await app.otherOrganization.post('/vendors').send({ code: 'TAKEN', name: 'Theirs' }).expect(201);
  const product = await makeProduct(app);
  await makeDraft(app, [{ product_id: product.id, quantity_ordered: 1, unit_cost: 1 }], {
    vendor_id: vendor.id,
  });
  const used = await manager.delete(`/vendors/${vendor.id}`).set('if-match', '"v1"').expect(409);
  expect(used.body.code).toBe('database.referenced');
});
