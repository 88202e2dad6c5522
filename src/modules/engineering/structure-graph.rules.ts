/** "The parent contains the component": a BOM line or a routing material. */
export interface StructureLink {
  parentId: number;
  componentId: number;
}

export interface OrderedGraph {
  /** Parents before their components; leaves out what hangs below a cycle. */
  order: number[];
  /** The products round a cycle, the first one again at the end; null when there is none. */
  cycle: number[] | null;
  /** Products on the longest way from top to bottom. */
  longest: number[];
}

/** Orders products so that each comes after everything that contains it, or finds the cycle that forbids it. */
export function orderGraph(links: readonly StructureLink[], roots: readonly number[] = []): OrderedGraph {
  const components = new Map<number, Set<number>>();
  const waitingFor = new Map<number, Set<number>>();
  for (const id of roots) known(id);
  for (const { parentId, componentId } of links) {
    known(parentId);
    known(componentId);
    components.get(parentId)!.add(componentId);
    waitingFor.get(componentId)!.add(parentId);
  }
  const levels = new Map<number, number>();
  const above = new Map<number, number>();
  const order = [...waitingFor].filter(([, parents]) => parents.size === 0).map(([id]) => id);
  for (const id of order) {
    const level = levels.get(id) ?? 0;
    for (const componentId of components.get(id)!) {
      if (level + 1 > (levels.get(componentId) ?? 0)) {
        levels.set(componentId, level + 1);
        above.set(componentId, id);
      }
      const parents = waitingFor.get(componentId)!;
      parents.delete(id);
      if (parents.size === 0) order.push(componentId);
    }
  }
  const cycle = order.length === components.size ? null : walkCycle(waitingFor);
  return { order, cycle, longest: longestWay(levels, above) };

  function known(id: number): void {
    if (components.has(id)) return;
    components.set(id, new Set());
    waitingFor.set(id, new Set());
  }
}

/** From the deepest product upwards, turned round; nothing where nothing contains anything. */
function longestWay(levels: ReadonlyMap<number, number>, above: ReadonlyMap<number, number>): number[] {
  let deepest: number | undefined;
  for (const [id, level] of levels) {
    if (deepest === undefined || level > levels.get(deepest)!) deepest = id;
  }
  const way: number[] = [];
  for (let id = deepest; id !== undefined; id = above.get(id)) way.unshift(id);
  return way;
}

/** Whoever still waits for a parent has one that waits too, so the way upwards comes back to itself. */
function walkCycle(waitingFor: ReadonlyMap<number, ReadonlySet<number>>): number[] {
  let [id] = [...waitingFor].find(([, parents]) => parents.size > 0)!;
  const way: number[] = [];
  while (!way.includes(id)) {
    way.push(id);
    id = [...waitingFor.get(id)!].find((parent) => waitingFor.get(parent)!.size > 0)!;
  }
  const ring = way.slice(way.indexOf(id)).reverse();
  return [...ring, ring[0]!];
}

/** The same ring, told from the given product on when it lies on it. */
export function ringFrom(ring: readonly number[], productId: number): number[] {
  const start = ring.indexOf(productId);
  if (start < 0) return [...ring];
  const members = ring.slice(0, -1);
  return [...members.slice(start), ...members.slice(0, start), productId];
}
