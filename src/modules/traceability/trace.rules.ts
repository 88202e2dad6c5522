import type { Decimal } from '../../kernel/decimal.js';
import { addToGroup } from '../../kernel/group-by.js';

export type Direction = 'upstream' | 'downstream';

/** What an order consumed or produced of one product and lot, over all its movements. */
export interface TraceLink {
  production_order_id: number;
  kind: 'consumed' | 'produced';
  product_id: number;
  /** Null when the product is not tracked by lots: the trace ends there. */
  lot_id: number | null;
  quantity: Decimal;
}

/** Where a walk begins: lots, or orders. */
export interface TraceStart {
  lotIds: readonly number[];
  orderIds: readonly number[];
}

export interface TraceLevels {
  lots: Map<number, number>;
  orders: Map<number, number>;
}

/**
 * How far from its start everything is that really hangs together: material that was brought back in full was not used. A lot
 * and an order are a level each; a ring is walked once.
 */
export function levelsOf(start: TraceStart, links: readonly TraceLink[], direction: Direction): TraceLevels {
  const forward = direction === 'downstream';
  const [intoOrder, outOfOrder] = forward
    ? (['consumed', 'produced'] as const)
    : (['produced', 'consumed'] as const);
  const used = links.filter((link) => link.quantity.greaterThan(0) && link.lot_id !== null);
  const ordersOfLot = group(
    used.filter((link) => link.kind === intoOrder),
    (link) => [link.lot_id!, link.production_order_id],
  );
  const lotsOfOrder = group(
    used.filter((link) => link.kind === outOfOrder),
    (link) => [link.production_order_id, link.lot_id!],
  );
  const lots = new Map(start.lotIds.map((id) => [id, 0]));
  const orders = new Map(start.orderIds.map((id) => [id, 0]));
  let edge = { lots: [...lots.keys()], orders: [...orders.keys()] };
  for (let level = 1; edge.lots.length > 0 || edge.orders.length > 0; level += 1) {
    edge = {
      orders: reach(edge.lots, ordersOfLot, orders, level),
      lots: reach(edge.orders, lotsOfOrder, lots, level),
    };
  }
  return { lots, orders };
}

function reach(
  from: readonly number[],
  next: ReadonlyMap<number, readonly number[]>,
  known: Map<number, number>,
  level: number,
): number[] {
  const found: number[] = [];
  for (const id of from.flatMap((one) => next.get(one) ?? [])) {
    if (known.has(id)) continue;
    known.set(id, level);
    found.push(id);
  }
  return found;
}

function group<T>(items: readonly T[], entry: (item: T) => [number, number]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const item of items) {
    const [key, value] = entry(item);
    addToGroup(groups, key, value);
  }
  return groups;
}
