import { startTestApp, type TestApp } from '../support/app.js';

describe('material types and colors', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const pla = { code: 'PLA', name: 'PLA', base_material: 'PLA', density_g_cm3: '1.24', diameter_mm: '1.75' };
  const black = { code: 'BLACK', name: 'Jet black', hex_code: '#101010' };

  it('are created, read, listed and changed', async () => {
    const { body: type } = await app.as('manager').post('/material-types').send(pla).expect(201);
    expect(type).toMatchObject({ ...pla, requires_enclosure: false, is_active: true });
    const changed = await app
      .as('manager')
      .patch(`/material-types/${type.id}`)
      .send({ nozzle_temp_min_c: 190, nozzle_temp_max_c: 220 })
      .expect(200);
    expect(changed.body).toMatchObject({ density_g_cm3: '1.24', nozzle_temp_max_c: 220 });
    const { body: color } = await app.as('manager').post('/colors').send(black).expect(201);
    await app.as('manager').patch(`/colors/${color.id}`).send({ is_active: false }).expect(200);
    const read = await app.as('operator').get(`/colors/${color.id}`).expect(200);
    expect(read.body).toEqual({ ...black, id: color.id, display_order: 100, is_active: false });
    const active = await app.as('operator').get('/colors?is_active=true').expect(200);
    expect(active.body.data).toEqual([]);
    const found = await app.as('operator').get('/material-types?search=pl').expect(200);
    expect(found.body.data).toMatchObject([{ id: type.id, code: 'PLA' }]);
  });

  it('have one code each', async () => {
    await app
      .as('manager')
      .post('/material-types')
      .send({ ...pla, code: 'PETG' })
      .expect(201);
    const type = await app
      .as('manager')
      .post('/material-types')
      .send({ ...pla, code: 'PETG' })
      .expect(409);
    expect(type.body.code).toBe('products.material_type_code_taken');
    await app
      .as('manager')
      .post('/colors')
      .send({ ...black, code: 'RED' })
      .expect(201);
    const color = await app
      .as('manager')
      .post('/colors')
      .send({ ...black, code: 'RED' })
      .expect(409);
    expect(color.body.code).toBe('products.color_code_taken');
  });

  it('have temperatures in order', async () => {
    const request = { ...pla, code: 'ABS', bed_temp_min_c: 100, bed_temp_max_c: 90 };
    const { body } = await app.as('manager').post('/material-types').send(request).expect(422);
    expect(body).toMatchObject({
      code: 'products.bad_temperatures',
      errors: [{ pointer: '/bed_temp_max_c' }],
    });
    const { body: abs } = await app
      .as('manager')
      .post('/material-types')
      .send({ ...request, bed_temp_max_c: 110 })
      .expect(201);
    await app.as('manager').patch(`/material-types/${abs.id}`).send({ bed_temp_max_c: 99 }).expect(422);
    await app
      .as('manager')
      .post('/colors')
      .send({ ...black, code: 'BAD', hex_code: 'black' })
      .expect(400);
  });

  it.each(['material-types', 'colors'])('%s answer a repeated key with the first answer', async (path) => {
    const body = path === 'colors' ? { ...black, code: 'KEY' } : { ...pla, code: 'KEY' };
    const send = () => app.as('manager').post(`/${path}`).set('idempotency-key', 'key').send(body);
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it.each([
    ['material-types', { ...pla, code: 'OURS' }, 'products.material_type_not_found'],
    ['colors', { ...black, code: 'OURS' }, 'products.color_not_found'],
  ])('%s are written by managers and seen by their own organization', async (path, request, code) => {
    const { body } = await app.as('manager').post(`/${path}`).send(request).expect(201);
    await app.as('operator').post(`/${path}`).send(request).expect(403);
    const theirs = await app.otherOrganization.get(`/${path}/${body.id}`).expect(404);
    expect(theirs.body.code).toBe(code);
    await app.otherOrganization.patch(`/${path}/${body.id}`).send({ name: 'X' }).expect(404);
  });
});
