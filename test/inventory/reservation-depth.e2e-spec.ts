import { ReservationSweepService } from '../../src/modules/inventory/reservation-sweep.service.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeStock } from '../support/make/stock.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

interface Row {
  id: number;
  location_id: number | null;
  quantity_open: string;
  quantity_short: string;
  missing_quantity: string;
  status: string;
  version: number;
  reference_id: number;
}

const reserve = (product_id: number, quantity: number, values: object = {}) =>
  operator.post('/inventory/reservations').send({ product_id, quantity, ...values });
async function reserved(product: number, quantity: number, values: object = {}): Promise<Row[]> {
  return (await reserve(product, quantity, values).expect(201)).body as Row[];
}
const wait = async (product: number, quantity: number, values: object = {}): Promise<Row> =>
  (await reserved(product, quantity, { allow_shortage: true, ...values })).find(
    (row) => row.location_id === null,
  )!;
const receive = (product_id: number, quantity: number, values: object = {}) =>
  operator
    .post('/inventory/receipts')
    .send({ product_id, quantity, unit_cost: 1, ...values })
    .expect(201);
const release = (id: number) => operator.post(`/inventory/reservations/${id}/release`).send({});
const get = async (id: number): Promise<Row> =>
  (await operator.get(`/inventory/reservations/${id}`).expect(200)).body;
/** So much of a wish is kept on balances by now. */
async function keptFor(row: Row): Promise<number> {
  const filter = `reference_type=manual&reference_id=${row.reference_id}`;
  const rows = (await operator.get(`/inventory/reservations?${filter}`).expect(200)).body.data as Row[];
  return rows.reduce((sum, { quantity_open }) => sum + Number(quantity_open), 0);
}
/** As if the time were over. */
const runOut = (id: number) =>
  asSuperuser(app, async (db) => {
    await db.query(
      `UPDATE inventory_reservations SET expires_at = now() - interval '1 minute'
        WHERE (reference_type, reference_id) = (SELECT reference_type, reference_id FROM inventory_reservations WHERE id = $1)`,
      [id],
    );
    await db.query(
      `UPDATE inventory_valuations SET reservations_expire_at = now() - interval '1 minute'
        WHERE product_id = (SELECT product_id FROM inventory_reservations WHERE id = $1)`,
      [id],
    );
  });

describe('a reservation in part', () => {
  it('keeps what is free and says what is missing', async () => {
    const product = await makeStock(app, 4);
    const [row] = await reserved(product, 6, { partial: true });
    expect(row).toMatchObject({ quantity_open: '4', requested_quantity: '6', missing_quantity: '2' });
    const refused = await reserve(product, 1, { partial: true }).expect(409);
    expect(refused.body).toMatchObject({ code: 'inventory.not_available', available: '0' });
  });
});

