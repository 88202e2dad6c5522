import {
  type AlternateGroups,
  componentsOf,
  type LinkedProduct,
  type LinkedProducts,
  linksOf,
  NO_GROUPS,
  nodesOf,
  reaches,
  waysDown,
} from './product-links.rules.js';

/** A component and what may stand in for it. */
type Pair = readonly [number, number];

/**
 * Products that are planned at once, since what is short of one may be taken of another. An alternate that its primary is
 * made of, or is made of it, at any depth, is left out: its need is not known in time. So is all of a group that is
 * on a way round through components otherwise.
 */
export function alternateGroups(products: LinkedProducts): AlternateGroups {
  const pairs = pairsOf(products);
  if (pairs.length === 0) return NO_GROUPS;
  const groups = joined(pairs);
  const circles = circlesOf(products, groups);
  if (circles.size === 0) return groups;
  const apart = pairs.filter(([one, other]) => !circles.has(one) || !isBelow(products, one, other));
  const smaller = joined(apart);
  const left = circlesOf(products, smaller);
  return left.size === 0 ? smaller : joined(apart.filter(([one]) => !left.has(one)));
}

function pairsOf(products: LinkedProducts): Pair[] {
  const pairs: Pair[] = [];
  for (const product of products.values()) {
    for (const version of product.make?.versions ?? []) {
      for (const { componentId, alternates } of version.lines) {
        for (const { productId } of alternates?.choices ?? []) {
          const isOther = productId !== componentId;
          if (isOther && isStocked(products.get(componentId)) && isStocked(products.get(productId))) {
            pairs.push([componentId, productId]);
          }
        }
      }
    }
  }
  return pairs;
}

/** A phantom that is replaced has no supply of its own. */
function isStocked(product: LinkedProduct | undefined): boolean {
  return product !== undefined && !(product.isPhantom && product.make);
}

function joined(pairs: readonly Pair[]): AlternateGroups {
  const groups = new Map<number, number[]>();
  for (const [one, other] of pairs) {
    const [first, second] = [groups.get(one) ?? [one], groups.get(other) ?? [other]];
    if (first === second) continue;
    const all = [...first, ...second];
    for (const id of all) groups.set(id, all);
  }
  for (const group of new Set(groups.values())) group.sort((one, other) => one - other);
  return groups;
}

/** Products of groups from which a way through components leads back into the group. */
function circlesOf(products: LinkedProducts, groups: AlternateGroups): Set<number> {
  const links = linksOf(products, groups, componentsOf);
  const codes = waysDown(nodesOf(products, groups), links);
  const below = (id: number) => links.get(id) ?? [];
  const circles = new Set<number>();
  for (const group of new Set(groups.values())) {
    const [node] = group;
    const isInside = group.some((id) =>
      [...componentsOf(products.get(id)!)].some((component) => groups.get(component) === group),
    );
    const isRound = !codes.has(node!) && [...below(node!)].some((next) => reaches(below, next, node!));
    if (isInside || isRound) for (const id of group) circles.add(id);
  }
  return circles;
}

/** Whether one of the two goes into the other, at any depth. */
function isBelow(products: LinkedProducts, one: number, other: number): boolean {
  const below = (id: number) => {
    const product = products.get(id);
    return product ? componentsOf(product) : [];
  };
  return reaches(below, one, other) || reaches(below, other, one);
}
