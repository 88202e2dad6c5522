import { readFileSync } from 'node:fs';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { asCustomer } from './make.js';

let app: TestApp;
let customer: Client;

beforeAll(async () => {
  app = await startTestApp();
  customer = await asCustomer(app);
});
afterAll(() => app?.close());

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, unknown>>;
};
const ROUTES = Object.entries(paths)
  .filter(([path]) => path.startsWith('/api/v1/mrp/'))
  .flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [Method, string] => [
      method as Method,
      path.replace('/api/v1', '').replace(/\{[^}]+\}/g, '1'),
    ]),
  );
/** Asks with a body, and writes nothing. */
const QUESTIONS = new Set(['/mrp/capable-to-promise']);
const isRead = ([method, path]: [Method, string]) => method === 'get' || QUESTIONS.has(path);
const [READS, WRITES] = [ROUTES.filter(isRead), ROUTES.filter((route) => !isRead(route))];

const ask = (client: Client, method: Method, path: string) => client[method](path);

it('there are routes to ask', () => {
  expect(READS.length).toBeGreaterThan(10);
  expect(WRITES.length).toBeGreaterThan(10);
});

it.each(ROUTES)('%s %s is nothing for customers, nor for nobody', async (method, path) => {
  await ask(customer, method, path).expect(403);
  await ask(app.anonymous, method, path).expect(401);
});

it.each(WRITES)('%s %s is nothing for operators', async (method, path) => {
  await ask(app.as('operator'), method, path).expect(403);
});

it.each(READS)('%s %s is not refused to operators', async (method, path) => {
  const { status } = await ask(app.as('operator'), method, path);
  expect([200, 400, 404, 409, 422]).toContain(status);
});
