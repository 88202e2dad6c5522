import { Clock } from '../../src/kernel/clock.js';
import { BusinessTime, WorkingCalendar } from '../../src/modules/settings/index.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('business time', () => {
  let app: TestApp;
  let now: Date;
  beforeAll(async () => {
    app = await startTestApp();
    app.app.get(Clock).now = () => now;
  });
  afterAll(() => app?.close());

  const today = () => app.app.get(Transactions).read(app.system, (tx) => app.app.get(BusinessTime).today(tx));
  const moveTo = async (timezone: string) => {
    const { headers } = await app.as('admin').get('/settings/company').expect(200);
    await app
      .as('admin')
      .patch('/settings/company')
      .set('if-match', headers.etag!)
      .send({ timezone })
      .expect(200);
  };

  it("is the organization's day, and follows a change of zone at once", async () => {
    now = new Date();
    now.setUTCHours(23, 30, 0, 0);
    const utcDay = now.toISOString().slice(0, 10);
    const nextDay = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
    expect(await today()).toBe(utcDay);
    await moveTo('Asia/Tokyo');
    expect(await today()).toBe(nextDay);
    await moveTo('Pacific/Honolulu');
    expect(await today()).toBe(utcDay);
  });

  it('loads the calendar with the holidays', async () => {
    now = new Date();
    await app
      .as('manager')
      .post('/settings/holidays')
      .send({ holiday_date: '2026-04-03', name: 'Good Friday' })
      .expect(201);
    const calendar = await app.app
      .get(Transactions)
      .read(app.system, (tx) => app.app.get(WorkingCalendar).load(tx));
    expect(calendar.addWorkingDays('2026-04-02', 1)).toBe('2026-04-06');
    expect(calendar.addWorkingDays('2026-04-06', -1)).toBe('2026-04-02');
  });
});
