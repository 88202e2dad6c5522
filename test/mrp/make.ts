import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { type Client, PASSWORD, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { makeCustomer } from '../support/make/customer.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeVendor } from '../support/make/purchase-order.js';
import { type MadeOrder, makeConfirmedOrder } from '../support/make/sales-order.js';
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

/** Starts a run and waits until it is completed. */
export async function plan(app: TestApp, request: Record<string, unknown> = {}): Promise<Run> {
  const started = await app.as('manager').post('/mrp/runs').send(request).expect(202);
  const run = await finished(app, started.body.id as number);
  expect(run).toMatchObject({ status: 'completed', error_message: null });
  return run;
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

/** A line that sells `quantity` of a product made of two pieces of a sub-assembly, made of screws in boxes of 100. */
export interface Chain {
  finished: MadeProduct;
  sub: MadeProduct;
  screw: MadeProduct;
  vendorId: number;
  sale: MadeOrder;
}

let isReady = false;

/** Boxes to buy in, and the only work center there is: what has no routing is made there. */
async function makeReady(app: TestApp): Promise<void> {
  if (isReady) return;
  isReady = true;
  await makeWorkCenter(app);
  const box = { code: 'BOX', name: 'Box', uom_class: 'count', to_base_factor: '100' };
  await app.as('admin').post('/units').send(box).expect(201);
}

/** The demand of a chain that nothing is there for yet; its screws are sold in boxes of 100 at 5 a box. */
export async function makeChain(app: TestApp, quantity = 10, inDays = 30): Promise<Chain> {
  await makeReady(app);
  const vendor = await makeVendor(app);
  const screw = await makeProduct(app, { lead_time_days: 3 });
  await app
    .as('manager')
    .post('/vendor-items')
    .send({
      vendor_id: vendor.id,
      product_id: screw.id,
      purchase_unit: 'BOX',
      purchase_conversion: '100',
      prices: [
        { min_quantity: '0', unit_price: '5' },
        { min_quantity: '2', unit_price: '4' },
      ],
    })
    .expect(201);
  const sub = await makeProduct(app, { lead_time_days: 2 });
  const finished = await makeProduct(app, { item_type: 'finished_good', lead_time_days: 2 });
  await makeBom(app, sub, [[screw, 6]]);
  await makeBom(app, finished, [[sub, 2]]);
  const requested = { requested_date: daysFromNow(inDays) };
  const sale = await makeConfirmedOrder(app, [{ product_id: finished.id, quantity, ...requested }]);
  return { finished, sub, screw, vendorId: vendor.id, sale };
}

/** The planned orders of the chain from top to bottom. */
export async function ordersOfChain(app: TestApp, chain: Chain): Promise<PlannedOrder[]> {
  const found: PlannedOrder[] = [];
  for (const product of [chain.finished, chain.sub, chain.screw]) {
    found.push(...(await plannedOrdersOf(app, product.id, '&status=planned')));
  }
  return found;
}

/** A customer's user, who sees nothing of planning. */
export async function asCustomer(app: TestApp): Promise<Client> {
  const { id } = await makeCustomer(app);
  const { email } = await makeUser(app, { role: 'customer', customer_id: id });
  return app.signIn(email, PASSWORD);
}
