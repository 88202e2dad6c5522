import {
  type CompletedStocktake,
  StocktakeDiscrepancies,
} from '../../src/modules/inventory/stocktake-discrepancies.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse, type MadeWarehouse } from '../support/make/warehouse.js';

interface Stocktake {
  id: number;
  version: number;
  status: string;
  figures: Record<string, unknown>;
}
interface Item {
  id: number;
  product_id: number;
  status: string;
  [column: string]: unknown;
}

let app: TestApp;
let manager: Client;
let operator: Client;
let warehouse: MadeWarehouse;
const told: CompletedStocktake[] = [];
beforeAll(async () => {
  app = await startTestApp();
  [manager, operator] = [app.as('manager'), app.as('operator')];
  app.app.get(StocktakeDiscrepancies).register(async (_tx, stocktake) => {
    told.push(stocktake);
  });
});
afterAll(() => app?.close());
beforeEach(async () => {
  warehouse = await makeWarehouse(app);
});
afterEach(() => expectCleanLedger(app));

const path = (stocktake: { id: number }, action: string) => `/inventory/stocktakes/${stocktake.id}/${action}`;
const planning = (values: object = {}, client = manager) =>
  client.post('/inventory/stocktakes').send({ warehouse_id: warehouse.id, ...values });
const act = (stocktake: { id: number }, action: string, body: object = {}, client = manager) =>
  client.post(path(stocktake, action)).send(body);
const start = async (values: object = {}) => {
  const planned = (await planning(values).expect(201)).body as Stocktake;
  return (await act(planned, 'start').expect(200)).body as Stocktake;
};
const items = async (stocktake: { id: number }, query = '', client = manager) =>
  (await client.get(`${path(stocktake, 'items')}${query}`).expect(200)).body.data as Item[];
const count = (stocktake: { id: number }, lines: object[], client = operator) =>
  act(stocktake, 'counts', { lines }, client);
const stockIn = (quantity: number | string, product: object = {}, receipt: object = {}) =>
  makeStock(app, quantity, product as never, { location_id: warehouse.location_id, ...receipt });
const get = async (stocktake: { id: number }, client = manager) =>
  (await client.get(`/inventory/stocktakes/${stocktake.id}`).expect(200)).body as Stocktake;
const complete = (stocktake: { id: number }, body: object = {}) => act(stocktake, 'complete', body);

