import { ScrapRecords } from '../../src/modules/quality/index.js';
import { decimal } from '../../src/kernel/decimal.js';
import { Transactions } from '../../src/platform/database/index.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let operator: Client;
let reasonId: number;

beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
  const reasons = (await operator.get('/scrap-reasons').expect(200)).body.data as {
    id: number;
    code: string;
  }[];
  reasonId = reasons.find((reason) => reason.code === 'print_failure')!.id;
});
afterAll(() => app?.close());

async function stocked(values: Record<string, unknown> = {}, quantity: string | number = 10) {
  const product = await makeProduct(app, values);
  const receipt = { product_id: product.id, quantity, unit_cost: '4.5' };
  await operator.post('/inventory/receipts').send(receipt).expect(201);
  return product;
}

describe('scrapping stock', () => {
  it('takes it out at its value', async () => {
    const product = await stocked();
    const answer = await operator
      .post('/scrap-records')
      .send({ product_id: product.id, quantity: 2, scrap_reason_id: reasonId, notes: 'Came loose' })
      .expect(201);
    expect(answer.body).toMatchObject([
      {
        quantity: '2',
        unit_cost: '4.5',
        total_cost: '9',
        scrap_reason_code: 'print_failure',
        notes: 'Came loose',
      },
    ]);
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '8', total_value: '36' });
    const movement = await operator
      .get(`/inventory/movements/${answer.body[0].inventory_transaction_id}`)
      .expect(200);
    expect(movement.body).toMatchObject({ transaction_type: 'scrap', reference_type: 'scrap_reason' });
    const record = await operator.get(`/scrap-records/${answer.body[0].id}`).expect(200);
    expect(record.body).toMatchObject({ sku: product.sku });
    await app.otherOrganization.get(`/scrap-records/${answer.body[0].id}`).expect(404);
    await expectCleanLedger(app);
  });

  it('gives a record for each lot that it was picked from', async () => {
    const product = await makeProduct(app, { track_lots: true });
    for (const [lot, expires] of [
      ['A', '2090-01-01'],
      ['B', '2080-01-01'],
    ]) {
      const receipt = {
        product_id: product.id,
        quantity: 3,
        unit_cost: 2,
        lot_number: lot,
        expiration_date: expires,
      };
      await operator.post('/inventory/receipts').send(receipt).expect(201);
    }
    const answer = await operator
      .post('/scrap-records')
      .send({ product_id: product.id, quantity: 4, scrap_reason_id: reasonId })
      .expect(201);
    expect(answer.body).toMatchObject([
      { lot_number: 'B', quantity: '3', total_cost: '6' },
      { lot_number: 'A', quantity: '1', total_cost: '2' },
    ]);
  });

  it('converts its unit exactly, or refuses', async () => {
    const product = await stocked({ item_type: 'material', unit: 'G' }, 1000);
    const scrap = { product_id: product.id, quantity: '0.25', unit: 'kg', scrap_reason_id: reasonId };
    const answer = await operator.post('/scrap-records').send(scrap).expect(201);
    expect(answer.body[0]).toMatchObject({ quantity: '250', unit: 'G' });
    const metres = await operator
      .post('/scrap-records')
      .send({ ...scrap, unit: 'M' })
      .expect(422);
    expect(metres.body.code).toBe('inventory.unit_not_convertible');
  });

  it('refuses more than there is, with what there is', async () => {
    const product = await stocked();
    const scrap = { product_id: product.id, quantity: 11, scrap_reason_id: reasonId };
    const answer = await operator.post('/scrap-records').send(scrap).expect(409);
    expect(answer.body).toMatchObject({ code: 'inventory.insufficient_stock', available: '10' });
    expect((await operator.get(`/scrap-records?product_id=${product.id}`)).body.data).toEqual([]);
  });

  it('refuses reasons that are unknown, of others, or not used any more', async () => {
    const product = await stocked();
    const scrap = (id: number) =>
      operator.post('/scrap-records').send({ product_id: product.id, quantity: 1, scrap_reason_id: id });
    expect((await scrap(999_999).expect(422)).body.code).toBe('quality.unknown_scrap_reason');
    const others = (await app.otherOrganization.get('/scrap-reasons').expect(200)).body.data[0];
    expect((await scrap(others.id).expect(422)).body.code).toBe('quality.unknown_scrap_reason');
    const old = { code: 'old', name: 'Old', active: false };
    const inactive = (await app.as('manager').post('/scrap-reasons').send(old).expect(201)).body;
    expect((await scrap(inactive.id).expect(422)).body).toMatchObject({
      code: 'quality.inactive_scrap_reason',
      errors: [{ pointer: '/scrap_reason_id' }],
    });
  });

  it('refuses the future', async () => {
    const product = await stocked();
    const body = {
      product_id: product.id,
      quantity: 1,
      scrap_reason_id: reasonId,
      scrapped_date: '2099-01-01',
    };
    const answer = await operator.post('/scrap-records').send(body).expect(422);
    expect(answer.body).toMatchObject({
      code: 'inventory.future_date',
      errors: [{ pointer: '/scrapped_date' }],
    });
  });

  it('happens once however often the request comes', async () => {
    const product = await stocked();
    const body = { product_id: product.id, quantity: 1, scrap_reason_id: reasonId };
    const send = () =>
      operator.post('/scrap-records').set('idempotency-key', 'scrap-once').send(body).expect(201);
    expect((await send()).body).toEqual((await send()).body);
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('9');
  });
});

