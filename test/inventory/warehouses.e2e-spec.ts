import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeStock } from '../support/make/stock.js';
import { makeWarehouse, type MadeWarehouse } from '../support/make/warehouse.js';

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
});
afterAll(() => app?.close());
afterEach(() => expectCleanLedger(app));

const patch = (warehouse: { id: number; version: number }, values: object, client = manager) =>
  client
    .patch(`/inventory/warehouses/${warehouse.id}`)
    .set('if-match', `"v${warehouse.version}"`)
    .send(values);
const remove = (warehouse: { id: number; version: number }) =>
  manager.delete(`/inventory/warehouses/${warehouse.id}`).set('if-match', `"v${warehouse.version}"`);
const warehouseOf = async (locationId: number) =>
  (await manager.get(`/inventory/locations/${locationId}`).expect(200)).body.warehouse_id as number | null;
const patchLocation = async (id: number, values: object) => {
  const { version } = (await manager.get(`/inventory/locations/${id}`).expect(200)).body as {
    version: number;
  };
  return manager.patch(`/inventory/locations/${id}`).set('if-match', `"v${version}"`).send(values);
};

describe('warehouses', () => {
  it('are made with their top location, found, changed, listed and deleted', async () => {
    const warehouse = await makeWarehouse(app, { address: 'Mill Lane 3' });
    expect(warehouse).toMatchObject({ address: 'Mill Lane 3', is_active: true });
    expect(await warehouseOf(warehouse.location_id)).toBe(warehouse.id);
    const changed = (await patch(warehouse, { name: 'North', description: 'Cold' }).expect(200))
      .body as MadeWarehouse;
    expect(changed).toMatchObject({ name: 'North', description: 'Cold', address: 'Mill Lane 3' });
    const root = await manager.get(`/inventory/locations/${warehouse.location_id}`).expect(200);
    expect(root.body).toMatchObject({ name: 'North', code: warehouse.code, type: 'warehouse' });
    await patch(warehouse, { name: 'Too late' }).expect(412);
    const found = await manager.get(`/inventory/warehouses?search=${warehouse.code}`).expect(200);
    expect(found.body.data).toMatchObject([{ id: warehouse.id, name: 'North' }]);
    await remove(warehouse).expect(412);
    await remove(changed).expect(204);
    await manager.get(`/inventory/warehouses/${warehouse.id}`).expect(404);
    await manager.get(`/inventory/locations/${warehouse.location_id}`).expect(404);
  });

  it('start with MAIN in every organization', async () => {
    for (const client of [manager, app.otherOrganization]) {
      const { data } = (await client.get('/inventory/warehouses?search=MAIN').expect(200)).body;
      expect(data).toMatchObject([{ code: 'MAIN', name: 'Main warehouse' }]);
    }
  });

  it('are made once for one Idempotency-Key', async () => {
    const body = { code: 'ONCE-W', name: 'Once' };
    const send = () =>
      manager.post('/inventory/warehouses').set('idempotency-key', 'w-1').send(body).expect(201);
    expect((await send()).body).toEqual((await send()).body);
  });

  it('have a code of their own, and none of a location', async () => {
    const { code } = await makeLocation(app);
    const answer = await manager.post('/inventory/warehouses').send({ code, name: 'x' });
    expect([answer.status, answer.body.code]).toEqual([409, 'inventory.location_code_taken']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/code' }]);
  });

  it('hold every location inside, however deep, also after a move', async () => {
    const [north, south] = [await makeWarehouse(app), await makeWarehouse(app)];
    const shelf = await makeLocation(app, { type: 'shelf', parent_id: north.location_id });
    const bin = await makeLocation(app, { parent_id: shelf.id });
    expect(await warehouseOf(bin.id)).toBe(north.id);
    expect((await patchLocation(shelf.id, { parent_id: south.location_id })).status).toBe(200);
    expect([await warehouseOf(shelf.id), await warehouseOf(bin.id)]).toEqual([south.id, south.id]);
    expect((await patchLocation(shelf.id, { parent_id: null })).status).toBe(200);
    expect(await warehouseOf(bin.id)).toBeNull();
    const inside = await manager.get(`/inventory/locations?warehouse_id=${south.id}`).expect(200);
    expect(inside.body.data).toMatchObject([{ id: south.location_id }]);
  });

  it('come from top-level locations of the type, and from no others', async () => {
    const top = await makeLocation(app, { type: 'warehouse' });
    expect(await warehouseOf(top.id)).not.toBeNull();
    const { data } = (await manager.get(`/inventory/warehouses?search=${top.code}`).expect(200)).body;
    expect(data).toMatchObject([{ code: top.code, location_id: top.id }]);
    const bin = await makeLocation(app);
    expect(await warehouseOf(bin.id)).toBeNull();
    expect((await patchLocation(bin.id, { type: 'warehouse' })).status).toBe(200);
    expect(await warehouseOf(bin.id)).not.toBeNull();
  });

  it('keep their top location: it is closed, moved and deleted at the warehouse', async () => {
    const [warehouse, other] = [await makeWarehouse(app), await makeWarehouse(app)];
    for (const values of [{ type: 'bin' }, { parent_id: other.location_id }, { is_active: false }]) {
      const answer = await patchLocation(warehouse.location_id, values);
      expect([answer.status, answer.body.code]).toEqual([409, 'inventory.warehouse_root']);
    }
    const root = (await manager.get(`/inventory/locations/${warehouse.location_id}`)).body as MadeWarehouse;
    const deleted = await manager
      .delete(`/inventory/locations/${root.id}`)
      .set('if-match', `"v${root.version}"`);
    expect([deleted.status, deleted.body.code]).toEqual([409, 'inventory.warehouse_root']);
    expect((await patchLocation(warehouse.location_id, { name: 'Renamed' })).status).toBe(200);
    const renamed = await manager.get(`/inventory/warehouses/${warehouse.id}`).expect(200);
    expect(renamed.body).toMatchObject({ name: 'Renamed', code: warehouse.code });
  });

  it('come from files too, which leave their top where it is', async () => {
    const upload = (...rows: string[]) =>
      app
        .as('admin')
        .post('/imports/locations')
        .set('content-type', 'text/csv')
        .send(['code,name,type,parent_code', ...rows].join('\n'));
    await upload(
      'W-FILE,From a file,warehouse,',
      'W-FILE-A,Aisle,zone,W-FILE',
      'W-FILE-A1,Bin,bin,W-FILE-A',
    ).expect(200);
    const [made] = (await manager.get('/inventory/warehouses?search=W-FILE').expect(200)).body.data as [
      MadeWarehouse,
    ];
    const inside = await manager.get(`/inventory/locations?warehouse_id=${made.id}`).expect(200);
    expect(inside.body.data).toHaveLength(3);
    await upload('W-FILE,Renamed,warehouse,').expect(200);
    expect((await manager.get(`/inventory/warehouses/${made.id}`)).body.name).toBe('Renamed');
    const other = await makeWarehouse(app);
    for (const row of ['W-FILE,Bin,bin,', `W-FILE,Moved,warehouse,${other.code}`]) {
      const { body } = await upload(row);
      expect(JSON.stringify(body)).toContain('warehouse_root');
    }
    expect((await manager.get(`/inventory/warehouses/${made.id}`)).body.name).toBe('Renamed');
  });

  it('show their stock by product, over all places', async () => {
    const warehouse = await makeWarehouse(app);
    const bin = await makeLocation(app, { parent_id: warehouse.location_id });
    const product = await makeStock(app, 5, {}, { location_id: bin.id });
    await manager
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 2, unit_cost: 1, location_id: warehouse.location_id })
      .expect(201);
    await makeStock(app, 9);
    await makeStock(app, 1, {}, { location_id: bin.id });
    const stock = (query: string) =>
      manager.get(`/inventory/warehouses/${warehouse.id}/stock${query}`).expect(200);
    expect((await stock(`?product_id=${product}`)).body.data).toMatchObject([
      { product_id: product, places: 2, on_hand_quantity: '7', available_quantity: '7' },
    ]);
    const first = (await stock('?limit=1')).body;
    expect(first).toMatchObject({ data: [{}], page: { has_more: true } });
    const second = (await stock(`?limit=1&cursor=${first.page.next}`)).body;
    expect(second).toMatchObject({ data: [{}], page: { has_more: false } });
    expect(second.data[0].product_id).not.toBe(first.data[0].product_id);
  });

  it('are closed with everything in them, and not while something is in them', async () => {
    const warehouse = await makeWarehouse(app);
    const bin = await makeLocation(app, { parent_id: warehouse.location_id });
    const product = await makeStock(app, 5, {}, { location_id: bin.id });
    const full = await patch(warehouse, { is_active: false });
    expect([full.status, full.body.code]).toEqual([409, 'inventory.warehouse_in_use']);
    expect(full.body).toMatchObject({ stocked_places: 1, open_stocktakes: 0 });
    await manager.post('/inventory/issues').send({ product_id: product, quantity: 5 }).expect(201);
    const closed = (await patch(warehouse, { is_active: false }).expect(200)).body as MadeWarehouse;
    const refused = await manager
      .post('/inventory/receipts')
      .send({ product_id: product, quantity: 1, location_id: bin.id });
    expect([refused.status, refused.body.code]).toEqual([422, 'inventory.location_inactive']);
    const history = await remove(closed);
    expect([history.status, history.body.code]).toEqual([409, 'inventory.warehouse_in_use']);
    await patch(closed, { is_active: true }).expect(200);
    const { body } = await manager.get(`/inventory/locations/${warehouse.location_id}`).expect(200);
    expect(body.is_active).toBe(true);
    const main = (await manager.get('/inventory/warehouses?search=MAIN').expect(200)).body.data[0];
    expect((await patch(main, { is_active: false })).body.code).toBe('inventory.default_location_needed');
  });

  it('are changed by those who may, and by nobody of another organization', async () => {
    const warehouse = await makeWarehouse(app);
    await app.as('operator').get(`/inventory/warehouses/${warehouse.id}`).expect(200);
    await app.as('operator').post('/inventory/warehouses').send({ code: 'X', name: 'X' }).expect(403);
    await patch(warehouse, { name: 'X' }, app.as('operator')).expect(403);
    await app.anonymous.get('/inventory/warehouses').expect(401);
    await app.otherOrganization.get(`/inventory/warehouses/${warehouse.id}`).expect(404);
    await app.otherOrganization.get(`/inventory/warehouses/${warehouse.id}/stock`).expect(404);
    await patch(warehouse, { name: 'X' }, app.otherOrganization).expect(404);
  });

  it('refuse what is no warehouse', async () => {
    for (const body of [
      {},
      { code: '', name: 'x' },
      { code: 'x', name: 5 },
      { code: 'x', name: 'x', odd: 1 },
    ]) {
      await manager.post('/inventory/warehouses').send(body).expect(400);
    }
  });
});
