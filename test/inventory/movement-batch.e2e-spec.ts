import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let manager: Client;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
});
afterAll(async () => {
  await expectCleanLedger(app);
  await app.close();
});

const batch = (lines: object[], more = {}, client = manager) =>
  client.post('/inventory/movements:batch').send({ lines, ...more });

describe('a batch', () => {
  it('posts all kinds in the order of its lines', async () => {
    const { id } = await makeProduct(app);
    const there = (await makeLocation(app)).id;
    const main = (await manager.get('/inventory/locations?search=MAIN').expect(200)).body.data[0]
      .id as number;
    const line = { product_id: id, location_id: main };
    const answer = await batch([
      { ...line, kind: 'receipt', quantity: 10, unit_cost: 2 },
      { ...line, kind: 'issue', quantity: 3 },
      { ...line, kind: 'transfer', quantity: 2, to_location_id: there },
      { ...line, kind: 'adjustment', quantity: -1, reason: 'broken' },
      { ...line, kind: 'count', quantity: 5 },
    ]).expect(201);
    expect(answer.body).toMatchObject({ posted: 5, refused: 0 });
    const types = answer.body.lines.map(
      (one: { movements: { transaction_type: string; total_cost: string }[] }) =>
        `${one.movements[0]!.transaction_type} ${one.movements[0]!.total_cost}`,
    );
    expect(types).toEqual(['receipt 20', 'issue 6', 'transfer 4', 'adjustment 2', 'count 2']);
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '7', total_value: '14' });
  });

  it('is posted whole or not at all, and says which line is wrong', async () => {
    const { id } = await makeProduct(app);
    const answer = await batch([
      { kind: 'receipt', product_id: id, quantity: 5, unit_cost: 1 },
      { kind: 'issue', product_id: id, quantity: 6 },
    ]).expect(409);
    expect(answer.body).toMatchObject({
      code: 'inventory.insufficient_stock',
      errors: [{ pointer: '/lines/1/quantity' }],
    });
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '0' });
  });

  it('posts each by itself when that is asked for', async () => {
    const { id } = await makeProduct(app);
    const lines = [
      { kind: 'issue', product_id: id, quantity: 1 },
      { kind: 'receipt', product_id: id, quantity: 5, unit_cost: 1 },
      { kind: 'receipt', product_id: 999_999_999, quantity: 5 },
      ...Array.from({ length: 12 }, () => ({ kind: 'issue', product_id: id, quantity: 1 })),
      { kind: 'receipt', product_id: id, quantity: 1, unit: 'KG' },
    ];
    const { body } = await batch(lines, { atomic: false }).expect(201);
    expect(body).toMatchObject({ posted: 6, refused: 10 });
    expect(body.lines[0].error).toMatchObject({
      code: 'inventory.insufficient_stock',
      pointer: '/lines/0/quantity',
    });
    expect(body.lines[2].error).toMatchObject({
      code: 'inventory.product_not_found',
      pointer: '/lines/2/product_id',
    });
    expect(body.lines.at(-1).error).toMatchObject({
      code: 'inventory.unit_not_convertible',
      pointer: '/lines/15/unit',
    });
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '0', total_value: '0' });
  });

  it('makes lots, and is idempotent', async () => {
    const { id } = await makeProduct(app, { track_lots: true });
    const lines = [
      { kind: 'receipt', product_id: id, quantity: 2, unit_cost: 1, lot_number: 'NEW' },
      { kind: 'receipt', product_id: id, quantity: 3, unit_cost: 1, lot_number: 'NEW' },
      { kind: 'adjustment', product_id: id, quantity: -1, lot_number: 'NEW', reason: 'sample' },
    ];
    const send = () => batch(lines).set('Idempotency-Key', `batch-${id}`).expect(201);
    const [one, two] = [await send(), await send()];
    expect(two.body).toEqual(one.body);
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '4' });
  });

  it('refuses what is no batch', async () => {
    const { id } = await makeProduct(app);
    const one = { kind: 'receipt', product_id: id, quantity: 1 };
    await batch([]).expect(400);
    await batch(Array.from({ length: 1_001 }, () => one)).expect(400);
    await batch([{ ...one, kind: 'theft' }]).expect(400);
    await batch([{ ...one, quantity: -1 }]).expect(400);
    await batch([{ ...one, quantity: '1e30' }]).expect(400);
    await batch([{ ...one, colour: 'red' }]).expect(400);
    await batch([{ ...one, kind: 'transfer', location_id: 1 }]).expect(422);
    await batch([{ ...one, kind: 'count' }], {}, app.as('operator')).expect(403);
    await batch([one], {}, app.as('operator')).expect(201);
    await batch([one], {}, app.otherOrganization).expect(422);
    await batch([one], {}, app.anonymous).expect(401);
  });

  it.each([
    ['less before it', 8, 20, { kind: 'issue', quantity: 3 }, '8', '1'],
    ['more before it', 12, 20, { kind: 'receipt', quantity: 5, unit_cost: 1 }, '12', '3'],
  ])('counts what is there, also with %s in the same batch', async (_, counted, day, other, left, found) => {
    const { id } = await makeProduct(app);
    const line = (date: number, more: object) => ({
      product_id: id,
      transaction_date: `2026-03-${date}`,
      ...more,
    });
    await batch([line(10, { kind: 'receipt', quantity: 10, unit_cost: 1 })]).expect(201);
    const main = (await manager.get('/inventory/locations?search=MAIN').expect(200)).body.data[0]
      .id as number;
    const count = line(day, { kind: 'count', quantity: counted, location_id: main });
    const { lines } = (await batch([count, line(15, other)]).expect(201)).body;
    expect(lines[0].movements).toMatchObject([{ quantity: found, counted_quantity: String(counted) }]);
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: left, total_value: left });
    await expectCleanLedger(app);
  });

  it('of a thousand lines is one posting', async () => {
    const products = await Promise.all(Array.from({ length: 20 }, () => makeProduct(app)));
    const lines = Array.from({ length: 1_000 }, (_, index) => ({
      kind: 'receipt',
      product_id: products[index % 20]!.id,
      quantity: '1.5',
      unit_cost: '0.1',
    }));
    expect((await batch(lines).expect(201)).body).toMatchObject({ posted: 1_000, refused: 0 });
    expect(await stockOf(app, products[0]!.id)).toMatchObject({ on_hand_quantity: '75', total_value: '7.5' });
  });

  it('takes the last pieces once, however many batches want them', async () => {
    const products = await Promise.all([makeProduct(app), makeProduct(app), makeProduct(app)]);
    await batch(
      products.map(({ id }) => ({ kind: 'receipt', product_id: id, quantity: 6, unit_cost: 1 })),
    ).expect(201);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, client) => {
        const order = client % 2 === 0 ? products : [...products].reverse();
        return batch(order.map(({ id }) => ({ kind: 'issue', product_id: id, quantity: 2 })));
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
    for (const { id } of products) expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '0' });
  });
});
