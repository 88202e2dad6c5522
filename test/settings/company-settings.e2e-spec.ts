import { startTestApp, type TestApp } from '../support/app.js';

describe('company settings', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const read = async () => (await app.as('admin').get('/settings/company').expect(200)).body;
  const patch = async (changes: object) => {
    const { version } = await read();
    return app.as('admin').patch('/settings/company').set('if-match', `"v${version}"`).send(changes);
  };

  it('exist for every organization from the start', async () => {
    expect(await read()).toMatchObject({
      currency_code: 'USD',
      timezone: 'America/New_York',
      business_days: [1, 2, 3, 4, 5],
      business_hours_start: '08:00:00',
      business_hours_end: '17:00:00',
      over_receipt_percent: '0',
      self_registration: false,
    });
    const other = await app.otherOrganization.get('/settings/company').expect(200);
    expect(other.body.company_name).toBe('Other company');
  });

  it('change together', async () => {
    const answer = await patch({
      company_name: 'Layer Line Works',
      timezone: 'Europe/Berlin',
      currency_code: 'EUR',
      business_days: [1, 2, 3, 4, 5, 6],
      business_hours_start: '06:00',
      business_hours_end: '24:00',
      over_receipt_percent: '2.5',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ timezone: 'Europe/Berlin', over_receipt_percent: '2.5' });
    expect(answer.headers.etag).toBe(`"v${answer.body.version}"`);
    expect(await read()).toMatchObject({ company_name: 'Layer Line Works', business_hours_end: '24:00:00' });
    const other = await app.otherOrganization.get('/settings/company').expect(200);
    expect(other.body.timezone).toBe('America/New_York');
  });

  it.each([
    [{ timezone: 'Europe/Atlantis' }, 'settings.unknown_timezone', '/timezone'],
    [{ currency_code: 'ZZZ' }, 'settings.unknown_currency', '/currency_code'],
    [{ business_days: [] }, 'settings.bad_business_days', '/business_days'],
    [{ business_days: [1, 1] }, 'settings.bad_business_days', '/business_days'],
    [{ business_hours_end: '05:00' }, 'settings.bad_business_hours', '/business_hours_end'],
  ])('refuse %j', async (changes, code, pointer) => {
    const before = await read();
    const answer = await patch(changes);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code, errors: [{ pointer, code }] });
    expect((await read()).version).toBe(before.version);
  });

  it.each([
    { business_hours_start: '8 am' },
    { business_days: ['Monday'] },
    { currency_code: 'eur' },
    { nonsense: 1 },
  ])('refuse the shape %j', async (changes) => expect((await patch(changes)).status).toBe(400));

  it('need the version that was read', async () => {
    await app.as('admin').patch('/settings/company').send({ city: 'Ulm' }).expect(428);
    await app
      .as('admin')
      .patch('/settings/company')
      .set('if-match', '"v99"')
      .send({ city: 'Ulm' })
      .expect(412);
  });

  it('are changed by administrators only', async () => {
    await app.as('operator').get('/settings/company').expect(200);
    await app
      .as('manager')
      .patch('/settings/company')
      .set('if-match', '"v1"')
      .send({ city: 'Ulm' })
      .expect(403);
    await app.anonymous.get('/settings/company').expect(401);
  });
});
