import { randomUUID } from 'node:crypto';
import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { OrderFileOrder, ResolvedLine, ResolvedOrder } from './order-import-resolve.js';
import type { OrderRecord, PresentOrderRow } from './order-import.repository.js';
import { cameOf, landedWeights, statusAfterImport } from './order-import.rules.js';
import { orderTotals } from './purchase-order.rules.js';
import type { PurchaseOrderStatus } from './purchase-order.states.js';
import { landedCosts, receiptValue, spread } from './receipt.rules.js';

/** A line of it: what it is worth, and what became of it. */
export interface PlannedLine {
  line: ResolvedLine;
  landedCost: Decimal;
  value: Decimal;
  lotId: number | null;
  transactionId: number | null;
}

/** An order that is written. */
export interface PlannedOrder {
  record: OrderRecord;
  lines: PlannedLine[];
  lineTotals: Decimal[];
}

/** Decides everything that is written about an order. */
export function planOrder(
  order: OrderFileOrder,
  resolved: ResolvedOrder,
  known: PresentOrderRow | null,
): PlannedOrder {
  const { header, lines } = resolved;
  const status = statusAfterImport((known?.status as PurchaseOrderStatus | undefined) ?? null, {
    status: order.status,
    lines,
  });
  const landed = landedCostsOf(status, resolved);
  const planned = lines.map((line, index): PlannedLine => {
    const terms = { acceptedBefore: ZERO, accepted: line.quantity_received, unitCost: line.unit_cost };
    const value = receiptValue({ ...terms, landedCost: landed[index]!, exchangeRate: header.exchange_rate });
    return { line, landedCost: landed[index]!, value, lotId: null, transactionId: null };
  });
  const totals = orderTotals(lines, header);
  return {
    lines: planned,
    lineTotals: totals.lineTotals,
    record: {
      ...header,
      id: known?.id ?? null,
      po_number: known?.po_number ?? randomUUID(),
      external_reference: order.external_reference,
      status,
      expected_date: latestOf(lines.flatMap((line) => line.expected_date ?? [])),
      received_date:
        status === 'received' ? latestOf(planned.filter(came).map(({ line }) => line.receivedDate)) : null,
      subtotal: totals.subtotal,
      total_amount: totals.total,
      landed_cost_allocated: sum(landed),
    },
  };
}

/** Did anything of the line come? */
export function came({ line }: PlannedLine): boolean {
  return cameOf(line);
}

/** What came of an order that is received carries the whole shipping cost, of an open one its part. */
function landedCostsOf(status: PurchaseOrderStatus, { header, lines }: ResolvedOrder): Decimal[] {
  if (status === 'partially_received') {
    const ordered = lines.map((line) => ({
      ...line,
      id: line.line_number,
      isStocked: line.product.item_type !== 'service',
      quantity_received: ZERO,
    }));
    const deliveries = lines.map((line) => ({ lineId: line.line_number, accepted: line.quantity_received }));
    return landedCosts(ordered, deliveries, { cost: header.shipping_cost, allocated: ZERO });
  }
  if (status !== 'received') return lines.map(() => ZERO);
  const weights = landedWeights(
    lines.map((line) => ({
      accepted: line.quantity_received,
      unitCost: line.unit_cost,
      isStocked: line.stockQuantity.greaterThan(0),
    })),
  );
  return spread(header.shipping_cost, weights);
}

function latestOf(dates: readonly string[]): string | null {
  return dates.reduce<string | null>(
    (latest, date) => (latest === null || date > latest ? date : latest),
    null,
  );
}

/** The columns of a resolved line, without what is known about its receipt. */
export function columnsOf(line: ResolvedLine) {
  const {
    product: _product,
    receivedDate: _day,
    locationId: _location,
    lotNumber: _lot,
    stockQuantity: _stock,
    ...columns
  } = line;
  return columns;
}