describe('a stocktake', () => {
  it('is planned, started, counted and completed; movements during the count survive', async () => {
    const [missing, more, same] = [
      await stockIn(10),
      await stockIn(10, {}, { unit_cost: 3 }),
      await stockIn(10),
    ];
    const planned = (await planning({ notes: 'Year end' }).expect(201)).body as Stocktake;
    expect(planned).toMatchObject({
      stocktake_number: expect.stringMatching(/^ST-\d{4}-\d{4}$/) as string,
      status: 'planned',
      figures: { lines: 0 },
    });
    const started = (await act(planned, 'start').expect(200)).body as Stocktake;
    expect(started).toMatchObject({ status: 'in_progress', figures: { lines: 3, open_lines: 3 } });
    const lines = await items(started);
    expect(lines.map((line) => [line.product_id, line.expected_quantity, line.status])).toEqual([
      [missing, '10', 'open'],
      [more, '10', 'open'],
      [same, '10', 'open'],
    ]);
    await manager.post('/inventory/issues').send({ product_id: missing, quantity: 4 }).expect(201);
    await manager
      .post('/inventory/receipts')
      .send({ product_id: more, quantity: 5, unit_cost: 3, location_id: warehouse.location_id })
      .expect(201);
    const counted = await count(started, [
      { item_id: lines[0]!.id, quantity: 8 },
      { item_id: lines[1]!.id, quantity: '11.5', notes: 'behind the door' },
      { item_id: lines[2]!.id, quantity: 10 },
    ]).expect(201);
    expect(counted.body).toMatchObject([
      { discrepancy_quantity: '-2', discrepancy_percent: '-20', discrepancy_value: '-2' },
      { discrepancy_quantity: '1.5', discrepancy_percent: '15', discrepancy_value: '4.5' },
      { discrepancy_quantity: '0', discrepancy_percent: '0' },
    ]);
    const completed = (await complete(started).expect(200)).body as Stocktake;
    expect(completed).toMatchObject({
      status: 'completed',
      figures: { discrepancy_lines: 2, gain_value: '4.5', loss_value: '2', net_value: '2.5', open_lines: 0 },
    });
    expect(await stockOf(app, missing)).toMatchObject({ on_hand_quantity: '4' });
    expect(await stockOf(app, more)).toMatchObject({ on_hand_quantity: '16.5', total_value: '49.5' });
    const movements = await manager
      .get(`/inventory/movements?reference_type=stocktake&reference_id=${started.id}`)
      .expect(200);
    expect(movements.body.data).toHaveLength(3);
    expect(new Set(movements.body.data.map((row: Item) => row.transaction_type))).toEqual(new Set(['count']));
    const found = (await manager.get(path(started, 'discrepancies')).expect(200)).body.data as Item[];
    expect(found.map((line) => line.product_id)).toEqual([missing, more]);
    expect(found[0]!.inventory_transaction_id).not.toBeNull();
    expect(told.at(-1)).toMatchObject({ id: started.id, warehouseId: warehouse.id });
    expect(told.at(-1)!.discrepancies.map((line) => [line.productId, line.percent?.toFixed()])).toEqual([
      [missing, '-20'],
      [more, '15'],
    ]);
  });

  it('takes places that are not on the list; where nothing was expected there is no percentage', async () => {
    const bin = await makeLocation(app, { parent_id: warehouse.location_id });
    const product = await makeProduct(app, { standard_cost: 2 });
    const lots = await makeProduct(app, { track_lots: true });
    const started = await start();
    const added = await count(started, [
      { product_id: product.id, location_id: bin.id, quantity: 5 },
      { product_id: lots.id, location_id: bin.id, lot_number: 'FOUND', quantity: 1 },
    ]).expect(201);
    expect(added.body).toMatchObject([
      { is_found: true, expected_quantity: '0', discrepancy_quantity: '5', discrepancy_percent: null },
      { is_found: true, lot_number: 'FOUND' },
    ]);
    await complete(started).expect(200);
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '5' });
    expect(told.at(-1)!.discrepancies).toMatchObject([{ percent: null }, { percent: null }]);
  });

  it('finds the line of a place that is on the list, and expects what is there of one that is not', async () => {
    const listed = await stockIn(3);
    const other = await makeLocation(app, { parent_id: warehouse.location_id });
    const started = await start({ product_ids: [listed] });
    const unlisted = await stockIn(7, {}, { location_id: other.id });
    const counted = await count(started, [
      { product_id: listed, location_id: warehouse.location_id, quantity: 3 },
      { product_id: unlisted, location_id: other.id, quantity: 6 },
    ]).expect(201);
    expect(counted.body).toMatchObject([
      { is_found: false, expected_quantity: '3' },
      { is_found: true, expected_quantity: '7', discrepancy_quantity: '-1' },
    ]);
    await complete(started).expect(200);
    expect(await stockOf(app, unlisted)).toMatchObject({ on_hand_quantity: '6' });
  });

  it('asks for a second count of what is too far off, and then believes it; both counts are kept', async () => {
    const product = await stockIn(100);
    const started = await start({ tolerance_percent: 5 });
    const [line] = (await items(started)) as [Item];
    await count(started, [{ item_id: line.id, quantity: 90 }]).expect(201);
    expect(await get(started)).toMatchObject({ figures: { recount_lines: 1 } });
    const refused = await complete(started);
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.stocktake_needs_recount']);
    expect(refused.body).toMatchObject({ recount_lines: 1, open_lines: 0 });
    const again = await operator
      .post(`${path(started, 'items')}/${line.id}/counts`)
      .send({ quantity: 91 })
      .expect(201);
    expect(again.body).toMatchObject([{ status: 'counted', actual_quantity: '91', counts: 2 }]);
    const kept = await manager.get(`${path(started, 'items')}/${line.id}/counts`).expect(200);
    expect(kept.body).toMatchObject([
      { round: 1, quantity: '90' },
      { round: 2, quantity: '91' },
    ]);
    await complete(started).expect(200);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '91' });
  });

  it('goes on when somebody accepts what is too far off, and asks anew when asked to', async () => {
    await stockIn(100);
    const started = await start({ tolerance_quantity: 1 });
    const [line] = (await items(started)) as [Item];
    const accept = () => act(started, 'acceptances', { item_ids: [line.id] });
    expect((await accept()).body.code).toBe('inventory.stocktake_item_not_off');
    expect((await act(started, 'recounts', { item_ids: [line.id] })).body.code).toBe(
      'inventory.stocktake_item_not_counted',
    );
    await count(started, [{ item_id: line.id, quantity: 50 }]).expect(201);
    expect((await accept().expect(200)).body).toMatchObject([{ status: 'accepted' }]);
    const asked = await act(started, 'recounts', { item_ids: [line.id] }).expect(200);
    expect(asked.body).toMatchObject([{ status: 'recount', accepted_at: null }]);
    expect((await complete(started)).body.code).toBe('inventory.stocktake_needs_recount');
    await accept().expect(200);
    await complete(started).expect(200);
  });

  it('hides in a blind count what is expected, and the first count from whoever counts again', async () => {
    const product = await stockIn(100);
    const started = await start({ is_blind: true, tolerance_percent: 1 });
    const [seen] = (await items(started, '', operator)) as [Item];
    const hidden = {
      expected_quantity: null,
      discrepancy_quantity: null,
      discrepancy_value: null,
      unit_cost: null,
    };
    expect(seen).toMatchObject({ product_id: product, status: 'open', ...hidden });
    const first = await count(started, [{ item_id: seen.id, quantity: 50 }]).expect(201);
    expect(first.body).toMatchObject([{ status: 'recount', actual_quantity: null, ...hidden }]);
    expect(await get(started, operator)).toMatchObject({
      figures: { recount_lines: 1, discrepancy_lines: null, net_value: null },
    });
    await operator.get(path(started, 'discrepancies')).expect(403);
    await operator.get(`${path(started, 'items')}/${seen.id}/counts`).expect(403);
    const [shown] = (await items(started)) as [Item];
    expect(shown).toMatchObject({ expected_quantity: '100', actual_quantity: '50' });
    const second = await count(started, [{ item_id: seen.id, quantity: 60 }]).expect(201);
    expect(second.body).toMatchObject([{ status: 'counted', actual_quantity: '60', ...hidden }]);
    await complete(started).expect(200);
    expect((await items(started, '', operator))[0]).toMatchObject({ expected_quantity: '100' });
  });

  it('is not completed with lines that nobody counted, unless it is said what becomes of them', async () => {
    const [first, second] = [await stockIn(5), await stockIn(7)];
    const skipping = await start();
    const refused = await complete(skipping);
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.stocktake_uncounted']);
    expect(refused.body).toMatchObject({ open_lines: 2 });
    const [line] = (await items(skipping)) as [Item];
    await count(skipping, [{ item_id: line.id, quantity: 4 }]).expect(201);
    await complete(skipping, { uncounted: 'skip' }).expect(200);
    expect((await items(skipping)).map((item) => item.status)).toEqual(['counted', 'skipped']);
    expect(await stockOf(app, first)).toMatchObject({ on_hand_quantity: '4' });
    expect(await stockOf(app, second)).toMatchObject({ on_hand_quantity: '7' });
    const emptying = await start();
    await complete(emptying, { uncounted: 'zero' }).expect(200);
    for (const product of [first, second])
      expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '0', total_value: '0' });
  });

  it('is refused when what was missing is gone or reserved, and helped by expecting anew', async () => {
    const [gone, reserved] = [await stockIn(10), await stockIn(10)];
    const started = await start({ tolerance_percent: 50 });
    const lines = await items(started);
    await count(
      started,
      lines.map((line) => ({ item_id: line.id, quantity: 5 })),
    ).expect(201);
    await manager.post('/inventory/issues').send({ product_id: gone, quantity: 6 }).expect(201);
    await manager.post('/inventory/reservations').send({ product_id: reserved, quantity: 6 }).expect(201);
    const refused = await complete(started);
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.stocktake_impossible']);
    expect(refused.body).toMatchObject({
      impossible_lines: 2,
      items: [
        { item_id: lines[0]!.id, on_hand: '4', allocated: '0', difference: '-5' },
        { item_id: lines[1]!.id, on_hand: '10', allocated: '6', difference: '-5' },
      ],
    });
    expect(await stockOf(app, gone)).toMatchObject({ on_hand_quantity: '4' });
    await act(started, 'refresh').expect(200);
    expect((await items(started))[0]).toMatchObject({ expected_quantity: '4', actual_quantity: '5' });
    await count(started, [{ item_id: lines[1]!.id, quantity: 7 }]).expect(201);
    await complete(started).expect(200);
    expect(await stockOf(app, gone)).toMatchObject({ on_hand_quantity: '5' });
    expect(await stockOf(app, reserved)).toMatchObject({ on_hand_quantity: '7', allocated_quantity: '6' });
  });

  it('expects anew what moved, keeps what was counted, and adds no drift', async () => {
    const [pieces, weight] = [await stockIn(1), await stockIn('2.5')];
    const started = await start();
    const lines = await items(started);
    await count(started, [{ item_id: lines[0]!.id, quantity: 3 }]).expect(201);
    for (const [product, quantity] of [
      [pieces, 1],
      [weight, '1.3'],
    ])
      await manager
        .post('/inventory/receipts')
        .send({ product_id: product, quantity, unit_cost: 1, location_id: warehouse.location_id })
        .expect(201);
    await act(started, 'refresh').expect(200);
    expect(await items(started)).toMatchObject([
      { expected_quantity: '2', actual_quantity: '3' },
      { expected_quantity: '3.8', actual_quantity: null },
    ]);
    await complete(started, { uncounted: 'skip' }).expect(200);
    expect(await stockOf(app, pieces)).toMatchObject({ on_hand_quantity: '3' });
    expect(await stockOf(app, weight)).toMatchObject({ on_hand_quantity: '3.8' });
  });

  it('covers a location with what lies in it, a category with those below it, or products', async () => {
    const shelf = await makeLocation(app, { type: 'shelf', parent_id: warehouse.location_id });
    const bin = await makeLocation(app, { parent_id: shelf.id });
    const outer = (
      await app.as('admin').post('/product-categories').send({ code: 'OUTER', name: 'Outer' }).expect(201)
    ).body as { id: number };
    const inner = (
      await app
        .as('admin')
        .post('/product-categories')
        .send({ code: 'INNER', name: 'Inner', parent_id: outer.id })
        .expect(201)
    ).body as { id: number };
    const inBin = await stockIn(1, { category_id: inner.id }, { location_id: bin.id });
    const atTop = await stockIn(2);
    await makeStock(app, 3);
    const cases: [object, number[]][] = [
      [{}, [atTop, inBin]],
      [{ location_id: shelf.id }, [inBin]],
      [{ category_id: outer.id }, [inBin]],
      [{ product_ids: [atTop] }, [atTop]],
      [{ abc_class: 'C' }, [atTop, inBin]],
      [{ abc_class: 'A' }, []],
    ];
    for (const [scope, expected] of cases) {
      const started = await start(scope);
      const found = (await items(started)).map((item) => item.product_id);
      expect(found.sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b));
      await act(started, 'cancel', { reason: 'Only looking' }).expect(200);
    }
  });

  it('is one of its warehouse at a time, while many may be planned', async () => {
    await stockIn(1);
    const running = await start();
    const next = (await planning().expect(201)).body as Stocktake;
    const refused = await act(next, 'start');
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.stocktake_open']);
    expect(refused.body.stocktake_id).toBe(running.id);
    const closing = await manager
      .patch(`/inventory/warehouses/${warehouse.id}`)
      .set('if-match', `"v${warehouse.version}"`)
      .send({ is_active: false });
    expect(closing.body).toMatchObject({ code: 'inventory.warehouse_in_use', open_stocktakes: 1 });
    await act(running, 'cancel').expect(200);
    await act(next, 'start').expect(200);
  });

  it('is changed while it is planned, and goes its way only once', async () => {
    const planned = (await planning().expect(201)).body as Stocktake;
    const patch = (version: number, values: object) =>
      manager.patch(`/inventory/stocktakes/${planned.id}`).set('if-match', `"v${version}"`).send(values);
    const product = await stockIn(1);
    const changed = await patch(1, {
      is_blind: true,
      product_ids: [product],
      tolerance_percent: '2.5',
    }).expect(200);
    expect(changed.body).toMatchObject({ is_blind: true, product_ids: [product], tolerance_percent: '2.5' });
    await patch(1, { is_blind: false }).expect(412);
    for (const [action, body] of [
      ['counts', { lines: [{ item_id: 1, quantity: 1 }] }],
      ['complete', {}],
      ['refresh', {}],
    ] as const) {
      const early = await act(planned, action, body);
      expect([early.status, early.body.code]).toEqual([409, 'inventory.stocktake_status']);
      expect(early.body).toMatchObject({
        stocktake_status: 'planned',
        possible: ['in_progress', 'cancelled'],
      });
    }
    await act(planned, 'start').expect(200);
    expect((await patch(3, { is_blind: false })).body.code).toBe('inventory.stocktake_status');
    await complete(planned, { uncounted: 'zero' }).expect(200);
    for (const action of ['start', 'complete', 'cancel', 'refresh'])
      expect((await act(planned, action)).body.code).toBe('inventory.stocktake_status');
  });

  it('counts all lines of a request or none, and says which field is wrong', async () => {
    const product = await stockIn(1);
    const [elsewhere, lots] = [await makeLocation(app), await makeProduct(app, { track_lots: true })];
    const started = await start();
    const [line] = (await items(started)) as [Item];
    const here = { product_id: product, location_id: warehouse.location_id, quantity: 1 };
    const cases: [object, string, string][] = [
      [{ item_id: 999_999, quantity: 1 }, 'inventory.unknown_stocktake_item', '/lines/1/item_id'],
      [{ quantity: 1 }, 'inventory.count_without_place', '/lines/1'],
      [here, 'inventory.place_twice', '/lines/1'],
      [{ item_id: line.id, quantity: 2 }, 'inventory.place_twice', '/lines/1'],
      [{ ...here, product_id: 999_999 }, 'inventory.product_not_found', '/lines/1/product_id'],
      [{ ...here, location_id: elsewhere.id }, 'inventory.location_elsewhere', '/lines/1/location_id'],
      [{ ...here, product_id: lots.id }, 'inventory.lot_required', '/lines/1/lot_id'],
      [{ ...here, lot_number: 'X' }, 'inventory.lot_not_tracked', '/lines/1/lot_id'],
    ];
    for (const [second, code, pointer] of cases) {
      const answer = await count(started, [{ item_id: line.id, quantity: 1 }, second]);
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        422,
        code,
        pointer,
      ]);
    }
    for (const lines of [[], [{ item_id: line.id }], [{ item_id: line.id, quantity: -1 }]])
      await count(started, lines).expect(400);
    await act(started, 'acceptances', { item_ids: [1, 1] }).expect(400);
    expect(await items(started)).toMatchObject([{ status: 'open', counts: 0 }]);
  });

  it('refuses a plan of what is not there', async () => {
    const bin = await makeLocation(app);
    const cases: [object, string, string][] = [
      [{ warehouse_id: 999_999 }, 'inventory.unknown_warehouse', '/warehouse_id'],
      [{ location_id: 999_999 }, 'inventory.unknown_location', '/location_id'],
      [{ location_id: bin.id }, 'inventory.location_elsewhere', '/location_id'],
      [{ category_id: 999_999 }, 'inventory.unknown_category', '/category_id'],
      [{ product_ids: [999_999] }, 'products.unknown_product', '/product_ids/0'],
    ];
    for (const [values, code, pointer] of cases) {
      const answer = await planning(values);
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        422,
        code,
        pointer,
      ]);
    }
    for (const values of [{ abc_class: 'D' }, { tolerance_percent: -1 }, { product_ids: ['x'] }])
      await planning(values).expect(400);
  });

  it('belongs to those who may, in one organization, and is done once for one key', async () => {
    const product = await stockIn(5);
    await planning({}, operator).expect(403);
    await planning({}, app.otherOrganization).expect(422);
    const started = await start();
    for (const action of ['start', 'complete', 'cancel', 'refresh'])
      await act(started, action, {}, operator).expect(403);
    for (const action of ['start', 'complete', 'cancel', 'refresh'])
      await act(started, action, {}, app.otherOrganization).expect(404);
    await app.otherOrganization.get(`/inventory/stocktakes/${started.id}`).expect(404);
    await app.otherOrganization.get(path(started, 'items')).expect(404);
    await count(started, [{ item_id: 1, quantity: 1 }], app.otherOrganization).expect(404);
    const [line] = (await items(started)) as [Item];
    const send = () =>
      operator
        .post(path(started, 'counts'))
        .set('idempotency-key', `s-${started.id}`)
        .send({ lines: [{ item_id: line.id, quantity: 4 }] })
        .expect(201);
    expect((await send()).body).toEqual((await send()).body);
    expect((await items(started))[0]).toMatchObject({ counts: 1 });
    await complete(started).expect(200);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '4' });
    const { data } = (
      await manager.get(`/inventory/stocktakes?warehouse_id=${warehouse.id}&status=completed`)
    ).body;
    expect(data).toMatchObject([{ id: started.id }]);
  });
});
