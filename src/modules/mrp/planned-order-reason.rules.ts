import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { PegDocument } from './pegging-graph.rules.js';
import { daysLate } from './pegging-tree.rules.js';

export interface ReasonDemand {
  demand_kind: string;
  demand_ref: string;
  demand_date: string;
  quantity: Decimal;
  /** Component in the place of which it is taken. */
  stands_in_for_sku?: string | null;
  document: PegDocument | null;
}

export interface ReasonOrder {
  order_type: 'purchase' | 'production';
  quantity: Decimal;
  receipt_quantity: Decimal | null;
  unit: string;
  due_date: string;
  need_date: string | null;
}

/** What needs it, as a planner would name it. */
export function demandName({
  demand_kind: kind,
  demand_ref: ref,
  document,
}: Pick<ReasonDemand, 'demand_kind' | 'demand_ref' | 'document'>): string {
  if (kind === 'safety_stock') return 'the safety stock';
  if (kind === 'forecast') return 'the forecast';
  if (ref === 'negative_stock') return 'stock below zero';
  if (!document) return `${kind.replaceAll('_', ' ')} that is gone`;
  if (document.type === 'sales_order') return `sales order ${document.code} line ${document.line_number}`;
  if (document.type === 'production_order') return `production order ${document.code}`;
  return `${document.status === 'firmed' ? 'firm' : 'planned'} order of ${document.sku}`;
}

/**
 * Why an order is there, in one sentence: "Make 14 EA by 2026-04-08 for production order WO-2026-0001 (8 EA on
 * 2026-04-08) and 2 more; needed on 2026-04-08."
 */
export function reasonOf(order: ReasonOrder, demands: readonly ReasonDemand[]): string {
  const parts = [`${whatOf(order)} by ${order.due_date}${purposeOf(order, demands)}`];
  const late = daysLate(order.due_date, order.need_date);
  if (order.need_date !== null) {
    parts.push(
      `needed on ${order.need_date}${late > 0 ? `, ${late} ${late === 1 ? 'day' : 'days'} late` : ''}`,
    );
  }
  const pegged = sum(demands.map(({ quantity }) => quantity));
  const left = (order.receipt_quantity ?? order.quantity).minus(pegged);
  if (demands.length > 0 && left.greaterThan(ZERO)) {
    parts.push(`${left.toFixed()} ${order.unit} of it are not needed yet`);
  }
  return `${parts.join('; ')}.`;
}

function whatOf({ order_type: type, quantity, receipt_quantity: receipt, unit }: ReasonOrder): string {
  const what = `${type === 'purchase' ? 'Buy' : 'Make'} ${quantity.toFixed()} ${unit}`;
  return receipt === null || receipt.equals(quantity) ? what : `${what} to get ${receipt.toFixed()} ${unit}`;
}

function inPlaceOf({ stands_in_for_sku: sku }: ReasonDemand): string {
  return sku ? ` in place of ${sku}` : '';
}

function purposeOf({ unit }: ReasonOrder, demands: readonly ReasonDemand[]): string {
  const [first, second, ...more] = demands;
  if (!first) return '';
  const named = (demand: ReasonDemand) =>
    `${demandName(demand)}${inPlaceOf(demand)} (${demand.quantity.toFixed()} ${unit} on ${demand.demand_date})`;
  if (!second) return ` for ${named(first)}`;
  if (more.length === 0) return ` for ${named(first)} and ${named(second)}`;
  return ` for ${named(first)} and ${more.length + 1} more`;
}
