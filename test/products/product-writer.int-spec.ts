import { decimal } from '../../src/kernel/decimal.js';
import {
  type ProductInput,
  ProductReader,
  ProductUsage,
  ProductWriter,
  Units,
} from '../../src/modules/products/index.js';
import { Transactions, type Tx } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('writing many products', () => {
  let app: TestApp;
  let writer: ProductWriter;
  beforeAll(async () => {
    app = await startTestApp();
    writer = app.app.get(ProductWriter);
  });
  afterAll(() => app?.close());

  const run = <T>(work: (tx: Tx) => Promise<T>) => app.app.get(Transactions).run(app.system, work);
  const upsert = (...rows: (ProductInput & { sku: string })[]) => run((tx) => writer.upsertMany(tx, rows));
  const bySku = async (sku: string) =>
    (await run((tx) => app.app.get(ProductReader).getBySku(tx, [sku]))).get(sku);

  it('creates, changes and leaves alone, by SKU', async () => {
    const pla = {
      sku: 'U-PLA',
      name: 'PLA',
      item_type: 'material',
      standard_cost_per_purchase_unit: decimal(20),
    };
    const bolt = { sku: 'U-BOLT', name: 'Bolt', item_type: 'component', lead_time_days: 3 };
    const first = await upsert(pla, bolt);
    expect(first.map((row) => row.outcome)).toEqual(['created', 'created']);
    expect(await bySku('U-PLA')).toMatchObject({
      id: first[0]!.id,
      unit: 'G',
      standard_cost: decimal('0.02'),
    });
    const second = await upsert(bolt, { sku: 'U-PLA', lead_time_days: 9 }, { sku: 'U-NEW', name: 'New' });
    expect(second.map((row) => row.outcome)).toEqual(['unchanged', 'updated', 'created']);
    expect(await bySku('U-PLA')).toMatchObject({
      name: 'PLA',
      lead_time_days: 9,
      standard_cost: decimal('0.02'),
    });
    const { rows } = await run((tx) =>
      tx.client.query(`SELECT sku, version FROM products WHERE sku LIKE 'U-%' ORDER BY sku`),
    );
    expect(rows).toEqual([
      { sku: 'U-BOLT', version: 1 },
      { sku: 'U-NEW', version: 1 },
      { sku: 'U-PLA', version: 2 },
    ]);
  });

  it('refuses single rows and writes the others', async () => {
    const answers = await upsert(
      { sku: 'R-1' },
      { sku: 'R-2', name: 'Two', unit: 'xx' },
      { sku: 'R-3', name: 'Three', unit: ' kg ' },
      { sku: 'R-3', name: 'Three again' },
    );
    expect(answers.map((row) => [row.outcome, row.errors[0]?.code])).toEqual([
      ['refused', 'products.name_required'],
      ['refused', 'products.unknown_unit'],
      ['created', undefined],
      ['refused', 'products.sku_twice'],
    ]);
    expect(await bySku('R-3')).toMatchObject({ name: 'Three', unit: 'KG' });
  });

  it('keeps the unit of products with a history', async () => {
    const [created] = await upsert({ sku: 'H-1', name: 'One' });
    app.app.get(ProductUsage).register(async (_tx, ids) => ids.filter((id) => id === created!.id));
    const [refused] = await upsert({ sku: 'H-1', unit: 'DZ' });
    expect(refused).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer: '/unit', code: 'products.product_in_use' }],
    });
  });

  it('takes the same number of statements for one row and for a thousand', async () => {
    const count = (rows: number) =>
      run(async (tx) => {
        let statements = 0;
        const counting: Tx = {
          ...tx,
          query: (sql, parameters) => {
            statements += 1;
            return tx.query(sql, parameters);
          },
        };
        const many = Array.from({ length: rows }, (_, index) => ({
          sku: `M-${rows}-${index}`,
          name: 'Many',
        }));
        await writer.upsertMany(counting, many);
        return statements;
      });
    expect(await count(1_000)).toBe(await count(1));
  });

  it('does the same for units', async () => {
    const box = {
      name: 'Box',
      symbol: null,
      unece_code: null,
      uom_class: 'count',
      to_base_factor: decimal(10),
    };
    const write = (...rows: (typeof box & { code: string })[]) =>
      run((tx) => app.app.get(Units).upsertMany(tx, rows));
    expect(await write({ ...box, code: 'box10' })).toEqual(new Map([['BOX10', 'created']]));
    await upsert({ sku: 'IN-DZ', name: 'In dozens', unit: 'DZ' });
    const again = await write(
      { ...box, code: 'BOX10' },
      { ...box, code: 'PR', name: 'Pair of ten' },
      { ...box, code: 'DZ' },
      { ...box, code: 'EA', name: 'Piece', to_base_factor: decimal(1) },
    );
    expect(again).toEqual(
      new Map([
        ['BOX10', 'unchanged'],
        ['PR', 'updated'],
        ['DZ', 'refused'],
        ['EA', 'updated'],
      ]),
    );
  });
});
