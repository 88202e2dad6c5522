import { startTestApp, type TestApp } from '../support/app.js';

describe('working calendar', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    const settings = await app.as('admin').get('/settings/company').expect(200);
    await app
      .as('admin')
      .patch('/settings/company')
      .set('if-match', settings.headers.etag!)
      .send({ timezone: 'Europe/Berlin' })
      .expect(200);
  });
  afterAll(() => app?.close());

  const add = (date: string, name: string) =>
    app.as('manager').post('/settings/holidays').send({ holiday_date: date, name });

  it('knows weekends, holidays and the change of clocks', async () => {
    await add('2026-04-03', 'Good Friday').expect(201);
    const { body } = await app
      .as('operator')
      .get('/settings/calendar?from=2026-03-27&to=2026-04-03')
      .expect(200);
    expect(body.timezone).toBe('Europe/Berlin');
    expect(body.days.map((day: { is_working_day: boolean }) => day.is_working_day)).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(body.days[0]).toMatchObject({ opens_at: '2026-03-27T07:00:00.000Z', hours: '9' });
    expect(body.days[3]).toMatchObject({ opens_at: '2026-03-30T06:00:00.000Z', hours: '9' });
    expect(body.days[7]).toEqual({
      date: '2026-04-03',
      is_working_day: false,
      holiday_name: 'Good Friday',
      opens_at: null,
      closes_at: null,
      hours: '0',
    });
  });

  it('shows at most 366 days', async () => {
    await app.as('operator').get('/settings/calendar?from=2024-01-01&to=2024-12-31').expect(200);
    const long = await app.as('operator').get('/settings/calendar?from=2024-01-01&to=2025-01-01').expect(422);
    expect(long.body).toMatchObject({ code: 'settings.period_too_long', days_max: 366 });
    const backward = await app
      .as('operator')
      .get('/settings/calendar?from=2024-01-02&to=2024-01-01')
      .expect(422);
    expect(backward.body.code).toBe('settings.bad_period');
    await app.as('operator').get('/settings/calendar?from=2024-02-30&to=2024-03-01').expect(400);
  });

  it('keeps one holiday a day, changes and removes it', async () => {
    const { body: holiday } = await add('2026-12-25', 'Christmas').expect(201);
    const taken = await add('2026-12-25', 'Again').expect(409);
    expect(taken.body).toMatchObject({
      code: 'settings.holiday_taken',
      errors: [{ pointer: '/holiday_date' }],
    });
    const path = `/settings/holidays/${holiday.id}`;
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ name: 'Christmas Day' }).expect(200);
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ name: 'Stale' }).expect(412);
    expect((await app.as('operator').get(path).expect(200)).body).toMatchObject({
      name: 'Christmas Day',
      version: 2,
    });
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    const gone = await app.as('operator').get(path).expect(404);
    expect(gone.body.code).toBe('settings.holiday_not_found');
  });

  it('lists holidays of a period, page by page', async () => {
    for (const day of ['2030-01-01', '2030-05-01', '2030-10-03', '2031-01-01'])
      await add(day, day).expect(201);
    const first = await app
      .as('operator')
      .get('/settings/holidays?from=2030-01-01&to=2030-12-31&limit=2')
      .expect(200);
    expect(first.body.data.map((row: { name: string }) => row.name)).toEqual(['2030-01-01', '2030-05-01']);
    const second = await app
      .as('operator')
      .get(`/settings/holidays?from=2030-01-01&to=2030-12-31&limit=2&cursor=${first.body.page.next}`)
      .expect(200);
    expect(second.body).toMatchObject({ data: [{ holiday_date: '2030-10-03' }], page: { next: null } });
  });

  it('answers a repeated key with the first answer', async () => {
    const send = () => add('2032-01-01', 'New Year').set('idempotency-key', 'new-year-2032');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('is changed by managers and seen by its own organization', async () => {
    const { body: holiday } = await add('2033-01-01', 'New Year').expect(201);
    await app
      .as('operator')
      .post('/settings/holidays')
      .send({ holiday_date: '2033-01-02', name: 'X' })
      .expect(403);
    await app.otherOrganization.get(`/settings/holidays/${holiday.id}`).expect(404);
    await app.otherOrganization
      .delete(`/settings/holidays/${holiday.id}`)
      .set('if-match', '"v1"')
      .expect(404);
    const { body } = await app.otherOrganization.get('/settings/holidays').expect(200);
    expect(body.data).toEqual([]);
  });
});
