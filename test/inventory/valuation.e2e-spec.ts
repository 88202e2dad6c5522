import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
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

async function receive(
  product_id: number,
  quantity: number | string,
  unit_cost?: number | string,
  more = {},
) {
  const body = { product_id, quantity, unit_cost, ...more };
  return (await manager.post('/inventory/receipts').send(body).expect(201)).body[0] as Record<string, never>;
}

async function issue(product_id: number, quantity: number | string, more = {}) {
  const answer = await manager
    .post('/inventory/issues')
    .send({ product_id, quantity, ...more })
    .expect(201);
  return answer.body as Record<string, string>[];
}

async function change(id: number, values: object) {
  const { version } = (await manager.get(`/products/${id}`).expect(200)).body as { version: number };
  return manager.patch(`/products/${id}`).set('If-Match', `"v${version}"`).send(values);
}

const worth = async (id: number) => {
  const { on_hand_quantity: quantity, total_value: value } = await stockOf(app, id);
  return `${quantity} worth ${value}`;
};

describe('a product valued at standard cost', () => {
  it('is worth its standard whatever was paid, and tells the variance', async () => {
    const { id } = await makeProduct(app, { cost_method: 'standard', standard_cost: 10 });
    const receipt = await receive(id, 10, 12);
    expect(receipt).toMatchObject({ total_cost: '100', given_value: '120', cost_per_unit: '10' });
    await receive(id, 10, 7);
    expect((await issue(id, 15))[0]).toMatchObject({ total_cost: '150' });
    expect(await worth(id)).toBe('5 worth 50');
  });

  it('is revalued when the standard changes, from then on', async () => {
    const { id } = await makeProduct(app, { cost_method: 'standard', standard_cost: 10 });
    const day = { transaction_date: '2026-03-01' };
    await receive(id, 4, 10, day);
    expect((await change(id, { standard_cost: '12.5' })).status).toBe(200);
    expect(await worth(id)).toBe('4 worth 50');
    const { data } = (await manager.get(`/inventory/movements?product_id=${id}&transaction_type=revaluation`))
      .body;
    expect(data).toMatchObject([{ quantity: '0', total_cost: '10', cost_per_unit: '12.5' }]);
    // What is entered for before the change is worth the old standard then, and the new one today.
    await receive(id, 2, 10, day);
    expect(await worth(id)).toBe('6 worth 75');
    const asOf = await manager.get(`/inventory/valuation?as_of=2026-03-02&product_id=${id}`).expect(200);
    expect(asOf.body.data).toMatchObject([{ on_hand_quantity: '6', total_value: '60', unit_cost: '10' }]);
    expect((await change(id, { standard_cost: null })).body.code).toBe('products.standard_cost_needed');
  });
});

describe('a reversal', () => {
  it('takes what was brought, or the average where nothing would be left for the rest', async () => {
    const { id } = await makeProduct(app);
    await receive(id, 10, 1);
    const dear = await receive(id, 10, 10);
    await issue(id, 9);
    const undo = await manager.post(`/inventory/movements/${dear['id']}/reversal`).send({}).expect(201);
    expect(undo.body[0]).toMatchObject({ total_cost: '55', given_value: '100' });
    expect(await worth(id)).toBe('1 worth 5.5');
  });
});

describe('a product valued by lot', () => {
  it('has an average inside each lot', async () => {
    const { id } = await makeProduct(app, { cost_method: 'lot', track_lots: true });
    const lots: number[] = [];
    for (const [lot_number, cost] of [
      ['A', 100],
      ['B', 50],
      ['A', 150],
      ['B', 100],
    ] as const) {
      const row = await receive(id, 1, cost, { lot_number });
      lots.push(row['lot_id'] as unknown as number);
    }
    expect(await worth(id)).toBe('4 worth 400');
    const costs: string[] = [];
    for (const lot_id of [lots[1], lots[0], lots[1], lots[0]]) {
      costs.push((await issue(id, 1, { lot_id }))[0]!['total_cost']!);
    }
    expect(costs).toEqual(['75', '125', '75', '125']);
    expect(await worth(id)).toBe('0 worth 0');
  });
});

