import { Transactions, type Tx } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('rows that are fetched some hundred at a time', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const run = <T>(work: (tx: Tx) => Promise<T>) => app.app.get(Transactions).run(app.system, work);
  const numbersTo = (tx: Tx, last: number) =>
    tx.rows<{ n: number }>('SELECT n FROM generate_series(1, $1::int) AS n ORDER BY n', [last]);
  const collect = async (rows: AsyncIterable<{ n: number }>) => {
    const found: number[] = [];
    for await (const { n } of rows) found.push(n);
    return found;
  };

  it.each([0, 1, 499, 500, 501, 1_000, 1_234])('are all of %i, in their order', async (last) => {
    const found = await run((tx) => collect(numbersTo(tx, last)));
    expect(found).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });

  it('let other statements in between, other rows too, and may be left alone before their end', async () => {
    await run(async (tx) => {
      const seen: number[] = [];
      for await (const { n } of numbersTo(tx, 2_000)) {
        if (n % 600 === 1) seen.push((await collect(numbersTo(tx, n))).length);
        if (n === 1_201) break;
      }
      expect(seen).toEqual([1, 601, 1_201]);
      expect(await tx.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    });
  });

  it('give the event loop its turn', async () => {
    let turns = 0;
    let timer = setImmediate(function count() {
      turns += 1;
      timer = setImmediate(count);
    });
    await run((tx) => collect(numbersTo(tx, 5_000)));
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  it('fail as their statement does', async () => {
    const failing = run((tx) =>
      collect(tx.rows('SELECT 1 / (3 - n) AS n FROM generate_series(1, $1::int) AS n', [5])),
    );
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    const malformed = run((tx) => collect(tx.rows('SELECT nothing', [])));
    await expect(malformed).rejects.toMatchObject({ code: '42703' });
  });
});
