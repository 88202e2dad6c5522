import type { Response } from 'supertest';
import { PASSWORD, startTestApp, type Client, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeUser } from '../support/make/user.js';
import { bomBody, makeBom, makeWorkCenter, type MadeDocument } from './make.js';

const EIGHT = Array.from({ length: 8 }, (_, client) => client);

describe('eight clients at the structures of one product', () => {
  let app: TestApp;
  let centerId: number;
  let rivals: Client[];
  beforeAll(async () => {
    app = await startTestApp();
    centerId = (await makeWorkCenter(app)).id;
    const others = [await makeUser(app, { role: 'manager' }), await makeUser(app, { role: 'manager' })];
    rivals = [
      app.as('admin'),
      ...(await Promise.all(others.map(({ email }) => app.signIn(email, PASSWORD)))),
    ];
  });
  afterAll(() => app?.close());

  const manager = () => app.as('manager');
  const get = async (path: string) => (await manager().get(path).expect(200)).body;
  const countOf = (answers: Response[], status: number) =>
    answers.filter((one) => one.status === status).length;
  /** Only these answers, and none of them a failure of ours. */
  const expectOnly = (answers: Response[], ...statuses: number[]) => {
    const odd = answers
      .filter((one) => !statuses.includes(one.status))
      .map(({ status, body }) => ({ status, body }));
    expect(odd).toEqual([]);
  };
  const linesOf = (component: { id: number }, quantity: number) => ({
    lines: [{ component_id: component.id, quantity }],
  });
  const putLines = (bom: MadeDocument, component: { id: number }, quantity: number) =>
    manager()
      .put(`/boms/${bom.id}/lines`)
      .set('if-match', `"v${bom.version}"`)
      .send(linesOf(component, quantity));
  const order = (product: { id: number }, quantity = 1) =>
    manager().post('/production-orders').send({ product_id: product.id, quantity, work_center_id: centerId });
  const replace = (component: MadeProduct, replacement: MadeProduct) =>
    manager()
      .post('/boms/mass-replace')
      .send({ component_id: component.id, replacement_id: replacement.id, preview: false });
  const products = async (count: number) => {
    const made: MadeProduct[] = [];
    for (let index = 0; index < count; index += 1) made.push(await makeProduct(app, { standard_cost: '1' }));
    return made;
  };

  it('write its by-products: one of eight with the version that all have seen', async () => {
    const [product, screw, waste] = (await products(3)) as [MadeProduct, MadeProduct, MadeProduct];
    const bom = await makeBom(app, product, [[screw, 1]]);
    const answers = await Promise.all(
      EIGHT.map((client) =>
        manager()
          .put(`/boms/${bom.id}/by-products`)
          .set('if-match', '"v1"')
          .send({ by_products: [{ product_id: waste.id, quantity: client + 1, cost_share_percent: 80 }] }),
      ),
    );
    expectOnly(answers, 200, 412);
    expect(countOf(answers, 200)).toBe(1);
    expect((await get(`/boms/${bom.id}`)).by_products).toHaveLength(1);
  });

  it('clone into it: versions without a gap, one active one, alternates with each', async () => {
    const [source, target, screw, bolt] = (await products(4)) as [
      MadeProduct,
      MadeProduct,
      MadeProduct,
      MadeProduct,
    ];
    const bom = await makeBom(app, source, [[screw, 1]]);
    const { lines } = await get(`/boms/${bom.id}`);
    await manager()
      .post(`/boms/${bom.id}/lines/${lines[0].id}/alternates`)
      .send({ alternate_item_id: bolt.id, quantity_required: 1 })
      .expect(201);
    const answers = await Promise.all(
      EIGHT.map((client) =>
        manager()
          .post(`/boms/${bom.id}/clone`)
          .send({ product_id: target.id, active: client % 2 === 0 }),
      ),
    );
    expectOnly(answers, 201);
    const { data } = await get(`/boms?product_id=${target.id}`);
    expect(data.map((one: { bom_version: number }) => one.bom_version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(data.filter((one: { is_active: boolean }) => one.is_active)).toHaveLength(1);
    for (const { body } of answers) {
      const path = `/boms/${body.id}/lines/${body.lines[0].id}/alternates`;
      expect((await get(path)).data).toMatchObject([{ alternate_item_id: bolt.id }]);
    }
  });

  it('activate its versions: one is active, and those for days stay apart', async () => {
    const [product, screw] = (await products(2)) as [MadeProduct, MadeProduct];
    const versions: MadeDocument[] = [];
    for (const day of EIGHT) {
      const period = day < 4 ? { effective_from: '2030-01-01', effective_to: '2031-01-01' } : {};
      versions.push(await makeBom(app, product, [[screw, day + 1]], { active: false, ...period }));
    }
    const answers = await Promise.all(versions.map(({ id }) => manager().post(`/boms/${id}/activate`)));
    expectOnly(answers, 200, 409);
    const { data } = await get(`/boms?product_id=${product.id}&is_active=true`);
    expect(data).toHaveLength(1);
  });

  it('add the preferred alternate: all are there, one is preferred', async () => {
    const [product, screw, ...others] = (await products(10)) as [MadeProduct, MadeProduct, ...MadeProduct[]];
    const bom = await makeBom(app, product, [[screw, 1]]);
    const { lines } = await get(`/boms/${bom.id}`);
    const path = `/boms/${bom.id}/lines/${lines[0].id}/alternates`;
    const add = (other: MadeProduct) =>
      manager()
        .post(path)
        .send({ alternate_item_id: other.id, quantity_required: 1, preference_rank: 1, is_preferred: true });
    const added = await Promise.all(others.map(add));
    expectOnly(added, 201);
    const { data } = await get(path);
    expect(data).toHaveLength(8);
    expect(data.filter((one: { is_preferred: boolean }) => one.is_preferred)).toHaveLength(1);
    const preferred = await Promise.all(
      data.map(({ id, version }: MadeDocument) =>
        manager().patch(`${path}/${id}`).set('if-match', `"v${version}"`).send({ is_preferred: true }),
      ),
    );
    expectOnly(preferred, 200, 412);
    const after = (await get(path)).data;
    expect(after.filter((one: { is_preferred: boolean }) => one.is_preferred)).toHaveLength(1);
    const [last] = await products(1);
    const twice = await Promise.all(EIGHT.map(() => add(last!)));
    expectOnly(twice, 201, 409);
    expect(countOf(twice, 201)).toBe(1);
  });

  it('change lines while alternates come and the BOM goes', async () => {
    for (const round of EIGHT.slice(0, 4)) {
      const [product, screw, bolt, nut] = (await products(4)) as [
        MadeProduct,
        MadeProduct,
        MadeProduct,
        MadeProduct,
      ];
      const bom = await makeBom(app, product, [[screw, 1]]);
      const { lines } = await get(`/boms/${bom.id}`);
      const path = `/boms/${bom.id}/lines/${lines[0].id}/alternates`;
      const add = (other: MadeProduct) =>
        manager().post(path).send({ alternate_item_id: other.id, quantity_required: 1 });
      const answers = await Promise.all([
        add(bolt),
        putLines(bom, nut, round + 1),
        manager().delete(`/boms/${bom.id}`).set('if-match', '"v1"'),
        add(nut),
        manager()
          .post(`/boms/${bom.id}/revisions`)
          .send({ change_type: 'other', change_description: 'Race' }),
        manager().post(`/boms/${bom.id}/clone`).send({}),
      ]);
      expectOnly(answers, 200, 201, 204, 404, 409, 412, 422);
      for (const { status, body } of answers) {
        if (status === 422) expect(body.code).toMatch(/^engineering\./);
      }
    }
  });

  it('replace a component by another and that one by the first, while lines are edited', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [screw, bolt, ...made] = (await products(6)) as [MadeProduct, MadeProduct, ...MadeProduct[]];
      const boms = await Promise.all(made.map((product) => makeBom(app, product, [[screw, 1]])));
      await order(made[0]!).expect(201);
      const answers = await Promise.all([
        replace(screw, bolt),
        replace(bolt, screw),
        replace(screw, bolt),
        ...boms.map((bom) => putLines(bom, bolt, 3)),
        order(made[1]!),
      ]);
      expectOnly(answers, 200, 201, 409, 412);
      for (const product of made) {
        const { data } = await get(`/boms?product_id=${product.id}&is_active=true`);
        expect(data).toHaveLength(1);
        const { lines } = await get(`/boms/${data[0].id}`);
        expect(lines).toHaveLength(1);
        expect([screw.id, bolt.id]).toContain(lines[0].component_id);
      }
    }
  });

  it('roll up costs while lines change: one run at a time, and history agrees with the product', async () => {
    const [screw, arm, box] = (await products(3)) as [MadeProduct, MadeProduct, MadeProduct];
    const bom = await makeBom(app, arm, [[screw, 2]]);
    await makeBom(app, box, [[arm, 2]]);
    const rollUp = (body: object = {}) => manager().post('/products/cost/roll-ups').send(body);
    const answers = await Promise.all([
      rollUp({ product_ids: [arm.id, box.id] }),
      rollUp({ product_ids: [arm.id, box.id] }),
      putLines(bom, screw, 5),
      manager().post(`/products/${box.id}/cost/roll-up`).send({}),
      manager().post(`/products/${arm.id}/cost/roll-up`).send({}),
      rollUp({ allow_missing_prices: true }),
    ]);
    expectOnly(answers, 200, 409);
    for (const { status, body } of answers) {
      if (status === 409) expect(body.code).toBe('engineering.roll_up_running');
    }
    const settled = await rollUp({ product_ids: [arm.id, box.id] }).expect(200);
    expect(settled.body.products_updated + settled.body.products_unchanged).toBe(2);
    for (const [{ id }, cost] of [
      [arm, '5'],
      [box, '10'],
    ] as const) {
      const [latest] = (await get(`/products/${id}/cost/history`)).data;
      expect(latest.unit_cost).toBe(cost);
      expect((await get(`/products/${id}`)).standard_cost).toBe(cost);
    }
  });

  it('decide on a revision in every way at once: one way is gone', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [product, screw] = (await products(2)) as [MadeProduct, MadeProduct];
      const bom = await makeBom(app, product, [[screw, 1]]);
      const { body: revision } = await manager()
        .post(`/boms/${bom.id}/revisions`)
        .send({ change_type: 'other', change_description: 'Race', ...linesOf(screw, 2) })
        .expect(201);
      const path = `/bom-revisions/${revision.id}`;
      await manager().post(`${path}/submit`).expect(200);
      const decide = (client: Client, action: string) =>
        client.post(`${path}/${action}`).send(action === 'reject' ? { reason: 'No' } : {});
      const answers = await Promise.all(
        rivals.flatMap((client) => [decide(client, 'approve'), decide(client, 'reject')]),
      );
      expectOnly(answers, 200, 409);
      expect(countOf(answers, 200)).toBe(1);
      const { approval_status: status } = await get(path);
      const done = await Promise.all([
        ...rivals.map((client) => decide(client, 'implement')),
        manager()
          .post('/boms')
          .send(bomBody(product, [[screw, 7]])),
        manager().delete(`/boms/${bom.id}`).set('if-match', '"v1"'),
      ]);
      expectOnly(done, 200, 201, 204, 404, 409, 412);
      expect(countOf(done, 200)).toBeLessThanOrEqual(status === 'approved' ? 1 : 0);
      expect((await get(`/boms?product_id=${product.id}&is_active=true`)).data).toHaveLength(1);
    }
  });

  it('delete the version that a draft changes while the draft is handed in: it is not lost', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [product, screw] = (await products(2)) as [MadeProduct, MadeProduct];
      const bom = await makeBom(app, product, [[screw, 1]]);
      const { body: revision } = await manager()
        .post(`/boms/${bom.id}/revisions`)
        .send({ change_type: 'other', change_description: 'Race' })
        .expect(201);
      const [submitted, removed] = await Promise.all([
        manager().post(`/bom-revisions/${revision.id}/submit`),
        manager().delete(`/boms/${bom.id}`).set('if-match', '"v1"'),
      ]);
      expect([
        [200, 409],
        [404, 204],
      ]).toContainEqual([submitted.status, removed.status]);
      const found = await manager().get(`/bom-revisions/${revision.id}`);
      expect(found.status).toBe(submitted.status);
    }
  });

  it('delete a BOM while orders are made from it: no order without its materials', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [product, screw] = (await products(2)) as [MadeProduct, MadeProduct];
      const bom = await makeBom(app, product, [[screw, 2]]);
      const [removed, ...orders] = await Promise.all([
        manager().delete(`/boms/${bom.id}`).set('if-match', '"v1"'),
        order(product),
        order(product),
        manager()
          .post('/production-orders')
          .send({ product_id: product.id, quantity: 1, work_center_id: centerId, bom_id: bom.id }),
      ]);
      expectOnly([removed!], 204, 409);
      expectOnly(orders, 201, 409, 422);
      if (removed!.status === 204) expect(countOf(orders, 201)).toBe(0);
      for (const { status, body } of orders) {
        if (status === 201) expect(body.materials).toHaveLength(1);
        else expect(body.code).toMatch(/^engineering\./);
      }
    }
  });

  it('import BOMs while they are edited, and keep one active version with the lines of one of them', async () => {
    const [product, screw, bolt] = (await products(3)) as [MadeProduct, MadeProduct, MadeProduct];
    const bom = await makeBom(app, product, [[screw, 1]]);
    const upload = (quantity: number) =>
      app
        .as('admin')
        .post('/imports/boms')
        .set('content-type', 'text/csv')
        .send(`product_sku,component_sku,quantity\n${product.sku},${screw.sku},${quantity}\n`);
    const answers = await Promise.all([
      upload(2),
      putLines(bom, bolt, 3),
      upload(4),
      replace(screw, bolt),
      manager()
        .post('/boms')
        .send(bomBody(product, [[bolt, 5]])),
      upload(6),
      manager().post(`/boms/${bom.id}/deactivate`),
    ]);
    expectOnly(answers, 200, 201, 409, 412);
    const { data } = await get(`/boms?product_id=${product.id}&is_active=true`);
    expect(data.length).toBeLessThanOrEqual(1);
    const all = (await get(`/boms?product_id=${product.id}`)).data as { bom_version: number; id: number }[];
    expect(all.map((one) => one.bom_version)).toEqual(all.map((_, index) => all.length - index));
    for (const { id } of all) expect((await get(`/boms/${id}`)).lines).toHaveLength(1);
  });

  it('report orders with by-products: what came out adds up, and the ledger is clean', async () => {
    const [component, waste, product] = (await products(3)) as [MadeProduct, MadeProduct, MadeProduct];
    const tracked = await makeProduct(app, { track_lots: true });
    const operator = app.as('operator');
    await operator
      .post('/inventory/receipts')
      .send({ product_id: component.id, quantity: 100, unit_cost: 3 })
      .expect(201);
    await makeBom(app, product, [[component, 2]], {
      by_products: [
        { product_id: waste.id, quantity: 1, cost_share_percent: '33.333333' },
        { product_id: tracked.id, quantity: 2, cost_share_percent: '33.333333' },
      ],
    });
    const started = await Promise.all(EIGHT.slice(0, 4).map(() => order(product, 2)));
    const ids = started.map(({ body }) => body.id as number);
    for (const id of ids) await manager().post(`/production-orders/${id}/release`).send({}).expect(200);
    const answers = await Promise.all(
      [...ids, ...ids, ...ids].map((id) =>
        operator.post(`/production-orders/${id}/complete`).send({ quantity_good: 1 }),
      ),
    );
    expectOnly(answers, 200, 409);
    expect(countOf(answers, 200)).toBe(8);
    const [made, left, lots] = await Promise.all([product, waste, tracked].map(({ id }) => stockOf(app, id)));
    expect([made!['on_hand_quantity'], left!['on_hand_quantity'], lots!['on_hand_quantity']]).toEqual([
      '8',
      '8',
      '16',
    ]);
    const values = [made, left, lots].map((stock) => Number(stock!['total_value']));
    // Sixteen of the component at 3 each.
    expect(values.reduce((total, value) => total + value, 0)).toBeCloseTo(48, 6);
    await expectCleanLedger(app);
  });
});
