import { StructureUsage } from '../../src/modules/engineering/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeBom, type MadeDocument, makeFilament, makeWorkCenter } from './make.js';

describe('routings', () => {
  let app: TestApp;
  let center: MadeDocument;
  let filament: MadeProduct;
  beforeAll(async () => {
    app = await startTestApp();
    center = await makeWorkCenter(app);
    filament = await makeFilament(app);
  });
  afterAll(() => app?.close());

  const operation = (sequence: number, values: object = {}) => ({
    sequence,
    work_center_id: center.id,
    operation_name: `Operation ${sequence}`,
    ...values,
  });
  const post = (body: object) => app.as('manager').post('/routings').send(body);
  const get = async (id: number) => (await app.as('operator').get(`/routings/${id}`).expect(200)).body;

  it('are made in versions with operations and their materials', async () => {
    const product = await makeProduct(app);
    const { body: first } = await post({
      product_id: product.id,
      name: 'Print and pack',
      operations: [
        operation(10, {
          operation_code: 'PRINT',
          setup_time_minutes: 10,
          run_time_minutes: '90.5',
          units_per_cycle: 4,
          materials: [
            { component_id: filament.id, quantity: '0.1', unit: 'KG', scrap_factor: 5 },
            { component_id: filament.id, quantity: 2, quantity_per: 'batch' },
          ],
        }),
        operation(20, {
          run_time_minutes: 5,
          predecessor_sequence: 10,
          can_overlap: true,
          labor_rate_override: 25,
        }),
      ],
    }).expect(201);
    expect(first).toMatchObject({
      code: `${product.sku}-R1`,
      routing_version: 1,
      is_template: false,
      is_active: true,
      total_setup_time_minutes: '10',
      total_run_time_minutes: '27.625',
      operations: [
        {
          sequence: 10,
          run_time_minutes: '90.5',
          predecessor_sequence: null,
          materials: [
            { quantity: '0.1', unit: 'KG', stock_unit: 'G', quantity_per: 'unit', scrap_factor: '5' },
            { quantity: '2', unit: 'G', quantity_per: 'batch' },
          ],
        },
        {
          sequence: 20,
          predecessor_sequence: 10,
          can_overlap: true,
          labor_rate_override: '25',
          materials: [],
        },
      ],
    });
    expect(first.organization_id).toBeUndefined();
    expect(await get(first.id)).toEqual(first);
    const { body: second } = await post({ product_id: product.id, operations: [operation(10)] }).expect(201);
    expect(second).toMatchObject({ routing_version: 2, is_active: true });
    expect(await get(first.id)).toMatchObject({ is_active: false });
    const back = await app.as('manager').post(`/routings/${first.id}/activate`).expect(200);
    expect(back.body.is_active).toBe(true);
    expect(await get(second.id)).toMatchObject({ is_active: false });
    const none = await app.as('manager').post(`/routings/${first.id}/deactivate`).expect(200);
    expect(none.body.is_active).toBe(false);
  });

  it('without a product are templates with a code of their own', async () => {
    const body = { operations: [operation(10)] };
    const nameless = await post(body).expect(422);
    expect(nameless.body.code).toBe('engineering.template_needs_code');
    const { body: template } = await post({ ...body, code: 'STANDARD' }).expect(201);
    expect(template).toMatchObject({ is_template: true, product_id: null, code: 'STANDARD' });
    expect((await post({ ...body, code: 'STANDARD' }).expect(409)).body.code).toBe(
      'engineering.template_code_taken',
    );
    const refused = await app.as('manager').post(`/routings/${template.id}/activate`).expect(422);
    expect(refused.body.code).toBe('engineering.template_not_activated');
    const list = await app.as('operator').get('/routings?is_template=true&search=standard').expect(200);
    expect(list.body.data).toMatchObject([{ id: template.id }]);
  });

  it.each([
    ['engineering.sequence_not_rising', '/operations/1/sequence', [{ sequence: 10 }, { sequence: 10 }]],
    [
      'engineering.predecessor_not_earlier',
      '/operations/0/predecessor_sequence',
      [{ sequence: 10, predecessor_sequence: 20 }, { sequence: 20 }],
    ],
    [
      'engineering.unknown_work_center',
      '/operations/0/work_center_id',
      [{ sequence: 10, work_center_id: 999_999 }],
    ],
    [
      'products.unknown_product',
      '/operations/0/materials/0/component_id',
      [{ sequence: 10, materials: [{ component_id: 999_999, quantity: 1 }] }],
    ],
    ['request.invalid', '/operations/0/scrap_rate_percent', [{ sequence: 10, scrap_rate_percent: 100 }]],
    ['request.invalid', '/operations/0/units_per_cycle', [{ sequence: 10, units_per_cycle: 0 }]],
  ])('refuse %s at %s', async (code, pointer, operations) => {
    const product = await makeProduct(app);
    const { body, status } = await post({
      product_id: product.id,
      operations: operations.map(({ sequence, ...values }) => operation(sequence, values)),
    });
    expect(status).toBe(code.startsWith('request.') ? 400 : 422);
    expect(body.code).toBe(code);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('refuse an inactive work center and a unit that does not fit', async () => {
    const closed = await makeWorkCenter(app, { is_active: false });
    const product = await makeProduct(app);
    const refused = await post({
      product_id: product.id,
      operations: [operation(10, { work_center_id: closed.id })],
    });
    expect(refused.body.code).toBe('engineering.unknown_work_center');
    const materials = [{ component_id: filament.id, quantity: 1, unit: 'EA' }];
    const unit = await post({ product_id: product.id, operations: [operation(10, { materials })] }).expect(
      422,
    );
    expect(unit.body.errors).toMatchObject([{ pointer: '/operations/0/materials/0/unit' }]);
  });

  it('close no circle through their materials', async () => {
    const [a, b] = [await makeProduct(app), await makeProduct(app)];
    await makeBom(app, a, [[b, 1]]);
    const materials = [{ component_id: a.id, quantity: 1 }];
    const { body } = await post({ product_id: b.id, operations: [operation(10, { materials })] }).expect(422);
    expect(body).toMatchObject({
      code: 'engineering.cycle',
      path: [b.sku, a.sku, b.sku],
      errors: [{ pointer: '/operations/0/materials/0/component_id' }],
    });
  });

  it('change header and operations against the version that was read', async () => {
    const { body: routing } = await post({
      product_id: (await makeProduct(app)).id,
      operations: [operation(10), operation(20, { predecessor_sequence: 10 })],
    }).expect(201);
    const path = `/routings/${routing.id}`;
    const patched = await app.as('manager').patch(path).set('if-match', '"v1"').send({ notes: 'Slowly' });
    expect(patched.body).toMatchObject({ notes: 'Slowly', version: 2 });
    const put = (version: number) =>
      app
        .as('manager')
        .put(`${path}/operations`)
        .set('if-match', `"v${version}"`)
        .send({ operations: [operation(5, { setup_time_minutes: 3 })] });
    await put(1).expect(412);
    const replaced = await put(2).expect(200);
    expect(replaced.body).toMatchObject({
      version: 3,
      total_setup_time_minutes: '3',
      operations: [{ sequence: 5 }],
    });
    app.app
      .get(StructureUsage)
      .register(async (_tx, version) => 'routingId' in version && version.routingId === routing.id);
    expect((await put(3).expect(409)).body.code).toBe('engineering.structure_in_use');
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(412);
    await app.as('manager').delete(path).set('if-match', '"v3"').expect(204);
    await app.as('manager').get(path).expect(404);
  });

  it('answer a repeated key with the first answer', async () => {
    const product = await makeProduct(app);
    const send = () =>
      post({ product_id: product.id, operations: [operation(10)] }).set('idempotency-key', 'routing-once');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('are written by managers and seen by their own organization', async () => {
    const body = { product_id: (await makeProduct(app)).id, operations: [operation(10)] };
    const { body: routing } = await post(body).expect(201);
    await app.as('operator').post('/routings').send(body).expect(403);
    await app.anonymous.get('/routings').expect(401);
    await app.otherOrganization.get(`/routings/${routing.id}`).expect(404);
    await app.otherOrganization.post(`/routings/${routing.id}/activate`).expect(404);
    await app.otherOrganization.post('/routings').send(body).expect(422);
    await app.otherOrganization.delete(`/routings/${routing.id}`).set('if-match', '"v1"').expect(404);
    expect((await app.otherOrganization.get('/routings').expect(200)).body.data).toEqual([]);
  });
});
