import type { Decimal } from '../../kernel/decimal.js';
import { dayNumber } from '../../kernel/business-day.js';
import {
  farRef,
  nextNode,
  nodeKey,
  type PegDirection,
  type PegDocument,
  type PegEdge,
  type PegGraph,
  type PegNode,
} from './pegging-graph.rules.js';

/** One line of an indented list: what an order is for, or what it is made of. */
export interface PegRow {
  level: number;
  /** Kind of demand on the way up, of supply on the way down; `short` for what comes from nowhere. */
  kind: string;
  ref: string | null;
  product_id: number;
  quantity: Decimal;
  needed_on: string;
  /** Day on which the supply is there; null for what is short. */
  supplied_on: string | null;
  days_late: number;
  /** Product that this one stands in for. */
  stands_in_for_id: number | null;
  document: PegDocument | null;
}

export function daysLate(suppliedOn: string | null, neededOn: string | null): number {
  if (suppliedOn === null || neededOn === null) return 0;
  return Math.max(0, dayNumber(suppliedOn) - dayNumber(neededOn));
}

/** The pegs below a node in the order of a book: each line is followed by its own. At most so many rows. */
export function pegTree(
  graph: PegGraph,
  direction: PegDirection,
  root: PegNode,
  rowsMax: number,
): { rows: PegRow[]; isTruncated: boolean } {
  const rows: PegRow[] = [];
  let isTruncated = graph.isTruncated;
  // Plans have no circles; a way that comes back to itself would be a mistake, and ends here.
  const way = new Set<string>();
  visit(root, 1);
  return { rows, isTruncated };

  function visit(node: PegNode, level: number): void {
    const key = nodeKey(node);
    if (way.has(key)) return;
    way.add(key);
    for (const edge of graph.edges.get(key) ?? []) {
      if (rows.length >= rowsMax) {
        isTruncated = true;
        break;
      }
      rows.push(rowOf(edge, level));
      const next = nextNode(direction, edge, graph.documents);
      if (next) visit(next, level + 1);
    }
    way.delete(key);
  }

  function rowOf(edge: PegEdge, level: number): PegRow {
    const ref = farRef(direction, edge);
    return {
      level,
      kind: direction === 'up' ? edge.demand_kind : (edge.supply_kind ?? 'short'),
      ref,
      product_id: edge.product_id,
      quantity: edge.quantity,
      needed_on: edge.demand_date,
      supplied_on: edge.supply_date,
      days_late: daysLate(edge.supply_date, edge.demand_date),
      stands_in_for_id: edge.stands_in_for_id,
      document: ref === null ? null : (graph.documents.get(ref) ?? null),
    };
  }
}
