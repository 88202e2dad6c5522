import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineFolders } from '../platform/support/engine-folders.js';
import { daysFromNow } from './make.js';

/** A program of its own on an engine of its own, killed in the middle of a run. */
const folders = new EngineFolders();
let dataDir: string;
let port: number;
let program: ChildProcess | null = null;
let output = '';
let token = '';

afterAll(async () => {
  if (program && program.exitCode === null && program.signalCode === null) {
    program.kill('SIGTERM');
    await once(program, 'exit');
  }
  folders.remove();
});

async function start(): Promise<void> {
  const { JEST_WORKER_ID: _, DATABASE_URL: __, NODE_ENV: ___, ...rest } = process.env;
  const env = { ...rest, DATA_DIR: dataDir, PORT: String(port), DEMO_DATA: 'false', LOG_LEVEL: 'error' };
  const script = ['test/support/run-typescript.cjs', 'src/main.ts'];
  program = spawn(process.execPath, script, {
    env: { ...env, RATE_LIMIT_PER_MINUTE: '1000000' },
    stdio: 'pipe',
  });
  program.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  program.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (;;) {
    if (program.exitCode !== null) throw new Error(`it ended:\n${output}`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) break;
    await sleep(100);
  }
  const [, email, password] = /administrator is (\S+) with the password (\S+)/.exec(output)!;
  token = (await send<{ access_token: string }>('/auth/login', { email, password })).access_token;
}

/** GET, or POST with a body; whatever refuses it fails the test. */
async function send<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const told = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} for ${path}: ${told}`);
  return JSON.parse(told) as Answer;
}

interface Run {
  id: number;
  status: string;
  phase: string;
  planned_orders_created: number;
}

async function until(runId: number, isReached: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const run = await send<Run>(`/mrp/runs/${runId}`);
    if (isReached(run)) return run;
    await sleep(10);
  }
}

const isOver = ({ status }: Run) => status !== 'queued' && status !== 'running';

/** What stands in the plan, without the run that wrote it. */
async function planned(): Promise<unknown[]> {
  const { data } = await send<{ data: { id: number; quantity: string; due_date: string }[] }>(
    '/mrp/planned-orders?limit=200&sort=id',
  );
  return data.map(({ id, quantity, due_date }) => ({ id, quantity, due_date }));
}

it('a process that is killed in the middle of a run leaves the plan, and the next one plans', async () => {
  dataDir = folders.fresh();
  port = await freePort();
  await start();
  const customer = await send<{ id: number }>('/customers', { company_name: 'Customer' });
  const product = await send<{ id: number }>('/products', {
    sku: 'CRASH-1',
    name: 'Part',
    item_type: 'component',
  });
  const sell = async (quantity: number) => {
    const line = { product_id: product.id, quantity, unit_price: 1, requested_date: daysFromNow(20) };
    const order = await send<{ id: number }>('/sales-orders', { customer_id: customer.id, lines: [line] });
    await send(`/sales-orders/${order.id}/confirm`, {});
  };
  await sell(5);
  const first = await send<Run>('/mrp/runs', {});
  expect(await until(first.id, isOver)).toMatchObject({ status: 'completed', planned_orders_created: 1 });
  const before = await planned();
  expect(before).toMatchObject([{ quantity: '5' }]);

  await sell(3);
  for (const kind of ['live', 'what_if']) {
    const run = await send<Run>('/mrp/runs', { kind });
    program!.kill('SIGKILL');
    await once(program!, 'exit');
    await start();
    expect(await planned()).toEqual(before);
    expect(await until(run.id, isOver)).toMatchObject({ status: 'failed', planned_orders_created: 0 });
  }
  const again = await send<Run>('/mrp/runs', {});
  expect(await until(again.id, isOver)).toMatchObject({ status: 'completed' });
  expect(await planned()).toMatchObject([{ quantity: '8' }]);
}, 240_000);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address() as { port: number };
      probe.close(() => resolve(address.port));
    });
  });
}
