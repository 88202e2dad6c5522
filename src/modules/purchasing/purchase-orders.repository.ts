import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { PurchaseOrderEntity } from './purchase-order.entity.js';
import { PurchasingErrors } from './purchasing.errors.js';

export const purchaseOrders = new VersionedTable<PurchaseOrderEntity>(PurchaseOrderEntity, {
  notFound: PurchasingErrors.orderNotFound,
  sorts: ['-id', 'po_number'],
});

/** What a movement of a receipt refers to. */
export const ORDER_REFERENCE = 'purchase_order';

/** A line with what its product is counted in. */
export interface PurchaseOrderLineView {
  id: number;
  line_number: number;
  product_id: number;
  sku: string;
  description: string | null;
  quantity_ordered: Decimal;
  quantity_received: Decimal;
  quantity_rejected: Decimal;
  quantity_open: Decimal;
  purchase_unit: string;
  purchase_conversion: Decimal;
  stock_unit: string;
  unit_cost: Decimal;
  line_total: Decimal;
  expected_date: string | null;
  notes: string | null;
  is_stocked: boolean;
  track_lots: boolean;
}

export interface PurchaseOrderSummary {
  id: number;
  po_number: string;
  vendor_id: number;
  vendor_code: string;
  vendor_name: string;
  status: string;
  order_date: string | null;
  expected_date: string | null;
  received_date: string | null;
  ordered_at: Date | null;
  currency_code: string;
  exchange_rate: Decimal;
  subtotal: Decimal;
  tax_amount: Decimal;
  shipping_cost: Decimal;
  total_amount: Decimal;
  landed_cost_allocated: Decimal;
  external_reference: string | null;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

export type PurchaseOrderView = PurchaseOrderSummary & { lines: PurchaseOrderLineView[] };

/** Lines of an order. One from before purchase units is bought in the stock unit. */
export function readLines(tx: Tx, orderId: number): Promise<PurchaseOrderLineView[]> {
  return tx.query<PurchaseOrderLineView>(
    `SELECT l.id, l.line_number, l.product_id, p.sku, l.description, l.quantity_ordered, l.quantity_received,
            l.quantity_rejected, greatest(l.quantity_ordered - l.quantity_received, 0) AS quantity_open,
            coalesce(l.purchase_unit, p.unit) AS purchase_unit, l.purchase_conversion, p.unit AS stock_unit, l.unit_cost,
            l.line_total, l.expected_date, l.notes, p.item_type <> 'service' AS is_stocked, p.track_lots
       FROM purchase_order_lines l
       JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
      WHERE l.organization_id = $1 AND l.purchase_order_id = $2
      ORDER BY l.line_number`,
    [tx.organizationId, orderId],
  );
}

const SELECT = `
  SELECT o.id, o.po_number, o.vendor_id, v.code AS vendor_code, v.name AS vendor_name, o.status, o.order_date,
         o.expected_date, o.received_date, o.ordered_at, o.currency_code, o.exchange_rate, o.subtotal, o.tax_amount,
         o.shipping_cost, o.total_amount, o.landed_cost_allocated, o.external_reference, o.notes, o.created_by,
         o.created_at, o.updated_at, o.version
    FROM purchase_orders o
    JOIN vendors v ON v.organization_id = o.organization_id AND v.id = o.vendor_id`;

export async function readOrder(tx: Tx, id: number): Promise<PurchaseOrderView> {
  const rows = await tx.query<PurchaseOrderSummary>(`${SELECT} WHERE o.organization_id = $1 AND o.id = $2`, [
    tx.organizationId,
    id,
  ]);
  if (!rows[0]) throw new DomainError(PurchasingErrors.orderNotFound, { extra: { id } });
  return { ...rows[0], lines: await readLines(tx, id) };
}

export interface OrderFilter extends Omit<ListOptions, 'where'> {
  vendor_id?: number;
  status?: string;
  product_id?: number;
}

/** One page of orders, without their lines. */
export async function listOrders(tx: Tx, filter: OrderFilter): Promise<Page<PurchaseOrderSummary>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['o.organization_id = $1'];
  if (filter.vendor_id !== undefined) conditions.push(`o.vendor_id = ${place(filter.vendor_id)}`);
  if (filter.status !== undefined) conditions.push(`o.status = ${place(filter.status)}`);
  if (filter.product_id !== undefined) {
    conditions.push(`EXISTS (SELECT FROM purchase_order_lines l WHERE l.organization_id = $1
                        AND l.purchase_order_id = o.id AND l.product_id = ${place(filter.product_id)})`);
  }
  if (filter.search) {
    const pattern = place(`%${filter.search.replace(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`(o.po_number ILIKE ${pattern} OR o.external_reference ILIKE ${pattern})`);
  }
  const order = keyset(filter, ['-id', 'po_number'], place, 'o.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<PurchaseOrderSummary>(
    `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** A line as it was decided: unit, conversion and price are known. */
export interface NewLine {
  product_id: number;
  description: string | null;
  quantity_ordered: Decimal;
  purchase_unit: string;
  purchase_conversion: Decimal;
  unit_cost: Decimal;
  expected_date: string | null;
  notes: string | null;
}

/** Appends lines, numbered on from the last. Their totals follow with the order's. */
export async function insertLines(tx: Tx, orderId: number, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(
    `INSERT INTO purchase_order_lines (organization_id, purchase_order_id, line_number, product_id, description,
                                       quantity_ordered, purchase_unit, purchase_conversion, unit_cost, expected_date, notes)
     SELECT $1, $2, l.place + (SELECT coalesce(max(line_number), 0) FROM purchase_order_lines
                                WHERE organization_id = $1 AND purchase_order_id = $2),
            l.product_id, l.description, l.quantity, l.unit, l.conversion, l.cost, l.expected, l.notes
       FROM unnest($3::bigint[], $4::text[], $5::numeric[], $6::text[], $7::numeric[], $8::numeric[], $9::date[], $10::text[])
            WITH ORDINALITY AS l (product_id, description, quantity, unit, conversion, cost, expected, notes, place)`,
    [
      tx.organizationId,
      orderId,
      lines.map((line) => line.product_id),
      lines.map((line) => line.description),
      lines.map((line) => line.quantity_ordered.toFixed()),
      lines.map((line) => line.purchase_unit),
      lines.map((line) => line.purchase_conversion.toFixed()),
      lines.map((line) => line.unit_cost.toFixed()),
      lines.map((line) => line.expected_date),
      lines.map((line) => line.notes),
    ],
  );
}

export async function updateLine(tx: Tx, lineId: number, line: NewLine): Promise<void> {
  await tx.execute(
    `UPDATE purchase_order_lines
        SET description = $3, quantity_ordered = $4, purchase_unit = $5, purchase_conversion = $6, unit_cost = $7,
            expected_date = $8, notes = $9, updated_at = now()
      WHERE organization_id = $1 AND id = $2`,
    [
      tx.organizationId,
      lineId,
      line.description,
      line.quantity_ordered,
      line.purchase_unit,
      line.purchase_conversion,
      line.unit_cost,
      line.expected_date,
      line.notes,
    ],
  );
}

export async function removeLine(tx: Tx, lineId: number): Promise<void> {
  await tx.execute('DELETE FROM purchase_order_lines WHERE organization_id = $1 AND id = $2', [
    tx.organizationId,
    lineId,
  ]);
}

/** Writes the totals of lines that differ. */
export async function writeLineTotals(
  tx: Tx,
  totals: readonly { id: number; total: Decimal }[],
): Promise<void> {
  await tx.execute(
    `UPDATE purchase_order_lines l SET line_total = t.total, updated_at = now()
       FROM unnest($2::bigint[], $3::numeric[]) AS t (id, total)
      WHERE l.organization_id = $1 AND l.id = t.id AND l.line_total <> t.total`,
    [tx.organizationId, totals.map((line) => line.id), totals.map((line) => line.total.toFixed())],
  );
}

/** Working days until each line comes that has no day yet: the vendor item's, the product's, or the vendor's. */
export function readLeadDays(tx: Tx, orderId: number): Promise<{ id: number; lead_days: number | null }[]> {
  return tx.query<{ id: number; lead_days: number | null }>(
    `SELECT l.id, coalesce(i.lead_time_days, p.lead_time_days, v.lead_time_days) AS lead_days
       FROM purchase_order_lines l
       JOIN purchase_orders o ON o.organization_id = $1 AND o.id = l.purchase_order_id
       JOIN vendors v ON v.organization_id = $1 AND v.id = o.vendor_id
       JOIN products p ON p.organization_id = $1 AND p.id = l.product_id
       LEFT JOIN vendor_items i ON i.organization_id = $1 AND i.vendor_id = o.vendor_id AND i.product_id = l.product_id
                               AND i.is_active
      WHERE l.organization_id = $1 AND l.purchase_order_id = $2 AND l.expected_date IS NULL`,
    [tx.organizationId, orderId],
  );
}

export async function writeExpectedDates(
  tx: Tx,
  dates: readonly { id: number; date: string | null }[],
): Promise<void> {
  await tx.execute(
    `UPDATE purchase_order_lines l SET expected_date = d.day, updated_at = now()
       FROM unnest($2::bigint[], $3::date[]) AS d (id, day)
      WHERE l.organization_id = $1 AND l.id = d.id`,
    [tx.organizationId, dates.map((line) => line.id), dates.map((line) => line.date)],
  );
}
