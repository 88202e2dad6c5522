import { get } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { MrpRunsService } from '../../src/modules/mrp/mrp-runs.service.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const CLIENTS = 20;
/** Longer than events are apart. */
const ROUND_MS = 600;

it('clients that hang up leave no timers, listeners and connections behind', async () => {
  // A run that goes on for as long as nobody ends it.
  const { rows } = await asSuperuser(app, (db) =>
    db.query<{ id: string }>(
      `INSERT INTO mrp_runs (organization_id, kind, status, phase, heartbeat_at)
       VALUES (1, 'what_if', 'running', 'planning', now() + interval '1 hour') RETURNING id`,
    ),
  );
  const server = app.app.getHttpServer() as import('node:http').Server;
  const { port } = server.address() as { port: number };
  const asked = jest.spyOn(app.app.get(MrpRunsService), 'get');
  const before = process.eventNames().map((name) => process.listenerCount(name));
  const requests = Array.from({ length: CLIENTS }, () =>
    get({
      port,
      path: `/api/v1/mrp/runs/${rows[0]!.id}/events`,
      headers: { authorization: `Bearer ${app.as('operator').token}` },
      agent: false,
    }),
  );
  const answers = await Promise.all(
    requests.map(async (request) => {
      const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
      await once(answer, 'data');
      answer.on('error', () => undefined);
      return answer;
    }),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(CLIENTS).fill(200));
  expect(asked.mock.calls.length).toBeGreaterThanOrEqual(CLIENTS);
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  expect(await connections()).toBeGreaterThanOrEqual(CLIENTS);
  for (const request of requests) request.destroy();
  while ((await connections()) > CLIENTS / 2) await sleep(20);
  await sleep(ROUND_MS);
  asked.mockClear();
  await sleep(ROUND_MS);
  expect(asked).not.toHaveBeenCalled();
  expect(process.eventNames().map((name) => process.listenerCount(name))).toEqual(before);
});
