import { decimal } from '../../src/kernel/decimal.js';
import { AlternateChoices } from '../../src/modules/engineering/index.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { makeBom, makeFilament } from './make.js';

interface MadeLine {
  bomId: number;
  lineId: number;
  path: string;
}

describe('alternates', () => {
  let app: TestApp;
  let steel: MadeProduct;
  let brass: MadeProduct;
  beforeAll(async () => {
    app = await startTestApp();
    steel = await makeProduct(app, { standard_cost: '10.00' });
    brass = await makeProduct(app, { standard_cost: '12.00' });
  });
  afterAll(() => app?.close());

  async function makeLine(component: { id: number } = steel, quantity = '2'): Promise<MadeLine> {
    const product = await makeProduct(app);
    const { id } = await makeBom(app, product, [[component, quantity]]);
    const { body } = await app.as('operator').get(`/boms/${id}`).expect(200);
    const lineId = body.lines[0].id as number;
    return { bomId: id, lineId, path: `/boms/${id}/lines/${lineId}/alternates` };
  }
  const add = (line: MadeLine, product: { id: number }, values: object = {}) =>
    app
      .as('manager')
      .post(line.path)
      .send({ alternate_item_id: product.id, quantity_required: '1.5', ...values });
  const list = async (line: MadeLine, query = '') =>
    (await app.as('operator').get(`${line.path}${query}`).expect(200)).body;

  it('tell what they cost more or less, with both quantities', async () => {
    const line = await makeLine();
    const { body, headers } = await add(line, brass, {
      preference_rank: 2,
      min_order_quantity: 50,
      lead_time_days: 7,
      effective_from: '2026-01-01',
      notes: 'Softer',
    }).expect(201);
    expect(headers.etag).toBe('"v1"');
    expect(body).toMatchObject({
      primary_component_id: line.lineId,
      alternate_item_id: brass.id,
      sku: brass.sku,
      quantity_required: '1.5',
      unit: 'EA',
      unit_cost: '12',
      cost_difference: '-2',
      preference_rank: 2,
      is_preferred: false,
      min_order_quantity: '50',
      lead_time_days: 7,
      effective_from: '2026-01-01',
      effective_to: null,
    });
    expect((await app.as('operator').get(`${line.path}/${body.id}`).expect(200)).body).toEqual(body);
    const stored = await app.app
      .get(Transactions)
      .read(app.system, (tx) =>
        tx.query(
          'SELECT unit_cost::text, cost_difference::text FROM bom_alternate_components WHERE organization_id = $1 AND id = $2',
          [tx.organizationId, body.id],
        ),
      );
    expect(stored).toEqual([{ unit_cost: '12.000000000', cost_difference: '-2.000000000' }]);
    await add(line, await makeProduct(app), { unit_cost: 3 }).expect(400);
  });

  it('count in stock units, and say when a price is missing', async () => {
    const filament = await makeFilament(app);
    const line = await makeLine();
    const inKilograms = await add(line, filament, { quantity_required: '0.5', unit: 'kg' }).expect(201);
    expect(inKilograms.body).toMatchObject({ unit: 'KG', stock_unit: 'G', cost_difference: '-10' });
    const unpriced = await add(line, await makeProduct(app)).expect(201);
    expect(unpriced.body).toMatchObject({ unit_cost: null, cost_difference: null });
  });

  it('are listed by rank, of which one at most is preferred', async () => {
    const line = await makeLine();
    const [a, b, c] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    await add(line, a, { preference_rank: 3 }).expect(201);
    const second = (await add(line, b, { preference_rank: 1, is_preferred: true }).expect(201)).body;
    const third = (await add(line, c, { preference_rank: 2 }).expect(201)).body;
    const skus = (page: { data: { sku: string }[] }) => page.data.map(({ sku }) => sku);
    expect(skus(await list(line))).toEqual([b.sku, c.sku, a.sku]);
    const first = await list(line, '?limit=2');
    expect(skus(await list(line, `?limit=2&cursor=${first.page.next}`))).toEqual([a.sku]);
    const patched = await app
      .as('manager')
      .patch(`${line.path}/${third.id}`)
      .set('if-match', '"v1"')
      .send({ is_preferred: true, quantity_required: '3' })
      .expect(200);
    expect(patched.body).toMatchObject({ version: 2, is_preferred: true, quantity_required: '3' });
    const { data } = await list(line);
    const preferred = data.filter((row: { is_preferred: boolean }) => row.is_preferred);
    expect(preferred.map((row: { sku: string }) => row.sku)).toEqual([c.sku]);
    const remove = (version: number) =>
      app.as('manager').delete(`${line.path}/${second.id}`).set('if-match', `"v${version}"`);
    await remove(1).expect(412);
    await remove(2).expect(204);
    await app.as('operator').get(`${line.path}/${second.id}`).expect(404);
  });

  it('are refused by name', async () => {
    const line = await makeLine();
    await add(line, brass).expect(201);
    const refused = async (product: { id: number }, values: object, status: number, code: string) => {
      const { body } = await add(line, product, values).expect(status);
      expect(body.code).toBe(code);
    };
    await refused(steel, {}, 422, 'engineering.alternate_is_primary');
    await refused(brass, {}, 409, 'engineering.alternate_twice');
    await refused(await makeProduct(app), { unit: 'KG' }, 422, 'engineering.unit_not_convertible');
    await refused({ id: 999_999 }, {}, 422, 'products.unknown_product');
    const period = { effective_from: '2026-02-01', effective_to: '2026-01-01' };
    await refused(await makeProduct(app), period, 422, 'engineering.empty_effectivity');
    const service = await makeProduct(app, { item_type: 'service' });
    await refused(service, {}, 422, 'engineering.service_takes_no_stock');
    await refused(await makeProduct(app), { quantity_required: 0 }, 400, 'request.invalid');
  });

  it('close no circle', async () => {
    const [top, middle] = [await makeProduct(app), await makeProduct(app)];
    const topBom = await makeBom(app, top, [[steel, 1]]);
    await makeBom(app, middle, [[top, 1]]);
    const lines = (await app.as('operator').get(`/boms/${topBom.id}`).expect(200)).body.lines;
    const path = `/boms/${topBom.id}/lines/${lines[0].id}/alternates`;
    const { body } = await app
      .as('manager')
      .post(path)
      .send({ alternate_item_id: middle.id, quantity_required: 1 })
      .expect(422);
    expect(body).toMatchObject({
      code: 'engineering.cycle',
      path: [top.sku, middle.sku, top.sku],
      errors: [{ pointer: '/alternate_item_id' }],
    });
    const other = await makeProduct(app);
    await app
      .as('manager')
      .post(path)
      .send({ alternate_item_id: other.id, quantity_required: 1 })
      .expect(201);
    const closing = await app
      .as('manager')
      .post('/boms')
      .send({ product_id: other.id, lines: [{ component_id: top.id, quantity: 1 }] })
      .expect(422);
    expect(closing.body).toMatchObject({ code: 'engineering.cycle', path: [other.sku, top.sku, other.sku] });
  });

  it('stay with the lines that stay when lines are replaced', async () => {
    const product = await makeProduct(app);
    const [gone, added] = [await makeProduct(app), await makeProduct(app)];
    const bom = await makeBom(app, product, [
      [gone, 1],
      [steel, 2],
    ]);
    const before = (await app.as('operator').get(`/boms/${bom.id}`).expect(200)).body.lines;
    const line = {
      bomId: bom.id,
      lineId: before[1].id,
      path: `/boms/${bom.id}/lines/${before[1].id}/alternates`,
    };
    await add(line, brass).expect(201);
    const { body } = await app
      .as('manager')
      .put(`/boms/${bom.id}/lines`)
      .set('if-match', '"v1"')
      .send({
        lines: [
          { component_id: steel.id, quantity: 5 },
          { component_id: added.id, quantity: 1 },
        ],
      })
      .expect(200);
    expect(body.lines).toMatchObject([
      { id: before[1].id, sequence: 10, quantity: '5' },
      { component_id: added.id, sequence: 20 },
    ]);
    expect((await list(line)).data).toMatchObject([{ sku: brass.sku, cost_difference: '-32' }]);
  });

  it('go along into a new version', async () => {
    const product = await makeProduct(app);
    const old = await makeBom(app, product, [[steel, 2]]);
    const first = (await app.as('operator').get(`/boms/${old.id}`).expect(200)).body.lines[0];
    const path = (bomId: number, lineId: number) => `/boms/${bomId}/lines/${lineId}/alternates`;
    await add({ bomId: old.id, lineId: first.id, path: path(old.id, first.id) }, brass).expect(201);
    const now = await makeBom(app, product, [
      [await makeProduct(app), 1],
      [steel, 3],
    ]);
    const { lines } = (await app.as('operator').get(`/boms/${now.id}`).expect(200)).body;
    const carried = await app.as('operator').get(path(now.id, lines[1].id)).expect(200);
    expect(carried.body.data).toMatchObject([{ alternate_item_id: brass.id, quantity_required: '1.5' }]);
    const kept = await app.as('operator').get(path(old.id, first.id)).expect(200);
    expect(kept.body.data).toHaveLength(1);
  });

  it('stand in for components in an explosion that asks for it', async () => {
    const [primary, other] = [await makeStock(app, 5), await makeStock(app, 100)];
    const product = await makeProduct(app);
    const { id } = await makeBom(app, product, [[{ id: primary }, 2, { scrap_factor: 10 }]]);
    const { body: bom } = await app.as('operator').get(`/boms/${id}`).expect(200);
    const lineId = bom.lines[0].id as number;
    await add({ bomId: id, lineId, path: `/boms/${id}/lines/${lineId}/alternates` }, { id: other }).expect(
      201,
    );
    const explode = async (quantity: number, query: string) =>
      (
        await app
          .as('operator')
          .get(`/boms/explosion?product_id=${product.id}&quantity=${quantity}${query}`)
          .expect(200)
      ).body;
    const kept = { component_id: primary, total_quantity: '4.4', alternate_of: null };
    expect((await explode(2, '&use_alternates=true')).rows).toMatchObject([kept]);
    expect((await explode(10, '')).rows).toMatchObject([{ ...kept, total_quantity: '22' }]);
    // 22 of the one are 16.5 of the other.
    expect((await explode(10, '&use_alternates=true')).rows).toMatchObject([
      {
        component_id: other,
        total_quantity: '16.5',
        available_quantity: '100',
        alternate_of: { component_id: primary, reason: expect.any(String) },
      },
    ]);
    const { totals } = await explode(10, '&use_alternates=true&summarized=true');
    expect(totals).toMatchObject([{ component_id: other, total_quantity: '16.5', shortage_quantity: '0' }]);
  });

  it('do not stand in for a phantom in an explosion: what it consists of is short', async () => {
    const kit = await makeProduct(app, { stocking_policy: 'phantom' });
    await makeBom(app, kit, [[steel, 1]]);
    const line = await makeLine(kit);
    await add(line, { id: await makeStock(app, 100) }, { is_preferred: true }).expect(201);
    const { body: bom } = await app.as('operator').get(`/boms/${line.bomId}`).expect(200);
    const { body } = await app
      .as('operator')
      .get(`/boms/explosion?product_id=${bom.product_id}&quantity=2&use_alternates=true`)
      .expect(200);
    expect(body.rows).toMatchObject([
      { component_id: kit.id, alternate_of: null },
      { component_id: steel.id, alternate_of: null },
    ]);
  });

  it('are chosen from when the component is short', async () => {
    const [primary, first, second] = [
      await makeStock(app, 5),
      await makeStock(app, 100),
      await makeStock(app, 100),
    ];
    const line = await makeLine({ id: primary }, '2');
    const choose = async (query: string) =>
      (await app.as('operator').get(`${line.path}/choice?${query}`).expect(200)).body;
    expect(await choose('quantity=3&date=2026-03-01')).toMatchObject({
      chosen_product_id: primary,
      candidates: [
        { required_quantity: '6', available_quantity: '5', reason: expect.stringMatching(/Kept/) },
      ],
    });
    await add(line, { id: first }, { preference_rank: 2 }).expect(201);
    const { body: preferred } = await add(
      line,
      { id: second },
      { is_preferred: true, preference_rank: 3, effective_from: '2026-02-01', quantity_required: 3 },
    ).expect(201);
    expect(await choose('quantity=2&date=2026-03-01')).toMatchObject({
      chosen_product_id: primary,
      chosen_alternate_id: null,
    });
    const short = await choose('quantity=3&date=2026-03-01');
    expect(short).toMatchObject({ chosen_product_id: second, chosen_alternate_id: preferred.id });
    expect(short.candidates.map((row: { required_quantity: string }) => row.required_quantity)).toEqual([
      '6',
      '4.5',
      '9',
    ]);
    expect(short.candidates.map((row: { reason: string }) => row.reason)).toEqual([
      'Left: only 5 of 6 EA are free.',
      expect.stringMatching(/^Left: .* is the preferred alternate\.$/),
      'Taken because it is the preferred alternate; 100 EA are free, and 9 EA are needed.',
    ]);
    const earlier = await choose('quantity=3&date=2026-01-01');
    expect(earlier).toMatchObject({ chosen_product_id: first });
    expect(earlier.candidates[2].reason).toBe('Left: it is not valid on 2026-01-01.');
  });

  it('are chosen for many lines in as many statements as for one', async () => {
    const lines: MadeLine[] = [];
    for (let index = 0; index < 5; index += 1) {
      const line = await makeLine();
      await add(line, brass).expect(201);
      lines.push(line);
    }
    const statements = (count: number) =>
      app.app.get(Transactions).read(app.system, async (tx) => {
        let asked = 0;
        const counting = Object.assign(Object.create(tx) as typeof tx, {
          query: (sql: string, parameters?: unknown[]) => {
            asked += 1;
            return tx.query(sql, parameters);
          },
        });
        const needs = lines.slice(0, count).map(({ lineId }) => ({ lineId, quantity: decimal(1) }));
        const found = await app.app.get(AlternateChoices).choose(counting, needs, '2026-03-01');
        expect([...found.keys()]).toEqual(needs.map(({ lineId }) => lineId));
        return asked;
      });
    expect(await statements(5)).toBe(await statements(1));
  });

  it('are not chosen for a line that is not there any more', async () => {
    const gone = { lineId: 999_999, quantity: decimal(1) };
    const { lineId } = await makeLine();
    const shared = { needs: [gone, { lineId, quantity: decimal(1) }], taken: [], kept: new Map() };
    const found = await app.app
      .get(Transactions)
      .read(app.system, (tx) => app.app.get(AlternateChoices).chooseTogether(tx, shared, '2026-03-01'));
    expect([...found.keys()]).toEqual([lineId]);
  });

  it('are added once by a repeated key, and once by two clients at the same time', async () => {
    const line = await makeLine();
    const send = () => add(line, brass).set('idempotency-key', 'alternate-once');
    const first = await send().expect(201);
    expect((await send().expect(201)).body).toEqual(first.body);
    const other = await makeProduct(app);
    const answers = await Promise.all([add(line, other), add(line, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [third, fourth] = [await makeProduct(app), await makeProduct(app)];
    const both = await Promise.all([third, fourth].map((item) => add(line, item, { is_preferred: true })));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    const { data } = await list(line);
    expect(data.filter((row: { is_preferred: boolean }) => row.is_preferred)).toHaveLength(1);
  });

  it('are written by managers and seen by their own organization', async () => {
    const line = await makeLine();
    const { body } = await add(line, brass).expect(201);
    const values = { alternate_item_id: brass.id, quantity_required: 1 };
    await app.as('operator').post(line.path).send(values).expect(403);
    await app.anonymous.get(line.path).expect(401);
    await app.otherOrganization.get(line.path).expect(404);
    await app.otherOrganization.post(line.path).send(values).expect(404);
    await app.otherOrganization.get(`${line.path}/choice`).expect(404);
    await app.otherOrganization.delete(`${line.path}/${body.id}`).set('if-match', '"v1"').expect(404);
    const elsewhere = await makeLine();
    await app.as('operator').get(`${elsewhere.path}/${body.id}`).expect(404);
    await app.as('operator').get(`/boms/${line.bomId}/lines/${elsewhere.lineId}/alternates`).expect(404);
  });
});