describe('a product valued first in, first out', () => {
  it('takes the oldest layers, whichever lot is picked', async () => {
    const { id } = await makeProduct(app, { cost_method: 'fifo' });
    await receive(id, 4, 10);
    await receive(id, 2, 25);
    expect((await issue(id, 3))[0]).toMatchObject({ total_cost: '30' });
    expect(await worth(id)).toBe('3 worth 60');
    expect((await issue(id, 2))[0]).toMatchObject({ total_cost: '35' });
  });

  it('gives a receipt that is undone its own layer back', async () => {
    const { id } = await makeProduct(app, { cost_method: 'fifo' });
    await receive(id, 10, 10);
    const second = await receive(id, 10, 20);
    await manager.post(`/inventory/movements/${second['id']}/reversal`).send({}).expect(201);
    expect(await worth(id)).toBe('10 worth 100');
  });
});

describe('another method', () => {
  it('takes the stock over at its value, and entries for before are refused', async () => {
    const { id } = await makeProduct(app, { standard_cost: 11 });
    await receive(id, 10, 10);
    await receive(id, 10, 20);
    expect((await change(id, { cost_method: 'fifo' })).status).toBe(200);
    await receive(id, 5, 40);
    expect((await issue(id, 20))[0]).toMatchObject({ total_cost: '300' });
    expect(await worth(id)).toBe('5 worth 200');
    const early = { product_id: id, quantity: 1, unit_cost: 1, transaction_date: '2026-03-01' };
    const refused = await manager.post('/inventory/receipts').send(early).expect(409);
    expect(refused.body.code).toBe('inventory.method_changed');
    expect((await change(id, { cost_method: 'standard' })).status).toBe(200);
    expect(await worth(id)).toBe('5 worth 55');
    expect((await change(id, { cost_method: 'average' })).status).toBe(200);
    expect(await worth(id)).toBe('5 worth 55');
    expect((await change(id, { cost_method: 'lot' })).body.code).toBe('products.lot_tracking_needed');
  });

  it('shares the value among the lots', async () => {
    const { id } = await makeProduct(app, { track_lots: true });
    await receive(id, 1, 10, { lot_number: 'A' });
    const { lot_id } = await receive(id, 2, '10.01', { lot_number: 'B' });
    expect((await change(id, { cost_method: 'lot' })).status).toBe(200);
    await receive(id, 2, 100, { lot_number: 'A' });
    expect((await issue(id, 2, { lot_id }))[0]).toMatchObject({ total_cost: '20.013333' });
    await expectCleanLedger(app);
  });
});

