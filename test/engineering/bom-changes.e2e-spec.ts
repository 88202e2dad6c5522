import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeBom, makeFilament, makeWorkCenter, type MadeDocument } from './make.js';

let app: TestApp;
let screw: MadeProduct;
let bolt: MadeProduct;
beforeAll(async () => {
  app = await startTestApp();
  screw = await makeProduct(app, { standard_cost: '0.10' });
  bolt = await makeProduct(app, { standard_cost: '0.30' });
});
afterAll(() => app?.close());

const bomOf = async (id: number) => (await app.as('operator').get(`/boms/${id}`).expect(200)).body;
const addAlternate = async (bomId: number, lineId: number, product: MadeProduct) =>
  app
    .as('manager')
    .post(`/boms/${bomId}/lines/${lineId}/alternates`)
    .send({ alternate_item_id: product.id, quantity_required: 1 })
    .expect(201);
const alternatesOf = async (bomId: number, lineId: number) =>
  (await app.as('operator').get(`/boms/${bomId}/lines/${lineId}/alternates`).expect(200)).body.data;

describe('a copy of a BOM', () => {
  const clone = (bom: MadeDocument, body: object = {}) =>
    app.as('manager').post(`/boms/${bom.id}/clone`).send(body);

  async function makeSource() {
    const source = await makeBom(
      app,
      await makeProduct(app),
      [
        [screw, 4, { scrap_factor: 5, effective_from: '2026-01-01', notes: 'Glued' }],
        [bolt, 1],
      ],
      { code: 'C-1', name: 'Source', output_quantity: '2' },
    );
    const view = await bomOf(source.id);
    await addAlternate(source.id, view.lines[0].id, bolt);
    return { source, view };
  }

  it('is the next version, inactive, with lines and alternates of its own', async () => {
    const { source, view } = await makeSource();
    const { body } = await clone(source).expect(201);
    expect(body).toMatchObject({
      product_id: view.product_id,
      bom_version: 2,
      is_active: false,
      code: 'C-1',
      name: 'Source',
      output_quantity: '2',
    });
    const plain = (lines: { id: number }[]) => lines.map(({ id: _id, ...line }) => line);
    expect(plain(body.lines)).toEqual(plain(view.lines));
    expect(await alternatesOf(body.id, body.lines[0].id)).toMatchObject([{ alternate_item_id: bolt.id }]);
    expect(await bomOf(source.id)).toEqual(view);
  });

  it('goes to another product, active and without alternates when asked', async () => {
    const { source } = await makeSource();
    const target = await makeProduct(app);
    const body = { product_id: target.id, with_alternates: false, active: true, name: 'Copy', code: null };
    const made = (await clone(source, body).expect(201)).body;
    expect(made).toMatchObject({
      product_id: target.id,
      bom_version: 1,
      is_active: true,
      name: 'Copy',
      code: null,
    });
    expect(await alternatesOf(made.id, made.lines[0].id)).toEqual([]);
  });

  it('is refused where it would close a circle, and for what does not exist', async () => {
    const { source } = await makeSource();
    const circle = await clone(source, { product_id: screw.id }).expect(422);
    expect(circle.body).toMatchObject({
      code: 'engineering.cycle',
      path: [screw.sku, screw.sku],
      errors: [{ pointer: '/product_id' }],
    });
    const unknown = await clone(source, { product_id: 999_999 }).expect(422);
    expect(unknown.body).toMatchObject({ errors: [{ pointer: '/product_id' }] });
    await app.as('operator').post(`/boms/${source.id}/clone`).send({}).expect(403);
    await app.otherOrganization.post(`/boms/${source.id}/clone`).send({}).expect(404);
    const send = () => clone(source).set('idempotency-key', 'clone-once');
    const first = await send().expect(201);
    expect((await send().expect(201)).body).toEqual(first.body);
  });
});

