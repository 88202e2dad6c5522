import { ProductUsage } from '../../src/modules/products/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('products', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const create = (body: object) =>
    app
      .as('manager')
      .post('/products')
      .send({ name: 'Some product', ...body });
  const patch = (product: { id: number; version: number }, body: object) =>
    app.as('manager').patch(`/products/${product.id}`).set('if-match', `"v${product.version}"`).send(body);

  it('keep a material in grams and show its cost per kilogram as well', async () => {
    const { body, headers } = await create({
      sku: 'PLA-BLACK',
      item_type: 'material',
      standard_cost_per_purchase_unit: 20,
    }).expect(201);
    expect(body).toMatchObject({
      sku: 'PLA-BLACK',
      unit: 'G',
      purchase_uom: 'KG',
      purchase_conversion: '1000',
      standard_cost: '0.02',
      standard_cost_per_purchase_unit: '20',
      average_cost: null,
      average_cost_per_purchase_unit: null,
      cost_method: 'average',
      procurement_type: 'buy',
      safety_stock: '0',
      is_active: true,
      version: 1,
    });
    expect(body.organization_id).toBeUndefined();
    expect(headers.etag).toBe('"v1"');
    const read = await app.as('operator').get(`/products/${body.id}`).expect(200);
    expect(read.body).toEqual(body);
    await app.as('operator').get(`/products/${body.id}`).set('if-none-match', '"v1"').expect(304);
  });

  it('keep everything else by the piece', async () => {
    const { body } = await create({
      sku: 'VASE',
      selling_price: '29.90',
      image_url: 'https://example.com/v.jpg',
    });
    expect(body).toMatchObject({
      unit: 'EA',
      purchase_uom: 'EA',
      purchase_conversion: '1',
      item_type: 'finished_good',
      procurement_type: 'make',
      selling_price: '29.9',
    });
  });

  it.each([
    [{ unit: 'XX' }, 'products.unknown_unit', '/unit'],
    [{ unit: 'EA', purchase_uom: 'KG' }, 'products.conversion_needed', '/purchase_conversion'],
    [
      { unit: 'EA', purchase_uom: 'EA', purchase_conversion: 2 },
      'products.conversion_not_one',
      '/purchase_conversion',
    ],
    [
      { unit: 'T', purchase_uom: 'MG', purchase_conversion: '0.0000000001' },
      'request.invalid',
      '/purchase_conversion',
    ],
    [
      { standard_cost: '1', standard_cost_per_purchase_unit: '1' },
      'products.two_costs',
      '/standard_cost_per_purchase_unit',
    ],
    [{ cost_method: 'standard' }, 'products.standard_cost_needed', '/standard_cost'],
    [{ cost_method: 'lot' }, 'products.lot_tracking_needed', '/track_lots'],
    [{ item_type: 'service', track_lots: true }, 'products.service_tracked', '/track_lots'],
    [{ category_id: 999 }, 'products.unknown_category', '/category_id'],
    [{ material_type_id: 999 }, 'products.unknown_material_type', '/material_type_id'],
    [{ color_id: 999 }, 'products.unknown_color', '/color_id'],
    [{ preferred_vendor_id: 999 }, 'products.unknown_vendor', '/preferred_vendor_id'],
    [{ safety_stock: -1 }, 'request.invalid', '/safety_stock'],
    [{ item_type: 'gadget' }, 'request.invalid', '/item_type'],
    [{ image_url: 'javascript:alert(1)' }, 'request.invalid', '/image_url'],
    [{ average_cost: '1' }, 'request.invalid', '/average_cost'],
  ])('refuse %j', async (fields, code, pointer) => {
    const { body, status } = await create({ sku: 'REFUSED', ...fields });
    expect(status).toBe(code.startsWith('request.') ? 400 : 422);
    expect(body.code).toBe(code);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('refuse a unit so fine that it counts nothing', async () => {
    const grain = { code: 'GRAIN', name: 'Grain', uom_class: 'mass', to_base_factor: '0.0000001' };
    await app.as('manager').post('/units').send(grain).expect(201);
    const { body } = await create({ sku: 'GRAINY', unit: 'T', purchase_uom: 'GRAIN' }).expect(422);
    expect(body.code).toBe('products.conversion_too_small');
  });

  it('have one SKU each', async () => {
    await create({ sku: 'ONE' }).expect(201);
    const { body } = await create({ sku: ' ONE ' }).expect(409);
    expect(body).toMatchObject({ code: 'products.sku_taken', errors: [{ pointer: '/sku' }] });
    await app.otherOrganization.post('/products').send({ sku: 'ONE', name: 'Theirs' }).expect(201);
  });

  it('change what is given and nothing else', async () => {
    const { body: product } = await create({ sku: 'CHANGE', description: 'Old', reorder_point: '5' }).expect(
      201,
    );
    const { body } = await patch(product, { name: 'New', description: null }).expect(200);
    expect(body).toMatchObject({ name: 'New', description: null, reorder_point: '5', version: 2 });
    const stale = await patch(product, { name: 'Stale' }).expect(412);
    expect(stale.body.current_etag).toBe('"v2"');
    await app.as('manager').patch(`/products/${product.id}`).send({ name: 'X' }).expect(428);
    await app.as('manager').patch('/products/999999').set('if-match', '"v1"').send({ name: 'X' }).expect(404);
  });

  it('ask for every figure anew when the stock unit changes', async () => {
    const { body: product } = await create({
      sku: 'UNIT',
      unit: 'G',
      standard_cost: '0.02',
      safety_stock: 500,
    });
    const { body } = await patch(product, { unit: 'KG' }).expect(422);
    expect(body.code).toBe('products.figure_needed');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/standard_cost',
      '/safety_stock',
    ]);
    const changed = await patch(product, { unit: 'KG', standard_cost: '20', safety_stock: '0.5' }).expect(
      200,
    );
    expect(changed.body).toMatchObject({ unit: 'KG', purchase_uom: 'KG', purchase_conversion: '1' });
  });

  it('keep unit and tracking once there is a history', async () => {
    const { body: product } = await create({ sku: 'MOVED' }).expect(201);
    app.app.get(ProductUsage).register(async (_tx, ids) => ids.filter((id) => id === product.id));
    const { body } = await patch(product, { unit: 'DZ', track_lots: true }).expect(409);
    expect(body.code).toBe('products.product_in_use');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/unit', '/track_lots']);
    await patch(product, { name: 'Still changeable' }).expect(200);
  });

  it('are found by search and filters, page by page', async () => {
    const { body: category } = await app
      .as('manager')
      .post('/product-categories')
      .send({ code: 'LISTED', name: 'Listed' })
      .expect(201);
    for (const sku of ['L-1', 'L-2', 'L-3']) {
      await create({
        sku,
        name: `Listed 100% ${sku}`,
        category_id: category.id,
        barcode: `BC-${sku}`,
      }).expect(201);
    }
    const list = async (query: string) =>
      (await app.as('operator').get(`/products?${query}`).expect(200)).body;
    const skus = (page: { data: { sku: string }[] }) => page.data.map((product) => product.sku);
    const first = await list(`category_id=${category.id}&limit=2&sort=-sku`);
    expect(skus(first)).toEqual(['L-3', 'L-2']);
    expect(
      skus(await list(`category_id=${category.id}&limit=2&sort=-sku&cursor=${first.page.next}`)),
    ).toEqual(['L-1']);
    expect(skus(await list('search=listed%20100%25'))).toEqual(['L-1', 'L-2', 'L-3']);
    expect(skus(await list('search=l-2'))).toEqual(['L-2']);
    expect(skus(await list('barcode=BC-L-3'))).toEqual(['L-3']);
    expect(skus(await list('sku=L-1&is_active=true&item_type=finished_good&procurement_type=make'))).toEqual([
      'L-1',
    ]);
    expect(skus(await list(`category_id=${category.id}&is_active=false`))).toEqual([]);
    await app.as('operator').get('/products?nonsense=1').expect(400);
    await app.as('operator').get('/products?sort=average_cost').expect(400);
  });

  it('are deleted when nothing refers to them, else taken out of use', async () => {
    const { body: free } = await create({ sku: 'FREE' }).expect(201);
    await app.as('manager').delete(`/products/${free.id}`).set('if-match', '"v1"').expect(204);
    await app.as('manager').get(`/products/${free.id}`).expect(404);
    const { body: stocked } = await create({ sku: 'STOCKED' }).expect(201);
    await app
      .as('manager')
      .post('/inventory/receipts')
      .send({ product_id: stocked.id, quantity: '5', unit_cost: '2' })
      .expect(201);
    const refused = await app
      .as('manager')
      .delete(`/products/${stocked.id}`)
      .set('if-match', '"v1"')
      .expect(409);
    expect(refused.body.code).toBe('database.referenced');
    const { body } = await patch(stocked, { is_active: false }).expect(200);
    expect(body).toMatchObject({ is_active: false, average_cost: '2', last_cost: '2' });
  });

  it('answer a repeated key with the first answer, and refuse it with another body', async () => {
    const send = (sku: string) => create({ sku }).set('idempotency-key', 'product-once');
    const first = await send('ONCE').expect(201);
    const again = await send('ONCE').expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await send('OTHER').expect(422)).body.code).toBe('idempotency.key_reused');
  });

  it('are written by managers and seen by their own organization', async () => {
    const { body } = await create({ sku: 'OURS' }).expect(201);
    await app.as('operator').post('/products').send({ sku: 'X', name: 'X' }).expect(403);
    await app.anonymous.get('/products').expect(401);
    await app.otherOrganization.get(`/products/${body.id}`).expect(404);
    await app.otherOrganization
      .patch(`/products/${body.id}`)
      .set('if-match', '"v1"')
      .send({ name: 'X' })
      .expect(404);
    await app.otherOrganization.delete(`/products/${body.id}`).set('if-match', '"v1"').expect(404);
    const theirs = await app.otherOrganization.get('/products?search=OURS').expect(200);
    expect(theirs.body.data).toEqual([]);
  });
});
