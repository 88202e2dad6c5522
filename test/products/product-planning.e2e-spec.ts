import { startTestApp, type TestApp } from '../support/app.js';

describe('planning of products', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const create = (body: object) =>
    app
      .as('manager')
      .post('/products')
      .send({ name: 'Planned', ...body });
  const patch = (product: { id: number; version: number }, body: object) =>
    app.as('manager').patch(`/products/${product.id}`).set('if-match', `"v${product.version}"`).send(body);

  it('is lot for lot by need unless told', async () => {
    const { body } = await create({ sku: 'PLAIN' }).expect(201);
    expect(body).toMatchObject({
      planning_method: 'mrp',
      lot_sizing_rule: 'lot_for_lot',
      lot_quantity: null,
      lot_period_days: null,
      max_order_qty: null,
      safety_lead_days: 0,
      planning_time_fence_days: 0,
      demand_time_fence_days: 0,
    });
  });

  it('is written and changed with the product', async () => {
    const planning = {
      planning_method: 'mrp',
      lot_sizing_rule: 'fixed_quantity',
      lot_quantity: '500',
      lot_period_days: 7,
      max_order_qty: '2000',
      safety_lead_days: 2,
      planning_time_fence_days: 14,
      demand_time_fence_days: 7,
    };
    const { body } = await create({ sku: 'PLANNED', ...planning }).expect(201);
    expect(body).toMatchObject(planning);
    const changed = await patch(body, { lot_sizing_rule: 'period', lot_quantity: null }).expect(200);
    expect(changed.body).toMatchObject({ ...planning, lot_sizing_rule: 'period', lot_quantity: null });
    const refused = await patch(changed.body, { lot_period_days: null }).expect(422);
    expect(refused.body).toMatchObject({
      code: 'products.lot_period_needed',
      errors: [{ pointer: '/lot_period_days' }],
    });
  });

  it.each([
    [{ lot_sizing_rule: 'fixed_quantity' }, 'products.lot_quantity_needed', '/lot_quantity'],
    [{ lot_sizing_rule: 'period' }, 'products.lot_period_needed', '/lot_period_days'],
    [{ min_order_qty: '10', max_order_qty: '9' }, 'products.maximum_below_minimum', '/max_order_qty'],
    [{ demand_time_fence_days: 1 }, 'products.fences_crossed', '/demand_time_fence_days'],
    [{ planning_method: 'kanban' }, 'request.invalid', '/planning_method'],
    [{ lot_sizing_rule: 'silver_meal' }, 'request.invalid', '/lot_sizing_rule'],
    [{ lot_quantity: '0' }, 'request.invalid', '/lot_quantity'],
    [{ lot_period_days: 0 }, 'request.invalid', '/lot_period_days'],
    [{ safety_lead_days: -1 }, 'request.invalid', '/safety_lead_days'],
    [{ planning_time_fence_days: 3651 }, 'request.invalid', '/planning_time_fence_days'],
  ])('refuses %j', async (fields, code, pointer) => {
    const { body, status } = await create({ sku: 'REFUSED', ...fields });
    expect(status).toBe(code.startsWith('request.') ? 400 : 422);
    expect(body.code).toBe(code);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('asks for its quantities anew when the stock unit changes', async () => {
    const { body: product } = await create({
      sku: 'OTHER-UNIT',
      unit: 'G',
      lot_quantity: '500',
      max_order_qty: '900',
    }).expect(201);
    const { body } = await patch(product, { unit: 'KG' }).expect(422);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/lot_quantity',
      '/max_order_qty',
    ]);
  });

  it('comes with a file', async () => {
    const file = [
      'sku,name,lot_sizing_rule,lot_quantity,lot_period_days,max_order_qty,safety_lead_days,planning_time_fence_days,demand_time_fence_days,planning_method',
      'F-GOOD,Good,fixed_quantity,25,,100,1,10,5,mrp',
      'F-RULE,Bad,fixed_quantity,,,,,,,',
      'F-DAYS,Bad,,,4000,,,,,',
      'F-ZERO,Bad,,0,,,,,,',
    ].join('\n');
    const { body } = await app
      .as('manager')
      .post('/imports/products?partial=true')
      .set('content-type', 'text/csv')
      .send(file);
    expect(body).toMatchObject({ rows_created: 1, rows_failed: 3 });
    expect(body.errors).toMatchObject([
      { line: 3, errors: [{ pointer: '/lot_quantity', code: 'products.lot_quantity_needed' }] },
      { line: 4, errors: [{ pointer: '/lot_period_days' }] },
      { line: 5, errors: [{ pointer: '/lot_quantity' }] },
    ]);
    const { body: found } = await app.as('operator').get('/products?sku=F-GOOD').expect(200);
    expect(found.data[0]).toMatchObject({
      lot_sizing_rule: 'fixed_quantity',
      lot_quantity: '25',
      max_order_qty: '100',
      safety_lead_days: 1,
      planning_time_fence_days: 10,
      demand_time_fence_days: 5,
    });
  });
});
