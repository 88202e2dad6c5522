import type { PlanningProduct } from './planning-world.rules.js';

type Products = ReadonlyMap<number, PlanningProduct>;
/** Products that have to be planned after each product. */
type Links = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Low-level code (APICS): the longest way down to a product from one that is in nothing, over all versions. A product is
 * planned after everything that may need it, and after what it comes out of as a by-product; unless that is
 * made of the by-product (`isFedBack`). What stands in a circle of components, which the
 * structure forbids, comes last.
 */
export function lowLevelCodes(products: Products): Map<number, number> {
  const withByProducts = linksOf(products, function* (product) {
    yield* componentsOf(product);
    yield* byProductsOf(product);
  });
  const codes = longestWays(products, withByProducts);
  if (codes.size === products.size) return codes;
  const components = linksOf(products, componentsOf);
  const circular = (id: number, below: number) =>
    !codes.has(id) &&
    !components.get(id)?.has(below) &&
    reaches((above) => withByProducts.get(above) ?? [], below, id);
  const opened = new Map(
    [...withByProducts].map(([id, links]) => [
      id,
      new Set([...links].filter((below) => !circular(id, below))),
    ]),
  );
  const safe = longestWays(products, opened);
  const last = [...safe.values()].reduce((deepest, level) => Math.max(deepest, level), 0) + 1;
  for (const id of products.keys()) if (!safe.has(id)) safe.set(id, last);
  return safe;
}

/**
 * Whether what comes out beside a product is on a way round to it: it goes into the product again, or the product is
 * planned after it. What is planned of such a by-product is not counted on, since an order cannot feed itself.
 */
export function isFedBack(products: Products, productId: number, byProductId: number): boolean {
  const below = (ways: (product: PlanningProduct) => Iterable<number>) => (id: number) => {
    const product = products.get(id);
    return product ? ways(product) : [];
  };
  return (
    reaches(below(componentsOf), productId, byProductId) ||
    reaches(
      below((product) => [...componentsOf(product), ...byProductsOf(product)]),
      byProductId,
      productId,
    )
  );
}

/** The longest way to each product that is in no circle and below none. */
function longestWays(products: Products, links: Links): Map<number, number> {
  const waitsFor = new Map<number, number>();
  for (const below of links.values()) {
    for (const id of below) waitsFor.set(id, (waitsFor.get(id) ?? 0) + 1);
  }
  const codes = new Map<number, number>();
  let open = [...products.keys()].filter((id) => !waitsFor.has(id));
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

function linksOf(
  products: Products,
  belowOf: (product: PlanningProduct) => Iterable<number>,
): Map<number, Set<number>> {
  const links = new Map<number, Set<number>>();
  for (const product of products.values()) {
    if (!product.make) continue;
    const below = new Set<number>();
    for (const id of belowOf(product)) if (products.has(id) && id !== product.id) below.add(id);
    links.set(product.id, below);
  }
  return links;
}

function reaches(below: (id: number) => Iterable<number>, from: number, to: number): boolean {
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

/** Every component on any day, once for each line. */
export function* componentsOf(product: PlanningProduct): Generator<number> {
  for (const version of product.make?.versions ?? []) {
    for (const line of version.lines) yield line.componentId;
  }
}

function* byProductsOf(product: PlanningProduct): Generator<number> {
  for (const version of product.make?.versions ?? []) {
    for (const line of version.byProducts) yield line.productId;
  }
}
