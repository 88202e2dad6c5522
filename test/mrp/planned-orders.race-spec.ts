import { startTestApp, type TestApp } from '../support/app.js';
import { finished, makeChain, ordersOfChain, plan, plannedOrdersOf } from './make.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const EIGHT = Array.from({ length: 8 }, (_, client) => client);
const NOTHING = { status: 'completed', planned_orders_created: 0, orders_changed: 0, orders_removed: 0 };
const manager = () => app.as('manager');
const release = (ids: number[]) => manager().post('/mrp/planned-orders/release').send({ ids });

async function plannedChain() {
  const chain = await makeChain(app);
  await plan(app);
  return { chain, ids: (await ordersOfChain(app, chain)).map(({ id }) => id) };
}

/** How many purchase orders of the vendor and production orders of the product there are. */
async function documents(vendorId: number, productId: number): Promise<[number, number]> {
  const purchases = await manager().get(`/purchase-orders?vendor_id=${vendorId}`).expect(200);
  const productions = await manager().get(`/production-orders?product_id=${productId}`).expect(200);
  return [purchases.body.data.length as number, productions.body.data.length as number];
}

it('eight clients release the same orders: one wins, the others are told what there is', async () => {
  const { chain, ids } = await plannedChain();
  const answers = await Promise.all(
    EIGHT.map((client) => release(client % 2 === 0 ? ids : [...ids].reverse())),
  );
  const [won, ...more] = answers.filter(({ status }) => status === 200);
  expect(more).toEqual([]);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused).toHaveLength(7);
  const number = won!.body.purchase_orders[0].po_number as string;
  for (const { body } of refused) {
    expect(body.code).toBe('mrp.already_released');
    expect((body.documents as { po_number: string | null }[]).map(({ po_number }) => po_number)).toContain(
      number,
    );
  }
  expect(await documents(chain.vendorId, chain.sub.id)).toEqual([1, 1]);
});

it('eight clients with overlapping orders: each order is released once', async () => {
  const { chain, ids } = await plannedChain();
  const answers = await Promise.all(EIGHT.map((client) => release([ids[client % 3]!])));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409, 409, 409]);
  expect(await documents(chain.vendorId, chain.sub.id)).toEqual([1, 1]);
});

it('a run that computes while orders are released plans nothing again', async () => {
  const { chain, ids } = await plannedChain();
  const started = await manager().post('/mrp/runs').send({}).expect(202);
  const answers = await Promise.all(ids.map((id) => release([id])));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await finished(app, started.body.id as number)).toMatchObject({ status: 'completed' });
  expect(await plan(app)).toMatchObject(NOTHING);
  expect(await ordersOfChain(app, chain)).toEqual([]);
  expect(await documents(chain.vendorId, chain.sub.id)).toEqual([1, 1]);
});

it('a run that computes while an order is made firm leaves it firm', async () => {
  const { chain, ids } = await plannedChain();
  const started = await manager().post('/mrp/runs').send({}).expect(202);
  await manager().post(`/mrp/planned-orders/${ids[1]}/firm`).expect(200);
  expect(await finished(app, started.body.id as number)).toMatchObject({ status: 'completed' });
  expect(await plannedOrdersOf(app, chain.sub.id)).toMatchObject([{ id: ids[1], status: 'firmed' }]);
  expect(await plan(app)).toMatchObject(NOTHING);
});

it('of those who firm, cancel and release an order at once, only those who may come after one another win', async () => {
  const { ids } = await plannedChain();
  const path = `/mrp/planned-orders/${ids[1]}`;
  const answers = await Promise.all([
    ...EIGHT.slice(0, 3).map(() => manager().post(`${path}/firm`)),
    ...EIGHT.slice(0, 3).map(() => manager().post(`${path}/cancel`)),
    ...EIGHT.slice(0, 2).map(() => release([ids[1]!])),
  ]);
  expect(answers.every(({ status }) => [200, 409].includes(status))).toBe(true);
  const ended = answers.slice(3).filter(({ status }) => status === 200);
  expect(ended).toHaveLength(1);
});
