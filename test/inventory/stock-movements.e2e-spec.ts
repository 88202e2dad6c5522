import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let operator: Client;
let manager: Client;

beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
  manager = app.as('manager');
});
afterAll(() => app?.close());

async function stockOf(productId: number) {
  const answer = await operator.get(`/inventory/products/${productId}/stock`).expect(200);
  return answer.body as Record<
    'on_hand_quantity' | 'available_quantity' | 'total_value' | 'average_cost',
    string
  >;
}

describe('receiving and issuing', () => {
  it('keeps quantity and moving-average value', async () => {
    const product = await makeProduct(app);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 10, unit_cost: '20' })
      .expect(201);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: '30', unit_cost: 60 })
      .expect(201);
    expect(await stockOf(product.id)).toMatchObject({
      on_hand_quantity: '40',
      total_value: '2000',
      average_cost: '50',
    });
    const issue = await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: '15' })
      .expect(201);
    expect(issue.body).toHaveLength(1);
    expect(issue.body[0]).toMatchObject({
      transaction_type: 'issue',
      quantity: '15',
      cost_per_unit: '50',
      total_cost: '750',
    });
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '25', total_value: '1250' });
  });

  it('leaves no value without stock, whatever the rounding', async () => {
    const product = await makeProduct(app);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 3, unit_cost: '0.333333333' })
      .expect(201);
    for (let piece = 0; piece < 3; piece += 1) {
      await operator.post('/inventory/issues').send({ product_id: product.id, quantity: 1 }).expect(201);
    }
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '0', total_value: '0' });
  });

  it('converts units exactly and takes the cost per given unit', async () => {
    const filament = await makeProduct(app, { item_type: 'material', unit: 'G' });
    await operator
      .post('/inventory/receipts')
      .send({ product_id: filament.id, quantity: '2', unit: 'LB', unit_cost: '9' })
      .expect(201);
    expect(await stockOf(filament.id)).toMatchObject({ on_hand_quantity: '907.18474', total_value: '18' });
  });

  it('refuses more than there is, and says how much there is', async () => {
    const product = await makeProduct(app);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 7, unit_cost: 1 })
      .expect(201);
    const refusal = await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: 10 })
      .expect(409);
    expect(refusal.headers['content-type']).toContain('application/problem+json');
    expect(refusal.body).toMatchObject({
      code: 'inventory.insufficient_stock',
      available: '7',
      requested: '10',
      errors: [{ pointer: '/quantity', code: 'inventory.insufficient_stock' }],
    });
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '7', total_value: '7' });
  });

  it('answers a repeated Idempotency-Key without doing it twice', async () => {
    const product = await makeProduct(app);
    const body = { product_id: product.id, quantity: 5, unit_cost: 1 };
    const first = await operator
      .post('/inventory/receipts')
      .set('idempotency-key', 'k-1')
      .send(body)
      .expect(201);
    const second = await operator
      .post('/inventory/receipts')
      .set('idempotency-key', 'k-1')
      .send(body)
      .expect(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    const other = { ...body, quantity: 6 };
    const reused = await operator
      .post('/inventory/receipts')
      .set('idempotency-key', 'k-1')
      .send(other)
      .expect(422);
    expect(reused.body.code).toBe('idempotency.key_reused');
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '5' });
  });
});

describe('bad input', () => {
  it.each([
    ['an unknown field', { quantity: 1, colour: 'red' }, '/colour', 'request.unknown_field'],
    ['a wrong type', { quantity: 'many' }, '/quantity', 'request.is_decimal'],
    ['a negative quantity', { quantity: -1 }, '/quantity', 'request.is_decimal'],
    ['a zero quantity', { quantity: 0 }, '/quantity', 'request.is_decimal'],
    [
      'a 30-digit quantity',
      { quantity: '123456789012345678901234567890' },
      '/quantity',
      'request.is_decimal',
    ],
    ['ten decimals', { quantity: '1.0000000001' }, '/quantity', 'request.is_decimal'],
    ['no quantity', {}, '/quantity', 'request.is_decimal'],
    [
      'a day that does not exist',
      { quantity: 1, transaction_date: '2026-02-30' },
      '/transaction_date',
      'request.is_date_string',
    ],
  ])('%s is a 400 with its field', async (_name, fields, pointer, code) => {
    const product = await makeProduct(app);
    const answer = await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, ...fields })
      .expect(400);
    expect(answer.body.code).toBe('request.invalid');
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    ['an unknown product', { product_id: 999_999, quantity: 1 }, 'inventory.product_not_found'],
    ['a day in the future', { quantity: 1, transaction_date: '2999-01-01' }, 'inventory.future_date'],
    ['an unknown unit', { quantity: 1, unit: 'FURLONG' }, 'inventory.unit_not_convertible'],
    ['a unit of another kind', { quantity: 1, unit: 'M' }, 'inventory.unit_not_convertible'],
  ])('%s is a 422', async (_name, fields, code) => {
    const product = await makeProduct(app);
    const answer = await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, ...fields })
      .expect(422);
    expect(answer.body.code).toBe(code);
  });

  it('a body that is no JSON is a 400', async () => {
    const answer = await operator
      .post('/inventory/receipts')
      .set('content-type', 'application/json')
      .send('{"a":');
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('request.not_json');
  });

  it('an unknown route, method and media type are problem documents', async () => {
    expect((await operator.get('/nowhere').expect(404)).body.code).toBe('request.not_found');
    for (const type of ['application/xml', 'text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await operator.post('/inventory/receipts').set('content-type', type).send('a=1');
      expect([answer.status, answer.body.code]).toEqual([415, 'request.unsupported_media_type']);
    }
  });
});

