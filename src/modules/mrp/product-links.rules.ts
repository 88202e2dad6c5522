export interface LinkedLine {
  componentId: number;
  alternates?: { choices: readonly { productId: number }[] };
}

/** As much of a product as says what it is made of. */
export interface LinkedProduct {
  id: number;
  isPhantom: boolean;
  make: {
    versions: readonly {
      lines: readonly LinkedLine[];
      byProducts: readonly { productId: number }[];
    }[];
  } | null;
}

export type LinkedProducts = ReadonlyMap<number, LinkedProduct>;

/** Products that may stand in for one another, by each of them; in the order of their ids. */
export type AlternateGroups = ReadonlyMap<number, readonly number[]>;

export const NO_GROUPS: AlternateGroups = new Map();

/** Products that have to be planned after each product; of a group, by its first one. */
export type Links = ReadonlyMap<number, ReadonlySet<number>>;

/** Every component on any day, once for each line. */
export function* componentsOf(product: LinkedProduct): Generator<number> {
  for (const version of product.make?.versions ?? []) {
    for (const line of version.lines) yield line.componentId;
  }
}

export function* byProductsOf(product: LinkedProduct): Generator<number> {
  for (const version of product.make?.versions ?? []) {
    for (const line of version.byProducts) yield line.productId;
  }
}

/** What a product is planned as: itself, or the first one of its group. */
export function nodeOf(id: number, groups: AlternateGroups): number {
  return groups.get(id)?.[0] ?? id;
}

/** What is planned at once: products, and the first one of each group. */
export function nodesOf(products: LinkedProducts, groups: AlternateGroups): number[] {
  return [...products.keys()].filter((id) => nodeOf(id, groups) === id);
}

export function linksOf(
  products: LinkedProducts,
  groups: AlternateGroups,
  belowOf: (product: LinkedProduct) => Iterable<number>,
): Map<number, Set<number>> {
  const links = new Map<number, Set<number>>();
  for (const product of products.values()) {
    if (!product.make) continue;
    const node = nodeOf(product.id, groups);
    const below = links.get(node) ?? new Set<number>();
    for (const id of belowOf(product)) {
      const next = nodeOf(id, groups);
      if (products.has(id) && next !== node) below.add(next);
    }
    links.set(node, below);
  }
  return links;
}

/** The longest way to each node that is in no circle and below none. */
export function waysDown(nodes: readonly number[], links: Links): Map<number, number> {
  const waitsFor = new Map<number, number>();
  for (const below of links.values()) {
    for (const id of below) waitsFor.set(id, (waitsFor.get(id) ?? 0) + 1);
  }
  const codes = new Map<number, number>();
  let open = nodes.filter((id) => !waitsFor.has(id));
  for (let level = 0; open.length > 0; level += 1) {
    const next: number[] = [];
    for (const id of open) {
      codes.set(id, level);
      for (const below of links.get(id) ?? []) {
        const left = waitsFor.get(below)! - 1;
        waitsFor.set(below, left);
        if (left === 0) next.push(below);
      }
    }
    open = next;
  }
  return codes;
}

export function reaches(below: (id: number) => Iterable<number>, from: number, to: number): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    for (const next of below(id)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}
