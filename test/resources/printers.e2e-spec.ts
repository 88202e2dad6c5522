import { startTestApp, type TestApp } from '../support/app.js';

describe('printers', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const create = (body: object) =>
    app
      .as('manager')
      .post('/printers')
      .send({ name: 'Printer', ...body });

  it('are created, read, changed and deleted', async () => {
    const capabilities = { build_volume_mm: [250, 210, 220], nozzle: { diameter_mm: '0.4' } };
    const { body } = await create({
      code: 'PRUSA-01',
      brand: 'prusa',
      model: 'MK4S',
      ip_address: 'http://169.254.169.254/latest',
      capabilities,
    }).expect(201);
    expect(body).toMatchObject({
      status: 'offline',
      capabilities,
      ip_address: 'http://169.254.169.254/latest',
    });
    const path = `/printers/${body.id}`;
    const changed = await app
      .as('manager')
      .patch(path)
      .set('if-match', '"v1"')
      .send({ status: 'idle', capabilities: {} })
      .expect(200);
    expect(changed.body).toMatchObject({ status: 'idle', capabilities: {}, version: 2 });
    const { body: list } = await app.as('operator').get('/printers?status=idle').expect(200);
    expect(list.data.map((row: { code: string }) => row.code)).toEqual(['PRUSA-01']);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    expect((await app.as('operator').get(path).expect(404)).body.code).toBe('resources.printer_not_found');
  });

  it.each([
    [{ work_center_id: 999 }, 422, 'resources.unknown_work_center'],
    [{ resource_id: 999 }, 422, 'resources.unknown_resource'],
    [{ capabilities: { text: 'x'.repeat(20_001) } }, 422, 'resources.capabilities_too_large'],
    [{ capabilities: 'all' }, 400, 'request.invalid'],
    [{ status: 'melting' }, 400, 'request.invalid'],
  ])('refuse %#', async (fields, status, code) => {
    expect((await create({ code: 'REFUSED', ...fields }).expect(status)).body.code).toBe(code);
  });

  it('have one code each', async () => {
    await create({ code: 'ONE' }).expect(201);
    expect((await create({ code: 'ONE' }).expect(409)).body.code).toBe('resources.printer_code_taken');
  });

  it('answer a repeated key with the first answer', async () => {
    const send = () => create({ code: 'KEY' }).set('idempotency-key', 'printer');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('are written by managers and seen by their own organization', async () => {
    const { body } = await create({ code: 'OURS' }).expect(201);
    await app.as('operator').post('/printers').send({ code: 'X', name: 'X' }).expect(403);
    await app.otherOrganization.get(`/printers/${body.id}`).expect(404);
    await app.otherOrganization
      .patch(`/printers/${body.id}`)
      .set('if-match', '"v1"')
      .send({ name: 'X' })
      .expect(404);
  });
});