describe('comparing two BOMs', () => {
  it('tells what is added, removed and changed, and what it costs more', async () => {
    const product = await makeProduct(app);
    const [gone, fresh] = [
      await makeProduct(app, { standard_cost: '2' }),
      await makeProduct(app, { standard_cost: '5' }),
    ];
    const filament = await makeFilament(app);
    const old = await makeBom(app, product, [
      [screw, 4],
      [gone, 1],
      [filament, '100'],
      [bolt, 1],
    ]);
    const now = await makeBom(
      app,
      product,
      [
        [screw, 12, { scrap_factor: 10 }],
        [fresh, 2],
        [filament, '0.2', { unit: 'KG' }],
        [bolt, 2],
      ],
      { output_quantity: '2' },
    );
    const { body } = await app.as('manager').get(`/boms/${old.id}/compare/${now.id}?quantity=10`).expect(200);
    expect(body).toMatchObject({
      quantity: '10',
      from: { bom_id: old.id, bom_version: 1, unit_cost: '4.7', total_cost: '47' },
      to: { bom_id: now.id, bom_version: 2, unit_cost: '7.96', total_cost: '79.6' },
      header: [{ field: 'output_quantity', from: '1', to: '2' }],
      added: [{ component_id: fresh.id, quantity: '2', quantity_per: '1', cost_delta: '50' }],
      removed: [{ component_id: gone.id, sku: gone.sku, cost_delta: '-20' }],
      changed: [
        {
          component_id: screw.id,
          fields: [
            { field: 'quantity_per', from: '4', to: '6' },
            { field: 'scrap_factor', from: '0', to: '10' },
          ],
          cost_delta: '2.6',
        },
        { component_id: filament.id, fields: [{ field: 'unit', from: 'G', to: 'KG' }], cost_delta: '0' },
      ],
      unchanged_count: 1,
      unit_cost_delta: '3.26',
      total_cost_delta: '32.6',
      missing_prices: [],
    });
    const same = await app.as('manager').get(`/boms/${old.id}/compare/${old.id}`).expect(200);
    expect(same.body).toMatchObject({ added: [], removed: [], changed: [], unit_cost_delta: '0' });
  });

  it('is for those who may see costs, in their own organization', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 1]]);
    await app.as('operator').get(`/boms/${bom.id}/compare/${bom.id}`).expect(403);
    await app.as('manager').get(`/boms/${bom.id}/compare/999999`).expect(404);
    await app.otherOrganization.get(`/boms/${bom.id}/compare/${bom.id}`).expect(404);
  });
});

