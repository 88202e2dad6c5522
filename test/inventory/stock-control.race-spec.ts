import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse } from '../support/make/warehouse.js';

const CLIENTS = 8;

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: 12 });
  manager = app.as('manager');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

interface Answer {
  status: number;
  body: Record<string, unknown>;
}
const together = (send: (index: number) => PromiseLike<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: CLIENTS }, (_, index) => send(index)));
const statuses = (answers: readonly Answer[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const post = (path: string, body: object = {}) => manager.post(`/inventory/${path}`).send(body);
const make = async (path: string, body: object) =>
  (await post(path, body).expect(201)).body as { id: number };

/** A warehouse with so much of one product in it. */
async function stocked(quantity: number) {
  const warehouse = await makeWarehouse(app);
  const product = await makeStock(app, quantity, {}, { location_id: warehouse.location_id });
  return { warehouse, product };
}

describe('many clients at once', () => {
  it('who ship the first transfers of an organization: one place for what is on its way', async () => {
    const { warehouse, product } = await stocked(CLIENTS);
    const target = await makeWarehouse(app);
    const transfers: { id: number }[] = [];
    for (let index = 0; index < CLIENTS; index += 1)
      transfers.push(
        await make('stock-transfers', {
          from_location_id: warehouse.location_id,
          to_location_id: target.location_id,
          lines: [{ product_id: product, quantity: 1 }],
        }),
      );
    const answers = await together((index) => post(`stock-transfers/${transfers[index]!.id}/ship`));
    expect(statuses(answers)).toEqual({ 200: CLIENTS });
    const places = await manager.get('/inventory/locations?type=transit').expect(200);
    expect(places.body.data).toHaveLength(1);
  });

  it('who start the same stocktake: one starts it, once', async () => {
    const { warehouse } = await stocked(5);
    const planned = await make('stocktakes', { warehouse_id: warehouse.id });
    const answers = await together(() => post(`stocktakes/${planned.id}/start`));
    expect(statuses(answers)).toEqual({ 200: 1, 409: CLIENTS - 1 });
    const items = await manager.get(`/inventory/stocktakes/${planned.id}/items`).expect(200);
    expect(items.body.data).toHaveLength(1);
  });

  it('who start different stocktakes of one warehouse: one is under way', async () => {
    const { warehouse } = await stocked(5);
    const planned: { id: number }[] = [];
    for (let index = 0; index < CLIENTS; index += 1)
      planned.push(await make('stocktakes', { warehouse_id: warehouse.id }));
    const answers = await together((index) => post(`stocktakes/${planned[index]!.id}/start`));
    expect(statuses(answers)).toEqual({ 200: 1, 409: CLIENTS - 1 });
    for (const { status, body } of answers)
      if (status === 409) expect(body['code']).toBe('inventory.stocktake_open');
  });

  it('who complete the same stocktake: its difference is posted once', async () => {
    const { warehouse, product } = await stocked(10);
    const { id } = await make('stocktakes', { warehouse_id: warehouse.id });
    await post(`stocktakes/${id}/start`).expect(200);
    const [line] = (await manager.get(`/inventory/stocktakes/${id}/items`).expect(200)).body.data as [
      { id: number },
    ];
    await post(`stocktakes/${id}/counts`, { lines: [{ item_id: line.id, quantity: 7 }] }).expect(201);
    const answers = await together(() => post(`stocktakes/${id}/complete`));
    expect(statuses(answers)).toEqual({ 200: 1, 409: CLIENTS - 1 });
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '7' });
  });

  it('who count, move and complete: every movement survives, and every count is before or not at all', async () => {
    const { warehouse, product } = await stocked(100);
    const { id } = await make('stocktakes', { warehouse_id: warehouse.id });
    await post(`stocktakes/${id}/start`).expect(200);
    const [line] = (await manager.get(`/inventory/stocktakes/${id}/items`).expect(200)).body.data as [
      { id: number },
    ];
    const lines = [{ item_id: line.id, quantity: 90 }];
    await post(`stocktakes/${id}/counts`, { lines }).expect(201);
    const answers = await together((index) => {
      if (index === 3) return post(`stocktakes/${id}/complete`);
      if (index % 2) return post(`stocktakes/${id}/counts`, { lines });
      return post('issues', { product_id: product, quantity: 1 });
    });
    expect(answers[3]!.status).toBe(200);
    expect(answers.filter((_, index) => index % 2 === 0).map(({ status }) => status)).toEqual([
      201, 201, 201, 201,
    ]);
    expect(answers.every(({ status }) => [200, 201, 409].includes(status))).toBe(true);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '86' });
  });

  it('who find the same place: one line with all the counts', async () => {
    const { warehouse } = await stocked(1);
    const bin = await makeLocation(app, { parent_id: warehouse.location_id });
    const product = await makeProduct(app, { track_lots: true });
    const { id } = await make('stocktakes', { warehouse_id: warehouse.id });
    await post(`stocktakes/${id}/start`).expect(200);
    const found = { product_id: product.id, location_id: bin.id, lot_number: 'X', quantity: 1 };
    const answers = await together(() => post(`stocktakes/${id}/counts`, { lines: [found] }));
    expect(statuses(answers)).toEqual({ 201: CLIENTS });
    const { data } = (await manager.get(`/inventory/stocktakes/${id}/items?product_id=${product.id}`)).body;
    expect(data).toMatchObject([{ counts: CLIENTS, is_found: true }]);
  });

  it('who post the same adjustment: it is posted once', async () => {
    const { product } = await stocked(10);
    const warehouse = await makeWarehouse(app);
    const adjustment = await make('stock-adjustments', {
      adjustment_type: 'found',
      reason_code: 'found_stock',
      warehouse_id: warehouse.id,
      lines: [{ product_id: product, quantity_change: 5 }],
    });
    const answers = await together(() => post(`stock-adjustments/${adjustment.id}/post`));
    expect(statuses(answers)).toEqual({ 200: 1, 409: CLIENTS - 1 });
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '15' });
    const undone = await together(() => post(`stock-adjustments/${adjustment.id}/reversal`));
    expect(statuses(undone)).toEqual({ 201: 1, 409: CLIENTS - 1 });
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '10' });
  });

  it('who post adjustments of the last pieces: as many win as there are pieces', async () => {
    const { warehouse, product } = await stocked(3);
    const drafts: { id: number }[] = [];
    for (let index = 0; index < CLIENTS; index += 1)
      drafts.push(
        await make('stock-adjustments', {
          adjustment_type: 'damage',
          reason_code: 'damaged_goods',
          warehouse_id: warehouse.id,
          lines: [{ product_id: product, quantity_change: -1 }],
        }),
      );
    const answers = await together((index) => post(`stock-adjustments/${drafts[index]!.id}/post`));
    expect(statuses(answers)).toEqual({ 200: 3, 409: CLIENTS - 3 });
  });

  it('who put away into one bin: it is full and never over', async () => {
    const warehouse = await makeWarehouse(app);
    const dock = await makeLocation(app, { type: 'dock', parent_id: warehouse.location_id });
    const bin = await makeLocation(app, { parent_id: warehouse.location_id });
    const product = await makeStock(app, 1_000, {}, { location_id: dock.id });
    await make('put-away/rules', { product_id: product, location_id: bin.id, capacity: 100 });
    const body = { from_location_id: dock.id, lines: [{ product_id: product, quantity: 30 }] };
    const answers = await together(() => post('put-aways', body));
    expect(statuses(answers)).toEqual({ 201: 4, 409: CLIENTS - 4 });
    const placed = answers
      .filter(({ status }) => status === 201)
      .map(({ body }) => Number((body as unknown as { placed_quantity: string }[])[0]!.placed_quantity));
    expect(placed.sort((a, b) => a - b)).toEqual([10, 30, 30, 30]);
    const { data } = (await manager.get(`/inventory/balances?product_id=${product}&location_id=${bin.id}`))
      .body;
    expect(data).toMatchObject([{ on_hand_quantity: '100' }]);
  });

  it('who put different products into one bin under a rule for anything: together not over', async () => {
    const warehouse = await makeWarehouse(app);
    const dock = await makeLocation(app, { type: 'dock', parent_id: warehouse.location_id });
    const bin = await makeLocation(app, { parent_id: warehouse.location_id });
    await make('put-away/rules', { location_id: bin.id, capacity: 100 });
    const products: number[] = [];
    for (let index = 0; index < CLIENTS; index += 1)
      products.push(await makeStock(app, 30, {}, { location_id: dock.id }));
    const answers = await together((index) =>
      post('put-aways', {
        from_location_id: dock.id,
        lines: [{ product_id: products[index], quantity: 30 }],
      }),
    );
    expect(statuses(answers)).toEqual({ 201: 4, 409: CLIENTS - 4 });
    const { data } = (await manager.get(`/inventory/balances?location_id=${bin.id}`)).body as {
      data: { on_hand_quantity: string }[];
    };
    expect(data.reduce((sum, row) => sum + Number(row.on_hand_quantity), 0)).toBe(100);
  });

  it('who ship, then receive the same transfer: once each', async () => {
    const { warehouse, product } = await stocked(10);
    const target = await makeWarehouse(app);
    const transfer = await make('stock-transfers', {
      from_location_id: warehouse.location_id,
      to_location_id: target.location_id,
      lines: [{ product_id: product, quantity: 10 }],
    });
    const shipping = await together(() => post(`stock-transfers/${transfer.id}/ship`));
    expect(statuses(shipping)).toEqual({ 200: 1, 409: CLIENTS - 1 });
    const receiving = await together(() => post(`stock-transfers/${transfer.id}/receipts`));
    expect(statuses(receiving)).toEqual({ 201: 1, 409: CLIENTS - 1 });
    const stock = await manager.get(`/inventory/warehouses/${target.id}/stock`).expect(200);
    expect(stock.body.data).toMatchObject([{ on_hand_quantity: '10' }]);
  });

  it('who receive 3 of 10 that are on their way: three win, the others hear what is left', async () => {
    const { warehouse, product } = await stocked(10);
    const target = await makeWarehouse(app);
    const transfer = await make('stock-transfers', {
      from_location_id: warehouse.location_id,
      to_location_id: target.location_id,
      lines: [{ product_id: product, quantity: 10 }],
    });
    const shipped = (await post(`stock-transfers/${transfer.id}/ship`).expect(200)).body as {
      lines: { id: number }[];
    };
    const lines = [{ line_id: shipped.lines[0]!.id, quantity: 3 }];
    const answers = await together((index) =>
      post(`stock-transfers/${transfer.id}/${index % 2 ? 'receipts' : 'returns'}`, { lines }),
    );
    expect(statuses(answers)).toEqual({ 201: 3, 409: CLIENTS - 3 });
    for (const { status, body } of answers)
      if (status === 409)
        expect(body).toMatchObject({ code: 'inventory.transfer_exceeded', in_transit: '1' });
  });
});
