import { setTimeout as sleep } from 'node:timers/promises';
import { EngineFolders } from '../platform/support/engine-folders.js';
import { Program } from '../support/program.js';
import { daysFromNow } from '../support/days.js';

/** A program of its own on an engine of its own, killed in the middle of a run. */
const folders = new EngineFolders();
let program: Program;

afterAll(async () => {
  await program?.stop();
  folders.remove();
});

/** GET, or POST with a body; whatever refuses it fails the test. */
async function send<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await program.send(path, body);
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
  program = await Program.on(folders.fresh());
  await program.start();
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
    await program.kill();
    await program.start();
    expect(await planned()).toEqual(before);
    expect(await until(run.id, isOver)).toMatchObject({ status: 'failed', planned_orders_created: 0 });
  }
  const again = await send<Run>('/mrp/runs', {});
  expect(await until(again.id, isOver)).toMatchObject({ status: 'completed' });
  expect(await planned()).toMatchObject([{ quantity: '8' }]);
}, 240_000);
