import { type Decimal, sum } from '../../kernel/decimal.js';
import { roundToCurrency } from '../../kernel/money.js';
import type { PurchaseOrderStatus } from './purchase-order.states.js';

export interface OrderTotals {
  lineTotals: Decimal[];
  subtotal: Decimal;
  total: Decimal;
}

/** Each line is rounded to the currency, and the total is the sum of what is shown. */
export function orderTotals(
  lines: readonly { quantity_ordered: Decimal; unit_cost: Decimal }[],
  terms: { tax_amount: Decimal; shipping_cost: Decimal; currency_code: string },
): OrderTotals {
  const lineTotals = lines.map((line) =>
    roundToCurrency(line.quantity_ordered.times(line.unit_cost), terms.currency_code),
  );
  const subtotal = sum(lineTotals);
  return { lineTotals, subtotal, total: subtotal.plus(terms.tax_amount).plus(terms.shipping_cost) };
}

/** The status that follows from what has been received; an order of which nothing came stays what it is. */
export function statusByReceipts(
  status: PurchaseOrderStatus,
  lines: readonly { quantity_ordered: Decimal; quantity_received: Decimal }[],
): PurchaseOrderStatus {
  if (!lines.some((line) => line.quantity_received.greaterThan(0))) return status;
  const isComplete = lines.every((line) =>
    line.quantity_received.greaterThanOrEqualTo(line.quantity_ordered),
  );
  return isComplete ? 'received' : 'partially_received';
}
