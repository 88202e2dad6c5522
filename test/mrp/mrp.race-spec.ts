import { startTestApp, type TestApp } from '../support/app.js';
import { asSuperuser } from '../support/superuser.js';
import { finished, makeChain, plan } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const EIGHT = Array.from({ length: 8 }, (_, client) => client);
const start = (key?: string) => {
  const request = app.as('manager').post('/mrp/runs');
  return (key === undefined ? request : request.set('Idempotency-Key', key)).send({});
};

it('eight clients start a live run: one does, the others are told which', async () => {
  await makeChain(app);
  const answers = await Promise.all(EIGHT.map(() => start()));
  const [begun] = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused.map(({ body }) => body.run_id)).toEqual(Array(7).fill(begun!.body.id));
  await finished(app, begun!.body.id as number);
});

it('the same key eight times at once is one run', async () => {
  const answers = await Promise.all(EIGHT.map(() => start('one-run')));
  expect(new Set(answers.map(({ status, body }) => `${status}:${body.id}`)).size).toBe(1);
  expect(await finished(app, answers[0]!.body.id as number)).toMatchObject({ status: 'completed' });
});

it('what was answered to be cancelled is never completed', async () => {
  for (const waitMs of [0, 40, 80, 120]) {
    const run = await start().expect(202);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const answer = await app.as('manager').post(`/mrp/runs/${run.body.id}/cancel`);
    const { status } = await finished(app, run.body.id as number);
    expect(status).toBe(answer.status === 200 ? 'cancelled' : 'completed');
  }
});

it('a run whose process died is over when it is cancelled, and a new one begins', async () => {
  await plan(app);
  const dead = await asSuperuser(app, (db) =>
    db.query<{ id: string }>(
      `INSERT INTO mrp_runs (organization_id, kind, status, phase, heartbeat_at)
       VALUES (1, 'live', 'running', 'writing', now() - interval '1 hour') RETURNING id`,
    ),
  );
  const answer = await app.as('manager').post(`/mrp/runs/${dead.rows[0]!.id}/cancel`).expect(200);
  expect(answer.body).toMatchObject({ status: 'cancelled', phase: 'done' });
  expect(await plan(app)).toMatchObject({ planned_orders_created: 0, orders_changed: 0, orders_removed: 0 });
});
