import { decimal } from '../../src/kernel/decimal.js';
import { ProductStructures } from '../../src/modules/engineering/index.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeBom } from './make.js';

const HEADER = 'product_sku,component_sku,quantity,unit,scrap_factor,effective_from,effective_to';

describe('importing BOMs', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    for (const sku of ['BIKE', 'WHEEL', 'SPOKE', 'RIM', 'FRAME', 'PAINT']) await makeProduct(app, { sku });
    await makeProduct(app, { sku: 'RUBBER', item_type: 'material' });
  });
  afterAll(() => app?.close());

  const upload = async (...lines: string[]) =>
    (
      await app
        .as('admin')
        .post('/imports/boms')
        .set('content-type', 'text/csv')
        .send([HEADER, ...lines].join('\n'))
    ).body;
  const bomsOf = async (search: string) =>
    (await app.as('operator').get(`/boms?search=${search}&sort=-id`).expect(200)).body.data;

  const BIKE = ['BIKE,WHEEL,2,,,,', 'BIKE,FRAME,1,,,,2026-06-01', 'BIKE,FRAME,2,,,2026-06-01,'];
  const WHEEL = ['WHEEL,SPOKE,36,,2.5,,', 'WHEEL,RUBBER,0.2,kg,,,'];

  it('makes active BOMs, and nothing new of the same file', async () => {
    expect(await upload(...BIKE, ...WHEEL)).toMatchObject({ status: 'completed', rows_created: 5 });
    const [bom] = await bomsOf('WHEEL');
    const { body } = await app.as('operator').get(`/boms/${bom.id}`);
    expect(body).toMatchObject({
      bom_version: 1,
      is_active: true,
      lines: [
        { sku: 'SPOKE', quantity: '36', scrap_factor: '2.5', unit: 'EA' },
        { sku: 'RUBBER', quantity: '0.2', unit: 'KG', stock_unit: 'G' },
      ],
    });
    expect(await upload(...WHEEL, ...BIKE)).toMatchObject({ rows_unchanged: 5, rows_created: 0 });
    expect(await bomsOf('WHEEL')).toHaveLength(1);
  });

  it('makes a new version of what has changed', async () => {
    expect(await upload(...BIKE, 'WHEEL,SPOKE,32,,2.5,,', WHEEL[1]!)).toMatchObject({
      rows_unchanged: 3,
      rows_updated: 2,
    });
    expect(await bomsOf('WHEEL')).toMatchObject([
      { bom_version: 2, is_active: true },
      { bom_version: 1, is_active: false },
    ]);
    expect(await bomsOf('BIKE')).toHaveLength(1);
  });

  const activated = () =>
    app.app
      .get(Transactions)
      .read(app.system, (tx) =>
        tx.query<{ payload: object }>(
          `SELECT payload FROM outbox WHERE event_type = 'bom.activated' ORDER BY id`,
        ),
      );

  it('tells of every version that becomes active, and of nothing that stays', async () => {
    const [first, second, kept, part] = [
      await makeProduct(app),
      await makeProduct(app),
      await makeProduct(app),
      await makeProduct(app),
    ];
    await makeBom(app, second, [[part, 1]]);
    await makeBom(app, kept, [[part, 1]]);
    const before = (await activated()).length;
    const lines = [first, second, kept].map(({ sku }, index) => `${sku},${part.sku},${3 - index},,,,`);
    expect(await upload(...lines)).toMatchObject({ rows_created: 1, rows_updated: 1, rows_unchanged: 1 });
    const told = (await activated()).slice(before).map(({ payload }) => payload);
    expect(told).toEqual([
      { id: (await bomsOf(first.sku))[0].id, product_id: first.id, bom_version: 1 },
      { id: (await bomsOf(second.sku))[0].id, product_id: second.id, bom_version: 2 },
    ]);
    expect(await upload(...lines, 'NOTHING,RIM,1,,,,')).toMatchObject({ status: 'failed' });
    expect(await activated()).toHaveLength(before + 2);
  });

  it('takes as many statements for many BOMs as for one', async () => {
    const statements = (products: readonly { sku: string }[], quantity: number) =>
      app.app.get(Transactions).run(app.system, async (tx) => {
        let asked = 0;
        const counted =
          (name: 'query' | 'execute') =>
          (sql: string, parameters?: unknown[]): unknown => {
            asked += 1;
            return tx[name](sql, parameters);
          };
        const counting = Object.assign(Object.create(tx) as typeof tx, {
          query: counted('query'),
          execute: counted('execute'),
        });
        const lines = products.map(({ sku }) => ({
          product_sku: sku,
          component_sku: 'RUBBER',
          quantity: decimal(quantity),
          scrap_factor: decimal(0),
          unit: null,
          effective_from: null,
          effective_to: null,
        }));
        await app.app.get(ProductStructures).upsertBoms(counting, lines);
        return asked;
      });
    const products = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    await statements(products, 1);
    expect(await statements(products, 2)).toBe(await statements(products.slice(0, 1), 3));
  });

  it('reads quantities per piece, so a BOM of several pieces is another one', async () => {
    const [product, part] = [await makeProduct(app), await makeProduct(app)];
    await makeBom(app, product, [[part, 4]], { output_quantity: 2 });
    expect(await upload(`${product.sku},${part.sku},4,,,,`)).toMatchObject({ rows_updated: 1 });
  });

  it.each([
    ['an unknown component', ['RIM,NOTHING,1,,,,'], '/component_sku', 'import.unknown_product'],
    ['an unknown product', ['NOTHING,RIM,1,,,,'], '/product_sku', 'import.unknown_product'],
    ['a unit that does not fit', ['RIM,SPOKE,1,KG,,,'], '/unit', 'engineering.unit_not_convertible'],
    [
      'a component twice',
      ['RIM,SPOKE,1,,,,', 'RIM,SPOKE,2,,,,'],
      '/component_sku',
      'engineering.component_twice',
    ],
    [
      'an empty period',
      ['RIM,SPOKE,1,,,2026-02-01,2026-01-01'],
      '/effective_to',
      'engineering.empty_effectivity',
    ],
    ['too much scrap', ['RIM,SPOKE,1,,1000,,'], '/scrap_factor', 'import.too_large'],
    ['a circle with what is there', ['SPOKE,BIKE,1,,,,'], '', 'engineering.cycle'],
    ['itself', ['RIM,RIM,1,,,,'], '', 'engineering.cycle'],
  ])('refuses %s', async (_name, lines, pointer, code) => {
    const result = await upload('PAINT,RUBBER,1,,,,', ...lines);
    expect(result).toMatchObject({ status: 'failed' });
    const errors = result.errors.flatMap((row: { errors: object[] }) => row.errors);
    expect(errors).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(await bomsOf('PAINT')).toEqual([]);
  });

  it('refuses a circle inside one file and takes the good part when asked', async () => {
    const [a, b] = [await makeProduct(app), await makeProduct(app)];
    const lines = [`${a.sku},${b.sku},1,,,,`, `${b.sku},${a.sku},1,,,,`];
    expect(await upload(...lines)).toMatchObject({ status: 'failed', rows_failed: 1 });
    expect(await bomsOf(a.sku)).toEqual([]);
  });
});
