import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeBom, makeFilament, makeWorkCenter } from './make.js';

describe('explosion and cost', () => {
  let app: TestApp;
  let filament: MadeProduct;
  let screw: MadeProduct;
  let sub: MadeProduct;
  let good: MadeProduct;
  beforeAll(async () => {
    app = await startTestApp();
    filament = await makeFilament(app);
    screw = await makeProduct(app, { standard_cost: '0.10' });
    sub = await makeProduct(app);
    good = await makeProduct(app, { item_type: 'finished_good' });
    await makeBom(app, sub, [
      [filament, 50],
      [screw, 4],
    ]);
    await makeBom(app, good, [
      [sub, 2],
      [filament, '0.1', { unit: 'KG', scrap_factor: 10 }],
    ]);
  });
  afterAll(() => app?.close());

  const explode = async (product: { id: number }, query: string) =>
    (await app.as('operator').get(`/boms/explosion?product_id=${product.id}&${query}`).expect(200)).body;
  const cost = async (product: { id: number }, query = '') =>
    (await app.as('manager').get(`/products/${product.id}/cost?${query}`).expect(200)).body;
  const rollUp = (product: { id: number }, body: object = {}) =>
    app.as('manager').post(`/products/${product.id}/cost/roll-up`).send(body);
  const route = (product: { id: number }, operations: object[]) =>
    app.as('manager').post('/routings').send({ product_id: product.id, operations }).expect(201);

  describe('the tree', () => {
    it('tells levels, ways and quantities in stock units', async () => {
      const { rows, totals, unit } = await explode(good, 'quantity=3');
      expect([totals, unit]).toEqual([null, 'EA']);
      expect(
        rows.map((row: Record<string, unknown>) => [
          row.level,
          row.path,
          row.quantity_per,
          row.total_quantity,
          row.unit,
        ]),
      ).toEqual([
        [0, [sub.id], '2', '6', 'EA'],
        [1, [sub.id, filament.id], '50', '300', 'G'],
        [1, [sub.id, screw.id], '4', '24', 'EA'],
        [0, [filament.id], '100', '330', 'G'],
      ]);
      const single = await explode(good, 'quantity=3&levels=single');
      expect(single.rows.map((row: { component_id: number }) => row.component_id)).toEqual([
        sub.id,
        filament.id,
      ]);
    });

    it('reads the lines of the day: from inclusive, to exclusive', async () => {
      const [product, before, after] = [
        await makeProduct(app),
        await makeProduct(app),
        await makeProduct(app),
      ];
      await makeBom(app, product, [
        [before, 1, { effective_to: '2026-06-01' }],
        [after, 1, { effective_from: '2026-06-01', effective_to: '2026-07-01' }],
      ]);
      const on = async (date: string) =>
        (await explode(product, `date=${date}`)).rows.map(
          (row: { component_id: number }) => row.component_id,
        );
      expect(await on('2026-05-31')).toEqual([before.id]);
      expect(await on('2026-06-01')).toEqual([after.id]);
      expect(await on('2026-07-01')).toEqual([]);
    });

    it('flags phantoms, what only counts in the cost, and what may be left out', async () => {
      const kit = await makeProduct(app, { stocking_policy: 'phantom' });
      const product = await makeProduct(app);
      await makeBom(app, kit, [[screw, 3]]);
      await makeBom(app, product, [
        [kit, 1, { is_optional: true }],
        [filament, 1, { is_cost_only: true }],
      ]);
      const { rows } = await explode(product, 'quantity=2');
      expect(rows).toMatchObject([
        { component_id: kit.id, is_phantom: true, is_optional: true, total_quantity: '2' },
        { component_id: screw.id, level: 1, is_phantom: false, total_quantity: '6' },
        { component_id: filament.id, is_cost_only: true },
      ]);
    });

    it('takes the materials of a routing in place of the BOM’s', async () => {
      const center = await makeWorkCenter(app);
      const product = await makeProduct(app);
      await makeBom(app, product, [[screw, 9]]);
      await route(product, [
        {
          sequence: 10,
          work_center_id: center.id,
          operation_name: 'Print',
          materials: [{ component_id: filament.id, quantity: 20 }],
        },
      ]);
      const { rows } = await explode(product, 'quantity=2');
      expect(rows).toMatchObject([
        { component_id: filament.id, source: 'routing', operation_sequence: 10, total_quantity: '40' },
      ]);
    });

    it('is empty for what has no structure, and 404 for what does not exist', async () => {
      expect((await explode(screw, 'quantity=2')).rows).toEqual([]);
      await app.as('operator').get('/boms/explosion?product_id=999999').expect(404);
      await app.as('operator').get('/boms/explosion').expect(400);
      await app.as('operator').get(`/boms/explosion?product_id=${good.id}&quantity=0`).expect(400);
      await app.otherOrganization.get(`/boms/explosion?product_id=${good.id}`).expect(404);
    });
  });

  it('totals add up per component and tell what is short', async () => {
    await app
      .as('manager')
      .post('/inventory/receipts')
      .send({ product_id: screw.id, quantity: '20', unit_cost: '0.10' })
      .expect(201);
    const { rows, totals } = await explode(good, 'quantity=3&summarized=true');
    expect(rows).toBeNull();
    const of = (id: number) => totals.find((total: { component_id: number }) => total.component_id === id);
    expect(of(filament.id)).toMatchObject({
      total_quantity: '630',
      on_hand_quantity: '0',
      shortage_quantity: '630',
    });
    expect(of(screw.id)).toMatchObject({
      total_quantity: '24',
      on_hand_quantity: '20',
      available_quantity: '20',
      shortage_quantity: '4',
    });
    expect(totals).toHaveLength(3);
  });

  describe('the cost', () => {
    it('rolls up through all levels', async () => {
      expect(await cost(sub)).toMatchObject({ unit_cost: '1.4', source: 'rolled_up' });
      const whole = await cost(good, 'quantity=3');
      expect(whole).toMatchObject({
        unit_cost: '5',
        total_cost: '15',
        breakdown: { material: '5', labor: '0', machine: '0', overhead: '0' },
        components: [
          { component_id: sub.id, quantity: '6', unit_cost: '1.4', cost: '8.4', source: 'rolled_up' },
          { component_id: filament.id, quantity: '330', unit_cost: '0.02', cost: '6.6', source: 'standard' },
        ],
        missing_prices: [],
      });
    });

    it('adds set-up and run at the rates of the work center', async () => {
      const center = await makeWorkCenter(app);
      const box = await makeProduct(app, { standard_cost: '0.50' });
      const product = await makeProduct(app);
      const first = { sequence: 10, work_center_id: center.id, operation_name: 'Print' };
      const times = { setup_time_minutes: 10, run_time_minutes: 30 };
      const second = { sequence: 20, work_center_id: center.id, operation_name: 'Pack', run_time_minutes: 5 };
      await route(product, [{ ...first, ...times }, second]);
      expect(await cost(product)).toMatchObject({ unit_cost: '4.5' });
      await route(product, [
        {
          ...first,
          ...times,
          materials: [
            { component_id: filament.id, quantity: '0.1', unit: 'KG', scrap_factor: 5 },
            { component_id: box.id, quantity: 1, quantity_per: 'order' },
          ],
        },
        second,
      ]);
      expect(await cost(product)).toMatchObject({
        unit_cost: '6.6',
        breakdown: { material: '2.1', labor: '2.25', machine: '1.5', overhead: '0.75' },
        order_material_cost: '0.5',
        total_cost: '7.1',
        operations: [
          { sequence: 10, setup_minutes: '10', run_minutes: '30', labor: '2' },
          { sequence: 20, labor: '0.25' },
        ],
      });
      // Ten pieces share the set-up: 9 × 1.00 less for the ten.
      expect(await cost(product, 'quantity=10')).toMatchObject({ unit_cost: '5.7', total_cost: '57.5' });
      await route(product, [{ ...first, ...times, labor_rate_override: 0, machine_rate_override: '8' }]);
      expect(await cost(product)).toMatchObject({
        breakdown: { labor: '0', machine: '5.333333333', overhead: '0.666666667' },
      });
    });

    it('counts in the stock unit: 5 at 1 and 150 cm at 5 a metre', async () => {
      const rod = await makeProduct(app, { unit: 'M', standard_cost: '5' });
      const nut = await makeProduct(app, { standard_cost: '1' });
      const product = await makeProduct(app);
      await makeBom(app, product, [
        [nut, 5],
        [rod, 150, { unit: 'CM' }],
      ]);
      expect(await cost(product, 'quantity=2')).toMatchObject({ unit_cost: '12.5', total_cost: '25' });
    });

    it('is the price of what is bought, and names what has none', async () => {
      expect(await cost(filament)).toMatchObject({ unit_cost: '0.02', source: 'standard' });
      const free = await makeProduct(app);
      const product = await makeProduct(app);
      await makeBom(app, product, [
        [free, 2],
        [filament, 10],
      ]);
      expect(await cost(product)).toMatchObject({
        unit_cost: '0.2',
        missing_prices: [{ product_id: free.id, sku: free.sku }],
      });
      const refused = await rollUp(product).expect(422);
      expect(refused.body).toMatchObject({
        code: 'engineering.price_missing',
        missing_prices: [{ sku: free.sku }],
      });
      const written = await rollUp(product, { allow_missing_prices: true }).expect(200);
      expect(written.body).toMatchObject({ outcome: 'updated', standard_cost: '0.2' });
    });

    it('is written as standard cost, once', async () => {
      const part = await makeProduct(app, { standard_cost: '10' });
      const middle = await makeProduct(app);
      const product = await makeProduct(app);
      await makeBom(app, middle, [[part, 2]]);
      await makeBom(app, product, [
        [middle, 1],
        [part, 1],
      ]);
      const first = await rollUp(product).expect(200);
      expect(first.body).toMatchObject({
        outcome: 'updated',
        previous_standard_cost: null,
        standard_cost: '30',
      });
      const read = async () => (await app.as('manager').get(`/products/${product.id}`)).body;
      expect(await read()).toMatchObject({ standard_cost: '30', version: 2 });
      expect((await rollUp(product).expect(200)).body).toMatchObject({ outcome: 'no_change' });
      expect(await read()).toMatchObject({ version: 2 });
      await app
        .as('manager')
        .patch(`/products/${part.id}`)
        .set('if-match', '"v1"')
        .send({ standard_cost: '20' })
        .expect(200);
      expect((await rollUp(product).expect(200)).body).toMatchObject({
        outcome: 'updated',
        previous_standard_cost: '30',
        standard_cost: '60',
      });
      const key = () => rollUp(product).set('idempotency-key', 'roll-up-once');
      const once = await key().expect(200);
      expect((await key().expect(200)).body).toEqual(once.body);
    });

    it('is refused for what is not made, and hidden from operators and other organizations', async () => {
      expect((await rollUp(screw).expect(422)).body.code).toBe('engineering.nothing_to_make');
      await app.as('operator').get(`/products/${good.id}/cost`).expect(403);
      await app.as('operator').post(`/products/${good.id}/cost/roll-up`).send({}).expect(403);
      await app.otherOrganization.get(`/products/${good.id}/cost`).expect(404);
      await app.otherOrganization.post(`/products/${good.id}/cost/roll-up`).send({}).expect(404);
      await app.as('manager').get('/products/999999/cost').expect(404);
    });
  });

  it('answer for 1,000 lines on 5 levels', async () => {
    const leaves: MadeProduct[] = [];
    for (let index = 0; index < 200; index += 1) leaves.push(await makeProduct(app, { standard_cost: '1' }));
    const parents: MadeProduct[] = [];
    for (let level = 0; level < 5; level += 1) parents.push(await makeProduct(app));
    for (const [level, parent] of parents.entries()) {
      const below = parents[level + 1];
      const lines = leaves.map((leaf) => [leaf, 1] as const);
      await makeBom(app, parent, below ? [...lines, [below, 2]] : lines);
    }
    const { rows } = await explode(parents[0]!, 'quantity=10');
    expect(rows).toHaveLength(1_004);
    const deepest = rows.filter((row: { level: number }) => row.level === 4);
    expect(deepest).toHaveLength(200);
    expect(deepest[0]).toMatchObject({ total_quantity: '160' });
    expect(await cost(parents[0]!)).toMatchObject({ unit_cost: String(200 * (1 + 2 + 4 + 8 + 16)) });
  });
});
