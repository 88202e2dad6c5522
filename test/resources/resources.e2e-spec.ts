import { startTestApp, type TestApp } from '../support/app.js';

describe('resources', () => {
  let app: TestApp;
  let workCenterId: number;
  beforeAll(async () => {
    app = await startTestApp();
    const { body } = await app
      .as('manager')
      .post('/work-centers')
      .send({ code: 'MILL', name: 'Mill' })
      .expect(201);
    workCenterId = body.id;
  });
  afterAll(() => app?.close());

  const create = (body: object) =>
    app
      .as('manager')
      .post('/resources')
      .send({ name: 'Machine', work_center_id: workCenterId, ...body });

  it('are created, read, changed and deleted', async () => {
    const { body } = await create({
      code: 'MILL-1',
      machine_type: 'CNC mill',
      maintenance_interval_days: 90,
      next_maintenance_date: '2026-04-05',
    }).expect(201);
    expect(body).toMatchObject({ status: 'available', next_maintenance_date: '2026-04-05', version: 1 });
    const path = `/resources/${body.id}`;
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ status: 'offline' }).expect(200);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    expect((await app.as('operator').get(path).expect(404)).body.code).toBe('resources.resource_not_found');
  });

  it('hold their work center and refuse unknown ones', async () => {
    const { body } = await create({ code: 'LOST', work_center_id: 999_999 }).expect(422);
    expect(body).toMatchObject({
      code: 'resources.unknown_work_center',
      errors: [{ pointer: '/work_center_id' }],
    });
    await create({ code: 'HELD' }).expect(201);
    const held = await app
      .as('manager')
      .delete(`/work-centers/${workCenterId}`)
      .set('if-match', '"v1"')
      .expect(409);
    expect(held.body.code).toBe('database.referenced');
    expect((await create({ code: 'HELD' }).expect(409)).body.code).toBe('resources.resource_code_taken');
    const { body: list } = await app
      .as('operator')
      .get(`/resources?work_center_id=${workCenterId}`)
      .expect(200);
    expect(list.data.map((row: { code: string }) => row.code)).toContain('HELD');
  });

  it('answer a repeated key with the first answer', async () => {
    const send = () => create({ code: 'KEY' }).set('idempotency-key', 'resource');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('are written by managers and seen by their own organization', async () => {
    const { body } = await create({ code: 'OURS' }).expect(201);
    await app
      .as('operator')
      .post('/resources')
      .send({ code: 'X', name: 'X', work_center_id: workCenterId })
      .expect(403);
    await app.otherOrganization.get(`/resources/${body.id}`).expect(404);
    const theirs = app.otherOrganization
      .post('/resources')
      .send({ code: 'X', name: 'X', work_center_id: workCenterId });
    expect((await theirs.expect(422)).body.code).toBe('resources.unknown_work_center');
  });
});
