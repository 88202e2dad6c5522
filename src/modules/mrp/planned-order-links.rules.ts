import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { consumerOf, nodeKey, type PegEdge, type PegGraph, type PegNode } from './pegging-graph.rules.js';

/** So much of an order is for a demand; of stock units of the order's product. */
export interface OrderLink {
  planned_order_id: number;
  /** Pegged to it, or needed by what is pegged to it. */
  is_direct: boolean;
  demand_kind: string;
  demand_ref: string;
  demand_date: string;
  quantity: Decimal;
  sales_order_line_id: number | null;
  /** Whose material it is. */
  production_order_id: number | null;
}

/** How much of which order goes into a node. */
type Shares = Map<number, Decimal>;

/**
 * What orders are for: what their supply is pegged to, and through these what it is needed for in the end. On the way up
 * an order passes its share on by what its consumers are pegged to.
 */
export function linksOf(
  graph: PegGraph,
  orders: readonly { id: number; node: PegNode }[],
  levelsMax: number,
): OrderLink[] {
  const links = new Map<string, OrderLink>();
  let level = new Map<string, Shares>();
  for (const { id, node } of orders) {
    for (const edge of graph.edges.get(nodeKey(node)) ?? []) follow(id, edge, edge.quantity, true, level);
  }
  for (let depth = 1; depth < levelsMax && level.size > 0; depth += 1) {
    const next = new Map<string, Shares>();
    for (const [key, shares] of level) passOn(key, shares, next);
    level = next;
  }
  return [...links.values()]
    .map((link) => ({ ...link, quantity: roundQuantity(link.quantity) }))
    .filter(({ quantity }) => quantity.greaterThan(0));

  function passOn(key: string, shares: Shares, next: Map<string, Shares>): void {
    const total = graph.totals.get(key);
    if (!total || total.isZero()) return;
    for (const edge of graph.edges.get(key) ?? []) {
      for (const [id, share] of shares) {
        follow(id, edge, share.times(edge.quantity).dividedBy(total), false, next);
      }
    }
  }

  function follow(
    id: number,
    edge: PegEdge,
    share: Decimal,
    isDirect: boolean,
    next: Map<string, Shares>,
  ): void {
    if (isDirect || edge.demand_kind !== 'planned_order') add(id, edge, share, isDirect);
    const consumer = consumerOf(edge, graph.documents);
    if (!consumer) return;
    const key = nodeKey(consumer);
    const shares = next.get(key) ?? new Map<number, Decimal>();
    shares.set(id, (shares.get(id) ?? ZERO).plus(share));
    next.set(key, shares);
  }

  function add(id: number, edge: PegEdge, share: Decimal, isDirect: boolean): void {
    const key = [id, isDirect, edge.demand_ref, edge.demand_date].join(' ');
    const same = links.get(key);
    if (same) {
      same.quantity = same.quantity.plus(share);
      return;
    }
    const document = graph.documents.get(edge.demand_ref);
    links.set(key, {
      planned_order_id: id,
      is_direct: isDirect,
      demand_kind: edge.demand_kind,
      demand_ref: edge.demand_ref,
      demand_date: edge.demand_date,
      quantity: share,
      sales_order_line_id: document?.type === 'sales_order' ? document.line_id : null,
      production_order_id: document?.type === 'production_order' ? document.id : null,
    });
  }
}
