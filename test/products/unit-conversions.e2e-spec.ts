import { startTestApp, type TestApp } from '../support/app.js';

describe('unit conversions', () => {
  let app: TestApp;
  let productId: number;
  beforeAll(async () => {
    app = await startTestApp();
    await app
      .as('manager')
      .post('/units')
      .send({ code: 'SPOOL', name: 'Spool', uom_class: 'count', to_base_factor: '1' })
      .expect(201);
    const { body } = await app
      .as('manager')
      .post('/products')
      .send({ sku: 'PLA', name: 'PLA', item_type: 'material' })
      .expect(201);
    productId = body.id;
  });
  afterAll(() => app?.close());

  const create = (body: object) => app.as('manager').post('/unit-conversions').send(body);
  const convert = async (quantity: string, from: string, to: string, product?: number) =>
    (
      await app
        .as('operator')
        .post('/units/convert')
        .send({ quantity, from_unit: from, to_unit: to, product_id: product })
    ).body;

  it('hold for one product or for all', async () => {
    expect(await convert('1', 'SPOOL', 'G')).toMatchObject({ code: 'products.incompatible_units' });
    const { body } = await create({
      from_unit: 'spool',
      to_unit: 'G',
      conversion_factor: '750',
      product_id: productId,
    }).expect(201);
    expect(body).toMatchObject({
      from_unit: 'SPOOL',
      is_bidirectional: true,
      product_id: productId,
      version: 1,
    });
    await create({ from_unit: 'SPOOL', to_unit: 'G', conversion_factor: '1000' }).expect(201);
    expect(await convert('2', 'SPOOL', 'G', productId)).toMatchObject({ quantity: '1500' });
    expect(await convert('2', 'SPOOL', 'G')).toMatchObject({ quantity: '2000' });
    expect(await convert('1', 'G', 'SPOOL', productId)).toMatchObject({
      quantity: '0.001333333',
      exact: false,
    });
    const bought = await app
      .as('manager')
      .patch(`/products/${productId}`)
      .set('if-match', '"v1"')
      .send({ purchase_uom: 'SPOOL' })
      .expect(200);
    expect(bought.body.purchase_conversion).toBe('750');
  });

  it.each([
    [{ from_unit: 'SPOOL', to_unit: 'XX' }, 422, 'products.unknown_unit'],
    [{ from_unit: 'KG', to_unit: 'KG' }, 422, 'products.same_units'],
    [{ from_unit: 'KG', to_unit: 'LB' }, 422, 'products.conversion_given'],
    [{ from_unit: 'SPOOL', to_unit: 'KG', product_id: 999 }, 422, 'products.unknown_product'],
    [{ from_unit: 'SPOOL', to_unit: 'G' }, 409, 'products.conversion_taken'],
    [{ from_unit: 'G', to_unit: 'SPOOL' }, 409, 'products.conversion_taken'],
  ])('refuse %j', async (request, status, code) => {
    const { body } = await create({ ...request, conversion_factor: '2' }).expect(status);
    expect(body.code).toBe(code);
  });

  it('are listed, changed and deleted', async () => {
    const { body } = await app.as('operator').get(`/unit-conversions?product_id=${productId}`).expect(200);
    expect(body.data).toHaveLength(1);
    const path = `/unit-conversions/${body.data[0].id}`;
    await app
      .as('manager')
      .patch(path)
      .set('if-match', '"v1"')
      .send({ conversion_factor: '800', is_bidirectional: false })
      .expect(200);
    expect(await convert('1', 'SPOOL', 'G', productId)).toMatchObject({ quantity: '800' });
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ conversion_factor: '1' }).expect(412);
    await app.otherOrganization.get(path).expect(404);
    await app.as('operator').delete(path).set('if-match', '"v2"').expect(403);
    await app.as('manager').delete(path).set('if-match', '"v2"').expect(204);
    expect((await app.as('operator').get(path).expect(404)).body.code).toBe('products.conversion_not_found');
  });

  it('answer a repeated key with the first answer', async () => {
    const send = () =>
      create({ from_unit: 'SPOOL', to_unit: 'M', conversion_factor: '330' }).set(
        'idempotency-key',
        'spool-m',
      );
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });
});
