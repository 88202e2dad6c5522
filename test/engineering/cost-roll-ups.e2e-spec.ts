import { startTestApp, type TestApp } from '../support/app.js';
import { everyRow } from '../support/every-row.js';
import { makeProduct } from '../support/make/product.js';
import { makeBom, makeWorkCenter } from './make.js';

describe('rolling up many costs', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const rollUp = (body: object = {}) => app.as('manager').post('/products/cost/roll-ups').send(body);
  const product = async (id: number) => (await app.as('manager').get(`/products/${id}`).expect(200)).body;
  const history = async (id: number) =>
    (await app.as('manager').get(`/products/${id}/cost/history`).expect(200)).body.data;
  const route = (of: { id: number }, operations: object[]) =>
    app.as('manager').post('/routings').send({ product_id: of.id, operations }).expect(201);

  /** A box of two arms of four screws at 0.25, an hour of work each. */
  async function makeBox() {
    const screw = await makeProduct(app, { standard_cost: '0.25' });
    const arm = await makeProduct(app);
    const box = await makeProduct(app);
    const center = await makeWorkCenter(app);
    await makeBom(app, arm, [[screw, 4]]);
    await route(arm, [
      { sequence: 10, work_center_id: center.id, operation_name: 'Bend', run_time_minutes: 60 },
    ]);
    await makeBom(app, box, [[arm, 2]]);
    return { screw, arm, box };
  }

  it('writes components and what they go into in one go, and the second time nothing', async () => {
    const { screw, arm, box } = await makeBox();
    const ids = { product_ids: [box.id, arm.id, screw.id] };
    const preview = await rollUp({ ...ids, preview: true }).expect(200);
    expect(preview.body).toMatchObject({ run_id: null, preview: true, products_updated: 2 });
    expect(await product(box.id)).toMatchObject({ standard_cost: null, version: 1 });
    const { body: first } = await rollUp(ids).expect(200);
    expect(first).toMatchObject({
      scope: 'selection',
      basis: 'current',
      lot_quantity: '1',
      products_updated: 2,
      products_unchanged: 0,
      missing_prices: [],
      lines: [
        {
          sku: arm.sku,
          previous_standard_cost: null,
          unit_cost: '7',
          change: null,
          breakdown: { material: '1', labor: '3', machine: '2', overhead: '1', subcontract: '0' },
        },
        { sku: box.sku, unit_cost: '14' },
      ],
    });
    expect(await product(box.id)).toMatchObject({ standard_cost: '14', version: 2 });
    const { body: second } = await rollUp(ids).expect(200);
    expect(second).toMatchObject({ products_updated: 0, products_unchanged: 2, lines: [] });
    expect(await product(box.id)).toMatchObject({ version: 2 });
    expect(await history(box.id)).toMatchObject([
      { run_id: first.run_id, unit_cost: '14', material: '2', labor: '6', previous_standard_cost: null },
    ]);
    const runs = await app.as('manager').get('/products/cost/roll-ups?limit=2').expect(200);
    expect(runs.body.data).toMatchObject([
      { id: second.run_id, products_unchanged: 2 },
      { id: first.run_id, products_updated: 2, missing_prices: 0 },
    ]);
    const run = await app.as('manager').get(`/products/cost/roll-ups/${first.run_id}`).expect(200);
    expect(run.body).toEqual(runs.body.data[1]);
    const lines = `/products/cost/roll-ups/${first.run_id}/lines`;
    expect(await everyRow(app.as('manager'), lines)).toMatchObject([{ sku: arm.sku }, { sku: box.sku }]);
    // The roll-up of one product agrees, and leaves a line of history when it has something to say.
    const alone = () => app.as('manager').post(`/products/${box.id}/cost/roll-up`).send({}).expect(200);
    expect((await alone()).body).toMatchObject({ outcome: 'no_change' });
    await app
      .as('manager')
      .patch(`/products/${screw.id}`)
      .set('if-match', '"v1"')
      .send({ standard_cost: '0.50' });
    expect((await alone()).body).toMatchObject({ outcome: 'updated', standard_cost: '16' });
    const told = await history(box.id);
    expect(told).toMatchObject([{ run_id: null, unit_cost: '16', previous_standard_cost: '14' }, {}]);
    const page = await app.as('manager').get(`/products/${box.id}/cost/history?limit=1`).expect(200);
    const next = await app
      .as('manager')
      .get(`/products/${box.id}/cost/history?limit=1&cursor=${page.body.page.next}`)
      .expect(200);
    expect(next.body).toMatchObject({ data: [{ unit_cost: '14' }], page: { has_more: false } });
  });

  it('gives stock at standard cost its new value', async () => {
    const { screw, arm } = await makeBox();
    await rollUp({ product_ids: [arm.id] }).expect(200);
    const at = (await product(arm.id)).version;
    await app
      .as('admin')
      .patch(`/products/${arm.id}`)
      .set('if-match', `"v${at}"`)
      .send({ cost_method: 'standard' })
      .expect(200);
    await app
      .as('manager')
      .post('/inventory/receipts')
      .send({ product_id: arm.id, quantity: '10', unit_cost: '7' })
      .expect(201);
    await app
      .as('manager')
      .patch(`/products/${screw.id}`)
      .set('if-match', '"v1"')
      .send({ standard_cost: '1' });
    await rollUp({ product_ids: [arm.id] }).expect(200);
    const stock = await app.as('manager').get(`/inventory/movements?product_id=${arm.id}`).expect(200);
    expect(stock.body.data[0]).toMatchObject({
      transaction_type: 'revaluation',
      total_cost: '30',
      reason: 'A new standard cost.',
    });
    const proof = await app.as('admin').get('/inventory/ledger/verify').expect(200);
    expect(proof.body.is_clean).toBe(true);
  });

  it('takes categories with those below them, another basis and lot, and services', async () => {
    const category = async (body: object) =>
      (await app.as('admin').post('/product-categories').send(body).expect(201)).body.id as number;
    const top = await category({ code: 'ROLL', name: 'Rolled' });
    const below = await category({ code: 'ROLL-SUB', name: 'Rolled below', parent_id: top });
    const part = await makeProduct(app, { standard_cost: '10' });
    await app
      .as('manager')
      .post('/inventory/receipts')
      .send({ product_id: part.id, quantity: '1', unit_cost: '12' })
      .expect(201);
    const plating = await makeProduct(app, { item_type: 'service', standard_cost: '3' });
    const outside = await makeWorkCenter(app, { center_type: 'subcontract' });
    const good = await makeProduct(app, { category_id: below });
    await makeBom(app, good, [
      [part, 1],
      [plating, 2],
    ]);
    await route(good, [
      {
        sequence: 10,
        work_center_id: outside.id,
        operation_name: 'Grind',
        setup_time_minutes: 50,
        run_time_minutes: 5,
      },
    ]);
    const asked = { category_ids: [top], quantity: '10', preview: true };
    const { body: current } = await rollUp(asked).expect(200);
    expect(current.lines).toMatchObject([
      { sku: good.sku, unit_cost: '19', breakdown: { material: '12', labor: '0', subcontract: '7' } },
    ]);
    const { body: standard } = await rollUp({ ...asked, basis: 'standard' }).expect(200);
    expect(standard).toMatchObject({ basis: 'standard', lines: [{ unit_cost: '17' }] });
    const view = (query: string) => app.as('manager').get(`/products/${good.id}/cost?${query}`).expect(200);
    expect((await view('quantity=10&basis=standard')).body).toMatchObject({
      basis: 'standard',
      unit_cost: '17',
      by_kind: {
        this_level: { material: '10', subcontract: '7' },
        below: { material: '0', subcontract: '0' },
      },
      levels: [{ level: 0, unit_cost: '17', material: '10' }],
      operations: [{ labor: '0', subcontract: '10' }],
    });
    expect((await view('quantity=10')).body).toMatchObject({ basis: 'current', unit_cost: '19' });
  });

  it('refuses missing prices by name, unless they are allowed', async () => {
    const free = await makeProduct(app);
    const good = await makeProduct(app);
    await makeBom(app, good, [[free, 1]]);
    const missing = { missing_prices: [{ product_id: free.id, sku: free.sku }], missing_prices_count: 1 };
    const refused = await rollUp({ product_ids: [good.id] }).expect(422);
    expect(refused.body).toMatchObject({ code: 'engineering.price_missing', ...missing });
    expect((await rollUp({ product_ids: [good.id], preview: true }).expect(200)).body).toMatchObject(missing);
    const written = await rollUp({ product_ids: [good.id], allow_missing_prices: true }).expect(200);
    expect(written.body).toMatchObject({ ...missing, products_updated: 1, lines: [{ unit_cost: '0' }] });
    const everything = await rollUp({}).expect(422);
    expect(everything.body.code).toBe('engineering.price_missing');
    const all = await rollUp({ allow_missing_prices: true }).expect(200);
    expect(all.body).toMatchObject({ scope: 'all' });
    expect((await rollUp({ allow_missing_prices: true }).expect(200)).body).toMatchObject({
      products_updated: 0,
      products_unchanged: all.body.products_updated + all.body.products_unchanged,
    });
  });

  it.each([
    ['products.unknown_product', '/product_ids/0', 422, { product_ids: [999_999] }],
    ['products.unknown_category', '/category_ids/0', 422, { category_ids: [999_999] }],
    ['request.invalid', '/product_ids', 400, { product_ids: [] }],
    ['request.invalid', '/basis', 400, { basis: 'guess' }],
    ['request.invalid', '/quantity', 400, { quantity: '0' }],
  ])('refuses %s at %s', async (code, pointer, status, body) => {
    const refused = await rollUp(body).expect(status);
    expect(refused.body.code).toBe(code);
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('is the manager’s, stays in its organization, and honours its key', async () => {
    const { arm } = await makeBox();
    const body = { product_ids: [arm.id] };
    await app.as('operator').post('/products/cost/roll-ups').send(body).expect(403);
    await app.as('operator').get(`/products/${arm.id}/cost/history`).expect(403);
    await app.otherOrganization.post('/products/cost/roll-ups').send(body).expect(422);
    await app.otherOrganization.get(`/products/${arm.id}/cost/history`).expect(404);
    const keyed = () => rollUp(body).set('idempotency-key', 'roll-up-many').expect(200);
    const { body: once } = await keyed();
    expect((await keyed()).body).toEqual(once);
    expect(once.products_updated).toBe(1);
    for (const path of [
      `/products/cost/roll-ups/${once.run_id}`,
      `/products/cost/roll-ups/${once.run_id}/lines`,
    ]) {
      expect((await app.otherOrganization.get(path).expect(404)).body.code).toBe(
        'engineering.roll_up_not_found',
      );
    }
  });

  it('is done once by rivals', async () => {
    const { arm, box } = await makeBox();
    const body = { product_ids: [arm.id, box.id] };
    const answers = await Promise.all([rollUp(body), rollUp(body), rollUp(body)]);
    for (const answer of answers) {
      if (answer.status !== 200) expect(answer.body.code).toBe('engineering.roll_up_running');
    }
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(await history(arm.id)).toHaveLength(1);
    expect(await product(box.id)).toMatchObject({ standard_cost: '14', version: 2 });
  });
});
