import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { PurchaseOrderStatus } from './purchase-order.states.js';

/** Statuses that a file may give an order. */
export const IMPORTED_STATUSES = ['draft', 'ordered', 'cancelled', 'received'] as const;
export type ImportedStatus = (typeof IMPORTED_STATUSES)[number];

/** A line as file, present order and defaults make it. */
export interface ImportedLine {
  line_number: number;
  product_id: number;
  description: string | null;
  quantity_ordered: Decimal;
  purchase_unit: string;
  purchase_conversion: Decimal;
  unit_cost: Decimal;
  expected_date: string | null;
  notes: string | null;
  quantity_received: Decimal;
  quantity_rejected: Decimal;
}

/** Everything of the header that a file may say. */
export interface ImportedHeader {
  vendor_id: number;
  order_date: string | null;
  currency_code: string;
  exchange_rate: Decimal;
  tax_amount: Decimal;
  shipping_cost: Decimal;
  notes: string | null;
}

const RANK: Readonly<Record<ImportedStatus, number>> = { draft: 0, ordered: 1, cancelled: 2, received: 2 };

export type ImportDecision = 'create' | 'update' | 'unchanged' | 'movedOn';

export interface PresentOrder {
  status: PurchaseOrderStatus;
  header: ImportedHeader;
  lines: readonly ImportedLine[];
}

/**
 * What is to be done about an order of a file. What has moved on in here is not turned back by a file that is behind: a
 * draft of the file that was placed since stays placed, and what came since stays. An order of which something was
 * received, or that is closed or cancelled, is left alone; a file that says something else of its lines is wrong.
 */
export function decideImport(
  present: PresentOrder | null,
  wanted: { status: ImportedStatus; header: ImportedHeader; lines: readonly ImportedLine[] },
): ImportDecision {
  if (!present) return 'create';
  const sameLines = haveSameLines(present.lines, wanted.lines);
  if (present.status !== 'draft' && present.status !== 'ordered') {
    return sameLines && knowsReceipts(present.lines, wanted) ? 'unchanged' : 'movedOn';
  }
  const goesOn = RANK[wanted.status] > RANK[present.status] || wanted.lines.some(cameOf);
  return sameLines && sameHeader(present.header, wanted.header) && !goesOn ? 'unchanged' : 'update';
}

/**
 * The status after the import: forwards only. Of what is still ordered something may have come; with all of it the order is
 * received.
 */
export function statusAfterImport(
  present: PurchaseOrderStatus | null,
  wanted: { status: ImportedStatus; lines: readonly ImportedLine[] },
): PurchaseOrderStatus {
  if (present === 'ordered' && wanted.status === 'draft') return 'ordered';
  if (wanted.status !== 'ordered' || !wanted.lines.some(cameOf)) return wanted.status;
  const isAll = wanted.lines.every((line) =>
    line.quantity_received.greaterThanOrEqualTo(line.quantity_ordered),
  );
  return isAll ? 'received' : 'partially_received';
}

/** Did anything of the line come? */
export function cameOf(line: Pick<ImportedLine, 'quantity_received' | 'quantity_rejected'>): boolean {
  return line.quantity_received.plus(line.quantity_rejected).greaterThan(0);
}

function haveSameLines(present: readonly ImportedLine[], wanted: readonly ImportedLine[]): boolean {
  const known = new Map(present.map((line) => [line.line_number, line]));
  return (
    present.length === wanted.length &&
    wanted.every((line) => {
      const before = known.get(line.line_number);
      return (
        before !== undefined &&
        before.product_id === line.product_id &&
        before.purchase_unit === line.purchase_unit &&
        before.expected_date === line.expected_date &&
        before.description === line.description &&
        before.notes === line.notes &&
        before.quantity_ordered.equals(line.quantity_ordered) &&
        before.purchase_conversion.equals(line.purchase_conversion) &&
        before.unit_cost.equals(line.unit_cost)
      );
    })
  );
}

/** Is what a file says of receipts known here? Of an order that it knows as open, more may have come meanwhile. */
function knowsReceipts(
  present: readonly ImportedLine[],
  wanted: { status: ImportedStatus; lines: readonly ImportedLine[] },
): boolean {
  if (wanted.status !== 'received' && !wanted.lines.some(cameOf)) return true;
  const known = new Map(present.map((line) => [line.line_number, line]));
  return wanted.lines.every((line) => {
    const before = known.get(line.line_number)!;
    if (wanted.status !== 'received') {
      return (
        before.quantity_received.greaterThanOrEqualTo(line.quantity_received) &&
        before.quantity_rejected.greaterThanOrEqualTo(line.quantity_rejected)
      );
    }
    return (
      before.quantity_received.equals(line.quantity_received) &&
      before.quantity_rejected.equals(line.quantity_rejected)
    );
  });
}

function sameHeader(present: ImportedHeader, wanted: ImportedHeader): boolean {
  return (
    present.vendor_id === wanted.vendor_id &&
    present.order_date === wanted.order_date &&
    present.currency_code === wanted.currency_code &&
    present.notes === wanted.notes &&
    present.exchange_rate.equals(wanted.exchange_rate) &&
    present.tax_amount.equals(wanted.tax_amount) &&
    present.shipping_cost.equals(wanted.shipping_cost)
  );
}

/** A file is the whole story: what it says was received carries the whole shipping cost. */
export function landedWeights(
  lines: readonly { accepted: Decimal; unitCost: Decimal; isStocked: boolean }[],
): Decimal[] {
  const values = lines.map((line) => (line.isStocked ? line.accepted.times(line.unitCost) : ZERO));
  return sum(values).isZero() ? lines.map((line) => (line.isStocked ? line.accepted : ZERO)) : values;
}
