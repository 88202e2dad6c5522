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
 * draft of the file that was placed since stays placed. An order that was received, closed or cancelled is left alone; a
 * file that says something else of its lines is wrong.
 */
export function decideImport(
  present: PresentOrder | null,
  wanted: { status: ImportedStatus; header: ImportedHeader; lines: readonly ImportedLine[] },
): ImportDecision {
  if (!present) return 'create';
  const sameLines = haveSameLines(present.lines, wanted.lines);
  if (present.status !== 'draft' && present.status !== 'ordered') {
    const sameReceived = wanted.status !== 'received' || haveSameReceived(present.lines, wanted.lines);
    return sameLines && sameReceived ? 'unchanged' : 'movedOn';
  }
  const goesOn = RANK[wanted.status] > RANK[present.status];
  return sameLines && sameHeader(present.header, wanted.header) && !goesOn ? 'unchanged' : 'update';
}

/** The status after the import: forwards only. */
export function statusAfterImport(
  present: PurchaseOrderStatus | null,
  wanted: ImportedStatus,
): PurchaseOrderStatus {
  if (present === 'ordered' && wanted === 'draft') return 'ordered';
  return wanted;
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

function haveSameReceived(present: readonly ImportedLine[], wanted: readonly ImportedLine[]): boolean {
  const known = new Map(present.map((line) => [line.line_number, line]));
  return wanted.every((line) => {
    const before = known.get(line.line_number)!;
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
