import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeLocation, type MadeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
});
afterAll(() => app?.close());

const patch = (location: { id: number; version: number }, values: object, client = manager) =>
  client.patch(`/inventory/locations/${location.id}`).set('if-match', `"v${location.version}"`).send(values);
const remove = (location: { id: number; version: number }) =>
  manager.delete(`/inventory/locations/${location.id}`).set('if-match', `"v${location.version}"`);
const mainLocation = async () =>
  (await manager.get('/inventory/locations?search=MAIN').expect(200)).body.data[0] as MadeLocation;

describe('locations', () => {
  it('are made, found, changed, listed and deleted', async () => {
    const zone = await makeLocation(app, { type: 'zone', name: 'Cold store' });
    const shelf = await makeLocation(app, { type: 'shelf', parent_id: zone.id });
    expect(shelf).toMatchObject({ parent_id: zone.id, is_default: false, is_active: true, version: 1 });
    const inside = await manager.get(`/inventory/locations?parent_id=${zone.id}`).expect(200);
    expect(inside.body.data).toEqual([shelf]);
    const changed = (await patch(shelf, { name: 'Top shelf', parent_id: null }).expect(200))
      .body as MadeLocation;
    expect(changed).toMatchObject({ name: 'Top shelf', parent_id: null, version: 2 });
    await patch(shelf, { name: 'Too late' }).expect(412);
    await remove(shelf).expect(412);
    await remove(changed).expect(204);
    await manager.get(`/inventory/locations/${shelf.id}`).expect(404);
    const cold = await manager.get('/inventory/locations?search=cOLD%20sT').expect(200);
    expect(cold.body.data).toHaveLength(1);
    expect((await manager.get('/inventory/locations?search=%25').expect(200)).body.data).toEqual([]);
  });

  it('are made once for one Idempotency-Key', async () => {
    const body = { code: 'ONCE', name: 'Once', type: 'bin' };
    const send = () =>
      manager.post('/inventory/locations').set('idempotency-key', 'l-1').send(body).expect(201);
    expect((await send()).body).toEqual((await send()).body);
  });

  it('have a code of their own in the organization', async () => {
    const { code } = await makeLocation(app);
    const again = await manager.post('/inventory/locations').send({ code, name: 'x', type: 'bin' });
    expect([again.status, again.body.code]).toEqual([409, 'inventory.location_code_taken']);
    expect(again.body.errors).toMatchObject([{ pointer: '/code' }]);
    await app.otherOrganization
      .post('/inventory/locations')
      .send({ code, name: 'x', type: 'bin' })
      .expect(201);
    const other = await makeLocation(app);
    expect((await patch(other, { code }).expect(409)).body.code).toBe('inventory.location_code_taken');
  });

  it('never lie inside themselves', async () => {
    const outer = await makeLocation(app);
    const middle = await makeLocation(app, { parent_id: outer.id });
    const inner = await makeLocation(app, { parent_id: middle.id });
    for (const parent of [outer, middle, inner]) {
      const answer = await patch(outer, { parent_id: parent.id });
      expect([answer.status, answer.body.code]).toEqual([422, 'inventory.location_cycle']);
    }
    const unknown = await patch(outer, { parent_id: 999_999 });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'inventory.unknown_location']);
  });

  it('close no ring when two are moved into one another at once', async () => {
    const [left, right] = [await makeLocation(app), await makeLocation(app)];
    const answers = await Promise.all([
      patch(left, { parent_id: right.id }),
      patch(right, { parent_id: left.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

describe('the default location', () => {
  it('is one at any time, and moves to whoever is made it', async () => {
    const main = await mainLocation();
    const other = await makeLocation(app, { is_default: true });
    expect((await mainLocation()) as unknown).toMatchObject({ is_default: false, version: main.version + 1 });
    const product = await makeProduct(app);
    const [movement] = (
      await manager.post('/inventory/receipts').send({ product_id: product.id, quantity: 1 }).expect(201)
    ).body as { to_location_id: number }[];
    expect(movement!.to_location_id).toBe(other.id);
    for (const values of [{ is_default: false }, { is_active: false }]) {
      expect((await patch(other, values).expect(422)).body.code).toBe('inventory.default_location_needed');
    }
    expect((await remove(other).expect(422)).body.code).toBe('inventory.default_location_needed');
    await patch(await mainLocation(), { is_default: true }).expect(200);
  });
});

describe('a location with stock', () => {
  it('stays active and is not deleted, until it is empty; with a history it is never deleted', async () => {
    const bin = await makeLocation(app);
    const product = await makeProduct(app);
    const post = (kind: string) =>
      manager.post(`/inventory/${kind}`).send({ product_id: product.id, quantity: 1, location_id: bin.id });
    await post('receipts').expect(201);
    expect((await patch(bin, { is_active: false }).expect(409)).body.code).toBe('inventory.location_in_use');
    expect((await remove(bin).expect(409)).body.code).toBe('inventory.location_in_use');
    await post('issues').expect(201);
    expect((await remove(bin).expect(409)).body.code).toBe('inventory.location_in_use');
    await patch(bin, { is_active: false }).expect(200);
    const late = await post('receipts');
    expect([late.status, late.body.code]).toEqual([422, 'inventory.location_inactive']);
  });

  it('that others lie in is not deleted', async () => {
    const outer = await makeLocation(app);
    await makeLocation(app, { parent_id: outer.id });
    await remove(outer).expect(409);
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const location = await makeLocation(app);
    const operator = app.as('operator');
    await operator.get('/inventory/locations').expect(200);
    await operator.post('/inventory/locations').send({ code: 'X', name: 'X', type: 'bin' }).expect(403);
    await patch(location, { name: 'x' }, operator).expect(403);
    await app.anonymous.get('/inventory/locations').expect(401);
    await app.otherOrganization.get(`/inventory/locations/${location.id}`).expect(404);
    await patch(location, { name: 'x' }, app.otherOrganization).expect(404);
    const inside = await app.otherOrganization
      .post('/inventory/locations')
      .send({ code: 'Y', name: 'Y', type: 'bin', parent_id: location.id });
    expect([inside.status, inside.body.code]).toEqual([422, 'inventory.unknown_location']);
  });
});
