import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse, type MadeWarehouse } from '../support/make/warehouse.js';

interface Line {
  id: number;
  [column: string]: unknown;
}
interface Transfer {
  id: number;
  version: number;
  status: string;
  transit_location_id: number | null;
  lines: Line[];
}

let app: TestApp;
let manager: Client;
let operator: Client;
let north: MadeWarehouse;
let south: MadeWarehouse;
beforeAll(async () => {
  app = await startTestApp();
  [manager, operator] = [app.as('manager'), app.as('operator')];
});
afterAll(() => app?.close());
beforeEach(async () => {
  [north, south] = [await makeWarehouse(app), await makeWarehouse(app)];
});
afterEach(() => expectCleanLedger(app));

const draft = (lines: object[], values: object = {}, client = operator) =>
  client
    .post('/inventory/stock-transfers')
    .send({ from_location_id: north.location_id, to_location_id: south.location_id, lines, ...values });
const make = async (lines: object[], values: object = {}) =>
  (await draft(lines, values).expect(201)).body as Transfer;
const act = (transfer: { id: number }, action: string, body: object = {}, client = operator) =>
  client.post(`/inventory/stock-transfers/${transfer.id}/${action}`).send(body);
const ship = async (lines: object[], values: object = {}) =>
  (await act(await make(lines, values), 'ship').expect(200)).body as Transfer;
const inNorth = (quantity: number, product: object = {}, receipt: object = {}) =>
  makeStock(app, quantity, product as never, { location_id: north.location_id, ...receipt });
const balances = async (product: number) =>
  Object.fromEntries(
    (
      (await operator.get(`/inventory/balances?product_id=${product}`).expect(200)).body.data as {
        location_id: number;
        on_hand_quantity: string;
      }[]
    ).map((row) => [row.location_id, row.on_hand_quantity]),
  );

