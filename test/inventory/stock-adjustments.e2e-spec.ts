import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse } from '../support/make/warehouse.js';

interface Adjustment {
  id: number;
  version: number;
  status: string;
  lines: Record<string, unknown>[];
}

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

const BODY = { adjustment_type: 'correction', reason_code: 'other' };
const draft = (lines: object[], values: object = {}, client = manager) =>
  client.post('/inventory/stock-adjustments').send({ ...BODY, lines, ...values });
const make = async (lines: object[], values: object = {}) =>
  (await draft(lines, values).expect(201)).body as Adjustment;
const act = (adjustment: { id: number }, action: string, client = manager) =>
  client.post(`/inventory/stock-adjustments/${adjustment.id}/${action}`).send({});
const post = async (adjustment: Adjustment) => (await act(adjustment, 'post').expect(200)).body as Adjustment;
const get = async (id: number) =>
  (await manager.get(`/inventory/stock-adjustments/${id}`).expect(200)).body as Adjustment;

describe('stock adjustments', () => {
  it('change stock when they are posted: 50, +5, and 20 moved to another warehouse', async () => {
    const other = await makeWarehouse(app);
    const product = await makeStock(app, 50);
    const adjustment = await make([{ product_id: product, quantity_change: 5 }], {
      reason: 'Recounted',
      adjustment_type: 'found',
      reason_code: 'found_stock',
    });
    expect(adjustment).toMatchObject({
      adjustment_number: expect.stringMatching(/^ADJ-\d{4}-\d{4}$/) as string,
      status: 'draft',
      reason_code: 'found_stock',
      lines: [{ entered_quantity: '5', quantity_before: null, quantity_change: null }],
    });
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '50' });
    const posted = await post(adjustment);
    expect(posted).toMatchObject({
      status: 'posted',
      total_items_adjusted: 1,
      lines: [{ quantity_before: '50', quantity_after: '55', quantity_change: '5', total_cost: '5' }],
    });
    const movements = await manager
      .get(`/inventory/movements?reference_type=stock_adjustment&reference_id=${adjustment.id}`)
      .expect(200);
    expect(movements.body.data).toMatchObject([
      { transaction_type: 'adjustment', quantity: '5', reason: 'Recounted' },
    ]);
    await manager
      .post('/inventory/transfers')
      .send({
        product_id: product,
        quantity: 20,
        from_location_id: posted.lines[0]!.location_id,
        to_location_id: other.location_id,
      })
      .expect(201);
    const places = await manager.get(`/inventory/balances?product_id=${product}`).expect(200);
    expect(places.body.data.map((row: { on_hand_quantity: string }) => row.on_hand_quantity)).toEqual([
      '35',
      '20',
    ]);
  });

  it('say what is there afterwards, and keep a line that changes nothing', async () => {
    const [more, less, same] = [await makeStock(app, 10), await makeStock(app, 10), await makeStock(app, 10)];
    const posted = await post(
      await make([
        { product_id: more, quantity_after: 12, unit_cost: 4 },
        { product_id: less, quantity_after: '0' },
        { product_id: same, quantity_after: 10 },
      ]),
    );
    expect(posted).toMatchObject({ total_items_adjusted: 2 });
    expect(posted.lines).toMatchObject([
      { quantity_change: '2', total_cost: '8' },
      { quantity_change: '-10', total_cost: '10' },
      { quantity_change: '0', inventory_transaction_id: null, total_cost: null },
    ]);
    expect(await stockOf(app, more)).toMatchObject({ on_hand_quantity: '12', total_value: '18' });
  });

  it('post all lines or none, and say which line is short', async () => {
    const [enough, short] = [await makeStock(app, 10), await makeStock(app, 1)];
    const adjustment = await make([
      { product_id: enough, quantity_change: -5 },
      { product_id: short, quantity_change: -2 },
    ]);
    const refused = await act(adjustment, 'post');
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.insufficient_stock']);
    expect(refused.body.errors).toMatchObject([{ pointer: '/lines/1/quantity_change' }]);
    expect(await stockOf(app, enough)).toMatchObject({ on_hand_quantity: '10' });
    expect(await get(adjustment.id)).toMatchObject({
      status: 'draft',
      lines: [{ quantity_before: null }, {}],
    });
  });

  it('leave alone what is reserved', async () => {
    const product = await makeStock(app, 10);
    await manager.post('/inventory/reservations').send({ product_id: product, quantity: 8 }).expect(201);
    const refused = await act(await make([{ product_id: product, quantity_change: -3 }]), 'post');
    expect([refused.status, refused.body.code]).toEqual([409, 'inventory.not_available']);
  });

  it('are never changed once posted, and undone once by a linked one at the same value', async () => {
    const product = await makeStock(app, 10);
    const posted = await post(await make([{ product_id: product, quantity_change: -4 }]));
    for (const action of ['post', 'cancel']) {
      const again = await act(posted, action);
      expect([again.status, again.body.code]).toEqual([409, 'inventory.adjustment_not_draft']);
      expect(again.body).toMatchObject({ adjustment_status: 'posted', possible: [] });
    }
    const edit = await manager
      .patch(`/inventory/stock-adjustments/${posted.id}`)
      .set('if-match', `"v${posted.version}"`)
      .send({ notes: 'x' });
    expect([edit.status, edit.body.code]).toEqual([409, 'inventory.adjustment_not_draft']);
    const reversal = (await act(posted, 'reversal').expect(201)).body as Adjustment;
    expect(reversal).toMatchObject({
      status: 'posted',
      reversal_of_id: posted.id,
      lines: [{ quantity_before: '6', quantity_after: '10', quantity_change: '4', total_cost: '4' }],
    });
    expect(await get(posted.id)).toMatchObject({ status: 'posted', reversed_by_id: reversal.id });
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '10', total_value: '10' });
    expect((await act(posted, 'reversal')).body).toMatchObject({
      code: 'inventory.adjustment_reversed',
      reversed_by_id: reversal.id,
    });
    expect((await act(reversal, 'reversal')).body.code).toBe('inventory.adjustment_not_reversible');
    const movement = posted.lines[0]!.inventory_transaction_id as number;
    expect((await manager.post(`/inventory/movements/${movement}/reversal`).send({})).status).toBe(409);
  });

  it('are frozen in the database too', async () => {
    const posted = await post(await make([{ product_id: await makeStock(app, 1), quantity_change: 1 }]));
    const { Client: Pg } = await import('pg');
    const database = new Pg({ connectionString: app.database.url });
    await database.connect();
    try {
      await database.query(`SET app.organization_id = 1`);
      const statements = [
        `UPDATE stock_adjustments SET notes = 'x' WHERE id = ${posted.id}`,
        `UPDATE stock_adjustment_items SET quantity_after = 99 WHERE stock_adjustment_id = ${posted.id}`,
        `DELETE FROM stock_adjustment_items WHERE stock_adjustment_id = ${posted.id}`,
      ];
      for (const statement of statements)
        await expect(database.query(statement)).rejects.toThrow(/never changed/);
    } finally {
      await database.end();
    }
  });

  it('refuse an undoing of stock that is gone', async () => {
    const product = await makeStock(app, 1);
    const posted = await post(await make([{ product_id: product, quantity_change: 5 }]));
    await manager.post('/inventory/issues').send({ product_id: product, quantity: 4 }).expect(201);
    expect((await act(posted, 'reversal')).body.code).toBe('inventory.insufficient_stock');
  });

  it('name lots, old ones and new ones', async () => {
    const product = await makeStock(app, 5, { track_lots: true }, { lot_number: 'OLD' });
    const unknown = await act(
      await make([{ product_id: product, lot_number: 'NONE', quantity_change: -1 }]),
      'post',
    );
    expect([unknown.status, unknown.body.code]).toEqual([422, 'inventory.unknown_lot']);
    const posted = await post(
      await make([
        { product_id: product, lot_number: 'NEW', quantity_change: 3 },
        { product_id: product, lot_number: 'OLD', quantity_change: -1 },
      ]),
    );
    expect(posted.lines).toMatchObject([
      { lot_number: 'NEW', quantity_before: '0', quantity_after: '3' },
      { lot_number: 'OLD', quantity_before: '5', quantity_after: '4' },
    ]);
    expect((await act(posted, 'reversal').expect(201)).body.lines).toHaveLength(2);
  });

  it('are changed and given up as drafts', async () => {
    const product = await makeStock(app, 10);
    const adjustment = await make([{ product_id: product, quantity_change: 1 }]);
    const patch = (values: object, version = adjustment.version) =>
      manager
        .patch(`/inventory/stock-adjustments/${adjustment.id}`)
        .set('if-match', `"v${version}"`)
        .send(values);
    const changed = (
      await patch({ lines: [{ product_id: product, quantity_change: -2 }], notes: 'n' }).expect(200)
    ).body as Adjustment;
    expect(changed).toMatchObject({ notes: 'n', lines: [{ entered_quantity: '-2' }] });
    await patch({ notes: 'late' }).expect(412);
    const found = await patch({ adjustment_type: 'found' }, changed.version);
    expect([found.status, found.body.code]).toEqual([422, 'inventory.wrong_direction']);
    expect((await act(adjustment, 'cancel').expect(200)).body.status).toBe('cancelled');
    expect((await act(adjustment, 'post')).body.code).toBe('inventory.adjustment_not_draft');
  });

  it('refuse what cannot be, each field by its pointer', async () => {
    const [product, lots] = [await makeStock(app, 1), await makeProduct(app, { track_lots: true })];
    const [north, bin] = [await makeWarehouse(app), await makeLocation(app)];
    const line = { product_id: product, quantity_change: 1 };
    const cases: [object[], object, string, string][] = [
      [[{ ...line, product_id: 999_999 }], {}, 'inventory.product_not_found', '/lines/0/product_id'],
      [[{ ...line, location_id: 999_999 }], {}, 'inventory.unknown_location', '/lines/0/location_id'],
      [
        [{ ...line, location_id: bin.id }],
        { warehouse_id: north.id },
        'inventory.location_elsewhere',
        '/lines/0/location_id',
      ],
      [[line, line], {}, 'inventory.place_twice', '/lines/1'],
      [[{ ...line, lot_id: 999_999 }], {}, 'inventory.lot_not_tracked', '/lines/0/lot_id'],
      [[{ ...line, product_id: lots.id }], {}, 'inventory.lot_required', '/lines/0/lot_id'],
      [[{ product_id: product }], {}, 'inventory.adjustment_entry', '/lines/0/quantity_change'],
      [[{ ...line, quantity_after: 1 }], {}, 'inventory.adjustment_entry', '/lines/0/quantity_change'],
      [[{ ...line, quantity_change: 0 }], {}, 'inventory.zero_change', '/lines/0/quantity_change'],
      [[line], { adjustment_type: 'damage' }, 'inventory.wrong_direction', '/lines/0/quantity_change'],
      [[line], { reason_code: 'nonsense' }, 'inventory.unknown_adjustment_reason', '/reason_code'],
      [[line], { warehouse_id: 999_999 }, 'inventory.unknown_warehouse', '/warehouse_id'],
    ];
    for (const [lines, values, code, pointer] of cases) {
      const answer = await draft(lines, values);
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        422,
        code,
        pointer,
      ]);
    }
    for (const lines of [[], [{}], [{ ...line, quantity_change: 'x' }], [{ ...line, odd: 1 }]])
      await draft(lines).expect(400);
    const past = await act(
      await make([{ product_id: product, quantity_after: 3 }], { adjustment_date: '2020-01-01' }),
      'post',
    );
    expect([past.status, past.body.code]).toEqual([422, 'inventory.after_needs_today']);
    const future = await act(await make([line], { adjustment_date: '2999-01-01' }), 'post');
    expect([future.status, future.body.code]).toEqual([422, 'inventory.future_date']);
    expect(future.body.errors).toMatchObject([{ pointer: '/adjustment_date' }]);
  });

  it('are posted once for one Idempotency-Key', async () => {
    const product = await makeStock(app, 1);
    const adjustment = await make([{ product_id: product, quantity_change: 1 }]);
    const send = () =>
      manager
        .post(`/inventory/stock-adjustments/${adjustment.id}/post`)
        .set('idempotency-key', 'a-1')
        .send({})
        .expect(200);
    expect((await send()).body).toEqual((await send()).body);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '2' });
  });

  it('belong to those who may adjust, in one organization', async () => {
    const product = await makeStock(app, 1);
    const adjustment = await make([{ product_id: product, quantity_change: 1 }]);
    const operator = app.as('operator');
    await operator.get(`/inventory/stock-adjustments/${adjustment.id}`).expect(200);
    await draft([{ product_id: product, quantity_change: 1 }], {}, operator).expect(403);
    for (const action of ['post', 'cancel', 'reversal']) {
      await act(adjustment, action, operator).expect(403);
      await act(adjustment, action, app.otherOrganization).expect(404);
    }
    await app.otherOrganization.get(`/inventory/stock-adjustments/${adjustment.id}`).expect(404);
    const foreign = await draft([{ product_id: product, quantity_change: 1 }], {}, app.otherOrganization);
    expect([foreign.status, foreign.body.code]).toEqual([422, 'inventory.product_not_found']);
    const { data } = (await manager.get('/inventory/stock-adjustments?status=draft&limit=1').expect(200))
      .body;
    expect(data).toMatchObject([{ id: adjustment.id, status: 'draft' }]);
  });
});

