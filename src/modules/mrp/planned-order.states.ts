import { dayNumber } from '../../kernel/business-day.js';
import type { PegNode } from './pegging-graph.rules.js';

export type PlannedOrderStatus = 'planned' | 'firmed' | 'released' | 'cancelled';

/** Decisions, and the statuses in which they can be taken. */
const ALLOWED = {
  firm: ['planned'],
  unfirm: ['firmed'],
  change: ['planned', 'firmed'],
  cancel: ['planned', 'firmed'],
  release: ['planned', 'firmed'],
} as const satisfies Record<string, readonly PlannedOrderStatus[]>;
export type Decision = keyof typeof ALLOWED;

export function canDecide(decision: Decision, status: PlannedOrderStatus): boolean {
  return (ALLOWED[decision] as readonly PlannedOrderStatus[]).includes(status);
}

/** The name that the plan gives an order; null once the plan has nothing to do with it. */
export function planNode(order: {
  id: number;
  product_id: number;
  due_date: string;
  lot_number: number;
  status: string;
}): PegNode | null {
  const { id, product_id: productId } = order;
  if (order.status === 'firmed') return { productId, ref: `firm_planned_order:${id}` };
  if (order.status !== 'planned') return null;
  return { productId, ref: `planned_order:${productId}:${dayNumber(order.due_date)}:${order.lot_number}` };
}