describe('replacing a component everywhere', () => {
  const replace = (body: object) => app.as('manager').post('/boms/mass-replace').send(body);

  /** A component in two BOMs, of which an order uses one. */
  async function makeUses() {
    const component = await makeProduct(app, { standard_cost: '1' });
    const [free, used] = [await makeProduct(app), await makeProduct(app)];
    const freeBom = await makeBom(app, free, [[component, 2]]);
    const usedBom = await makeBom(app, used, [
      [screw, 1],
      [component, 4, { scrap_factor: 25, setup_quantity: 1 }],
    ]);
    const center = await makeWorkCenter(app);
    const order = await app
      .as('manager')
      .post('/production-orders')
      .send({ product_id: used.id, quantity: 3, work_center_id: center.id })
      .expect(201);
    const replacement = await makeProduct(app, { standard_cost: '0.5' });
    return { component, replacement, freeBom, usedBom, orderId: order.body.id as number };
  }

  it('says first what it would do, and does nothing', async () => {
    const { component, replacement, freeBom, usedBom } = await makeUses();
    const { body } = await replace({
      component_id: component.id,
      replacement_id: replacement.id,
      quantity_factor: '1.5',
    }).expect(200);
    expect(body).toMatchObject({
      preview: true,
      boms_count: 2,
      problems: [],
      missing_prices: [],
      boms: [
        {
          bom_id: freeBom.id,
          action: 'change',
          new_bom_id: null,
          unit_cost_delta: '-0.5',
          lines: [{ quantity: '2', new_quantity: '3', unit: 'EA', new_unit: 'EA' }],
        },
        { bom_id: usedBom.id, action: 'new_version', unit_cost_delta: '-1.5' },
      ],
    });
    expect(await bomOf(freeBom.id)).toMatchObject({ version: 1, lines: [{ component_id: component.id }] });
    expect(await bomOf(usedBom.id)).toMatchObject({ is_active: true });
  });

  it('changes free versions where they are, and gives used ones a new version', async () => {
    const { component, replacement, freeBom, usedBom, orderId } = await makeUses();
    const [freeLine] = (await bomOf(freeBom.id)).lines;
    const usedLines = (await bomOf(usedBom.id)).lines;
    await addAlternate(freeBom.id, freeLine.id, replacement);
    await addAlternate(freeBom.id, freeLine.id, bolt);
    await addAlternate(usedBom.id, usedLines[1].id, replacement);
    await addAlternate(usedBom.id, usedLines[1].id, bolt);
    const { body } = await replace({
      component_id: component.id,
      replacement_id: replacement.id,
      quantity_factor: 2,
      preview: false,
    }).expect(200);
    expect(body).toMatchObject({ preview: false, boms_count: 2 });
    expect(await bomOf(freeBom.id)).toMatchObject({
      version: 2,
      bom_version: 1,
      lines: [{ id: freeLine.id, component_id: replacement.id, quantity: '4' }],
    });
    expect(await alternatesOf(freeBom.id, freeLine.id)).toMatchObject([{ alternate_item_id: bolt.id }]);
    const newId = body.boms[1].new_bom_id;
    const made = await bomOf(newId);
    expect(made).toMatchObject({
      bom_version: 2,
      is_active: true,
      lines: [
        { component_id: screw.id, quantity: '1' },
        { component_id: replacement.id, quantity: '8', setup_quantity: '2', scrap_factor: '25' },
      ],
    });
    expect(await alternatesOf(newId, made.lines[1].id)).toMatchObject([{ alternate_item_id: bolt.id }]);
    expect(await bomOf(usedBom.id)).toMatchObject({ is_active: false, lines: usedLines });
    const order = await app.as('operator').get(`/production-orders/${orderId}`).expect(200);
    expect(order.body).toMatchObject({ bom_id: usedBom.id });
    const again = await replace({
      component_id: component.id,
      replacement_id: replacement.id,
      preview: false,
    });
    expect(again.body).toMatchObject({ boms_count: 0, boms: [] });
  });

  it('is refused as a whole, with everything that is wrong', async () => {
    const component = await makeProduct(app);
    const [good, twice, round] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const replacement = await makeProduct(app);
    const goodBom = await makeBom(app, good, [[component, 1]]);
    const twiceBom = await makeBom(app, twice, [
      [component, 1],
      [replacement, 1],
    ]);
    const roundBom = await makeBom(app, round, [[component, 1]]);
    await makeBom(app, replacement, [[round, 1]]);
    const problems = [
      { bom_id: twiceBom.id, sku: twice.sku, code: 'engineering.component_twice' },
      { bom_id: roundBom.id, code: 'engineering.cycle', path: [round.sku, replacement.sku, round.sku] },
    ];
    const wanted = { component_id: component.id, replacement_id: replacement.id };
    expect((await replace(wanted).expect(200)).body).toMatchObject({ boms_count: 3, problems });
    const { body } = await replace({ ...wanted, preview: false }).expect(422);
    expect(body).toMatchObject({ code: 'engineering.replacement_refused', problems });
    expect((await bomOf(goodBom.id)).lines).toMatchObject([{ component_id: component.id }]);
    const unit = await replace({ ...wanted, unit: 'KG', bom_ids: [goodBom.id] }).expect(200);
    expect(unit.body.problems).toMatchObject([
      { bom_id: goodBom.id, code: 'engineering.unit_not_convertible' },
    ]);
    await replace({ ...wanted, bom_ids: [goodBom.id], preview: false }).expect(200);
    expect((await bomOf(goodBom.id)).lines).toMatchObject([{ component_id: replacement.id }]);
  });

  it('refuses the component itself, strangers and people without the permission', async () => {
    const { component, replacement, freeBom } = await makeUses();
    const same = await replace({ component_id: component.id, replacement_id: component.id }).expect(422);
    expect(same.body).toMatchObject({
      code: 'engineering.replacement_is_component',
      errors: [{ pointer: '/replacement_id' }],
    });
    const wanted = { component_id: component.id, replacement_id: replacement.id, preview: false };
    await replace({ ...wanted, replacement_id: 999_999 }).expect(422);
    await app.as('operator').post('/boms/mass-replace').send(wanted).expect(403);
    await app.otherOrganization.post('/boms/mass-replace').send(wanted).expect(422);
    const send = () => replace(wanted).set('idempotency-key', 'replace-once');
    const first = await send().expect(200);
    expect((await send().expect(200)).body).toEqual(first.body);
    expect(await bomOf(freeBom.id)).toMatchObject({ version: 2 });
  });

  it('is done by one of two at once', async () => {
    const { component, replacement } = await makeUses();
    const wanted = { component_id: component.id, replacement_id: replacement.id, preview: false };
    const answers = await Promise.all([replace(wanted), replace(wanted)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.boms_count).sort()).toEqual([0, 2]);
  });
});
