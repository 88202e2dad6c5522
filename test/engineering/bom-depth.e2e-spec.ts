import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { bomBody, makeBom, makeWorkCenter } from './make.js';

let app: TestApp;
let work_center_id: number;
beforeAll(async () => {
  app = await startTestApp();
  work_center_id = (await makeWorkCenter(app)).id;
});
afterAll(() => app?.close());

const post = (path: string, body: object) => app.as('manager').post(path).send(body);
const receive = (product_id: number, quantity: number) =>
  post('/inventory/receipts', { product_id, quantity, unit_cost: 1 }).expect(201);
const explode = async (query: string) =>
  (await app.as('operator').get(`/boms/explosion?${query}`).expect(200)).body;

describe('versions of a BOM', () => {
  it('count on their days: from inclusive, to exclusive', async () => {
    const [product, old, fresh] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const first = await makeBom(app, product, [[old, 1]], { effective_to: '2026-07-01' });
    const second = await makeBom(app, product, [[fresh, 2]], { effective_from: '2026-07-01' });
    const on = async (date: string) => {
      const answer = await explode(`product_id=${product.id}&date=${date}`);
      return [answer.bom_id, answer.rows[0].component_id];
    };
    expect(await on('2026-06-30')).toEqual([first.id, old.id]);
    expect(await on('2026-07-01')).toEqual([second.id, fresh.id]);
    const named = await explode(`product_id=${product.id}&date=2026-07-01&bom_id=${first.id}`);
    expect(named).toMatchObject({ bom_version: 1, rows: [{ component_id: old.id }] });
    const above = await makeProduct(app);
    await makeBom(app, above, [[product, 1]]);
    const { rows } = await explode(`product_id=${above.id}&date=2026-08-01&quantity=3`);
    expect(rows.map((row: { component_id: number; total_quantity: string }) => row.total_quantity)).toEqual([
      '3',
      '6',
    ]);
  });

  it('never overlap while they are active', async () => {
    const [product, part] = [await makeProduct(app), await makeProduct(app)];
    const first = await makeBom(app, product, [[part, 1]], {
      effective_from: '2026-01-01',
      effective_to: '2026-07-01',
    });
    const overlapping = bomBody(product, [[part, 2]], { effective_from: '2026-06-30' });
    const refused = await post('/boms', overlapping).expect(409);
    expect(refused.body).toMatchObject({
      code: 'engineering.versions_overlap',
      errors: [{ pointer: '/effective_from' }],
      versions: [{ id: first.id, bom_version: 1, effective_to: '2026-07-01' }],
    });
    // What counts on every day takes only the place of what did so too.
    await post('/boms', bomBody(product, [[part, 2]])).expect(409);
    const asleep = (await post('/boms', { ...overlapping, active: false }).expect(201)).body;
    await post(`/boms/${asleep.id}/activate`, {}).expect(409);
    const change = (id: number, version: number, body: object) =>
      app.as('manager').patch(`/boms/${id}`).set('if-match', `"v${version}"`).send(body);
    await change(first.id, 1, { effective_to: '2025-12-31' }).expect(422);
    await change(first.id, 1, { effective_to: '2026-06-30' }).expect(200);
    await post(`/boms/${asleep.id}/activate`, {}).expect(200);
    const back = await change(first.id, 2, { effective_to: null }).expect(409);
    expect(back.body.code).toBe('engineering.versions_overlap');
    const empty = { effective_from: '2026-02-01', effective_to: '2026-02-01' };
    const none = await post('/boms', bomBody(product, [[part, 1]], { ...empty, active: false })).expect(422);
    expect(none.body).toMatchObject({
      code: 'engineering.empty_version_period',
      errors: [{ pointer: '/effective_to' }],
    });
  });

  it('do not overlap when eight clients write at once: one wins', async () => {
    const [product, part] = [await makeProduct(app), await makeProduct(app)];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        post('/boms', bomBody(product, [[part, 1]], { effective_from: `2026-0${1 + index}-01` })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
  });

  it('are what an order of the day is made from', async () => {
    const [product, old, fresh] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    await makeBom(app, product, [[old, 1]], { effective_to: '2020-01-01' });
    const second = await makeBom(app, product, [[fresh, 2]], { effective_from: '2020-01-01' });
    const order = (
      await post('/production-orders', { product_id: product.id, quantity: 5, work_center_id }).expect(201)
    ).body;
    expect(order.bom_id).toBe(second.id);
  });
});

describe('lines of a BOM', () => {
  it('are taken in full multiples of their unit', async () => {
    const [product, box] = [await makeProduct(app), await makeProduct(app)];
    await makeBom(app, product, [[box, 1, { rounding_multiple: 1 }]], { output_quantity: 250 });
    const needed = async (quantity: number) =>
      (await explode(`product_id=${product.id}&quantity=${quantity}`)).rows[0].total_quantity;
    expect([await needed(250), await needed(300), await needed(501)]).toEqual(['1', '2', '3']);
    const zero = bomBody(product, [[box, 1, { rounding_multiple: 0 }]]);
    await post('/boms', zero).expect(400);
  });

  it('may repeat a component where the BOM says so, and add up', async () => {
    const [product, part] = [await makeProduct(app), await makeProduct(app)];
    const twice = [
      [part, 3],
      [part, 3, { notes: 'other side' }],
    ] as const;
    const refused = await post('/boms', bomBody(product, twice)).expect(422);
    expect(refused.body.code).toBe('engineering.component_twice');
    const bom = await makeBom(app, product, twice, { allows_repeated_lines: true });
    await receive(part.id, 3);
    const { totals } = await explode(`product_id=${product.id}&summarized=true`);
    expect(totals).toMatchObject([{ total_quantity: '6', available_quantity: '3', shortage_quantity: '3' }]);
    const back = await app
      .as('manager')
      .patch(`/boms/${bom.id}`)
      .set('if-match', '"v1"')
      .send({ allows_repeated_lines: false })
      .expect(409);
    expect(back.body.code).toBe('engineering.components_repeated');
    const order = (
      await post('/production-orders', { product_id: product.id, quantity: 2, work_center_id }).expect(201)
    ).body;
    expect(order.materials).toMatchObject([{ quantity_required: '12' }]);
  });
});

describe('by-products', () => {
  it('come out beside the product and are told by the explosion', async () => {
    const [product, part, waste] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const body = bomBody(product, [[part, 4]], {
      output_quantity: 2,
      by_products: [{ product_id: waste.id, quantity: 3, cost_share_percent: 25 }],
    });
    const bom = (await post('/boms', body).expect(201)).body;
    expect(bom.by_products).toMatchObject([
      {
        product_id: waste.id,
        sku: waste.sku,
        quantity: '3',
        unit: 'EA',
        cost_share_percent: '25',
        sequence: 10,
      },
    ]);
    const { by_products: told } = await explode(`product_id=${product.id}&quantity=10`);
    expect(told).toMatchObject([{ product_id: waste.id, total_quantity: '15', cost_share_percent: '25' }]);
    const put = (version: number, by_products: object[]) =>
      app
        .as('manager')
        .put(`/boms/${bom.id}/by-products`)
        .set('if-match', `"v${version}"`)
        .send({ by_products });
    const one = (values: object) => [{ product_id: waste.id, quantity: 1, ...values }];
    const codeOf = async (by_products: object[]) => (await put(1, by_products).expect(422)).body.code;
    expect(await codeOf([{ product_id: product.id, quantity: 1 }])).toBe('engineering.by_product_of_itself');
    expect(await codeOf([...one({}), ...one({})])).toBe('engineering.by_product_twice');
    expect(await codeOf(one({ unit: 'KG' }))).toBe('engineering.unit_not_convertible');
    const shares = [
      ...one({ cost_share_percent: 60 }),
      { product_id: part.id, quantity: 1, cost_share_percent: 41 },
    ];
    expect(await codeOf(shares)).toBe('engineering.cost_share_too_large');
    await put(1, one({ cost_share_percent: 101 })).expect(400);
    await put(1, one({ quantity: -1 })).expect(400);
    expect((await put(1, []).expect(200)).body.by_products).toEqual([]);
    await put(1, []).expect(412);
    await app
      .as('operator')
      .put(`/boms/${bom.id}/by-products`)
      .set('if-match', '"v2"')
      .send({ by_products: [] })
      .expect(403);
  });
});

describe('how many can be built', () => {
  it('is told with and without sub-assemblies', async () => {
    const [product, sub, raw] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    await makeBom(app, sub, [[raw, 5]]);
    await makeBom(app, product, [
      [sub, 2],
      [raw, 1],
    ]);
    await receive(sub.id, 4);
    await receive(raw.id, 30);
    const { body } = await app.as('operator').get(`/products/${product.id}/can-build`).expect(200);
    expect(body).toMatchObject({
      quantity: '2',
      limited_by: [{ product_id: sub.id, sku: sub.sku }],
      quantity_with_sub_assemblies: '4',
      limited_by_below: [{ product_id: raw.id }],
    });
    const nothing = await app.as('operator').get(`/products/${raw.id}/can-build`).expect(422);
    expect(nothing.body.code).toBe('engineering.nothing_to_make');
    await app.as('operator').get('/products/999999/can-build').expect(404);
  });
});