describe('transfers, adjustments, counts, reversals', () => {
  it('moves stock with its value', async () => {
    const product = await makeProduct(app);
    const shelf = (
      await manager
        .post('/inventory/locations')
        .send({ code: `S-${product.id}`, name: 'Shelf', type: 'shelf' })
        .expect(201)
    ).body;
    const [receipt] = (
      await operator
        .post('/inventory/receipts')
        .send({ product_id: product.id, quantity: 40, unit_cost: 2 })
        .expect(201)
    ).body;
    const transfer = {
      product_id: product.id,
      quantity: 5,
      from_location_id: receipt.to_location_id,
      to_location_id: shelf.id,
    };
    await operator.post('/inventory/transfers').send(transfer).expect(201);
    const balances = await operator.get(`/inventory/balances?product_id=${product.id}`).expect(200);
    expect(
      balances.body.data.map((row: { on_hand_quantity: string }) => row.on_hand_quantity).sort(),
    ).toEqual(['35', '5']);
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '40', total_value: '80' });
    const same = { ...transfer, to_location_id: receipt.to_location_id };
    expect((await operator.post('/inventory/transfers').send(same).expect(422)).body.code).toBe(
      'inventory.same_location',
    );
    expect(
      (
        await operator
          .post('/inventory/transfers')
          .send({ ...transfer, quantity: 36 })
          .expect(409)
      ).body.available,
    ).toBe('35');
  });

  it('adjusts up and down, but never below zero', async () => {
    const product = await makeProduct(app);
    const adjust = (quantity_change: number) =>
      manager
        .post('/inventory/adjustments')
        .send({ product_id: product.id, quantity_change, reason: 'test', unit_cost: 3 });
    await adjust(35).expect(201);
    await adjust(-5).expect(201);
    expect((await adjust(-100).expect(409)).body.code).toBe('inventory.insufficient_stock');
    expect((await adjust(0).expect(422)).body.code).toBe('inventory.zero_change');
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '30', total_value: '90' });
  });

  it.each([{}, { reason: null }, { reason: '  ' }])(
    'adjusts nothing without a reason: %j',
    async (fields) => {
      const product = await makeProduct(app);
      const answer = await manager
        .post('/inventory/adjustments')
        .send({ product_id: product.id, quantity_change: 5, unit_cost: 1, ...fields })
        .expect(400);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer: '/reason' }));
    },
  );

  it('counts a place to what is there', async () => {
    const product = await makeProduct(app);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 10, unit_cost: 4 })
      .expect(201);
    const count = (counted_quantity: number) =>
      manager.post('/inventory/counts').send({ product_id: product.id, counted_quantity });
    await count(7).expect(201);
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '7', total_value: '28' });
    const same = await count(7).expect(201);
    expect(same.body[0]).toMatchObject({ transaction_type: 'count', quantity: '0', total_cost: '0' });
    await count(9).expect(201);
    await count(0).expect(201);
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '0', total_value: '0' });
  });

  it('reverses a movement once', async () => {
    const product = await makeProduct(app);
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 10, unit_cost: 4 })
      .expect(201);
    const [wrong] = (
      await operator.post('/inventory/receipts').send({ product_id: product.id, quantity: 10, unit_cost: 8 })
    ).body;
    const undo = await manager
      .post(`/inventory/movements/${wrong.id}/reversal`)
      .send({ reason: 'twice' })
      .expect(201);
    expect(undo.body[0]).toMatchObject({
      transaction_type: 'reversal',
      reversal_of_id: wrong.id,
      total_cost: '80',
    });
    expect(await stockOf(product.id)).toMatchObject({ on_hand_quantity: '10', total_value: '40' });
    const again = await manager.post(`/inventory/movements/${wrong.id}/reversal`).send({}).expect(409);
    expect(again.body.code).toBe('inventory.already_reversed');
    const undoUndo = await manager
      .post(`/inventory/movements/${undo.body[0].id}/reversal`)
      .send({})
      .expect(409);
    expect(undoUndo.body.code).toBe('inventory.not_reversible');
  });

  it('answers what was there at the end of a day', async () => {
    const product = await makeProduct(app);
    const receive = (quantity: number, transaction_date: string) =>
      operator
        .post('/inventory/receipts')
        .send({ product_id: product.id, quantity, unit_cost: 1, transaction_date });
    await receive(30, '2026-01-10').expect(201);
    await receive(20, '2026-01-20').expect(201);
    const asOf = async (day: string) =>
      (await operator.get(`/inventory/balances/as-of?as_of=${day}&product_id=${product.id}`).expect(200)).body
        .data;
    expect(await asOf('2026-01-09')).toEqual([]);
    expect((await asOf('2026-01-19'))[0].on_hand_quantity).toBe('30');
    expect((await asOf('2026-01-20'))[0].on_hand_quantity).toBe('50');
    await receive(5, '2026-01-15').expect(201);
    expect((await asOf('2026-01-14'))[0].on_hand_quantity).toBe('30');
    expect((await asOf('2026-01-19'))[0]).toMatchObject({ on_hand_quantity: '35', total_value: '35' });
    expect((await asOf('2026-01-20'))[0].on_hand_quantity).toBe('55');
  });
});

