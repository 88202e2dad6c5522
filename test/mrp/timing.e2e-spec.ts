import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const patch = (id: number, version: number, body: object) =>
  app.as('manager').patch(`/mrp/timing/products/${id}`).set('if-match', `"v${version}"`).send(body);
const timingOf = async (id: number) =>
  (await app.as('operator').get(`/mrp/timing/products/${id}`).expect(200)).body;

/** So much left after so much was used; a first week is taken as a week, so usage of a day is a seventh. */
async function makeUsed(left: number, used: number, product: Record<string, unknown> = {}): Promise<number> {
  const { id } = await makeProduct(app, product);
  const receipt = { product_id: id, quantity: String(left + used), unit_cost: '1' };
  await app.as('manager').post('/inventory/receipts').send(receipt).expect(201);
  await app
    .as('manager')
    .post('/inventory/issues')
    .send({ product_id: id, quantity: String(used) })
    .expect(201);
  return id;
}

const LEAD_20 = {
  supplier_lead_days: 10,
  shipping_lead_days: 3,
  processing_lead_days: 2,
  safety_buffer_days: 5,
};

describe('when a product runs out', () => {
  it('is in 33 days with 5000 at 150 a day, to be ordered in 13', async () => {
    const id = await makeUsed(5000, 1050);
    const { body } = await patch(id, 1, LEAD_20).expect(200);
    expect(body).toMatchObject({
      product_id: id,
      ...LEAD_20,
      total_lead_days: 20,
      lead_time_source: 'override',
      lead_days: 20,
      lead_basis: 'parts',
      usable_quantity: '5000',
      usage_per_day: '150',
      days_of_stock: 33,
      projected_stockout_date: daysFromNow(33),
      last_order_by_date: daysFromNow(13),
      days_until_order: 13,
      urgency: 'upcoming',
      version: 2,
    });
    const product = await app.as('operator').get(`/products/${id}`).expect(200);
    expect(product.body).toMatchObject({
      total_lead_days: 20,
      last_order_by_date: daysFromNow(13),
      version: 2,
    });
  });

  it('takes the organization’s parts where the product has none', async () => {
    const id = await makeUsed(100, 70);
    expect(await timingOf(id)).toMatchObject({
      total_lead_days: null,
      lead_days: 15,
      lead_basis: 'defaults',
      days_until_order: -5,
      urgency: 'overdue',
    });
    const { body } = await patch(id, 1, { supplier_lead_days: 14 }).expect(200);
    expect(body).toMatchObject({ total_lead_days: 22, lead_days: 22, lead_basis: 'parts' });
    const none = await patch(id, 2, { supplier_lead_days: null }).expect(200);
    expect(none.body).toMatchObject({ total_lead_days: null, lead_time_source: 'default', lead_days: 15 });
  });

  it('takes the lead time of the product in working days', async () => {
    const id = await makeUsed(1000, 70, { lead_time_days: 5 });
    const timing = await timingOf(id);
    expect(timing).toMatchObject({
      days_of_stock: 100,
      lead_days: 5,
      lead_days_unit: 'working_days',
      lead_basis: 'lead_time_days',
    });
    // Five working days are a week, or less from a weekend.
    expect([93, 94, 95]).toContain(timing.days_until_order);
  });

  it('is not known of what nobody uses', async () => {
    const { id } = await makeProduct(app);
    expect(await timingOf(id)).toMatchObject({
      usage_per_day: '0',
      days_of_stock: null,
      projected_stockout_date: null,
      urgency: null,
    });
  });

  it('is refused with its field, to others and with an old version', async () => {
    const { id } = await makeProduct(app);
    const { body } = await patch(id, 1, { supplier_lead_days: -1 }).expect(400);
    expect(body.errors).toMatchObject([{ pointer: '/supplier_lead_days' }]);
    await patch(id, 7, LEAD_20).expect(412);
    await app.as('manager').patch(`/mrp/timing/products/${id}`).send(LEAD_20).expect(428);
    await app
      .as('operator')
      .patch(`/mrp/timing/products/${id}`)
      .set('if-match', '"v1"')
      .send(LEAD_20)
      .expect(403);
    await app.otherOrganization.get(`/mrp/timing/products/${id}`).expect(404);
    await app.otherOrganization
      .patch(`/mrp/timing/products/${id}`)
      .set('if-match', '"v1"')
      .send(LEAD_20)
      .expect(404);
    await app.as('manager').get('/mrp/timing/products/999999').expect(404);
  });
});

