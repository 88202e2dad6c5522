import { groupBy } from '../../kernel/group-by.js';

export type UseSource = 'alternate' | 'bom' | 'routing';

/** Names one place where a component stands. */
export interface UseKey {
  source: UseSource;
  lineId: number;
}

export interface Use extends UseKey {
  /** What the component goes into. */
  parentId: number;
  componentId: number;
}

/** Sources in the order of their names, as the database sorts them; then by line. */
export function compareUses(a: UseKey, b: UseKey): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.lineId - b.lineId;
}

/**
 * The ways up from a product, each as the uses on it: a product comes before what contains it, and the ways of one use
 * before those of the next. Begins after the way `after`, which may be gone by now, and ends with `limit` ways. No way goes
 * through a product twice, or through more than `depthMax` levels.
 */
export function waysUp<U extends Use>(
  uses: readonly U[],
  productId: number,
  after: readonly UseKey[],
  limit: number,
  depthMax: number,
): U[][] {
  const above = groupBy([...uses].sort(compareUses), (use) => use.componentId);
  const ways: U[][] = [];
  walk(productId, [], [productId], after);
  return ways;

  /** `from` is where to begin below this product; empty for everything. */
  function walk(id: number, way: readonly U[], products: readonly number[], from: readonly UseKey[]): void {
    if (way.length === depthMax) return;
    for (const use of above.get(id) ?? []) {
      if (ways.length === limit) return;
      const order = from.length > 0 ? compareUses(use, from[0]!) : 1;
      if (order < 0 || products.includes(use.parentId)) continue;
      const longer = [...way, use];
      if (order > 0) ways.push(longer);
      walk(use.parentId, longer, [...products, use.parentId], order === 0 ? from.slice(1) : []);
    }
  }
}