describe('for the modules above', () => {
  it('records what left stock already, at the cost that they say', async () => {
    const product = await stocked();
    const ids = await app.app.get(Transactions).run(app.system, (tx) =>
      app.app.get(ScrapRecords).record(tx, [
        { productId: product.id, quantity: decimal(3), totalCost: decimal('10'), scrapReasonId: reasonId },
        { productId: product.id, quantity: decimal(1), unitCost: decimal('2.5'), scrapReasonId: null },
        { productId: product.id, quantity: decimal(2), scrapReasonId: reasonId, fromStock: { source: {} } },
      ]),
    );
    const records = await Promise.all(ids.map((id) => operator.get(`/scrap-records/${id}`).expect(200)));
    expect(records.map((answer) => answer.body)).toMatchObject([
      { quantity: '3', unit_cost: '3.333333333', total_cost: '10', inventory_transaction_id: null },
      { quantity: '1', unit_cost: '2.5', total_cost: '2.5', scrap_reason_id: null },
      { quantity: '2', unit_cost: '4.5', total_cost: '9' },
    ]);
    expect((await stockOf(app, product.id))['on_hand_quantity']).toBe('8');
  });
});

describe('summary', () => {
  it('adds up by period and reason', async () => {
    const product = await stocked();
    for (const quantity of [1, 2]) {
      await operator
        .post('/scrap-records')
        .send({ product_id: product.id, quantity, scrap_reason_id: reasonId })
        .expect(201);
    }
    const answer = await operator
      .get(`/scrap-records/summary?product_id=${product.id}&period=year`)
      .expect(200);
    expect(answer.body).toEqual([
      expect.objectContaining({
        scrap_reason_code: 'print_failure',
        records: 2,
        quantity: '3',
        total_cost: '13.5',
      }),
    ]);
    expect(answer.body[0].period).toMatch(/^\d{4}-01-01$/);
    const before = await operator
      .get('/scrap-records/summary?date_from=2001-01-01&date_to=2001-12-31')
      .expect(200);
    expect(before.body).toEqual([]);
  });

  it('refuses a time that ends before it begins, or has too many periods', async () => {
    const reversed = await operator
      .get('/scrap-records/summary?date_from=2026-02-01&date_to=2026-01-01')
      .expect(422);
    expect(reversed.body.code).toBe('quality.bad_period');
    const long = await operator
      .get('/scrap-records/summary?date_from=2020-01-01&date_to=2026-01-01&period=day')
      .expect(422);
    expect(long.body.code).toBe('quality.period_too_long');
  });
});