describe('adjustment reasons', () => {
  const reasons = '/inventory/adjustment-reasons';

  it('start with the eight documented ones in every organization', async () => {
    for (const client of [manager, app.otherOrganization]) {
      const { data } = (await client.get(reasons).expect(200)).body;
      expect(data.map((reason: { code: string }) => reason.code)).toEqual([
        'stocktake_discrepancy',
        'damaged_goods',
        'found_stock',
        'initial_stock_entry',
        'return_to_vendor',
        'customer_return_resalable',
        'customer_return_damaged',
        'other',
      ]);
    }
  });

  it('are made, changed, switched off and deleted', async () => {
    const made = (
      await manager.post(reasons).send({ code: 'mice', name: 'Mice', adjustment_type: 'damage' }).expect(201)
    ).body as { id: number; version: number };
    const twice = await manager.post(reasons).send({ code: 'mice', name: 'Mice' });
    expect([twice.status, twice.body.code]).toEqual([409, 'inventory.adjustment_reason_code_taken']);
    const path = `${reasons}/${made.id}`;
    await manager.patch(path).set('if-match', '"v1"').send({ is_active: false }).expect(200);
    await manager.patch(path).set('if-match', '"v1"').send({ name: 'x' }).expect(412);
    const off = await draft([{ product_id: 1, quantity_change: 1 }], { reason_code: 'mice' });
    expect(off.body.code).toBe('inventory.unknown_adjustment_reason');
    await app.otherOrganization.get(path).expect(404);
    await app.as('operator').post(reasons).send({ code: 'x', name: 'x' }).expect(403);
    await manager.delete(path).set('if-match', '"v2"').expect(204);
    await manager.get(path).expect(404);
    const other = (await manager.get(`${reasons}?search=damaged_goods`)).body.data[0] as { id: number };
    const kept = await manager.delete(`${reasons}/${other.id}`).set('if-match', '"v1"');
    expect([kept.status, kept.body.code]).toEqual([409, 'inventory.adjustment_reason_in_use']);
  });
});
