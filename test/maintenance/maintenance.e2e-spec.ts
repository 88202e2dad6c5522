import { PASSWORD, startTestApp, type TestApp } from '../support/app.js';

const DAY_MS = 86_400_000;

describe('maintenance', () => {
  let app: TestApp;
  let workCenterId: number;
  let codes = 0;
  beforeAll(async () => {
    app = await startTestApp();
    const { body: settings, headers } = await app.as('admin').get('/settings/company').expect(200);
    expect(settings.timezone).toBe('America/New_York');
    const zone = { timezone: 'UTC' };
    await app.as('admin').patch('/settings/company').set('if-match', headers.etag!).send(zone).expect(200);
    const center = { code: 'MILL', name: 'Mill' };
    workCenterId = (await app.as('manager').post('/work-centers').send(center).expect(201)).body.id;
  });
  afterAll(() => app?.close());

  const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
  const instant = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString();
  const makeResource = async (fields: object = {}) => {
    codes += 1;
    const resource = { code: `R-${codes}`, name: 'Machine', work_center_id: workCenterId, ...fields };
    return (await app.as('manager').post('/resources').send(resource).expect(201)).body.id as number;
  };
  const makePrinter = async (fields: object = {}) => {
    codes += 1;
    const printer = { code: `P-${codes}`, name: 'Printer', ...fields };
    return (await app.as('manager').post('/printers').send(printer).expect(201)).body.id as number;
  };
  const log = (body: object) =>
    app
      .as('operator')
      .post('/maintenance/logs')
      .send({ maintenance_type: 'preventive', ...body });
  const datesOf = async (id: number) => {
    const { body } = await app.as('operator').get(`/resources/${id}`).expect(200);
    return [body.last_maintenance_date, body.next_maintenance_date];
  };

  it('plans the next service by the interval and moves the dates of the resource', async () => {
    const resource = await makeResource({ maintenance_interval_days: 90 });
    const { body } = await log({
      resource_id: resource,
      performed_at: instant(-10),
      performed_by: 'Sam',
      downtime_minutes: '45',
      cost: '12.50',
    }).expect(201);
    expect(body).toMatchObject({ next_due_date: day(80), downtime_minutes: '45', cost: '12.5', version: 1 });
    expect(await datesOf(resource)).toEqual([day(-10), day(80)]);
    await log({ resource_id: resource, maintenance_type: 'cleaning' }).expect(201);
    expect(await datesOf(resource)).toEqual([day(0), day(80)]);
    await log({ resource_id: resource, performed_at: instant(-5) }).expect(201);
    expect(await datesOf(resource)).toEqual([day(0), day(80)]);
    await log({ resource_id: resource, maintenance_type: 'corrective', next_due_date: day(7) }).expect(201);
    expect(await datesOf(resource)).toEqual([day(0), day(7)]);
  });

  it('finds the resource of a printer', async () => {
    const resource = await makeResource({ maintenance_interval_days: 30 });
    const printer = await makePrinter({ resource_id: resource });
    const { body } = await log({ printer_id: printer }).expect(201);
    expect(body).toMatchObject({ resource_id: resource, printer_id: printer, next_due_date: day(30) });
    expect(await datesOf(resource)).toEqual([day(0), day(30)]);
    const other = await makeResource();
    const refused = await log({ printer_id: printer, resource_id: other }).expect(422);
    expect(refused.body.code).toBe('maintenance.printer_of_other');
  });

  it('refuses what cannot be', async () => {
    const resource = await makeResource();
    const codeOf = async (body: object) => (await log(body).expect(422)).body.code;
    expect(await codeOf({})).toBe('maintenance.machine_needed');
    expect(await codeOf({ resource_id: 999_999 })).toBe('maintenance.unknown_resource');
    expect(await codeOf({ printer_id: 999_999 })).toBe('maintenance.unknown_printer');
    expect(await codeOf({ resource_id: resource, performed_at: instant(0.01) })).toBe(
      'maintenance.in_future',
    );
    expect(await codeOf({ resource_id: resource, next_due_date: day(0) })).toBe('maintenance.due_too_early');
    await log({ resource_id: resource, maintenance_type: 'magic' }).expect(400);
    await log({ resource_id: resource, performed_at: '2026-01-01T08:00:00' }).expect(400);
    expect(await datesOf(resource)).toEqual([null, null]);
  });

  it('lets the latest log change its plan', async () => {
    const resource = await makeResource({ maintenance_interval_days: 90 });
    const { body: first } = await log({ resource_id: resource, performed_at: instant(-20) }).expect(201);
    const { body: latest } = await log({ resource_id: resource }).expect(201);
    const patch = (id: number, version: number, body: object) =>
      app.as('operator').patch(`/maintenance/logs/${id}`).set('if-match', `"v${version}"`).send(body);
    await patch(latest.id, 1, { next_due_date: day(14), notes: 'Bearing is worn' }).expect(200);
    expect(await datesOf(resource)).toEqual([day(0), day(14)]);
    await patch(first.id, 1, { next_due_date: day(200) }).expect(200);
    expect(await datesOf(resource)).toEqual([day(0), day(14)]);
    const early = await patch(latest.id, 2, { next_due_date: day(-1) }).expect(422);
    expect(early.body.code).toBe('maintenance.due_too_early');
    await patch(latest.id, 1, { notes: 'Stale' }).expect(412);
    await patch(999_999, 1, { notes: 'X' }).expect(404);
  });

  it('shows what is due, overdue first', async () => {
    const overdue = await makeResource({ next_maintenance_date: day(-3) });
    const soon = await makeResource({ next_maintenance_date: day(5) });
    const later = await makeResource({ next_maintenance_date: day(20) });
    await makeResource({ next_maintenance_date: day(-9), is_active: false });
    const printer = await makePrinter();
    await log({ printer_id: printer, performed_at: instant(-40), next_due_date: day(-30) }).expect(201);
    await log({ printer_id: printer, performed_at: instant(-30), next_due_date: day(2) }).expect(201);
    const ids = [overdue, soon, later];
    const due = async (query: string) => {
      const { body } = await app.as('operator').get(`/maintenance/due${query}`).expect(200);
      expect(body.today).toBe(day(0));
      return body.due
        .filter((row: { resource_id: number | null; printer_id: number | null }) =>
          row.printer_id === null ? ids.includes(row.resource_id!) : row.printer_id === printer,
        )
        .map((row: { days_until_due: number; is_overdue: boolean; printer_id: number | null }) => [
          row.days_until_due,
          row.is_overdue,
          row.printer_id !== null,
        ]);
    };
    const week = [
      [-3, true, false],
      [2, false, true],
      [5, false, false],
    ];
    expect(await due('')).toEqual(week);
    expect(await due('?within_days=30')).toEqual([...week, [20, false, false]]);
    expect(await due('?within_days=0')).toEqual([[-3, true, false]]);
  });

  it('lists logs of one machine, the latest entry first', async () => {
    const resource = await makeResource();
    for (const type of ['preventive', 'cleaning', 'corrective']) {
      await log({ resource_id: resource, maintenance_type: type }).expect(201);
    }
    const list = async (query: string) =>
      (await app.as('operator').get(`/maintenance/logs?resource_id=${resource}${query}`).expect(200)).body;
    const types = (page: { data: { maintenance_type: string }[] }) =>
      page.data.map((row) => row.maintenance_type);
    const first = await list('&limit=2');
    expect(types(first)).toEqual(['corrective', 'cleaning']);
    expect(types(await list(`&limit=2&cursor=${first.page.next}`))).toEqual(['preventive']);
    expect(types(await list('&maintenance_type=cleaning'))).toEqual(['cleaning']);
    expect(types(await list(`&performed_from=${instant(1)}`))).toEqual([]);
    expect(types(await list(`&performed_to=${instant(-1)}`))).toEqual([]);
  });

  it('answers a repeated key with the first answer', async () => {
    const resource = await makeResource();
    const send = () => log({ resource_id: resource }).set('idempotency-key', 'log');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('is seen by its own organization and by who may', async () => {
    const resource = await makeResource();
    const { body } = await log({ resource_id: resource }).expect(201);
    await app.otherOrganization.get(`/maintenance/logs/${body.id}`).expect(404);
    await app.otherOrganization
      .patch(`/maintenance/logs/${body.id}`)
      .set('if-match', '"v1"')
      .send({})
      .expect(404);
    const theirs = app.otherOrganization
      .post('/maintenance/logs')
      .send({ resource_id: resource, maintenance_type: 'cleaning' });
    expect((await theirs.expect(422)).body.code).toBe('maintenance.unknown_resource');
    await app.as('admin').post('/roles').send({ code: 'clerk', name: 'Clerk', permissions: [] }).expect(201);
    const user = { email: 'clerk@first.example', password: PASSWORD, role: 'clerk' };
    await app.as('admin').post('/users').send(user).expect(201);
    const clerk = await app.signIn(user.email, PASSWORD);
    await clerk.get('/maintenance/due').expect(403);
    await clerk.post('/maintenance/logs').send({ resource_id: resource }).expect(403);
  });
});
