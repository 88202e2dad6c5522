import { startTestApp, type TestApp } from '../support/app.js';

const DAY_MS = 86_400_000;
const ROUNDS = 5;

describe('rivals who log maintenance of one machine', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    const { headers } = await app.as('admin').get('/settings/company').expect(200);
    const zone = { timezone: 'UTC' };
    await app.as('admin').patch('/settings/company').set('if-match', headers.etag!).send(zone).expect(200);
  });
  afterAll(() => app?.close());

  const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

  it('leave the dates of the latest maintenance, whoever comes last', async () => {
    const center = { code: 'MILL', name: 'Mill' };
    const { body: workCenter } = await app.as('manager').post('/work-centers').send(center).expect(201);
    for (let round = 0; round < ROUNDS; round += 1) {
      const machine = { code: `R-${round}`, name: 'Machine', work_center_id: workCenter.id };
      const { body: resource } = await app.as('manager').post('/resources').send(machine).expect(201);
      const offsets = [-9, -2, -7, -1, -5, -3, -8, -4];
      await Promise.all(
        offsets.map((offset) =>
          app
            .as('operator')
            .post('/maintenance/logs')
            .send({
              resource_id: resource.id,
              maintenance_type: 'preventive',
              performed_at: new Date(Date.now() + offset * DAY_MS).toISOString(),
              next_due_date: day(offset + 30),
            })
            .expect(201),
        ),
      );
      const { body } = await app.as('operator').get(`/resources/${resource.id}`).expect(200);
      expect([body.last_maintenance_date, body.next_maintenance_date]).toEqual([day(-1), day(29)]);
    }
  });
});