describe('a demand that waits', () => {
  it('is filled when stock comes, in part and then in full', async () => {
    const product = await makeStock(app, 4);
    const rows = await reserved(product, 10, {
      allow_shortage: true,
      source_type: 'sales_order',
      source_id: 7,
    });
    expect(rows).toMatchObject([
      { quantity_open: '4', quantity_short: '0', missing_quantity: '6', source_id: 7 },
      { quantity_open: '0', quantity_short: '6', location_id: null, status: 'open' },
    ]);
    const waiting = rows[1]!;
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '4', available_quantity: '0' });
    await receive(product, 5);
    expect(await get(waiting.id)).toMatchObject({ quantity_short: '1', status: 'open' });
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '9', available_quantity: '0' });
    await receive(product, 5);
    expect(await get(waiting.id)).toMatchObject({ quantity_short: '0', status: 'filled' });
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '10', available_quantity: '4' });
    const bySource = await operator
      .get('/inventory/reservations?source_type=sales_order&source_id=7')
      .expect(200);
    expect(bySource.body.data).toHaveLength(4);
    await release(waiting.id).expect(409);
  });

  it('is served the most urgent first, then the oldest', async () => {
    const product = (await makeProduct(app)).id;
    const late = await wait(product, 2, { priority: 5 });
    const first = await wait(product, 2);
    const second = await wait(product, 2);
    const urgent = await wait(product, 2, { priority: 1 });
    const kept = () => Promise.all([urgent, first, second, late].map(keptFor));
    await receive(product, 3);
    expect(await kept()).toEqual([2, 1, 0, 0]);
    const { version } = await get(late.id);
    await operator
      .patch(`/inventory/reservations/${late.id}`)
      .set('if-match', `"v${version}"`)
      .send({ priority: 1 })
      .expect(200);
    await receive(product, 3);
    expect(await kept()).toEqual([2, 2, 0, 2]);
  });

  it('is filled by what others release, let go of and bring back', async () => {
    const product = await makeStock(app, 5);
    const [mine] = await reserved(product, 5);
    const waiting = await wait(product, 3);
    await release(mine!.id).expect(200);
    expect(await keptFor(waiting)).toBe(3);
    const later = await wait(product, 4);
    expect(await keptFor(later)).toBe(2);
    await release(waiting.id).expect(409);
    const rows = (await operator.get(`/inventory/reservations?product_id=${product}&status=open`).expect(200))
      .body.data as Row[];
    const kept = rows.find((row) => row.reference_id === waiting.reference_id)!;
    await release(kept.id).expect(200);
    expect(await keptFor(later)).toBe(4);
  });

  it('is filled from a lot that is released from hold', async () => {
    const product = (await makeProduct(app, { track_lots: true })).id;
    await receive(product, 5, { lot_number: 'A' });
    const lot = (await operator.get(`/inventory/lots?product_id=${product}`).expect(200)).body.data[0];
    const setStatus = (status: string, version: number) =>
      app
        .as('manager')
        .patch(`/inventory/lots/${lot.id}`)
        .set('if-match', `"v${version}"`)
        .send({ status })
        .expect(200);
    await setStatus('hold', 1);
    const waiting = await wait(product, 2);
    expect(await keptFor(waiting)).toBe(0);
    await setStatus('active', 2);
    expect(await keptFor(waiting)).toBe(2);
  });

  it('waits for one place when one is named', async () => {
    const product = (await makeProduct(app)).id;
    const bin = await makeLocation(app);
    const waiting = await wait(product, 2, { location_id: bin.id });
    await receive(product, 5);
    expect(await keptFor(waiting)).toBe(0);
    await operator.post(`/inventory/reservations/${waiting.id}/fill`).send({}).expect(200);
    expect(await keptFor(waiting)).toBe(0);
    await receive(product, 5, { location_id: bin.id });
    expect(await keptFor(waiting)).toBe(2);
    await operator.post(`/inventory/reservations/${waiting.id}/fill`).send({}).expect(409);
    const unknown = await reserve(product, 99, { location_id: 999_999, allow_shortage: true }).expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/location_id' }]);
  });

  it('is let go of, and waits no longer', async () => {
    const product = (await makeProduct(app)).id;
    const waiting = await wait(product, 2);
    expect((await release(waiting.id).expect(200)).body).toMatchObject({
      status: 'released',
      quantity_short: '0',
    });
    await receive(product, 5);
    expect(await stockOf(app, product)).toMatchObject({ allocated_quantity: '0' });
    expect(
      (await operator.get(`/inventory/reservations?product_id=${product}&is_short=true`).expect(200)).body
        .data,
    ).toEqual([]);
  });
});

