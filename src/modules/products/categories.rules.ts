/** Levels of the category tree; deeper ones nobody can read. */
export const CATEGORY_LEVELS_MAX = 20;

export type CategoryFault = 'categoryCycle' | 'categoryTooDeep';

/** What a tree (child → parent) would be broken by when the category gets this parent, or null. */
export function faultOfParent(
  parents: ReadonlyMap<number, number | null>,
  id: number | null,
  parentId: number | null,
): CategoryFault | null {
  let levels = 1 + heightBelow(parents, id);
  for (let ancestor = parentId; ancestor !== null; ancestor = parents.get(ancestor) ?? null) {
    if (ancestor === id) return 'categoryCycle';
    levels += 1;
    if (levels > CATEGORY_LEVELS_MAX) return 'categoryTooDeep';
  }
  return null;
}

/** How many levels lie below the category. */
function heightBelow(parents: ReadonlyMap<number, number | null>, id: number | null): number {
  let height = 0;
  if (id === null) return height;
  for (const start of parents.keys()) {
    let levels = 0;
    for (let at: number | null = start; at !== null && levels <= CATEGORY_LEVELS_MAX; levels += 1) {
      if (at === id) {
        height = Math.max(height, levels);
        break;
      }
      at = parents.get(at) ?? null;
    }
  }
  return height;
}
