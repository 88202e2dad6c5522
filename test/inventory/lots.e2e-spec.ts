import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
let manager: Client;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

async function makeLot(product: object = {}, receipt: object = {}): Promise<{ id: number; product: number }> {
  const { id } = await makeProduct(app, { track_lots: true, ...product });
  const body = { product_id: id, quantity: 10, unit_cost: 1, lot_number: 'L', ...receipt };
  const posted = await operator.post('/inventory/receipts').send(body).expect(201);
  return { id: posted.body[0].lot_id as number, product: id };
}
const act = (id: number, action: string, body: object = {}) =>
  manager.post(`/inventory/lots/${id}/${action}`).send(body);
const issue = (product_id: number) => operator.post('/inventory/issues').send({ product_id, quantity: 1 });
const eventsOf = async (id: number) =>
  (await operator.get(`/inventory/lots/${id}/events`).expect(200)).body.data as Record<string, unknown>[];

describe('opening a lot', () => {
  it('brings its date forward to the end of its life after opening', async () => {
    const { id, product } = await makeLot({ open_life_days: 5 }, { expiration_date: daysFromNow(90) });
    const opened = await act(id, 'open', { opened_on: daysFromNow(-1) }).expect(422);
    expect(opened.body.errors).toMatchObject([{ pointer: '/opened_on' }]);
    const { body } = await act(id, 'open').expect(200);
    expect(body.sealed_expiration_date).toBe(daysFromNow(90));
    expect(Date.parse(body.expiration_date) - Date.parse(body.opened_on)).toBe(5 * 86_400_000);
    expect((await act(id, 'open').expect(409)).body.code).toBe('inventory.lot_opened');
    await issue(product).expect(201);
    expect(await eventsOf(id)).toMatchObject([{ event: 'opened', from_expiration_date: daysFromNow(90) }]);
  });

  it('leaves an earlier date alone, and follows the label when that is corrected', async () => {
    const { id } = await makeLot({ open_life_days: 30 }, { expiration_date: daysFromNow(3) });
    const { body } = await act(id, 'open').expect(200);
    expect(body.expiration_date).toBe(daysFromNow(3));
    const corrected = await manager
      .patch(`/inventory/lots/${id}`)
      .set('if-match', `"v${body.version}"`)
      .send({ expiration_date: daysFromNow(300), reason: 'Misread.' })
      .expect(200);
    expect(corrected.body.sealed_expiration_date).toBe(daysFromNow(300));
    expect(corrected.body.expiration_date < daysFromNow(40)).toBe(true);
    expect(await eventsOf(id)).toMatchObject([
      { event: 'expiration', reason: 'Misread.' },
      { event: 'opened' },
    ]);
  });

  it('is not for the future', async () => {
    const { id } = await makeLot();
    expect((await act(id, 'open', { opened_on: daysFromNow(3) }).expect(422)).body.code).toBe(
      'inventory.future_date',
    );
  });
});

describe('a lot', () => {
  it('is put on hold, into quarantine and back, with reasons and a history that nobody changes', async () => {
    const { id, product } = await makeLot();
    expect((await act(id, 'hold').expect(400)).body.code).toBe('request.invalid');
    const held = await act(id, 'hold', { reason: 'Moist.' }).set('idempotency-key', `hold-${id}`).expect(200);
    expect(held.body).toMatchObject({ status: 'hold', status_reason: 'Moist.' });
    await act(id, 'hold', { reason: 'Moist.' }).set('idempotency-key', `hold-${id}`).expect(200);
    await issue(product).expect(409);
    expect((await act(id, 'hold', { reason: 'x' }).expect(409)).body).toMatchObject({
      code: 'inventory.lot_status',
      lot_status: 'hold',
      possible: ['quarantine', 'release'],
    });
    await act(id, 'quarantine', { reason: 'Send it back?' }).expect(200);
    expect((await act(id, 'release', { reason: 'Dried.' }).expect(200)).body).toMatchObject({
      status: 'active',
      status_reason: null,
    });
    await act(id, 'release').expect(409);
    await issue(product).expect(201);
    expect((await eventsOf(id)).map((event) => [event['to_status'], event['reason']])).toEqual([
      ['active', 'Dried.'],
      ['quarantine', 'Send it back?'],
      ['hold', 'Moist.'],
    ]);
    await expect(
      asSuperuser(app, (db) => db.query(`UPDATE lot_events SET reason = 'x' WHERE lot_id = $1`, [id])),
    ).rejects.toThrow(/never changed/);
  });

  it('is for who may, in the own organization', async () => {
    const { id } = await makeLot();
    await operator.post(`/inventory/lots/${id}/hold`).send({ reason: 'x' }).expect(403);
    await app.otherOrganization.post(`/inventory/lots/${id}/hold`).send({ reason: 'x' }).expect(404);
    await app.otherOrganization.post(`/inventory/lots/${id}/open`).send({}).expect(404);
    await app.otherOrganization.get(`/inventory/lots/${id}/events`).expect(404);
    await app.anonymous.get(`/inventory/lots/${id}/events`).expect(401);
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
