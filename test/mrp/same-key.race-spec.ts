import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { finished, makeChain, ordersOfChain, plan } from './make.js';
import { planSnapshot } from './plan-snapshot.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const manager = () => app.as('manager');

describe('the same key', () => {
  const keyed = (path: string, body: object, key: string) =>
    manager().post(path).set('Idempotency-Key', key).send(body);

  it('starts one what-if run, also when it comes eight times at once', async () => {
    await makeChain(app);
    const send = () => keyed('/mrp/runs', { kind: 'what_if' }, 'what-if');
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    expect(new Set(answers.map(({ status, body }) => `${status}:${body.id}`)).size).toBe(1);
    expect(await finished(app, answers[0]!.body.id as number)).toMatchObject({ status: 'completed' });
    expect((await manager().get('/mrp/runs').expect(200)).body.data).toHaveLength(1);
    await keyed('/mrp/runs', { kind: 'live' }, 'what-if').expect(422);
  });

  it('changes and releases once, and is answered as the first time', async () => {
    const chain = await makeChain(app);
    await plan(app);
    await makeConfirmedOrder(app, [
      { product_id: chain.finished.id, quantity: 5, requested_date: daysFromNow(30) },
    ]);
    const change = () => keyed('/mrp/net-changes', { product_ids: [chain.finished.id] }, 'change');
    const [first, again] = [await change().expect(200), await change().expect(200)];
    expect(again.body).toEqual(first.body);
    const ids = (await ordersOfChain(app, chain)).map(({ id }) => id);
    const release = () => keyed('/mrp/planned-orders/release', { ids }, 'release');
    const answers = await Promise.all([release(), release(), release()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const purchases = await manager().get(`/purchase-orders?vendor_id=${chain.vendorId}`).expect(200);
    expect(purchases.body.data).toHaveLength(1);
  });
});

it('two what-if runs at once plan the same, beside a live one', async () => {
  await makeChain(app);
  const start = (kind: string) => manager().post('/mrp/runs').send({ kind }).expect(202);
  const started = await Promise.all(['what_if', 'what_if', 'live'].map(start));
  const runs = await Promise.all(started.map(({ body }) => finished(app, body.id as number)));
  expect(runs.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
  const [one, other, live] = [runs[0]!.id, runs[1]!.id, 0];
  expect(await planSnapshot(app, one)).toEqual(await planSnapshot(app, live));
  expect(await planSnapshot(app, other)).toEqual(await planSnapshot(app, live));
});
