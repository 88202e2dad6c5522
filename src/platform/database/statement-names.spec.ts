import { StatementNames } from './statement-names.js';

const TEXT = 'SELECT 1 FROM products WHERE id = ANY ($1)';
const ids = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('names of statements', () => {
  it('are given from the third use on, the same each time, and to each text its own', () => {
    const names = new StatementNames();
    expect([1, 2, 3, 4, 5].map(() => names.nameOf(TEXT, [1]))).toEqual([
      undefined,
      undefined,
      undefined,
      'm0',
      'm0',
    ]);
    for (let use = 0; use < 3; use += 1) names.nameOf(`${TEXT} LIMIT 1`, [1]);
    expect(names.nameOf(`${TEXT} LIMIT 1`, [1])).toBe('m1');
  });

  it('are for statements with parameters that any plan is good for', () => {
    const names = new StatementNames();
    for (let use = 0; use < 5; use += 1) {
      expect(names.nameOf(TEXT, [])).toBeUndefined();
      expect(names.nameOf(TEXT, [1, ids(301)])).toBeUndefined();
    }
    for (let use = 0; use < 3; use += 1) names.nameOf(TEXT, [1, ids(300)]);
    expect(names.nameOf(TEXT, [1, ids(300)])).toBe('m0');
    expect(names.nameOf(TEXT, [1, ids(301)])).toBeUndefined();
  });
});
