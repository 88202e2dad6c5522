import type { PlanningProduct } from '../../src/modules/mrp/planning-world.rules.js';
import { componentsBelow, isReplaced } from './reference-structure.js';

type Products = ReadonlyMap<number, PlanningProduct>;
type Pair = [primaryId: number, alternateId: number];

/** What has to be planned before what, and what at once. */
export class SlowSequence {
  private readonly pairs: Pair[];

  constructor(private readonly products: Products) {
    const apart = allPairs(products).filter(
      ([one, other]) =>
        !componentsBelow(products, one).has(other) && !componentsBelow(products, other).has(one),
    );
    this.pairs = apart.filter((pair) => !isOnAWayRound(products, apart, pair));
  }

  /** What is planned at once: the product with all that may stand in for it or that it may stand in for, and so on. */
  groupOf({ id }: PlanningProduct): PlanningProduct[] {
    const group = reached([id], (from) => partners(this.pairs, from)).add(id);
    return [...this.products.values()].filter((product) => group.has(product.id));
  }

  /** Whether the other has to be planned first: it takes the product, or brings it as a by-product that counts. */
  waitsFor(product: PlanningProduct, other: PlanningProduct): boolean {
    const versions = other.make?.versions ?? [];
    const takes = versions.some((version) => version.lines.some((line) => line.componentId === product.id));
    const gives = versions.some((version) =>
      version.byProducts.some((line) => line.productId === product.id),
    );
    return takes || (gives && this.counts(product.id, other.id));
  }

  /** A by-product counts unless it goes into the product again that it comes out of, or is planned before or with it. */
  counts(byProductId: number, productId: number): boolean {
    const ways = (id: number) => [
      ...componentsOf(this.products, id),
      ...byProductsOf(this.products, id),
      ...partners(this.pairs, id),
    ];
    return (
      byProductId !== productId &&
      !componentsBelow(this.products, productId).has(byProductId) &&
      !reached([byProductId], ways).has(productId)
    );
  }
}

function allPairs(products: Products): Pair[] {
  return [...products.values()].flatMap((product) =>
    (product.make?.versions ?? []).flatMap((version) =>
      version.lines.flatMap((line) =>
        (line.alternates?.choices ?? [])
          .map((choice): Pair => [line.componentId, choice.productId])
          .filter(([one, other]) => one !== other)
          .filter((pair) => pair.every((id) => products.has(id) && !isReplaced(products.get(id)!))),
      ),
    ),
  );
}

/** From the primary through components and alternates, down at least one component, and back to it. */
function isOnAWayRound(products: Products, pairs: readonly Pair[], [primaryId]: Pair): boolean {
  const ways = (id: number) => [...componentsOf(products, id), ...partners(pairs, id)];
  const near = reached([primaryId], ways).add(primaryId);
  return [...near].some((above) =>
    componentsOf(products, above).some(
      (below) => below === primaryId || reached([below], ways).has(primaryId),
    ),
  );
}

function partners(pairs: readonly Pair[], id: number): number[] {
  return pairs.flatMap(([one, other]) => (one === id ? [other] : other === id ? [one] : []));
}

function componentsOf(products: Products, id: number): number[] {
  const versions = products.get(id)!.make?.versions ?? [];
  return versions.flatMap((version) => version.lines.map((line) => line.componentId));
}

function byProductsOf(products: Products, id: number): number[] {
  const versions = products.get(id)!.make?.versions ?? [];
  return versions.flatMap((version) => version.byProducts.map((line) => line.productId));
}

/** Everything that some way leads to; where it begins only if a way leads back. */
function reached(from: readonly number[], ways: (id: number) => readonly number[]): Set<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of ways(id)) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
