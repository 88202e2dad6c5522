import { NumberSeries } from '../../src/modules/settings/index.js';
import { Transactions, type Tx } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

const RIVALS = 40;

describe('number series', () => {
  let app: TestApp;
  let series: NumberSeries;
  let transactions: Transactions;
  beforeAll(async () => {
    app = await startTestApp();
    series = app.app.get(NumberSeries);
    transactions = app.app.get(Transactions);
  });
  afterAll(() => app?.close());

  const run = <T>(work: (tx: Tx) => Promise<T>) => transactions.run(app.system, work);

  it('gives rivals consecutive numbers, those that roll back leaving no gap', async () => {
    const attempts = Array.from({ length: RIVALS }, (_, index) =>
      run(async (tx) => {
        const number = await series.next(tx, 'purchase_order');
        if (index % 4 === 3) throw new Error('undone');
        return number;
      }).catch((error: Error) => error.message),
    );
    const answers = await Promise.all(attempts);
    const numbers = answers.filter((answer) => answer !== 'undone').sort();
    expect(answers.filter((answer) => answer === 'undone')).toHaveLength(RIVALS / 4);
    const places = numbers.map((number) => Number(/^PO-\d{4}-(\d{4})$/.exec(number)?.[1]));
    expect(places).toEqual(Array.from({ length: (RIVALS * 3) / 4 }, (_, index) => index + 1));
  });

  it('counts each series and each organization for itself', async () => {
    expect(await run((tx) => series.next(tx, 'customer'))).toBe('C-00001');
    expect(await run((tx) => series.next(tx, 'customer'))).toBe('C-00002');
    expect(await run((tx) => series.next(tx, 'sales_order'))).toMatch(/^SO-\d{4}-0001$/);
    const other = { ...app.system, organizationId: 2 };
    expect(await transactions.run(other, (tx) => series.next(tx, 'customer'))).toBe('C-00001');
  });

  it('gives a block at once, and goes on behind it', async () => {
    const block = await run((tx) => series.nextMany(tx, 'shipment', 3));
    expect(block.map((number) => number.slice(-4))).toEqual(['0001', '0002', '0003']);
    expect(await run((tx) => series.next(tx, 'shipment'))).toMatch(/-0004$/);
    expect(await run((tx) => series.nextMany(tx, 'shipment', 0))).toEqual([]);
  });

  it('grows beyond its width', async () => {
    await run(async (tx) => {
      await series.nextMany(tx, 'quote', 9_999);
      expect(await series.next(tx, 'quote')).toMatch(/^QT-\d{4}-10000$/);
    });
  });
});
