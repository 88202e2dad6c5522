import { type Client, PASSWORD, type TestApp } from '../support/app.js';
import { makeCustomer } from '../support/make/customer.js';
import { makeUser } from '../support/make/user.js';

export interface Run {
  id: number;
  status: string;
  [column: string]: unknown;
}

export interface PlannedOrder {
  id: number;
  product_id: number;
  order_type: string;
  quantity: string;
  start_date: string;
  due_date: string;
  need_date: string;
  status: string;
  version: number;
  [column: string]: unknown;
}

/** Starts a run and waits until it is over. */
export async function plan(app: TestApp, request: Record<string, unknown> = {}): Promise<Run> {
  const started = await app.as('manager').post('/mrp/runs').send(request).expect(202);
  return finished(app, started.body.id as number);
}

export async function finished(app: TestApp, runId: number): Promise<Run> {
  for (;;) {
    const run = (await app.as('manager').get(`/mrp/runs/${runId}`).expect(200)).body as Run;
    if (run.status !== 'queued' && run.status !== 'running') return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function plannedOrdersOf(app: TestApp, productId: number, query = ''): Promise<PlannedOrder[]> {
  const answer = await app
    .as('manager')
    .get(`/mrp/planned-orders?product_id=${productId}&sort=due_date&limit=200${query}`)
    .expect(200);
  return answer.body.data as PlannedOrder[];
}

/** A customer's user, who sees nothing of planning. */
export async function asCustomer(app: TestApp): Promise<Client> {
  const { id } = await makeCustomer(app);
  const { email } = await makeUser(app, { role: 'customer', customer_id: id });
  return app.signIn(email, PASSWORD);
}
