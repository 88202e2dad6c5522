import { startTestApp, type TestApp } from '../support/app.js';
import { asSuperuser } from '../support/superuser.js';
import { plan } from './make.js';
import { planSnapshot } from './plan-snapshot.js';

/** So many that a run tells its plan in parts that go along with the statements, and in one that is staged. */
const PRODUCTS = 1_800;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  await asSuperuser(app, (db) =>
    db.query(
      `INSERT INTO products (organization_id, sku, name, unit, procurement_type, safety_stock)
       SELECT 1, 'PART-' || n, 'Part', 'EA', 'buy', n FROM generate_series(1, $1::int) n`,
      [PRODUCTS],
    ),
  );
});
afterAll(() => app?.close());

/** Changes the safety stock of every hundredth product. */
function changeSome(expression: string): Promise<unknown> {
  return asSuperuser(app, (db) =>
    db.query(
      `UPDATE products SET safety_stock = ${expression} WHERE safety_stock % 100 = 0 AND sku LIKE 'PART-%'`,
    ),
  );
}

describe('a plan of parts of all sizes', () => {
  it('has every order once, with the quantity of its product', async () => {
    expect(await plan(app)).toMatchObject({ planned_orders_created: PRODUCTS, orders_processed: PRODUCTS });
    const { rows } = await asSuperuser(app, (db) =>
      db.query(
        `SELECT count(*)::int AS orders, count(DISTINCT p.id)::int AS products
           FROM planned_orders o JOIN products p ON p.id = o.product_id AND p.safety_stock = o.quantity`,
      ),
    );
    expect(rows).toEqual([{ orders: PRODUCTS, products: PRODUCTS }]);
  });

  it('has nothing new the second time', async () => {
    const before = await planSnapshot(app);
    expect(await plan(app)).toMatchObject({
      planned_orders_created: 0,
      orders_changed: 0,
      orders_removed: 0,
    });
    expect(await planSnapshot(app)).toEqual(before);
  });

  it('changes, removes and creates the orders that are different, and only these', async () => {
    const before = await planSnapshot(app);
    await changeSome('safety_stock + 100000');
    expect(await plan(app)).toMatchObject({
      planned_orders_created: 0,
      orders_changed: PRODUCTS / 100,
      orders_removed: 0,
    });
    await asSuperuser(app, (db) =>
      db.query('UPDATE products SET planning_method = $1 WHERE safety_stock > 100000', ['none']),
    );
    expect(await plan(app)).toMatchObject({ planned_orders_created: 0, orders_removed: PRODUCTS / 100 });
    await asSuperuser(app, (db) =>
      db.query('UPDATE products SET planning_method = DEFAULT WHERE safety_stock > 100000'),
    );
    await changeSome('safety_stock - 100000');
    expect(await plan(app)).toMatchObject({
      planned_orders_created: PRODUCTS / 100,
      orders_changed: 0,
      orders_removed: 0,
    });
    expect(await planSnapshot(app)).toEqual(before);
  });

  it('is written by a run over a category, and a whole run finds nothing new', async () => {
    const { id } = (
      await app.as('admin').post('/product-categories').send({ code: 'ALL', name: 'All' }).expect(201)
    ).body;
    await asSuperuser(app, (db) => db.query('UPDATE products SET category_id = $1', [id]));
    await changeSome('safety_stock + 1');
    expect(await plan(app, { category_ids: [id] })).toMatchObject({
      components_analyzed: PRODUCTS,
      planned_orders_created: 0,
      orders_changed: PRODUCTS / 100,
    });
    expect(await plan(app)).toMatchObject({
      planned_orders_created: 0,
      orders_changed: 0,
      orders_removed: 0,
    });
  });
});
