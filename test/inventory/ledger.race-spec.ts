import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { asSuperuser, untilSomebodyWaits } from '../support/superuser.js';

const CLIENTS = 8;

let app: TestApp;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: 12 });
  operator = app.as('operator');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function makeStock(quantity: number | string, values: object = {}): Promise<number> {
  const product = await makeProduct(app);
  await receive(product.id, quantity, values).expect(201);
  return product.id;
}
const receive = (product_id: number, quantity: number | string, values: object = {}) =>
  operator.post('/inventory/receipts').send({ product_id, quantity, unit_cost: 1, ...values });
const issue = (product_id: number, quantity: number | string) =>
  operator.post('/inventory/issues').send({ product_id, quantity });
const reserve = (product_id: number, quantity: number) =>
  operator.post('/inventory/reservations').send({ product_id, quantity });

function together(count: number, send: (index: number) => PromiseLike<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => send(index)));
}
const countOf = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

describe('many clients at once', () => {
  it('who issue 3 from 10: three win, the others hear how much is left', async () => {
    const product = await makeStock(10);
    const answers = await together(CLIENTS, () => issue(product, 3));
    expect([countOf(answers, 201), countOf(answers, 409)]).toEqual([3, 5]);
    for (const { status, body } of answers) {
      if (status === 409)
        expect(body).toMatchObject({ code: 'inventory.insufficient_stock', available: '1' });
    }
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '1', total_value: '1' });
  });

  it('who receive the first pieces of a new product: one balance of all of them', async () => {
    const product = await makeProduct(app);
    const answers = await together(CLIENTS, () => receive(product.id, 1));
    expect(countOf(answers, 201)).toBe(CLIENTS);
    const balances = await operator.get(`/inventory/balances?product_id=${product.id}`).expect(200);
    expect(balances.body.data).toMatchObject([{ on_hand_quantity: String(CLIENTS) }]);
  });

  it('who receive the first pieces of a new lot: one lot', async () => {
    const product = await makeProduct(app, { track_lots: true });
    const answers = await together(CLIENTS, () => receive(product.id, 1, { lot_number: 'NEW' }));
    expect(countOf(answers, 201)).toBe(CLIENTS);
    const lots = await operator.get(`/inventory/lots?product_id=${product.id}`).expect(200);
    expect(lots.body.data).toHaveLength(1);
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '8' });
  });

  it('who use 0.5 of a spool of 1,000, a hundred times: 950 are left', async () => {
    const product = await makeStock(1000);
    for (let round = 0; round < 5; round += 1) {
      const answers = await together(20, () => issue(product, '0.5'));
      expect(countOf(answers, 201)).toBe(20);
    }
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '950', total_value: '950' });
  });

  it('who transfer to and fro: nothing is lost and nothing is made', async () => {
    const product = await makeStock(4);
    const bin = await makeLocation(app);
    const main = (await operator.get('/inventory/locations?search=MAIN').expect(200)).body.data[0]
      .id as number;
    const transfer = (from_location_id: number, to_location_id: number) =>
      operator
        .post('/inventory/transfers')
        .send({ product_id: product, quantity: 1, from_location_id, to_location_id });
    for (let round = 0; round < 4; round += 1) {
      const answers = await together(CLIENTS, (index) =>
        index % 2 ? transfer(main, bin.id) : transfer(bin.id, main),
      );
      expect(countOf(answers, 201) + countOf(answers, 409)).toBe(CLIENTS);
    }
    const rows = (await operator.get(`/inventory/balances?product_id=${product}`).expect(200)).body.data;
    const total = rows.reduce(
      (sum: number, row: { on_hand_quantity: string }) => sum + Number(row.on_hand_quantity),
      0,
    );
    expect(total).toBe(4);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '4', total_value: '4' });
  });

  it('who issue and reserve the last piece: one of them has it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const product = await makeStock(1);
      const answers = await together(CLIENTS, (index) =>
        index % 2 ? issue(product, 1) : reserve(product, 1),
      );
      expect([countOf(answers, 201), countOf(answers, 409)]).toEqual([1, CLIENTS - 1]);
    }
  });

  it('who reserve 3 of 10: three win', async () => {
    const product = await makeStock(10);
    const answers = await together(CLIENTS, () => reserve(product, 3));
    expect([countOf(answers, 201), countOf(answers, 409)]).toEqual([3, 5]);
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '9', available_quantity: '1' });
  });

  it('who release one reservation: one of them does', async () => {
    const product = await makeStock(5);
    const { id } = ((await reserve(product, 4).expect(201)).body as { id: number }[])[0]!;
    const answers = await together(CLIENTS, () => operator.post(`/inventory/reservations/${id}/release`));
    expect([countOf(answers, 200), countOf(answers, 409)]).toEqual([1, CLIENTS - 1]);
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '0' });
  });

  it('who undo one movement: one of them does, and the others hear that it is done', async () => {
    const product = await makeStock(100);
    const { id } = ((await receive(product, 10).expect(201)).body as { id: number }[])[0]!;
    const answers = await together(CLIENTS, () =>
      app.as('manager').post(`/inventory/movements/${id}/reversal`).send({}),
    );
    expect(countOf(answers, 201)).toBe(1);
    const losers = answers.filter(({ status }) => status !== 201);
    expect(losers.map(({ status, body }) => [status, body['code']])).toEqual(
      losers.map(() => [409, 'inventory.already_reversed']),
    );
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '100' });
  });

  it('who count one place: the last count stands, and the movements add up to it', async () => {
    const product = await makeStock(50);
    const answers = await together(CLIENTS, (index) =>
      app
        .as('manager')
        .post('/inventory/counts')
        .send({ product_id: product, counted_quantity: index + 1 }),
    );
    expect(countOf(answers, 201)).toBe(CLIENTS);
    const last = answers.reduce((a, b) => ((a.body as never)[0]['id'] > (b.body as never)[0]['id'] ? a : b));
    expect(await stockOf(app, product)).toMatchObject({
      on_hand_quantity: String(answers.indexOf(last) + 1),
    });
  });

  it('who repeat one request with its key: one effect, and the same answer for all', async () => {
    const product = await makeStock(10);
    const answers = await together(CLIENTS, () => issue(product, 3).set('idempotency-key', 'the-same'));
    expect(countOf(answers, 201)).toBe(CLIENTS);
    for (const { body } of answers) expect(body).toEqual(answers[0]!.body);
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '7' });
  });

  it('who repeat a request that takes all there is: nobody hears that it is gone', async () => {
    const product = await makeStock(10);
    const answers = await together(CLIENTS, () => issue(product, 10).set('idempotency-key', 'all-of-it'));
    expect(countOf(answers, 201)).toBe(CLIENTS);
    for (const { body } of answers) expect(body).toEqual(answers[0]!.body);
  });
});