describe('deadlines of all products', () => {
  it('are calculated at once and listed by day', async () => {
    const late = await makeUsed(70, 70);
    const upcoming = await makeUsed(280, 70);
    const before = (await app.as('operator').get(`/products/${late}`).expect(200)).body;
    const recalculate = () =>
      app.as('manager').post('/mrp/timing/recalculate').set('idempotency-key', 'recalculated');
    const { body } = await recalculate().expect(200);
    expect(body.with_deadline).toBeGreaterThanOrEqual(2);
    expect(body.changed).toBeGreaterThanOrEqual(2);
    const again = await recalculate().expect(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const { body: unchanged } = await app.as('manager').post('/mrp/timing/recalculate').expect(200);
    expect(unchanged).toEqual({ ...body, changed: 0 });
    const after = (await app.as('operator').get(`/products/${late}`).expect(200)).body;
    expect(after).toMatchObject({ last_order_by_date: daysFromNow(-8), version: before.version });
    expect(after.timing_last_calculated).not.toBeNull();

    const list = async (query: string) =>
      (await app.as('operator').get(`/mrp/timing/deadlines?${query}`).expect(200)).body;
    const overdue = await list('urgency=overdue&limit=200');
    expect(overdue.data.find((row: { id: number }) => row.id === late)).toMatchObject({
      last_order_by_date: daysFromNow(-8),
      days_until_order: -8,
      urgency: 'overdue',
    });
    const ahead = await list('urgency=upcoming');
    const idsOf = (page: { data: { id: number }[] }) => page.data.map((row) => row.id);
    expect(idsOf(ahead)).toContain(upcoming);
    expect(idsOf(ahead)).not.toContain(late);
    const first = await list('limit=1');
    const second = await list(`limit=1&cursor=${first.page.next}`);
    expect(second.data[0].last_order_by_date >= first.data[0].last_order_by_date).toBe(true);
    expect(idsOf(second)).not.toEqual(idsOf(first));
  });

  it('are calculated by managers, and listed for their own organization', async () => {
    await app.as('operator').post('/mrp/timing/recalculate').expect(403);
    const { body } = await app.otherOrganization.get('/mrp/timing/deadlines').expect(200);
    expect(body.data).toEqual([]);
  });
});

describe('the organization’s lead times', () => {
  const get = async () => (await app.as('operator').get('/mrp/timing/settings').expect(200)).body;
  const put = (version: number, body: object) =>
    app.as('manager').put('/mrp/timing/settings').set('if-match', `"v${version}"`).send(body);

  it('are 7, 5, 1 and 2 days, and change the totals of products that use them', async () => {
    const settings = await get();
    const usual = {
      supplier_lead_days: 7,
      shipping_lead_days: 5,
      processing_lead_days: 1,
      safety_buffer_days: 2,
    };
    expect(settings).toMatchObject({ ...usual, usage_window_days: 90, version: 1 });
    const { id } = await makeProduct(app);
    await patch(id, 1, { supplier_lead_days: 14 }).expect(200);
    const { body } = await put(1, { ...usual, shipping_lead_days: 9 }).expect(200);
    expect(body).toMatchObject({ shipping_lead_days: 9, version: 2 });
    expect(await timingOf(id)).toMatchObject({ total_lead_days: 26, lead_days: 26 });
    await put(1, usual).expect(412);
    await put(2, usual).expect(200);
    expect(await timingOf(id)).toMatchObject({ total_lead_days: 22 });
    const incomplete = await put(3, { supplier_lead_days: 1 }).expect(400);
    expect(incomplete.body.code).toBe('request.invalid');
    await app.as('operator').put('/mrp/timing/settings').set('if-match', '"v3"').send(usual).expect(403);
    const theirs = await app.otherOrganization.get('/mrp/timing/settings').expect(200);
    expect(theirs.body).toMatchObject({ ...usual, version: 1 });
  });
});

describe('a suggested reorder point', () => {
  it('is usage while it comes and safety stock', async () => {
    const id = await makeUsed(500, 70);
    await patch(id, 1, { ...LEAD_20, supplier_lead_days: 4 }).expect(200);
    const ask = async (query: string) =>
      (await app.as('operator').get(`/mrp/timing/products/${id}/reorder-point?${query}`).expect(200)).body;
    expect(await ask('safety_weeks=2')).toMatchObject({
      usage_per_day: '10',
      lead_days: 14,
      z: null,
      safety_stock: '140',
      reorder_point: '280',
      present_reorder_point: null,
    });
    // One day of 70 in a week: √((70² − 7 × 10²) ÷ 6) = √700.
    expect(await ask('service_level_percent=95')).toMatchObject({
      usage_deviation_per_day: '26.457513111',
      z: '1.644854',
      safety_stock: '162.832238445',
    });
    await app
      .as('operator')
      .get(`/mrp/timing/products/${id}/reorder-point?service_level_percent=100`)
      .expect(400);
    await app.otherOrganization.get(`/mrp/timing/products/${id}/reorder-point`).expect(404);
  });
});
