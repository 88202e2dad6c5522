import { STANDARD_UNITS } from '../../src/modules/products/standard-units.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('units of measure', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const create = (body: object) => app.as('manager').post('/units').send(body);
  const convert = (body: object) => app.as('operator').post('/units/convert').send(body);

  it('are there from the start, in every organization', async () => {
    for (const client of [app.as('operator'), app.otherOrganization]) {
      const { body } = await client.get('/units?limit=200').expect(200);
      expect(body.data.map((unit: { code: string }) => unit.code).sort()).toEqual(
        STANDARD_UNITS.map((unit) => unit.code).sort(),
      );
    }
    const { body } = await app.as('operator').get('/units?search=pound').expect(200);
    expect(body.data).toMatchObject([
      { code: 'LB', uom_class: 'mass', to_base_factor: '0.45359237', unece_code: 'LBR' },
    ]);
  });

  it.each([
    [
      { quantity: '1000', from_unit: ' g ', to_unit: 'kg' },
      { quantity: '1', unit: 'KG', exact: true },
    ],
    [
      { quantity: 50, from_unit: 'G', to_unit: 'KG' },
      { quantity: '0.05', exact: true },
    ],
    [
      { quantity: '1', from_unit: 'LB', to_unit: 'KG' },
      { quantity: '0.45359237', exact: true },
    ],
    [
      { quantity: '1', from_unit: 'G', to_unit: 'LB' },
      { quantity: '0.002204623', exact: false, numerator: '0.001', denominator: '0.45359237' },
    ],
    [
      { quantity: '-3', from_unit: 'DZ', to_unit: 'EA' },
      { quantity: '-36', exact: true },
    ],
  ])('convert %j', async (request, expected) => {
    const { body } = await convert(request).expect(200);
    expect(body).toMatchObject(expected);
  });

  it.each([
    [{ quantity: '10', from_unit: 'KG', to_unit: 'M' }, 'products.incompatible_units', '/to_unit'],
    [{ quantity: '10', from_unit: 'XX', to_unit: 'M' }, 'products.unknown_unit', '/from_unit'],
    [{ quantity: '10', from_unit: 'M', to_unit: 'XX' }, 'products.unknown_unit', '/to_unit'],
    [
      { quantity: '1', from_unit: 'M', to_unit: 'CM', product_id: 999 },
      'products.unknown_product',
      '/product_id',
    ],
  ])('do not convert %j', async (request, code, pointer) => {
    const { body } = await convert(request).expect(422);
    expect(body).toMatchObject({ code, errors: [{ pointer }] });
    expect(body.quantity).toBeUndefined();
  });

  it('are created, changed and deleted', async () => {
    const { body: rod } = await create({
      code: ' rod ',
      name: 'Rod of three metres',
      uom_class: 'length',
      to_base_factor: '3',
    }).expect(201);
    expect(rod).toMatchObject({ code: 'ROD', to_base_factor: '3', version: 1 });
    expect((await convert({ quantity: '2', from_unit: 'ROD', to_unit: 'CM' })).body.quantity).toBe('600');
    const taken = await create({ code: 'Rod', name: 'X', uom_class: 'length', to_base_factor: '1' }).expect(
      409,
    );
    expect(taken.body).toMatchObject({ code: 'products.unit_code_taken', errors: [{ pointer: '/code' }] });
    const path = `/units/${rod.id}`;
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ to_base_factor: '6' }).expect(200);
    await app.as('manager').delete(path).set('if-match', '"v1"').expect(412);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    const { body } = await app.as('manager').get(path).expect(404);
    expect(body.code).toBe('products.unit_not_found');
  });

  it('keep their meaning while something is counted in them', async () => {
    const { body: unit } = await create({
      code: 'REEL',
      name: 'Reel',
      uom_class: 'count',
      to_base_factor: '1',
    }).expect(201);
    await app
      .as('manager')
      .post('/products')
      .send({ sku: 'REELED', name: 'Reeled', unit: 'REEL' })
      .expect(201);
    const patch = (body: object) =>
      app.as('manager').patch(`/units/${unit.id}`).set('if-match', '"v1"').send(body);
    expect((await patch({ to_base_factor: '2' }).expect(409)).body.code).toBe('products.unit_in_use');
    expect((await patch({ uom_class: 'mass' }).expect(409)).body.code).toBe('products.unit_in_use');
    await app.as('manager').delete(`/units/${unit.id}`).set('if-match', '"v1"').expect(409);
    await patch({ to_base_factor: '1', is_active: false }).expect(200);
    const refused = await app
      .as('manager')
      .post('/products')
      .send({ sku: 'REELED-2', name: 'X', unit: 'REEL' })
      .expect(422);
    expect(refused.body.code).toBe('products.inactive_unit');
  });

  it('answer a repeated key with the first answer', async () => {
    const send = () =>
      create({ code: 'TWICE', name: 'Twice', uom_class: 'count', to_base_factor: '2' }).set(
        'idempotency-key',
        'unit-twice',
      );
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('are changed by managers and seen by their own organization', async () => {
    const { body } = await app.as('operator').get('/units?search=KG').expect(200);
    const id = body.data[0].id as number;
    await app
      .as('operator')
      .post('/units')
      .send({ code: 'X', name: 'X', uom_class: 'count', to_base_factor: '1' })
      .expect(403);
    await app.otherOrganization.get(`/units/${id}`).expect(404);
    await app.otherOrganization.patch(`/units/${id}`).set('if-match', '"v1"').send({ name: 'X' }).expect(404);
    await create({ code: 'X', name: 'X', uom_class: 'temperature', to_base_factor: '1' }).expect(400);
    await create({ code: 'X', name: 'X', uom_class: 'count', to_base_factor: '0' }).expect(400);
  });
});