describe('landed cost after the fact', () => {
  const add = (body: object, client = manager) => client.post('/inventory/landed-costs').send(body);

  it('is spread by value, and what has left carries its share', async () => {
    const first = await makeProduct(app);
    const second = await makeProduct(app);
    const a = await receive(first.id, 10, 10);
    const b = await receive(second.id, 10, 10);
    const [out] = await issue(first.id, 4);
    const rows = (await add({ movement_ids: [a['id'], b['id']], amount: 50 }).expect(201)).body;
    expect(rows).toMatchObject([
      { transaction_type: 'revaluation', quantity: '0', total_cost: '25', given_value: '25' },
      { total_cost: '25', given_value: '25' },
    ]);
    expect([await worth(first.id), await worth(second.id)]).toEqual(['6 worth 75', '10 worth 125']);
    expect((await manager.get(`/inventory/movements/${out!['id']}`)).body.corrected_cost).toBe('50');
  });

  it.each([
    ['value', ['1.67', '3.33', '5']],
    ['quantity', ['3.33', '3.34', '3.33']],
  ])('by %s adds up to the amount in whole coins', async (allocate_by, parts) => {
    const { id } = await makeProduct(app);
    const received = [await receive(id, 1, 100), await receive(id, 1, 200), await receive(id, 1, 300)];
    const movement_ids = received.map((row) => row['id']);
    const rows = (await add({ movement_ids, amount: 10, allocate_by }).expect(201)).body;
    expect(rows.map((row: { given_value: string }) => row.given_value)).toEqual(parts);
    expect(await worth(id)).toBe('3 worth 610');
  });

  it('of stock that came without a cost is added to the cost that it had then, whatever is known of that later', async () => {
    const { id } = await makeProduct(app);
    const row = await receive(id, 3, undefined, { transaction_date: '2026-03-02' });
    await add({ movement_ids: [row['id']], amount: 6 }).expect(201);
    await receive(id, 1, 4, { transaction_date: '2026-03-01' });
    expect((await manager.get(`/inventory/movements/${row['id']}`)).body.corrected_cost).toBe('18');
    expect(await worth(id)).toBe('4 worth 22');
  });

  it('of a standard cost is a variance and no stock', async () => {
    const { id } = await makeProduct(app, { cost_method: 'standard', standard_cost: 5 });
    const row = await receive(id, 2, 5);
    const [added] = (await add({ movement_ids: [row['id']], amount: 3 }).expect(201)).body;
    expect(added).toMatchObject({ total_cost: '0', given_value: '3' });
    expect(await worth(id)).toBe('2 worth 10');
  });

  it('is refused for what did not come in, twice the same, nothing below zero, nothing finer than a coin', async () => {
    const { id } = await makeProduct(app);
    const row = await receive(id, 2, 5);
    const [out] = await issue(id, 1);
    const codeOf = async (body: object, status: number) => (await add(body).expect(status)).body.code;
    expect(await codeOf({ movement_ids: [out!['id']], amount: 1 }, 422)).toBe('inventory.cost_not_addable');
    expect(await codeOf({ movement_ids: [999_999_999], amount: 1 }, 422)).toBe('inventory.cost_not_addable');
    expect(await codeOf({ movement_ids: [row['id']], amount: -11 }, 422)).toBe('inventory.cost_below_zero');
    expect(await codeOf({ movement_ids: [row['id']], amount: '0.001' }, 422)).toBe('inventory.cost_too_fine');
    await add({ movement_ids: [row['id'], row['id']], amount: 1 }).expect(400);
    await add({ movement_ids: [], amount: 1 }).expect(400);
    await add({ movement_ids: [row['id']], amount: 1 }, app.as('operator')).expect(403);
    await add({ movement_ids: [row['id']], amount: 1 }, app.otherOrganization).expect(422);
    const key = `freight-${id}`;
    const once = { movement_ids: [row['id']], amount: 4 };
    const one = await add(once).set('Idempotency-Key', key).expect(201);
    const two = await add(once).set('Idempotency-Key', key).expect(201);
    expect(two.body).toEqual(one.body);
    expect(await worth(id)).toBe('1 worth 7');
  });
});

describe('the currency', () => {
  it.each([
    ['JPY', '0.5', '3', '1.5', '2'],
    ['EUR', '3', '0.335', '1.005', '1.01'],
    ['KWD', '3', '0.3335', '1.0005', '1.001'],
  ])('%s shows %s at %s as %s, in its coins %s', async (currency, quantity, cost, value, amount) => {
    const admin = app.as('admin');
    const { version } = (await admin.get('/settings/company').expect(200)).body as { version: number };
    await admin
      .patch('/settings/company')
      .set('If-Match', `"v${version}"`)
      .send({ currency_code: currency })
      .expect(200);
    const { id } = await makeProduct(app);
    await receive(id, quantity, cost);
    const shown = await manager.get(`/inventory/valuation?product_id=${id}`).expect(200);
    expect(shown.body.data).toMatchObject([{ total_value: value, amount, currency }]);
    await issue(id, quantity);
    expect(await worth(id)).toBe('0 worth 0');
  });
});

describe('price and stock at once', () => {
  it('agree whatever comes first', async () => {
    const { id } = await makeProduct(app, { cost_method: 'standard', standard_cost: 1 });
    await receive(id, 1, 1);
    await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 4 === 0 ? change(id, { standard_cost: index + 1 }) : receive(id, 1, 1).then(() => null),
      ),
    );
    const { standard_cost: standard } = (await manager.get(`/products/${id}`)).body as {
      standard_cost: string;
    };
    expect(await worth(id)).toBe(`13 worth ${13 * Number(standard)}`);
    await expectCleanLedger(app);
  });
});
