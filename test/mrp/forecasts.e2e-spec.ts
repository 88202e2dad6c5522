import { dateOfDay, dayNumber } from '../../src/kernel/business-day.js';
import { readOpenForecasts } from '../../src/modules/mrp/forecasts.repository.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

/** A day so many weeks before the Monday of this week, plus `days`. */
function weeksAgo(weeks: number, days = 0): string {
  const today = dayNumber(daysFromNow(0));
  // The first of January 1970, day 0, was a Thursday.
  const monday = today - ((today + 3) % 7);
  return dateOfDay(monday + days - weeks * 7);
}
const nextMonday = () => weeksAgo(-1);

const write = (body: object, key?: string) => {
  const request = app.as('manager').post('/mrp/forecasts');
  if (key) void request.set('idempotency-key', key);
  return request.send(body);
};

describe('forecasts that people write', () => {
  it('are one for each product and week', async () => {
    const { id } = await makeProduct(app);
    const body = { product_id: id, period: 'week', period_start: '2026-03-02', quantity: '40' };
    const { body: made } = await write(body, 'once').expect(201);
    expect(made).toMatchObject({ ...body, period_end: '2026-03-09', source: 'manual', version: 1 });
    const again = await write(body, 'once').expect(201);
    expect(again.body).toEqual(made);
    const taken = await write(body).expect(409);
    expect(taken.body).toMatchObject({
      code: 'mrp.forecast_taken',
      errors: [{ pointer: '/period_start' }],
    });
    await write({ ...body, period: 'month', period_start: '2026-03-01' }).expect(409);
    await write({ ...body, period: 'month', period_start: '2026-04-01' }).expect(201);
  });

  it('begin on a Monday or on the first', async () => {
    const { id } = await makeProduct(app);
    const { body } = await write({
      product_id: id,
      period: 'week',
      period_start: '2026-03-03',
      quantity: '1',
    }).expect(422);
    expect(body).toMatchObject({
      code: 'mrp.forecast_period_start',
      errors: [{ pointer: '/period_start' }],
    });
    await write({ product_id: id, period: 'month', period_start: '2026-03-02', quantity: '1' }).expect(422);
    const unknown = { product_id: 999_999, period: 'week', period_start: '2026-03-02', quantity: '1' };
    expect((await write(unknown).expect(422)).body.code).toBe('products.unknown_product');
  });

  it('are changed, listed and removed', async () => {
    const { id } = await makeProduct(app);
    const starts = ['2026-03-02', '2026-03-09', '2026-03-16'];
    const made = [];
    for (const start of starts) {
      const body = { product_id: id, period: 'week', period_start: start, quantity: '1' };
      made.push((await write(body).expect(201)).body);
    }
    const list = async (query: string) =>
      (await app.as('operator').get(`/mrp/forecasts?product_id=${id}&${query}`).expect(200)).body;
    const startsOf = (page: { data: { period_start: string }[] }) => page.data.map((row) => row.period_start);
    const first = await list('limit=2');
    expect(startsOf(first)).toEqual(starts.slice(0, 2));
    expect(startsOf(await list(`limit=2&cursor=${first.page.next}`))).toEqual(starts.slice(2));
    expect(startsOf(await list('from=2026-03-15&to=2026-03-16'))).toEqual(['2026-03-09']);
    expect(startsOf(await list('source=croston'))).toEqual([]);
    const path = `/mrp/forecasts/${made[0].id}`;
    await app.as('manager').patch(path).send({ quantity: '5' }).expect(428);
    const changed = await app
      .as('manager')
      .patch(path)
      .set('if-match', '"v1"')
      .send({ quantity: '5' })
      .expect(200);
    expect(changed.body).toMatchObject({ quantity: '5', version: 2 });
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ quantity: '6' }).expect(412);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    await app.as('operator').get(path).expect(404);
  });

  it('are open for the days that they reach into', async () => {
    const { id } = await makeProduct(app);
    for (const [start, quantity] of [
      ['2026-03-02', '5'],
      ['2026-03-09', '0'],
      ['2026-03-16', '7'],
    ]) {
      await write({ product_id: id, period: 'week', period_start: start, quantity }).expect(201);
    }
    const open = (from: string, to: string) =>
      app.app.get(Transactions).read(app.system, (tx) => readOpenForecasts(tx, from, to, [id]));
    expect((await open('2026-03-08', '2026-03-17')).map((row) => row.quantity.toString())).toEqual([
      '5',
      '7',
    ]);
    expect(await open('2026-03-09', '2026-03-16')).toEqual([]);
    expect((await open('2026-03-08', '2026-03-09'))[0]).toMatchObject({
      product_id: id,
      period_start: '2026-03-02',
      period_end: '2026-03-09',
    });
  });

  it('are written by managers and seen by their own organization', async () => {
    const { id } = await makeProduct(app);
    const body = { product_id: id, period: 'week', period_start: '2026-03-02', quantity: '1' };
    await app.as('operator').post('/mrp/forecasts').send(body).expect(403);
    await app.as('operator').post('/mrp/forecasts/generate').send({}).expect(403);
    await app.otherOrganization.post('/mrp/forecasts').send(body).expect(422);
    const { body: made } = await write(body).expect(201);
    await app.otherOrganization.get(`/mrp/forecasts/${made.id}`).expect(404);
    const theirs = await app.otherOrganization.get('/mrp/forecasts').expect(200);
    expect(theirs.body.data).toEqual([]);
  });

  it('are refused for one of two who write the same', async () => {
    const { id } = await makeProduct(app);
    const body = { product_id: id, period: 'week', period_start: '2026-03-02', quantity: '1' };
    const answers = await Promise.all([write(body), write(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('forecasts from history', () => {
  /** A product that so much was issued of in the weeks before this one, the oldest first. */
  async function madeWithHistory(...quantities: number[]): Promise<number> {
    const { id } = await makeProduct(app);
    const receipt = {
      product_id: id,
      quantity: '1000',
      unit_cost: '1',
      transaction_date: weeksAgo(quantities.length),
    };
    await app.as('manager').post('/inventory/receipts').send(receipt).expect(201);
    for (const [index, quantity] of quantities.entries()) {
      if (quantity === 0) continue;
      const date = weeksAgo(quantities.length - index, 2);
      const issue = { product_id: id, quantity: String(quantity), transaction_date: date };
      await app.as('manager').post('/inventory/issues').send(issue).expect(201);
    }
    return id;
  }

  const generate = (body: object) => app.as('manager').post('/mrp/forecasts/generate').send(body);
  const forecastsOf = async (id: number) =>
    (await app.as('operator').get(`/mrp/forecasts?product_id=${id}`).expect(200)).body.data;

  it('are told before they are written, and written once', async () => {
    const id = await madeWithHistory(10, 20, 30, 40, 50);
    const request = {
      product_ids: [id],
      method: 'moving_average',
      window: 3,
      periods_ahead: 2,
    };
    const { body: preview } = await generate({ ...request, preview: true }).expect(200);
    expect(preview).toMatchObject({
      preview: true,
      first_period_start: nextMonday(),
      created: 2,
      products: [{ product_id: id, method: 'moving_average', history_periods: 5, quantity: '40' }],
    });
    expect(await forecastsOf(id)).toEqual([]);
    await generate(request).expect(200);
    expect(await forecastsOf(id)).toMatchObject([
      { period_start: nextMonday(), quantity: '40', source: 'moving_average', version: 1 },
      { quantity: '40', version: 1 },
    ]);
    const { body: again } = await generate(request).expect(200);
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const { body: smoothed } = await generate({ ...request, method: 'exponential_smoothing' }).expect(200);
    expect(smoothed).toMatchObject({ changed: 2, products: [{ quantity: '26.384' }] });
  });

  it('take Croston for what is wanted seldom', async () => {
    const id = await madeWithHistory(0, 6, 0, 0, 6, 0);
    const { body } = await generate({ product_ids: [id], preview: true }).expect(200);
    // Sizes 6 and 6, intervals 2 and 3: 6 ÷ 2.1 × 0.95.
    expect(body.products).toMatchObject([
      { method: 'croston', zero_share_percent: '66.67', quantity: '2.714285714' },
    ]);
  });

  it('leave what people wrote, and products with months', async () => {
    const id = await madeWithHistory(10, 10, 10, 10, 10);
    await write({ product_id: id, period: 'week', period_start: nextMonday(), quantity: '99' }).expect(201);
    const request = { product_ids: [id], periods_ahead: 6 };
    const { body } = await generate(request).expect(200);
    expect(body).toMatchObject({ created: 5, kept: 1 });
    const { body: replaced } = await generate({ ...request, replace_manual: true }).expect(200);
    expect(replaced).toMatchObject({ changed: 1, unchanged: 5 });
    const months = await generate({ ...request, period: 'month' }).expect(200);
    expect(months.body).toMatchObject({ created: 0, skipped_products: [id] });
  });

  it('do not count what was taken back', async () => {
    const id = await madeWithHistory(10, 10, 10, 10, 10);
    const issue = { product_id: id, quantity: '500', transaction_date: weeksAgo(1, 3) };
    const { body: wrong } = await app.as('manager').post('/inventory/issues').send(issue).expect(201);
    const reversed = await app
      .as('manager')
      .post(`/inventory/movements/${wrong[0].id}/reversal`)
      .send({ reason: 'Wrong product' });
    expect(reversed.body).toMatchObject([{ transaction_type: 'reversal' }]);
    const { body } = await generate({ product_ids: [id], preview: true }).expect(200);
    expect(body.products).toMatchObject([{ quantity: '10' }]);
  });

  it('are of all planned products when none is named', async () => {
    const id = await madeWithHistory(10, 10, 10, 10, 10);
    const { body } = await generate({ preview: true }).expect(200);
    expect(body.products.map((row: { product_id: number }) => row.product_id)).toContain(id);
    const unknown = await generate({ product_ids: [id, 999_999] }).expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/product_ids/1' }]);
  });
});
