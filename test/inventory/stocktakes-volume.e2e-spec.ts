import { startTestApp, type TestApp } from '../support/app.js';
import { everyRow } from '../support/every-row.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse } from '../support/make/warehouse.js';

const PRODUCTS = 50;
const BINS = 100;
/** Products that lie in one place together. */
const HEAPED = 5_000;
const LINES = PRODUCTS * BINS + HEAPED;
const LINES_A_CALL = 1_000;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ STATEMENT_TIMEOUT_MS: 120_000 });
});
afterAll(() => app?.close());

const upload = (kind: string, lines: string[]) =>
  app.as('admin').post(`/imports/${kind}`).set('content-type', 'text/csv').send(lines.join('\n')).expect(200);

/** Statements that reach the database while `work` runs; nothing else does in this file. */
async function countStatements<T>(work: () => PromiseLike<T>): Promise<{ result: T; statements: number }> {
  const { Client: PgClient } = await import('pg');
  const query = jest.spyOn(PgClient.prototype, 'query');
  try {
    const result = await work();
    return { result, statements: query.mock.calls.length };
  } finally {
    query.mockRestore();
  }
}

/** Starts and completes a stocktake of one line; gives the statements of both. */
async function smallStocktake(): Promise<{ start: number; complete: number }> {
  const manager = app.as('manager');
  const warehouse = await makeWarehouse(app);
  await makeStock(app, 10, {}, { location_id: warehouse.location_id });
  const { id } = (
    await manager.post('/inventory/stocktakes').send({ warehouse_id: warehouse.id }).expect(201)
  ).body as { id: number };
  const act = (action: string, body: object) =>
    countStatements(() => manager.post(`/inventory/stocktakes/${id}/${action}`).send(body).expect(200));
  const start = await act('start', {});
  return { start: start.statements, complete: (await act('complete', { uncounted: 'zero' })).statements };
}

/** A warehouse of 100 bins with 50 products in each of them, and 5,000 others in a heap; ten pieces of each. */
async function fillWarehouse() {
  const warehouse = await makeWarehouse(app, { code: 'VOLUME' });
  const numbered = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
  const [bins, skus, heap] = [numbered('V-', BINS), numbered('S-', PRODUCTS), numbered('H-', HEAPED)];
  await upload('locations', [
    'code,name,type,parent_code',
    ...bins.map((code) => `${code},Bin ${code},bin,VOLUME`),
  ]);
  await upload('products', [
    'sku,name,item_type',
    ...[...skus, ...heap].map((sku) => `${sku},${sku},component`),
  ]);
  await upload('opening_stock', [
    'sku,location_code,quantity,unit_cost',
    ...bins.flatMap((code) => skus.map((sku) => `${sku},${code},10,2`)),
    ...heap.map((sku) => `${sku},VOLUME,10,2`),
  ]);
  return warehouse;
}

it('10,000 lines are started, counted and completed in a few seconds', async () => {
  const manager = app.as('manager');
  const small = await smallStocktake();
  const warehouse = await fillWarehouse();
  const planned = await manager
    .post('/inventory/stocktakes')
    .send({ warehouse_id: warehouse.id })
    .expect(201);
  const path = `/inventory/stocktakes/${planned.body.id as number}`;
  const started = await countStatements(() => manager.post(`${path}/start`).send({}).expect(200));
  expect(started.result.body.figures).toMatchObject({ lines: LINES, open_lines: LINES });
  const ids = (await everyRow<{ id: number }>(manager, `${path}/items`)).map((line) => line.id);
  expect(ids).toHaveLength(LINES);
  for (let first = 0; first < LINES; first += LINES_A_CALL) {
    // Every fourth line misses one piece, every fourth one has one too many.
    const lines = ids
      .slice(first, first + LINES_A_CALL)
      .map((item_id, index) => ({ item_id, quantity: [10, 9, 10, 11][index % 4] }));
    await manager.post(`${path}/counts`).send({ lines }).expect(201);
  }
  const completed = await countStatements(() => manager.post(`${path}/complete`).send({}).expect(200));
  expect(completed.result.body).toMatchObject({
    status: 'completed',
    figures: { discrepancy_lines: LINES / 2, gain_value: '5000', loss_value: '5000', net_value: '0' },
  });
  // Ten thousand lines take what one takes; what is kept for a few seconds (the time zone) may have to be read again.
  expect(started.statements).toBeLessThanOrEqual(small.start + 2);
  expect(completed.statements).toBeLessThanOrEqual(small.complete + 2);
  await expectCleanLedger(app);
}, 180_000);
