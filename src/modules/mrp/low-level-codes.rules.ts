import {
  type AlternateGroups,
  byProductsOf,
  componentsOf,
  type LinkedProducts,
  linksOf,
  NO_GROUPS,
  nodeOf,
  nodesOf,
  reaches,
  waysDown,
} from './product-links.rules.js';

/**
 * Low-level code (APICS): the longest way down to a product from one that is in nothing, over all versions. A product is
 * planned after everything that may need it, and after what it comes out of as a by-product; unless that is
 * made of the by-product (`isFedBack`). Products of a group have one code: they are planned at once. What stands in a
 * circle of components, which the structure forbids, comes last.
 */
export function lowLevelCodes(
  products: LinkedProducts,
  groups: AlternateGroups = NO_GROUPS,
): Map<number, number> {
  const codes = codesOfNodes(products, groups);
  if (groups.size === 0) return codes;
  return new Map([...products.keys()].map((id) => [id, codes.get(nodeOf(id, groups))!]));
}

function codesOfNodes(products: LinkedProducts, groups: AlternateGroups): Map<number, number> {
  const nodes = nodesOf(products, groups);
  const withByProducts = linksOf(products, groups, function* (product) {
    yield* componentsOf(product);
    yield* byProductsOf(product);
  });
  const codes = waysDown(nodes, withByProducts);
  if (codes.size === nodes.length) return codes;
  const components = linksOf(products, groups, componentsOf);
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
  const safe = waysDown(nodes, opened);
  const last = [...safe.values()].reduce((deepest, level) => Math.max(deepest, level), 0) + 1;
  for (const id of nodes) if (!safe.has(id)) safe.set(id, last);
  return safe;
}

/**
 * Whether what comes out beside a product is on a way round to it: it goes into the product again, or the product is
 * planned after it, or with it. What is planned of such a by-product is not counted on, since an order cannot feed itself.
 */
export function isFedBack(
  products: LinkedProducts,
  productId: number,
  byProductId: number,
  groups: AlternateGroups = NO_GROUPS,
): boolean {
  const componentsBelow = (id: number) => {
    const product = products.get(id);
    return product ? componentsOf(product) : [];
  };
  const plannedAfter = (id: number) => {
    const product = products.get(id);
    return product ? [...componentsOf(product), ...byProductsOf(product), ...(groups.get(id) ?? [])] : [];
  };
  return reaches(componentsBelow, productId, byProductId) || reaches(plannedAfter, byProductId, productId);
}
