import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeBom } from '../engineering/make.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { finished, plan, plannedOrdersOf } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

describe('the events of a run', () => {
  it('end with how it ended', async () => {
    const { id } = await plan(app);
    const answer = await app.as('operator').get(`/mrp/runs/${id}/events`).expect(200);
    expect(answer.headers['content-type']).toContain('text/event-stream');
    expect(answer.text).toContain('event: run');
    expect(answer.text).toContain('"status":"completed"');
  });

  it('are not there for a run that is not, or is another organization’s', async () => {
    const { id } = await plan(app);
    await app.as('operator').get('/mrp/runs/999999/events').expect(404);
    await app.otherOrganization.get(`/mrp/runs/${id}/events`).expect(404);
    await app.anonymous.get(`/mrp/runs/${id}/events`).expect(401);
  });
});

describe('a unit that cannot be converted any more', () => {
  it('ends a run with its name and refuses a net change; the plan stays', async () => {
    const product = await makeProduct(app, { item_type: 'finished_good' });
    const part = await makeProduct(app);
    const conversion = await app
      .as('admin')
      .post('/unit-conversions')
      .send({ from_unit: 'M', to_unit: 'EA', conversion_factor: '4', product_id: part.id })
      .expect(201);
    await makeBom(app, product, [[part, 1, { unit: 'M' }]]);
    await makeConfirmedOrder(app, [{ product_id: product.id, quantity: 2, requested_date: daysFromNow(10) }]);
    await plan(app);
    const before = await plannedOrdersOf(app, part.id);
    expect(before).toMatchObject([{ quantity: '8' }]);
    await app
      .as('admin')
      .delete(`/unit-conversions/${conversion.body.id}`)
      .set('If-Match', `"v${conversion.body.version}"`)
      .expect(204);
    const started = await app.as('manager').post('/mrp/runs').send({}).expect(202);
    const run = await finished(app, started.body.id as number);
    expect(run).toMatchObject({ status: 'failed' });
    expect(run['error_message']).toContain(`product ${part.id}: a line has M`);
    const refused = await app
      .as('manager')
      .post('/mrp/net-changes')
      .send({ product_ids: [product.id] })
      .expect(422);
    expect(refused.body.code).toBe('mrp.unit_not_convertible');
    expect(await plannedOrdersOf(app, part.id)).toEqual(before);
  });
});
