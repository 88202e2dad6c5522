import { CATEGORY_LEVELS_MAX, faultOfParent } from './categories.rules.js';

/** 1 ← 2 ← 3, and 4 alone. */
const tree = new Map<number, number | null>([
  [1, null],
  [2, 1],
  [3, 2],
  [4, null],
]);

describe('category tree', () => {
  it.each([
    [null, null, null],
    [null, 3, null],
    [3, 1, null],
    [1, 4, null],
    [2, null, null],
    [1, 3, 'categoryCycle'],
    [2, 3, 'categoryCycle'],
    [1, 1, 'categoryCycle'],
  ])('category %p below %p: %p', (id, parent, fault) => expect(faultOfParent(tree, id, parent)).toBe(fault));

  it('counts the levels above and below', () => {
    const chain = new Map<number, number | null>([[0, null]]);
    for (let id = 1; id < CATEGORY_LEVELS_MAX; id += 1) chain.set(id, id - 1);
    expect(faultOfParent(chain, null, CATEGORY_LEVELS_MAX - 2)).toBeNull();
    expect(faultOfParent(chain, null, CATEGORY_LEVELS_MAX - 1)).toBe('categoryTooDeep');
    chain.set(100, null);
    expect(faultOfParent(chain, 0, 100)).toBe('categoryTooDeep');
  });
});
