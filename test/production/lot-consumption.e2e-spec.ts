import { Client as Pg } from 'pg';
import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

/** What of each lot went into an order, as the table says it. */
async function lotsOf(orderId: number): Promise<string[]> {
  const database = new Pg({ connectionString: app.database.url });
  await database.connect();
  try {
    await database.query('SET app.organization_id = 1');
    const { rows } = await database.query(
      `SELECT l.lot_number, c.quantity_consumed::float8 AS quantity
         FROM production_lot_consumptions c JOIN material_lots l ON l.organization_id = c.organization_id AND l.id = c.material_lot_id
        WHERE c.production_order_id = $1 ORDER BY c.id`,
      [orderId],
    );
    return (rows as { lot_number: string; quantity: number }[]).map(
      (row) => `${row.quantity} of ${row.lot_number}`,
    );
  } finally {
    await database.end();
  }
}

it('an order remembers what it took of which lot', async () => {
  const [operator, manager] = [app.as('operator'), app.as('manager')];
  const component = await makeProduct(app, { track_lots: true });
  const plain = await makeProduct(app);
  const product = await makeProduct(app, { item_type: 'finished_good' });
  await makeBom(app, product, [
    [component, 2],
    [plain, 1],
  ]);
  const receive = (product_id: number, quantity: number, values: object) =>
    operator
      .post('/inventory/receipts')
      .send({ product_id, quantity, ...values })
      .expect(201);
  await receive(component.id, 3, { lot_number: 'OLD', transaction_date: '2026-03-01' });
  await receive(component.id, 9, { lot_number: 'NEW', transaction_date: '2026-03-02' });
  await receive(plain.id, 9, {});
  const work_center_id = (await makeWorkCenter(app)).id;
  const body = { product_id: product.id, quantity: 4, work_center_id };
  const { id } = (await manager.post('/production-orders').send(body).expect(201)).body as { id: number };
  const released = await manager.post(`/production-orders/${id}/release`).send({}).expect(200);
  expect(released.body.materials).toMatchObject([{ lot_number: null }, { lot_number: null }]);
  const complete = async (quantity_good: number) =>
    (await operator.post(`/production-orders/${id}/complete`).send({ quantity_good }).expect(200)).body
      .materials;
  expect(await complete(1)).toMatchObject([{ lot_number: 'OLD' }, { lot_number: null }]);
  expect(await complete(3)).toMatchObject([{ lot_number: 'NEW' }, { lot_number: null }]);
  expect(await lotsOf(id)).toEqual(['2 of OLD', '1 of OLD', '5 of NEW']);
});
