import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeSalesOrder } from '../support/make/sales-order.js';

let app: TestApp;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: 12 });
  operator = app.as('operator');
});
afterAll(() => app?.close());

const makeSerialProduct = async () => (await makeProduct(app, { track_serials: true })).id;
const generate = (product_id: number, quantity: number, values: object = {}) =>
  operator.post('/inventory/serial-numbers/batches').send({ product_id, quantity, ...values });
async function serialsOf(filter: string): Promise<{ id: number; serial_number: string; status: string }[]> {
  return (await operator.get(`/inventory/serial-numbers?${filter}`).expect(200)).body.data;
}

describe('serial numbers', () => {
  it('are made in a row, and go on where the series stands', async () => {
    const product = await makeSerialProduct();
    const first = (await generate(product, 3, { prefix: 'SN-' }).expect(201)).body;
    expect(first).toMatchObject({ first_serial_number: 'SN-000001', last_serial_number: 'SN-000003' });
    const second = (await generate(product, 2, { pattern: 'SN-{00n}' }).expect(201)).body;
    expect(second).toMatchObject({ first_serial_number: 'SN-004', last_serial_number: 'SN-005' });
    expect((await serialsOf(`batch_id=${first.id}`)).map((one) => one.serial_number)).toEqual([
      'SN-000001',
      'SN-000002',
      'SN-000003',
    ]);
    const jump = (await generate(product, 1, { prefix: 'SN-', start: 100 }).expect(201)).body;
    expect(jump.first_serial_number).toBe('SN-000100');
    expect((await generate(product, 1, { prefix: 'SN-' }).expect(201)).body.first_number).toBe(101);
    await operator.get(`/inventory/serial-numbers/batches/${first.id}`).expect(200);
    const batches = await operator.get(`/inventory/serial-numbers/batches?product_id=${product}`).expect(200);
    expect(batches.body.data).toHaveLength(4);
  });

  it('are taken once: none of a batch is made when one exists', async () => {
    const product = await makeSerialProduct();
    await generate(product, 5, { prefix: 'A', start: 10 }).expect(201);
    const answer = await generate(product, 5, { prefix: 'A', start: 8 }).expect(409);
    expect(answer.body).toMatchObject({ code: 'inventory.serial_taken', errors: [{ pointer: '/start' }] });
    expect(await serialsOf(`product_id=${product}&limit=200`)).toHaveLength(5);
    expect((await generate(product, 1, { prefix: 'A' }).expect(201)).body.first_number).toBe(15);
  });

  it('come by the ten thousand, and once for one key', async () => {
    const product = await makeSerialProduct();
    const send = () =>
      generate(product, 10_000, { prefix: 'BULK-' }).set('idempotency-key', 'bulk').expect(201);
    const { body } = await send();
    expect(body.last_serial_number).toBe('BULK-010000');
    expect((await send()).body).toEqual(body);
    expect((await generate(product, 1, { prefix: 'BULK-' }).expect(201)).body.first_number).toBe(10_001);
    await generate(product, 10_001).expect(400);
  });

  it('are without gaps and without twins when eight ask at once', async () => {
    const product = await makeSerialProduct();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => generate(product, 20, { prefix: 'R' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const firsts = answers.map(({ body }) => body.first_number as number).sort((a, b) => a - b);
    expect(firsts).toEqual([1, 21, 41, 61, 81, 101, 121, 141]);
    const all = await serialsOf(`product_id=${product}&limit=200`);
    expect(new Set(all.map((one) => one.serial_number)).size).toBe(160);
  });

  it.each([
    ['a product without serial numbers', {}, false, '/product_id', 'inventory.serials_not_tracked'],
    ['a pattern without a number', { pattern: 'SN' }, true, '/pattern', 'inventory.serial_pattern'],
    ['pattern and prefix', { pattern: '{n}', prefix: 'A' }, true, '/pattern', 'inventory.serial_pattern'],
    ['an unknown lot', { lot_id: 999_999 }, true, '/lot_id', 'inventory.unknown_lot'],
    [
      'an unknown order',
      { production_order_id: 999_999 },
      true,
      '/production_order_id',
      'inventory.unknown_production_order',
    ],
  ])('for %s are refused', async (_name, values, track_serials, pointer, code) => {
    const { id } = await makeProduct(app, { track_serials });
    const answer = await generate(id, 1, values).expect(422);
    expect(answer.body).toMatchObject({ code, errors: [{ pointer }] });
  });
});

describe('a serial number', () => {
  it('goes its way by version: in stock, sold with a line, shipped, returned', async () => {
    const product = await makeSerialProduct();
    await generate(product, 1, { status: 'in_stock' }).expect(201);
    const [serial] = await serialsOf(`product_id=${product}`);
    const order = await makeSalesOrder(app, [{ product_id: product }]);
    const patch = (version: number, body: object) =>
      operator.patch(`/inventory/serial-numbers/${serial!.id}`).set('if-match', `"v${version}"`).send(body);
    expect((await patch(1, { status: 'returned' }).expect(409)).body).toMatchObject({
      code: 'inventory.serial_status',
      possible: ['sold', 'shipped', 'scrapped'],
    });
    await patch(1, { sales_order_line_id: 999_999 }).expect(422);
    const shipped = await patch(1, { status: 'shipped', sales_order_line_id: order.lines[0]!.id }).expect(
      200,
    );
    expect(shipped.body).toMatchObject({ status: 'shipped', version: 2 });
    expect(shipped.body.shipped_at).not.toBeNull();
    await patch(1, { status: 'returned' }).expect(412);
    expect((await patch(2, { status: 'returned' }).expect(422)).body.errors).toMatchObject([
      { pointer: '/return_reason' },
    ]);
    await patch(2, { status: 'returned', return_reason: 'Layer shift.' }).expect(200);
    expect(await serialsOf(`product_id=${product}&status=returned`)).toHaveLength(1);
  });

  it('is for who may, in the own organization', async () => {
    const product = await makeSerialProduct();
    const batch = (await generate(product, 1).expect(201)).body;
    const [serial] = await serialsOf(`product_id=${product}`);
    const other = app.otherOrganization;
    await other.get(`/inventory/serial-numbers/${serial!.id}`).expect(404);
    await other.get(`/inventory/serial-numbers/batches/${batch.id}`).expect(404);
    await other
      .patch(`/inventory/serial-numbers/${serial!.id}`)
      .set('if-match', '"v1"')
      .send({ status: 'scrapped' })
      .expect(404);
    await other
      .post('/inventory/serial-numbers/batches')
      .send({ product_id: product, quantity: 1 })
      .expect(422);
    await app.anonymous.post('/inventory/serial-numbers/batches').send({}).expect(401);
  });
});
