import { ResourceReader } from '../../src/modules/resources/index.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('work centers', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const create = (body: object) =>
    app
      .as('manager')
      .post('/work-centers')
      .send({ name: 'Center', ...body });

  it('are created, read, changed and deleted', async () => {
    const { body, headers } = await create({
      code: 'FDM',
      center_type: 'machine',
      capacity_hours_per_day: '16',
      machine_rate_per_hour: '4.5',
      labor_rate_per_hour: 28,
      overhead_rate_per_hour: '6',
    }).expect(201);
    expect(headers.etag).toBe('"v1"');
    expect(body).toMatchObject({ machine_rate_per_hour: '4.5', labor_rate_per_hour: '28', is_active: true });
    const path = `/work-centers/${body.id}`;
    const changed = await app
      .as('manager')
      .patch(path)
      .set('if-match', '"v1"')
      .send({ is_active: false, capacity_hours_per_day: null })
      .expect(200);
    expect(changed.body).toMatchObject({ is_active: false, capacity_hours_per_day: null, version: 2 });
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ name: 'Stale' }).expect(412);
    await app.as('manager').delete(path).expect(428);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    expect((await app.as('operator').get(path).expect(404)).body.code).toBe(
      'resources.work_center_not_found',
    );
  });

  it('refuse taken codes and impossible figures', async () => {
    await create({ code: 'SLA' }).expect(201);
    const { body } = await create({ code: 'SLA' }).expect(409);
    expect(body).toMatchObject({ code: 'resources.work_center_code_taken', errors: [{ pointer: '/code' }] });
    await create({ code: 'X', capacity_hours_per_day: '25' }).expect(400);
    await create({ code: 'X', machine_rate_per_hour: '-1' }).expect(400);
    await create({ code: 'X', center_type: 'kitchen' }).expect(400);
  });

  it('are listed by type and text', async () => {
    await create({ code: 'QC-1', center_type: 'quality' }).expect(201);
    const { body } = await app.as('operator').get('/work-centers?center_type=quality&search=qc').expect(200);
    expect(body.data.map((row: { code: string }) => row.code)).toEqual(['QC-1']);
  });

  it('tell their rates to the modules above, in one statement', async () => {
    const { body } = await create({ code: 'RATES', labor_rate_per_hour: '30' }).expect(201);
    const rates = await app.app
      .get(Transactions)
      .read(app.system, (tx) => app.app.get(ResourceReader).workCenterRates(tx, [body.id, 999_999]));
    expect([...rates.keys()]).toEqual([body.id]);
    expect(rates.get(body.id)?.labor_rate_per_hour.toFixed()).toBe('30');
  });

  it('answer a repeated key with the first answer', async () => {
    const send = () => create({ code: 'KEY' }).set('idempotency-key', 'work-center');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('are written by managers and seen by their own organization', async () => {
    const { body } = await create({ code: 'OURS' }).expect(201);
    await app.as('operator').post('/work-centers').send({ code: 'X', name: 'X' }).expect(403);
    await app.otherOrganization.get(`/work-centers/${body.id}`).expect(404);
    await app.otherOrganization.delete(`/work-centers/${body.id}`).set('if-match', '"v1"').expect(404);
  });
});
