import { dayNumber } from '../../kernel/business-day.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { addToGroup } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import {
  type PathProductRow,
  readPathMaterials,
  readPathProducts,
  readPathStarts,
} from './critical-path.query.js';
import type { PathNeed, PathNode } from './critical-path.rules.js';
import { MrpErrors } from './mrp.errors.js';
import { type PlanLists, readEntriesOfMany } from './plan-grid.query.js';
import { pegEntries } from './plan-grid.rules.js';

/** Levels of structures, phantoms and orders under way included. */
const LEVELS_MAX = 2 * LIMITS.bomDepthMax;
/** What an order needs itself may be taken of something else; what stands in for it may not. */
const TAKES_ALTERNATES = /^(?:firm_)?planned_order:[^@]*$/;
const ORDER = /^(?:planned_order|firm_planned_order|production_order):/;

/** What a node needs of a product, under a name. */
interface Wanted {
  node: PathNode;
  productId: number;
  ref: string;
}

export interface PathTree {
  nodes: Map<string, PathNode>;
  products: Map<number, PathProductRow>;
}

/** Everything below one demand through its pegs, level by level: four statements a level, whatever its width. */
export async function readPathTree(tx: Tx, planId: number, top: PathNode): Promise<PathTree> {
  const tree: PathTree = { nodes: new Map(), products: new Map() };
  let wanted: Wanted[] = [{ node: top, productId: top.productId, ref: top.ref }];
  for (let level = 0; wanted.length > 0; level += 1) {
    const ids = [...new Set(wanted.map(({ productId }) => productId))];
    for (const product of await readPathProducts(tx, planId, ids)) tree.products.set(product.id, product);
    const entries = await readEntriesOfMany(tx, planId, ids);
    const { found, below } = peg(tree, entries, wanted);
    if (level >= LEVELS_MAX || tree.nodes.size > LIMITS.traceNodesMax) {
      throw new DomainError(MrpErrors.pathTooLarge);
    }
    wanted = [...below, ...(await expand(tx, planId, tree, found))];
  }
  return tree;
}

/** Adds needs and their supplies to the tree; what is needed of a phantom is needed of what it consists of. */
function peg(
  { nodes, products }: PathTree,
  entries: ReadonlyMap<number, PlanLists>,
  wanted: readonly Wanted[],
): { found: PathNode[]; below: Wanted[] } {
  const found: PathNode[] = [];
  const below: Wanted[] = [];
  const lists = new Map([...entries].map(([id, list]) => [id, { ...list, ...needsOf(id, list) }]));
  for (const { node, productId, ref } of wanted) {
    const product = products.get(productId);
    const list = lists.get(productId);
    if (!product || !list) continue;
    if (product.is_phantom && list.supplies.length === 0 && product.component_ids.length > 0) {
      for (const id of product.component_ids) below.push({ node, productId: id, ref: `${ref}@${productId}` });
      continue;
    }
    if (TAKES_ALTERNATES.test(ref)) {
      for (const id of product.alternate_ids) below.push({ node, productId: id, ref: `${ref}@${productId}` });
    }
    for (const need of list.needs.get(ref) ?? []) node.needs.push(need);
    for (const index of list.suppliesOf.get(ref) ?? []) {
      const supply = list.supplies[index]!;
      const key = keyOf(productId, supply.ref);
      if (nodes.has(key)) continue;
      const added = {
        key,
        productId,
        ref: supply.ref,
        startDay: null,
        day: dayNumber(supply.date),
        needs: [],
      };
      nodes.set(key, added);
      found.push(added);
    }
  }
  return { found, below };
}

function needsOf(productId: number, { demands, supplies }: PlanLists) {
  const needs = new Map<string, PathNeed[]>();
  const suppliesOf = new Map<string, number[]>();
  const all = demands.map(({ ref, date, quantity }) => {
    const need: PathNeed = { productId, day: dayNumber(date), quantity, missing: quantity, pegs: [] };
    addToGroup(needs, ref, need);
    return need;
  });
  for (const { demand, supply, quantity } of pegEntries(demands, supplies)) {
    const { ref } = demands[demand]!;
    all[demand]!.missing = all[demand]!.missing.minus(quantity);
    all[demand]!.pegs.push({ key: keyOf(productId, supplies[supply]!.ref), quantity });
    addToGroup(suppliesOf, ref, supply);
  }
  return { needs, suppliesOf };
}

/** When the orders among the supplies begin, and what they need. */
async function expand(
  tx: Tx,
  planId: number,
  { products }: PathTree,
  found: readonly PathNode[],
): Promise<Wanted[]> {
  const orders = found.filter(({ ref }) => ORDER.test(ref));
  if (orders.length === 0) return [];
  const starts = await readPathStarts(
    tx,
    planId,
    orders.map(({ ref }) => ref),
  );
  const startOf = new Map(starts.map(({ ref, start_date }) => [ref, start_date]));
  for (const order of orders) {
    const start = startOf.get(order.ref);
    order.startDay = start ? dayNumber(start) : null;
  }
  const underWay = new Map(
    orders.filter(({ ref }) => ref.startsWith('production_order:')).map((node) => [orderId(node.ref), node]),
  );
  const materials = underWay.size > 0 ? await readPathMaterials(tx, [...underWay.keys()]) : [];
  return [
    ...orders
      .filter(({ ref }) => !ref.startsWith('production_order:'))
      .flatMap((node) =>
        products.get(node.productId)!.component_ids.map((productId) => ({ node, productId, ref: node.ref })),
      ),
    ...materials.map(({ order_id, material_id, component_id }) => ({
      node: underWay.get(order_id)!,
      productId: component_id,
      ref: `production_material:${material_id}`,
    })),
  ];
}

function orderId(ref: string): number {
  return Number(ref.split(':')[1]);
}

function keyOf(productId: number, ref: string): string {
  return `${productId} ${ref}`;
}
