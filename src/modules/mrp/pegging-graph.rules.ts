import type { Decimal } from '../../kernel/decimal.js';

/** Something that supplies, or takes material: an order of a product, by the name that the plan gives it. */
export interface PegNode {
  productId: number;
  ref: string;
}

export function nodeKey({ productId, ref }: PegNode): string {
  return `${productId} ${ref}`;
}

/** One peg as it is seen from one of its ends. */
export interface PegEdge {
  /** Product whose stock units the quantity is in. */
  product_id: number;
  quantity: Decimal;
  demand_kind: string;
  demand_ref: string;
  demand_date: string;
  /** Null for what is short. */
  supply_kind: string | null;
  supply_ref: string | null;
  supply_date: string | null;
  /** Product of which it was short, so that this one stands in for it; null for what is needed itself. */
  stands_in_for_id: number | null;
}

/** The document behind a name of the plan. */
export interface PegDocument {
  ref: string;
  type: string;
  id: number;
  /** Number or code that people know it by. */
  code: string | null;
  line_id: number | null;
  line_number: number | null;
  /** What is sold, made, or consumed by it. */
  product_id: number;
  sku: string;
  status: string;
}

/** Pegs by the node that they were asked for, with the documents that they name. */
export interface PegGraph {
  edges: Map<string, PegEdge[]>;
  /** What the supply of a node comes to; only on the way up. */
  totals: Map<string, Decimal>;
  documents: Map<string, PegDocument>;
  isTruncated: boolean;
}

export type PegDirection = 'up' | 'down';

const PLANNED = /^planned_order:(\d+):(-?\d+):(\d+)$/;

/** Product, day and number of a planned order's name. */
export function plannedName(ref: string): { productId: number; day: number; lot: number } | null {
  const [, productId, day, lot] = PLANNED.exec(ref) ?? [];
  return productId ? { productId: Number(productId), day: Number(day), lot: Number(lot) } : null;
}

/** What supplies the one who needs it: the next node on the way to the demand that started it all. */
export function consumerOf(edge: PegEdge, documents: ReadonlyMap<string, PegDocument>): PegNode | null {
  const { demand_kind: kind, demand_ref: ref } = edge;
  const planned = plannedName(ref);
  if (planned) return { productId: planned.productId, ref };
  const document = documents.get(ref);
  if (!document) return null;
  if (ref.startsWith('firm_planned_order:')) return { productId: document.product_id, ref };
  if (kind === 'production_material') {
    return { productId: document.product_id, ref: `production_order:${document.id}` };
  }
  return null;
}

const TAKES_MATERIAL = new Set(['planned_order', 'firm_planned_order', 'production_order']);

/** What takes material itself: the next node on the way down. */
export function supplierOf(edge: PegEdge): PegNode | null {
  if (edge.supply_kind === null || !TAKES_MATERIAL.has(edge.supply_kind)) return null;
  return { productId: edge.product_id, ref: edge.supply_ref! };
}

export function nextNode(
  direction: PegDirection,
  edge: PegEdge,
  documents: ReadonlyMap<string, PegDocument>,
): PegNode | null {
  return direction === 'up' ? consumerOf(edge, documents) : supplierOf(edge);
}

/** The end of a peg that the direction leads to. */
export function farRef(direction: PegDirection, edge: PegEdge): string | null {
  return direction === 'up' ? edge.demand_ref : edge.supply_ref;
}