describe('stock transfers', () => {
  it('leave their source, are on their way and arrive, in parts, with their value', async () => {
    const product = await inNorth(50);
    const drafted = await make([{ product_id: product, quantity: 20 }], { notes: 'Monday truck' });
    expect(drafted).toMatchObject({
      transfer_number: expect.stringMatching(/^TR-\d{4}-\d{4}$/) as string,
      status: 'draft',
      lines: [{ quantity: '20', shipped_quantity: '0', in_transit_quantity: '0' }],
    });
    expect(await balances(product)).toEqual({ [north.location_id]: '50' });
    const shipped = (await act(drafted, 'ship').expect(200)).body as Transfer;
    expect(shipped).toMatchObject({ status: 'in_transit', lines: [{ in_transit_quantity: '20' }] });
    const transit = shipped.transit_location_id!;
    expect(await balances(product)).toEqual({ [north.location_id]: '30', [transit]: '20' });
    expect(await stockOf(app, product)).toMatchObject({
      on_hand_quantity: '50',
      available_quantity: '30',
      total_value: '50',
    });
    const line_id = shipped.lines[0]!.id;
    const part = await act(shipped, 'receipts', { lines: [{ line_id, quantity: 15 }] }).expect(201);
    expect(part.body).toMatchObject({ status: 'in_transit', closed_at: null });
    expect(part.body.lines).toMatchObject([{ received_quantity: '15', in_transit_quantity: '5' }]);
    const rest = await act(shipped, 'receipts').expect(201);
    expect(rest.body).toMatchObject({ status: 'received', lines: [{ received_quantity: '20' }] });
    expect(await balances(product)).toEqual({ [north.location_id]: '30', [south.location_id]: '20' });
    expect(await stockOf(app, product)).toMatchObject({ available_quantity: '50', total_value: '50' });
    const movements = await operator
      .get(`/inventory/movements?reference_type=stock_transfer&reference_id=${shipped.id}`)
      .expect(200);
    expect(movements.body.data).toHaveLength(3);
  });

  it('are taken by nobody else while they are on their way', async () => {
    const product = await inNorth(10);
    const shipped = await ship([{ product_id: product, quantity: 10 }]);
    const issue = await manager.post('/inventory/issues').send({ product_id: product, quantity: 1 });
    expect([issue.status, issue.body.code]).toEqual([409, 'inventory.not_available']);
    await act(shipped, 'receipts').expect(201);
    await manager.post('/inventory/issues').send({ product_id: product, quantity: 10 }).expect(201);
  });

  it('arrive short: the rest is written off with a reason, by those who may adjust', async () => {
    const product = await inNorth(10);
    const shipped = await ship([{ product_id: product, quantity: 10 }]);
    const line_id = shipped.lines[0]!.id;
    await act(shipped, 'receipts', { lines: [{ line_id, quantity: 7 }] }).expect(201);
    await act(shipped, 'write-offs', { reason: 'Broken' }).expect(403);
    await act(shipped, 'write-offs', {}, manager).expect(400);
    const closed = await act(shipped, 'write-offs', { reason: 'Broken' }, manager).expect(201);
    expect(closed.body).toMatchObject({
      status: 'received',
      reason: 'Broken',
      lines: [{ received_quantity: '7', written_off_quantity: '3', in_transit_quantity: '0' }],
    });
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '7', total_value: '7' });
    const { data } = (
      await operator.get(`/inventory/movements?product_id=${product}&transaction_type=adjustment`).expect(200)
    ).body;
    expect(data).toMatchObject([{ quantity: '3', reason: 'Broken', reference_type: 'stock_transfer' }]);
  });

  it('go back to their source: what came back as a whole is cancelled', async () => {
    const product = await inNorth(10);
    const whole = await ship([{ product_id: product, quantity: 6 }]);
    expect((await act(whole, 'returns', { reason: 'Road closed' }).expect(201)).body).toMatchObject({
      status: 'cancelled',
      lines: [{ returned_quantity: '6' }],
    });
    expect(await balances(product)).toEqual({ [north.location_id]: '10' });
    const part = await ship([{ product_id: product, quantity: 6 }]);
    const line_id = part.lines[0]!.id;
    await act(part, 'receipts', { lines: [{ line_id, quantity: 2 }] }).expect(201);
    expect((await act(part, 'returns').expect(201)).body.status).toBe('received');
    expect(await balances(product)).toEqual({ [north.location_id]: '8', [south.location_id]: '2' });
  });

  it('keep lots apart: what was picked from two of them becomes two lines', async () => {
    const product = await inNorth(5, { track_lots: true }, { lot_number: 'A' });
    await manager
      .post('/inventory/receipts')
      .send({
        product_id: product,
        quantity: 5,
        unit_cost: 1,
        lot_number: 'B',
        location_id: north.location_id,
      })
      .expect(201);
    const shipped = await ship([{ product_id: product, quantity: 8, notes: 'both' }]);
    expect(shipped.lines).toMatchObject([
      { line_number: 1, lot_number: 'A', quantity: '5', notes: 'both' },
      { line_number: 2, lot_number: 'B', quantity: '3' },
    ]);
    const received = await act(shipped, 'receipts', {
      lines: [{ line_id: shipped.lines[1]!.id, quantity: 3 }],
    }).expect(201);
    expect(received.body.lines).toMatchObject([{ in_transit_quantity: '5' }, { received_quantity: '3' }]);
    await act(shipped, 'receipts').expect(201);
  });

  it('carry a lot on hold too', async () => {
    const product = await inNorth(5, { track_lots: true }, { lot_number: 'HELD' });
    const lot = (await manager.get(`/inventory/lots?product_id=${product}`).expect(200)).body.data[0] as {
      id: number;
      version: number;
    };
    await manager
      .patch(`/inventory/lots/${lot.id}`)
      .set('if-match', `"v${lot.version}"`)
      .send({ status: 'hold' })
      .expect(200);
    const shipped = await ship([{ product_id: product, quantity: 5, lot_id: lot.id }]);
    expect((await act(shipped, 'receipts').expect(201)).body.status).toBe('received');
  });

  it('take lines from places of their own, and arrive where it is said', async () => {
    const [from, to] = [
      await makeLocation(app, { parent_id: north.location_id }),
      await makeLocation(app, { parent_id: south.location_id }),
    ];
    const product = await inNorth(5, {}, { location_id: from.id });
    const shipped = await ship([{ product_id: product, quantity: 5, from_location_id: from.id }]);
    const line_id = shipped.lines[0]!.id;
    await act(shipped, 'receipts', { lines: [{ line_id, quantity: 4, location_id: to.id }] }).expect(201);
    await act(shipped, 'returns').expect(201);
    expect(await balances(product)).toEqual({ [to.id]: '4', [from.id]: '1' });
  });

  it('are changed and given up as drafts only, and keep their warehouses open', async () => {
    const product = await inNorth(5);
    const drafted = await make([{ product_id: product, quantity: 1 }]);
    const patch = (values: object, version: number) =>
      operator
        .patch(`/inventory/stock-transfers/${drafted.id}`)
        .set('if-match', `"v${version}"`)
        .send(values);
    const changed = await patch({ lines: [{ product_id: product, quantity: 2 }] }, 1).expect(200);
    expect(changed.body).toMatchObject({ version: 2, lines: [{ quantity: '2' }] });
    await patch({ notes: 'late' }, 1).expect(412);
    const closing = await manager
      .patch(`/inventory/warehouses/${south.id}`)
      .set('if-match', `"v${south.version}"`)
      .send({ is_active: false });
    expect(closing.body).toMatchObject({ code: 'inventory.warehouse_in_use', open_transfers: 1 });
    for (const action of ['receipts', 'returns']) {
      const early = await act(drafted, action);
      expect([early.status, early.body.code]).toEqual([409, 'inventory.transfer_status']);
      expect(early.body).toMatchObject({ transfer_status: 'draft', possible: ['in_transit', 'cancelled'] });
    }
    expect((await act(drafted, 'cancel', { reason: 'No truck' }).expect(200)).body).toMatchObject({
      status: 'cancelled',
      reason: 'No truck',
    });
    expect((await act(drafted, 'ship')).body.code).toBe('inventory.transfer_status');
    const shipped = await ship([{ product_id: product, quantity: 1 }]);
    expect((await act(shipped, 'cancel')).body.code).toBe('inventory.transfer_status');
  });

  it('ship all lines or none, and settle no more than is on its way', async () => {
    const [enough, short] = [await inNorth(5), await inNorth(1)];
    const drafted = await make([
      { product_id: enough, quantity: 5 },
      { product_id: short, quantity: 2 },
    ]);
    const refused = await act(drafted, 'ship');
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.insufficient_stock']);
    expect(refused.body.errors).toMatchObject([{ pointer: '/lines/1/quantity' }]);
    expect(await balances(enough)).toEqual({ [north.location_id]: '5' });
    const shipped = await ship([{ product_id: enough, quantity: 5 }]);
    const line_id = shipped.lines[0]!.id;
    const much = await act(shipped, 'receipts', { lines: [{ line_id, quantity: 6 }] });
    expect([much.status, much.body.code, much.body.in_transit]).toEqual([
      409,
      'inventory.transfer_exceeded',
      '5',
    ]);
    expect(much.body.errors).toMatchObject([{ pointer: '/lines/0/quantity' }]);
    for (const [lines, code] of [
      [[{ line_id: 999_999, quantity: 1 }], 'inventory.unknown_transfer_line'],
      [
        [
          { line_id, quantity: 1 },
          { line_id, quantity: 1 },
        ],
        'inventory.place_twice',
      ],
      [[{ line_id, quantity: 1, location_id: 999_999 }], 'inventory.unknown_location'],
    ] as const) {
      const answer = await act(shipped, 'receipts', { lines });
      expect([answer.status, answer.body.code]).toEqual([422, code]);
    }
    await act(shipped, 'receipts', { lines: [] }).expect(400);
  });

  it('refuse what cannot be, each field by its pointer', async () => {
    const product = await inNorth(1);
    const line = { product_id: product, quantity: 1 };
    const cases: [object[], object, string, string][] = [
      [[line], { to_location_id: north.location_id }, 'inventory.same_location', '/to_location_id'],
      [[line], { to_location_id: 999_999 }, 'inventory.unknown_location', '/to_location_id'],
      [[{ ...line, product_id: 999_999 }], {}, 'inventory.product_not_found', '/lines/0/product_id'],
      [
        [{ ...line, from_location_id: 999_999 }],
        {},
        'inventory.unknown_location',
        '/lines/0/from_location_id',
      ],
      [[{ ...line, lot_id: 1 }], {}, 'inventory.lot_not_tracked', '/lines/0/lot_id'],
    ];
    for (const [lines, values, code, pointer] of cases) {
      const answer = await draft(lines, values);
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        422,
        code,
        pointer,
      ]);
    }
    for (const lines of [[], [{ ...line, quantity: 0 }], [{ ...line, quantity: '1.0000000001' }]])
      await draft(lines).expect(400);
  });

  it('belong to one organization, and happen once for one Idempotency-Key', async () => {
    const product = await inNorth(5);
    const shipped = await ship([{ product_id: product, quantity: 5 }]);
    for (const action of ['ship', 'cancel', 'receipts', 'returns'])
      await act(shipped, action, {}, app.otherOrganization).expect(404);
    await app.otherOrganization.get(`/inventory/stock-transfers/${shipped.id}`).expect(404);
    await app.anonymous.get('/inventory/stock-transfers').expect(401);
    const send = () =>
      operator
        .post(`/inventory/stock-transfers/${shipped.id}/receipts`)
        .set('idempotency-key', 't-1')
        .send({ lines: [{ line_id: shipped.lines[0]!.id, quantity: 2 }] })
        .expect(201);
    expect((await send()).body).toEqual((await send()).body);
    expect((await balances(product))[south.location_id]).toBe('2');
    const { data } = (await operator.get('/inventory/stock-transfers?status=in_transit&limit=1').expect(200))
      .body;
    expect(data).toMatchObject([{ id: shipped.id }]);
  });
});