describe('lots', () => {
  it('takes first what expires first, and nothing that is on hold', async () => {
    const product = await makeProduct(app, { track_lots: true });
    const receive = (lot_number: string, expiration_date: string) =>
      operator
        .post('/inventory/receipts')
        .send({ product_id: product.id, quantity: 10, unit_cost: 1, lot_number, expiration_date });
    await receive('LATE', '2999-12-31').expect(201);
    await receive('SOON', '2999-01-01').expect(201);
    const issue = await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: 12 })
      .expect(201);
    expect(
      issue.body.map((row: { lot_number: string; quantity: string }) => [row.lot_number, row.quantity]),
    ).toEqual([
      ['SOON', '10'],
      ['LATE', '2'],
    ]);
    const lots = (await operator.get(`/inventory/lots?product_id=${product.id}&search=LATE`).expect(200)).body
      .data;
    await manager
      .patch(`/inventory/lots/${lots[0].id}`)
      .set('if-match', '"v1"')
      .send({ status: 'hold' })
      .expect(200);
    const blocked = await operator
      .post('/inventory/issues')
      .send({ product_id: product.id, quantity: 1 })
      .expect(409);
    expect(blocked.body.code).toBe('inventory.lot_blocked');
  });

  it('asks for a lot where lots are tracked, and refuses one where they are not', async () => {
    const tracked = await makeProduct(app, { track_lots: true });
    const plain = await makeProduct(app);
    const noLot = await operator
      .post('/inventory/receipts')
      .send({ product_id: tracked.id, quantity: 1 })
      .expect(422);
    expect(noLot.body.code).toBe('inventory.lot_required');
    const lot = { product_id: plain.id, quantity: 1, lot_number: 'X' };
    expect((await operator.post('/inventory/receipts').send(lot).expect(422)).body.code).toBe(
      'inventory.lot_not_tracked',
    );
  });
});

describe('access', () => {
  it('asks for a token, a permission and the own organization', async () => {
    const product = await makeProduct(app);
    const [movement] = (
      await operator.post('/inventory/receipts').send({ product_id: product.id, quantity: 1 }).expect(201)
    ).body;
    await app.anonymous.get('/inventory/movements').expect(401);
    const forbidden = await operator
      .post('/inventory/adjustments')
      .send({ product_id: product.id, quantity_change: 1, reason: 'x' });
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'access.forbidden']);
    await app.otherOrganization.get(`/inventory/movements/${movement.id}`).expect(404);
    const foreign = await app.otherOrganization
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 1 });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'inventory.product_not_found']);
    const list = await app.otherOrganization.get('/inventory/movements').expect(200);
    expect(list.body).toEqual({ data: [], page: { next: null, has_more: false } });
  });
});

it('verifies clean after all of this', async () => {
  const result = await manager.get('/inventory/ledger/verify').expect(200);
  expect(result.body).toMatchObject({ is_clean: true, differences: [] });
  expect(result.body.movements).toBeGreaterThan(20);
});
