import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let operator: Client;
let manager: Client;

beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
  manager = app.as('manager');
});
afterAll(() => app?.close());

interface Reason {
  code: string;
  name: string;
  category: string;
  sequence: number;
  description: string;
}
const shown = ({ code, name, category, sequence, description }: Reason) => ({
  code,
  name,
  category,
  sequence,
  description,
});

it('every organization starts with the same thirteen reasons', async () => {
  const first = (await operator.get('/scrap-reasons').expect(200)).body.data.map(shown);
  const other = (await app.otherOrganization.get('/scrap-reasons').expect(200)).body.data.map(shown);
  expect(first).toHaveLength(13);
  expect(other).toEqual(first);
});

it('are created, changed and deleted', async () => {
  const body = { code: 'elephant_foot', name: 'Elephant foot', category: 'print', sequence: 150 };
  const send = () => manager.post('/scrap-reasons').set('idempotency-key', 'reason').send(body).expect(201);
  const made = (await send()).body;
  expect((await send()).body).toEqual(made);
  const changed = await manager
    .patch(`/scrap-reasons/${made.id}`)
    .set('if-match', '"v1"')
    .send({ active: false })
    .expect(200);
  expect(changed.body).toMatchObject({ active: false, version: 2 });
  const inactive = (await operator.get('/scrap-reasons?active=false').expect(200)).body.data;
  expect(inactive.map((row: Reason) => row.code)).toEqual(['elephant_foot']);
  await manager.delete(`/scrap-reasons/${made.id}`).set('if-match', '"v1"').expect(412);
  await manager.delete(`/scrap-reasons/${made.id}`).set('if-match', '"v2"').expect(204);
  await operator.get(`/scrap-reasons/${made.id}`).expect(404);
});

it('refuse a code that is taken, a category that is none, operators and others', async () => {
  const taken = await manager.post('/scrap-reasons').send({ code: 'warping', name: 'Warping' }).expect(409);
  expect(taken.body).toMatchObject({
    code: 'quality.scrap_reason_code_taken',
    errors: [{ pointer: '/code' }],
  });
  await manager.post('/scrap-reasons').send({ code: 'x', name: 'X', category: 'moon' }).expect(400);
  await operator.post('/scrap-reasons').send({ code: 'x', name: 'X' }).expect(403);
  const own = (await operator.get('/scrap-reasons').expect(200)).body.data[0];
  await app.otherOrganization.get(`/scrap-reasons/${own.id}`).expect(404);
});

it('a reason that is used is not deleted', async () => {
  const reason = (await manager.post('/scrap-reasons').send({ code: 'used', name: 'Used' }).expect(201)).body;
  const product = await makeProduct(app);
  await operator.post('/inventory/receipts').send({ product_id: product.id, quantity: 5 }).expect(201);
  const scrap = { product_id: product.id, quantity: 1, scrap_reason_id: reason.id };
  await operator.post('/scrap-records').send(scrap).expect(201);
  const answer = await manager.delete(`/scrap-reasons/${reason.id}`).set('if-match', '"v1"').expect(409);
  expect(answer.body.code).toBe('database.referenced');
});
