import { StructureUsage } from '../../src/modules/engineering/index.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { bomBody, makeBom, makeFilament } from './make.js';

describe('BOMs', () => {
  let app: TestApp;
  let filament: MadeProduct;
  let screw: MadeProduct;
  beforeAll(async () => {
    app = await startTestApp();
    filament = await makeFilament(app);
    screw = await makeProduct(app);
  });
  afterAll(() => app?.close());

  const post = (body: object) => app.as('manager').post('/boms').send(body);
  const get = async (id: number) => (await app.as('operator').get(`/boms/${id}`).expect(200)).body;
  const act = (id: number, action: string) => app.as('manager').post(`/boms/${id}/${action}`);

  it('are made in versions, of which one is active', async () => {
    const product = await makeProduct(app);
    const { body: first, headers } = await post(
      bomBody(
        product,
        [
          [filament, '0.1', { unit: 'kg', scrap_factor: 5 }],
          [screw, 4],
        ],
        {
          code: 'B-1',
          name: 'First',
          notes: 'Glue first',
        },
      ),
    ).expect(201);
    expect(headers.etag).toBe('"v1"');
    expect(first).toMatchObject({
      product_id: product.id,
      sku: product.sku,
      bom_version: 1,
      is_active: true,
      output_quantity: '1',
      output_unit: 'EA',
      lines: [
        {
          sequence: 10,
          component_id: filament.id,
          quantity: '0.1',
          unit: 'KG',
          stock_unit: 'G',
          scrap_factor: '5',
        },
        { sequence: 20, component_id: screw.id, quantity: '4', unit: 'EA', consume_stage: 'production' },
      ],
    });
    expect(first.organization_id).toBeUndefined();
    expect(await get(first.id)).toEqual(first);
    const second = await makeBom(app, product, [[screw, 5]]);
    expect(await get(second.id)).toMatchObject({ bom_version: 2, is_active: true });
    expect(await get(first.id)).toMatchObject({ is_active: false, version: 2 });
    const { body: draft } = await post(bomBody(product, [[screw, 6]], { active: false })).expect(201);
    expect(draft).toMatchObject({ bom_version: 3, is_active: false });
    expect(await get(second.id)).toMatchObject({ is_active: true });
  });

  it('lose and regain the active one', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 1]]);
    const active = async () =>
      (await app.as('operator').get(`/boms?product_id=${product.id}&is_active=true`).expect(200)).body.data;
    expect((await act(bom.id, 'deactivate').expect(200)).body).toMatchObject({
      is_active: false,
      version: 2,
    });
    expect(await active()).toEqual([]);
    expect((await act(bom.id, 'activate').expect(200)).body).toMatchObject({ is_active: true, version: 3 });
    expect((await act(bom.id, 'activate').expect(200)).body.version).toBe(3);
    const events = await app.app
      .get(Transactions)
      .read(app.system, (tx) =>
        tx.query<{ payload: object }>(
          `SELECT payload FROM outbox WHERE event_type = 'bom.activated' AND aggregate_id = $1 ORDER BY id`,
          [bom.id],
        ),
      );
    const told = { id: bom.id, product_id: product.id, bom_version: 1 };
    expect(events.map(({ payload }) => payload)).toEqual([told, told]);
    expect(await active()).toMatchObject([{ id: bom.id, sku: product.sku }]);
  });

  it('change header and lines against the version that was read', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 1]]);
    const change = (path: string, method: 'patch' | 'put', version: number, body: object) =>
      app.as('manager')[method](`/boms/${bom.id}${path}`).set('if-match', `"v${version}"`).send(body);
    const patched = await change('', 'patch', 1, { name: 'Renamed', output_quantity: '2' }).expect(200);
    expect(patched.body).toMatchObject({ name: 'Renamed', output_quantity: '2', version: 2 });
    const lines = [{ component_id: filament.id, quantity: 3 }];
    await change('/lines', 'put', 1, { lines }).expect(412);
    const replaced = await change('/lines', 'put', 2, { lines }).expect(200);
    expect(replaced.body).toMatchObject({
      version: 3,
      lines: [{ component_id: filament.id, quantity: '3' }],
    });
    expect(replaced.body.lines).toHaveLength(1);
    await app.as('manager').delete(`/boms/${bom.id}`).expect(428);
    await app.as('manager').delete(`/boms/${bom.id}`).set('if-match', '"v3"').expect(204);
    await app.as('manager').get(`/boms/${bom.id}`).expect(404);
  });

  it('keep the lines that production orders were made from', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 1]]);
    app.app
      .get(StructureUsage)
      .register(async (_tx, version) => 'bomId' in version && version.bomId === bom.id);
    const lines = await app
      .as('manager')
      .put(`/boms/${bom.id}/lines`)
      .set('if-match', '"v1"')
      .send({ lines: [{ component_id: screw.id, quantity: 2 }] })
      .expect(409);
    expect(lines.body.code).toBe('engineering.structure_in_use');
    const patch = (body: object) =>
      app.as('manager').patch(`/boms/${bom.id}`).set('if-match', '"v1"').send(body);
    expect((await patch({ output_quantity: 2 })).status).toBe(409);
    await patch({ name: 'Still named', output_quantity: 1 }).expect(200);
  });

  it.each([
    ['engineering.unit_not_convertible', '/lines/0/unit', { unit: 'KG' }],
    [
      'engineering.empty_effectivity',
      '/lines/0/effective_to',
      { effective_from: '2026-02-01', effective_to: '2026-01-01' },
    ],
    ['products.unknown_product', '/lines/0/component_id', { component_id: 999_999 }],
    ['request.invalid', '/lines/0/quantity', { quantity: '-1' }],
    ['request.invalid', '/lines/0/consume_stage', { consume_stage: 'lunch' }],
  ])('refuse %s at %s', async (code, pointer, values) => {
    const product = await makeProduct(app);
    const { body, status } = await post(bomBody(product, [[screw, 1, values]]));
    expect(status).toBe(code.startsWith('request.') ? 400 : 422);
    expect(body.code).toBe(code);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('refuse a component twice on one day, and a product that does not exist', async () => {
    const product = await makeProduct(app);
    const twice = await post(
      bomBody(product, [
        [screw, 1],
        [screw, 2],
      ]),
    ).expect(422);
    expect(twice.body).toMatchObject({
      code: 'engineering.component_twice',
      errors: [{ pointer: '/lines/1/component_id' }],
    });
    const until = { effective_to: '2026-06-01' };
    const from = { effective_from: '2026-06-01' };
    await post(
      bomBody(product, [
        [screw, 1, until],
        [screw, 2, from],
      ]),
    ).expect(201);
    const unknown = await post(bomBody({ id: 999_999 }, [[screw, 1]])).expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/product_id' }]);
  });

  it('take a service as cost only', async () => {
    const coating = await makeProduct(app, { item_type: 'service' });
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[coating, 1]]);
    expect((await get(bom.id)).lines).toMatchObject([{ is_cost_only: true }]);
    const refused = await post(bomBody(product, [[coating, 1, { is_cost_only: false }]])).expect(422);
    expect(refused.body.code).toBe('engineering.service_takes_no_stock');
  });

  it('never contain their product, straight or through others', async () => {
    const [a, b, c] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const self = await post(
      bomBody(a, [
        [screw, 1],
        [a, 1],
      ]),
    ).expect(422);
    expect(self.body).toMatchObject({
      code: 'engineering.cycle',
      path: [a.sku, a.sku],
      errors: [{ pointer: '/lines/1/component_id' }],
    });
    await makeBom(app, a, [[b, 1]]);
    await makeBom(app, b, [[c, 1]]);
    const { body } = await post(bomBody(c, [[a, 1]])).expect(422);
    expect(body).toMatchObject({ code: 'engineering.cycle', path: [c.sku, a.sku, b.sku, c.sku] });
    const inactive = await post(bomBody(c, [[a, 1]], { active: false })).expect(422);
    expect(inactive.body.code).toBe('engineering.cycle');
    const bom = await makeBom(app, c, [[screw, 1]]);
    await app
      .as('manager')
      .put(`/boms/${bom.id}/lines`)
      .set('if-match', '"v1"')
      .send({ lines: [{ component_id: b.id, quantity: 1 }] })
      .expect(422);
    expect(await get(bom.id)).toMatchObject({ version: 1, lines: [{ component_id: screw.id }] });
  });

  it('are checked again when an old version comes back', async () => {
    const [a, b] = [await makeProduct(app), await makeProduct(app)];
    const old = await makeBom(app, a, [[b, 1]]);
    await makeBom(app, a, [[screw, 1]]);
    await makeBom(app, b, [[a, 1]]);
    const { body } = await act(old.id, 'activate').expect(422);
    expect(body).toMatchObject({ code: 'engineering.cycle', path: [a.sku, b.sku, a.sku] });
  });

  it('are at most 30 levels deep, from whichever end they grow', async () => {
    const chain: MadeProduct[] = [];
    for (let level = 0; level < 33; level += 1) chain.push(await makeProduct(app));
    for (let level = 0; level < 30; level += 1) await makeBom(app, chain[level]!, [[chain[level + 1]!, 1]]);
    const below = await post(bomBody(chain[30]!, [[chain[31]!, 1]])).expect(422);
    expect(below.body.code).toBe('engineering.too_deep');
    expect(below.body.path).toHaveLength(32);
    const above = await post(bomBody(chain[32]!, [[chain[0]!, 1]])).expect(422);
    expect(above.body.code).toBe('engineering.too_deep');
  });

  it('are listed by product, state and words', async () => {
    const product = await makeProduct(app, { sku: 'LISTED-BOM', name: 'Crane hook' });
    const first = await makeBom(app, product, [[screw, 1]]);
    const second = await makeBom(app, product, [[screw, 2]], { name: 'With cotter pin' });
    const ids = async (query: string) =>
      (await app.as('operator').get(`/boms?${query}`).expect(200)).body.data.map(
        (bom: { id: number }) => bom.id,
      );
    expect(await ids(`product_id=${product.id}`)).toEqual([second.id, first.id]);
    expect(await ids(`product_id=${product.id}&is_active=false`)).toEqual([first.id]);
    expect(await ids('search=crane')).toEqual([second.id, first.id]);
    expect(await ids('search=COTTER')).toEqual([second.id]);
    const page = (await app.as('operator').get(`/boms?product_id=${product.id}&limit=1`).expect(200)).body;
    expect(await ids(`product_id=${product.id}&limit=1&cursor=${page.page.next}`)).toEqual([first.id]);
  });

  it('answer a repeated key with the first answer', async () => {
    const product = await makeProduct(app);
    const send = () => post(bomBody(product, [[screw, 1]])).set('idempotency-key', 'bom-once');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const list = await app.as('operator').get(`/boms?product_id=${product.id}`);
    expect(list.body.data).toHaveLength(1);
  });

  it('are written by managers and seen by their own organization', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 1]]);
    const body = bomBody(screw, [[filament, 1]]);
    await app.as('operator').post('/boms').send(body).expect(403);
    await app.anonymous.get('/boms').expect(401);
    await app.otherOrganization.get(`/boms/${bom.id}`).expect(404);
    await app.otherOrganization.post(`/boms/${bom.id}/activate`).expect(404);
    await app.otherOrganization.post('/boms').send(body).expect(422);
    await app.otherOrganization
      .put(`/boms/${bom.id}/lines`)
      .set('if-match', '"v1"')
      .send({ lines: body.lines })
      .expect(404);
    await app.otherOrganization.delete(`/boms/${bom.id}`).set('if-match', '"v1"').expect(404);
    expect((await app.otherOrganization.get('/boms').expect(200)).body.data).toEqual([]);
  });
});