describe('a reservation that runs out', () => {
  const soon = () => new Date(Date.now() + 3_600_000).toISOString();

  it('hinders nobody, before the sweep has come', async () => {
    const product = await makeStock(app, 5);
    const [mine] = await reserved(product, 5, { expires_at: soon() });
    const issue = () => operator.post('/inventory/issues').send({ product_id: product, quantity: 1 });
    await issue().expect(409);
    await runOut(mine!.id);
    await issue().expect(201);
    expect(await get(mine!.id)).toMatchObject({ status: 'expired', quantity_open: '0' });
    const [again] = await reserved(product, 4, { expires_at: soon() });
    await runOut(again!.id);
    const expired = await operator
      .get(`/inventory/reservations?product_id=${product}&is_expired=true`)
      .expect(200);
    expect(expired.body.data).toHaveLength(2);
    await reserved(product, 4);
  });

  it('is swept, and what it kept goes to who waits', async () => {
    const product = await makeStock(app, 5);
    const [mine] = await reserved(product, 5, { expires_at: soon() });
    const waiting = await wait(product, 3);
    await runOut(mine!.id);
    await app.app.get(ReservationSweepService).run();
    expect(await get(mine!.id)).toMatchObject({ status: 'expired' });
    expect(await keptFor(waiting)).toBe(3);
    const events = await asSuperuser(app, (db) =>
      db.query(
        `SELECT event_type FROM outbox WHERE aggregate_type = 'inventory_reservation' AND aggregate_id = ANY ($1) ORDER BY id`,
        [[mine!.id, waiting.id]],
      ),
    );
    expect(events.rows.map((row: { event_type: string }) => row.event_type)).toEqual([
      'inventory.reservation_expired',
      'inventory.reservation_filled',
    ]);
  });

  it('is kept longer, or for good, by version', async () => {
    const product = await makeStock(app, 5);
    const [mine] = await reserved(product, 5, { expires_at: soon() });
    const patch = (version: number, body: object) =>
      operator.patch(`/inventory/reservations/${mine!.id}`).set('if-match', `"v${version}"`).send(body);
    expect((await patch(1, { expires_at: '2020-01-01T00:00:00Z' }).expect(422)).body.errors).toMatchObject([
      { pointer: '/expires_at' },
    ]);
    expect((await patch(1, { expires_at: null }).expect(200)).body).toMatchObject({
      expires_at: null,
      version: 2,
    });
    await patch(1, { priority: 1 }).expect(412);
    await operator.patch(`/inventory/reservations/${mine!.id}`).send({ priority: 1 }).expect(428);
    await release(mine!.id).expect(200);
    await patch(3, { priority: 1 }).expect(409);
  });
});

describe('what belongs to a document', () => {
  it('can become more urgent, and neither run out nor be released by hand', async () => {
    const product = await makeStock(app, 5);
    await makeConfirmedOrder(app, [{ product_id: product, quantity: 2 }]);
    const [row] = (await operator.get(`/inventory/reservations?product_id=${product}`).expect(200)).body
      .data as Row[];
    const patch = (version: number, body: object) =>
      operator.patch(`/inventory/reservations/${row!.id}`).set('if-match', `"v${version}"`).send(body);
    expect((await patch(1, { expires_at: '2099-01-01T00:00:00Z' }).expect(409)).body.code).toBe(
      'inventory.reservation_of_document',
    );
    await patch(1, { priority: 1 }).expect(200);
    await release(row!.id).expect(409);
  });
});

describe('a request', () => {
  it.each([
    ['half a document', { source_type: 'sales_order' }, '/source_id'],
    ['a time that is over', { expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    ['an unknown product', { product_id: 999_999, allow_shortage: true }, '/product_id'],
  ])('with %s is refused', async (_name, values, pointer) => {
    const product = await makeStock(app, 1);
    const answer = await reserve(product, 1, values).expect(422);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  });

  it('is for who may, in the own organization', async () => {
    const product = (await makeProduct(app)).id;
    const waiting = await wait(product, 1);
    const other = app.otherOrganization;
    await other.get(`/inventory/reservations/${waiting.id}`).expect(404);
    await other.post(`/inventory/reservations/${waiting.id}/fill`).send({}).expect(404);
    await other
      .patch(`/inventory/reservations/${waiting.id}`)
      .set('if-match', '"v1"')
      .send({ priority: 1 })
      .expect(404);
    await app.anonymous.post(`/inventory/reservations/${waiting.id}/fill`).send({}).expect(401);
  });
});

describe('at once', () => {
  it('eight waiting demands and eight receipts: everything that came is kept, and no more', async () => {
    const product = (await makeProduct(app)).id;
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 2 ? reserve(product, 2, { allow_shortage: true }) : receive(product, 1),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(201));
    expect(await stockOf(app, product)).toMatchObject({ on_hand_quantity: '8', allocated_quantity: '8' });
    const short = (
      await operator.get(`/inventory/reservations?product_id=${product}&is_short=true`).expect(200)
    ).body.data as Row[];
    expect(short.reduce((sum, row) => sum + Number(row.quantity_short), 0)).toBe(8);
  });

  it('eight who want what one reservation that ran out has kept: exactly as many as it is enough for', async () => {
    const product = await makeStock(app, 6);
    const [mine] = await reserved(product, 6, { expires_at: new Date(Date.now() + 3_600_000).toISOString() });
    await runOut(mine!.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => reserve(product, 2)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  });
});