describe('several products', () => {
  it('in any order let no deadlock through to the caller', async () => {
    const customer = (await app.as('manager').post('/customers').send({ company_name: 'Racer' }).expect(201))
      .body.id;
    const products = [await makeStock(1000), await makeStock(1000), await makeStock(1000)];
    const orders: number[] = [];
    for (let index = 0; index < CLIENTS * 2; index += 1) {
      const lines = (index % 2 ? products : [...products].reverse()).map((product_id) => ({
        product_id,
        quantity: 1,
        unit_price: 1,
      }));
      const order = await app
        .as('manager')
        .post('/sales-orders')
        .send({ customer_id: customer, lines })
        .expect(201);
      orders.push(order.body.id as number);
    }
    const confirmed = await together(orders.length, (index) =>
      app.as('manager').post(`/sales-orders/${orders[index]}/confirm`),
    );
    expect(countOf(confirmed, 200)).toBe(orders.length);
    const shipped = await together(orders.length, (index) =>
      operator.post(`/sales-orders/${orders[index]}/shipments`).send({}),
    );
    expect(countOf(shipped, 201)).toBe(orders.length);
    for (const product of products) {
      expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '984', allocated_quantity: '0' });
    }
  });

  it('and their lots being put on hold while stock leaves: no deadlock either', async () => {
    const product = await makeProduct(app, { track_lots: true });
    const { lot_id: lot } = (
      (await receive(product.id, 100, { lot_number: 'L' }).expect(201)).body as { lot_id: number }[]
    )[0]!;
    const answers = await together(16, async (index) => {
      if (index % 4) return receive(product.id, 1, { lot_number: 'L' });
      const { version } = (await operator.get(`/inventory/lots/${lot}`)).body as { version: number };
      return app
        .as('manager')
        .patch(`/inventory/lots/${lot}`)
        .set('if-match', `"v${version}"`)
        .send({ notes: `n${index}` });
    });
    expect(answers.filter(({ status }) => ![200, 201, 412].includes(status))).toEqual([]);
  });
});

describe('a change of the stock unit', () => {
  it('and the first posting exclude one another: no movement is in a unit that the product has not', async () => {
    for (let round = 0; round < 6; round += 1) {
      const product = await makeProduct(app, { unit: 'KG' });
      const answers = await together(CLIENTS, (index) =>
        index === round
          ? app.as('admin').patch(`/products/${product.id}`).set('if-match', '"v1"').send({ unit: 'G' })
          : receive(product.id, 1, { unit: 'KG' }),
      );
      expect([200, 409]).toContain(answers[round]!.status);
      expect(countOf(answers, 201)).toBe(CLIENTS - 1);
      const unit = answers[round]!.status === 200 ? 'G' : 'KG';
      const { rows } = await asSuperuser(app, (db) =>
        db.query('SELECT DISTINCT unit, quantity::float FROM inventory_transactions WHERE product_id = $1', [
          product.id,
        ]),
      );
      expect(rows).toEqual([{ unit, quantity: unit === 'G' ? 1000 : 1 }]);
    }
  });

  it('is seen by a posting that waited while it happened', async () => {
    const product = await makeProduct(app, { unit: 'KG' });
    // Confirmed on an empty shelf: the product has a valuation by now, but no movement yet.
    await makeConfirmedOrder(app, [{ product_id: product.id }]);
    await asSuperuser(app, async (db) => {
      await db.query('BEGIN');
      await db.query('SELECT 1 FROM inventory_valuations WHERE product_id = $1 FOR UPDATE', [product.id]);
      const waiting = receive(product.id, 1).then((answer) => answer);
      await untilSomebodyWaits(db);
      await app
        .as('admin')
        .patch(`/products/${product.id}`)
        .set('if-match', '"v1"')
        .send({ unit: 'G' })
        .expect(200);
      await db.query('COMMIT');
      const answer = await waiting;
      expect([answer.status, answer.body[0].unit]).toEqual([201, 'G']);
    });
  });
});
