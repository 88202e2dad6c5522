import type { Response } from 'supertest';
import { LIMITS } from '../../src/kernel/limits.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { bomBody, makeBom, makeWorkCenter } from './make.js';

describe('what no structure may be', () => {
  let app: TestApp;
  let chain: MadeProduct[];
  beforeAll(async () => {
    app = await startTestApp();
    chain = [];
    for (let index = 0; index < LIMITS.bomDepthMax; index += 1) chain.push(await makeProduct(app));
    for (let index = 1; index < chain.length; index += 1) {
      await makeBom(app, chain[index - 1]!, [[chain[index]!, 1]]);
    }
  }, 60_000);
  afterAll(() => app?.close());

  const manager = () => app.as('manager');
  const get = async (path: string) => (await manager().get(path).expect(200)).body;
  const skus = (products: readonly MadeProduct[]) => products.map(({ sku }) => sku);
  const told = ({ status, body }: Response) => ({ status, code: body.code, path: body.path });
  const upload = (rows: readonly string[]) =>
    app
      .as('admin')
      .post('/imports/boms')
      .set('content-type', 'text/csv')
      .send(['product_sku,component_sku,quantity,unit,effective_from,effective_to', ...rows].join('\n'));

  it.each([1, 2, 30])('is a circle of %i: its path is told by whatever would close it', async (length) => {
    const [first, last] = [chain[0]!, chain[length - 1]!];
    const ring = [...skus(chain.slice(0, length)), first.sku];
    const expected = { status: 422, code: 'engineering.cycle' };
    const turned = [last.sku, ...skus(chain.slice(0, length))];
    const bom = await manager()
      .post('/boms')
      .send(bomBody(last, [[first, 1]]));
    expect(told(bom)).toEqual({ ...expected, path: turned });
    const { id: centerId } = await makeWorkCenter(app);
    const operation = { sequence: 10, work_center_id: centerId, operation_name: 'Make' };
    const routing = await manager()
      .post('/routings')
      .send({
        product_id: last.id,
        operations: [{ ...operation, materials: [{ component_id: first.id, quantity: 1 }] }],
      });
    expect(told(routing)).toEqual({ ...expected, path: turned });
    const free = await makeBom(app, await makeProduct(app), [[first, 1]]);
    const clone = await manager().post(`/boms/${free.id}/clone`).send({ product_id: last.id });
    expect(told(clone)).toEqual({ ...expected, path: turned });
    if (length === 1) return;
    // An alternate is a link as well.
    const { data: present } = await get(`/boms?product_id=${last.id}`);
    for (const { id } of present as { id: number }[]) {
      const { lines } = await get(`/boms/${id}`);
      const alternate = await manager()
        .post(`/boms/${id}/lines/${lines[0].id}/alternates`)
        .send({ alternate_item_id: first.id, quantity_required: 1 });
      expect(told(alternate)).toEqual({ ...expected, path: turned });
    }
    const file = await upload([`${last.sku},${first.sku},1,,,`]);
    expect(file.body.status).not.toBe('completed');
    expect(JSON.stringify(file.body)).toContain('engineering.cycle');
    expect(JSON.stringify(file.body)).toContain(ring[1]);
    expect((await get(`/boms?product_id=${last.id}`)).data).toHaveLength(present.length);
  });

  it('has 31 levels: the way down is told', async () => {
    const [top, head] = [await makeProduct(app), await makeProduct(app)];
    await makeBom(app, head, [[chain[0]!, 1]]);
    const expected = { status: 422, code: 'engineering.too_deep', path: skus([top, head, ...chain]) };
    expect(
      told(
        await manager()
          .post('/boms')
          .send(bomBody(top, [[head, 1]])),
      ),
    ).toEqual(expected);
    const screw = await makeProduct(app);
    const bom = await makeBom(app, top, [[screw, 1]]);
    const replaced = await manager()
      .post('/boms/mass-replace')
      .send({ component_id: screw.id, replacement_id: head.id, preview: false });
    expect(told(replaced)).toEqual(expected);
    const put = await manager()
      .put(`/boms/${bom.id}/lines`)
      .set('if-match', '"v1"')
      .send({ lines: [{ component_id: head.id, quantity: 1 }] });
    expect(told(put)).toEqual(expected);
    const file = await upload([`${top.sku},${head.sku},1,,,`]);
    expect(file.body.status).not.toBe('completed');
    expect(await get(`/boms/${bom.id}`)).toMatchObject({ version: 1, lines: [{ component_id: screw.id }] });
  });

  it('has 10,001 lines', async () => {
    const [product, screw] = [await makeProduct(app), await makeProduct(app)];
    const line = { component_id: screw.id, quantity: 1 };
    const lines = Array.from({ length: LIMITS.bomLinesMax + 1 }, () => line);
    const answer = await manager().post('/boms').send({ product_id: product.id, lines }).expect(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/lines' }]);
  });

  it.each([
    ['2030-01-02', '2030-01-01'],
    ['2030-01-01', '2030-01-01'],
  ])('counts from %s to %s, wherever that is said', async (from, to) => {
    const [product, screw, bolt] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const period = { effective_from: from, effective_to: to };
    const send = (body: object) => manager().post('/boms').send(body);
    const line = await send(bomBody(product, [[screw, 1, period]]));
    expect([line.status, line.body.code, line.body.errors[0].pointer]).toEqual([
      422,
      'engineering.empty_effectivity',
      '/lines/0/effective_to',
    ]);
    const version = await send(bomBody(product, [[screw, 1]], period));
    expect([version.status, version.body.code]).toEqual([422, 'engineering.empty_version_period']);
    const bom = await makeBom(app, product, [[screw, 1]]);
    const patched = await manager().patch(`/boms/${bom.id}`).set('if-match', '"v1"').send(period);
    expect([patched.status, patched.body.code]).toEqual([422, 'engineering.empty_version_period']);
    const { lines } = await get(`/boms/${bom.id}`);
    const alternate = await manager()
      .post(`/boms/${bom.id}/lines/${lines[0].id}/alternates`)
      .send({ alternate_item_id: bolt.id, quantity_required: 1, ...period });
    expect([alternate.status, alternate.body.code]).toEqual([422, 'engineering.empty_effectivity']);
    const file = await upload([`${product.sku},${screw.sku},2,,${from},${to}`]);
    expect(JSON.stringify(file.body)).toContain('engineering.empty_effectivity');
  });

  it('counts on days that are taken, for whoever would put a version there', async () => {
    const [product, screw] = [await makeProduct(app), await makeProduct(app)];
    const present = await makeBom(app, product, [[screw, 1]], { effective_to: '2030-01-01' });
    const from = { effective_from: '2029-12-31' };
    const later = await makeBom(app, product, [[screw, 2]], { active: false, ...from });
    const refused = [
      await manager()
        .post('/boms')
        .send(bomBody(product, [[screw, 3]], from)),
      await manager().post(`/boms/${present.id}/clone`).send({ active: true }),
      await manager()
        .post(`/boms/${present.id}/clone`)
        .send({ active: true, ...from }),
      await manager().post(`/boms/${later.id}/activate`),
    ];
    for (const { status, body } of refused) {
      expect([status, body.code]).toEqual([409, 'engineering.versions_overlap']);
      expect(body.versions).toMatchObject([{ id: present.id }]);
    }
    expect((await get(`/boms?product_id=${product.id}`)).data).toHaveLength(2);
  });

  it('has a unit that cannot be converted, now or any more', async () => {
    const [product, screw, oil] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const refused = [
      await manager()
        .post('/boms')
        .send(bomBody(product, [[screw, 1, { unit: 'KG' }]])),
      await manager()
        .post('/boms')
        .send(
          bomBody(product, [[screw, 1]], { by_products: [{ product_id: oil.id, quantity: 1, unit: 'KG' }] }),
        ),
    ];
    expect(refused.map(({ status, body }) => [status, body.code, body.errors[0].pointer])).toEqual([
      [422, 'engineering.unit_not_convertible', '/lines/0/unit'],
      [422, 'engineering.unit_not_convertible', '/by_products/0/unit'],
    ]);
    const conversion = await manager()
      .post('/unit-conversions')
      .send({ product_id: oil.id, from_unit: 'KG', to_unit: 'EA', conversion_factor: 4 })
      .expect(201);
    await makeBom(app, product, [[screw, 1]], {
      by_products: [{ product_id: oil.id, quantity: 1, unit: 'KG', cost_share_percent: 10 }],
    });
    await manager()
      .delete(`/unit-conversions/${conversion.body.id}`)
      .set('if-match', `"v${conversion.body.version}"`);
    const { status, body } = await manager().get(`/boms/explosion?product_id=${product.id}`);
    expect([status, body.code]).toEqual([422, 'engineering.unit_not_convertible']);
  });
});
