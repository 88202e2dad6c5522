import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { staleVersion, type Tx, VersionedTable } from '../../platform/database/index.js';
import type { OutboxEvent } from '../../platform/outbox/outbox.js';
import { SalesErrors } from './sales.errors.js';
import { SalesOrderEntity } from './sales-order.entity.js';
import type { OrderTotals } from './sales-order.rules.js';

export const salesOrders = new VersionedTable<SalesOrderEntity>(SalesOrderEntity, {
  notFound: SalesErrors.orderNotFound,
  sorts: ['-id', 'order_number', 'order_date'],
});

export interface SalesOrderLineView {
  id: number;
  line_number: number;
  product_id: number;
  sku: string;
  description: string | null;
  quantity: Decimal;
  unit_price: Decimal;
  discount_percent: Decimal;
  tax_rate: Decimal;
  line_total: Decimal;
  allocated_quantity: Decimal;
  shipped_quantity: Decimal;
  requested_date: string | null;
  notes: string | null;
}

/** What an order shows: not the notes for the staff alone, since customers read their orders too. */
export type SalesOrderSummary = Omit<SalesOrderEntity, 'user_id' | 'internal_notes' | 'created_by'>;
export type SalesOrderView = SalesOrderSummary & { lines: SalesOrderLineView[] };

export function summarize(order: SalesOrderEntity): SalesOrderSummary {
  const { user_id: _user, internal_notes: _notes, created_by: _creator, ...summary } = order;
  return summary;
}

/** What a reservation of a line refers to. */
export const LINE_REFERENCE = 'sales_order_line';

export function readLines(tx: Tx, orderId: number): Promise<SalesOrderLineView[]> {
  return tx.query<SalesOrderLineView>(
    `SELECT l.id, l.line_number, l.product_id, p.sku, l.description, l.quantity, l.unit_price, l.discount_percent, l.tax_rate,
            l.line_total, l.allocated_quantity, l.shipped_quantity, l.requested_date, l.notes
       FROM sales_order_lines l
       JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
      WHERE l.organization_id = $1 AND l.sales_order_id = $2 ORDER BY l.line_number`,
    [tx.organizationId, orderId],
  );
}

/** The order with its lines. A customer's user sees the own customer's orders only. */
export async function readOrder(tx: Tx, id: number): Promise<SalesOrderView> {
  const order = await salesOrders.get(tx, id);
  const { customerId } = tx.principal;
  if (customerId !== null && order.customer_id !== customerId) {
    throw new DomainError(SalesErrors.orderNotFound, { extra: { id } });
  }
  return { ...summarize(order), lines: await readLines(tx, id) };
}

/** Locks the order's row: whatever is done to an order is done by one at a time. */
export async function lockOrder(tx: Tx, id: number, version?: number): Promise<SalesOrderEntity> {
  const order = await salesOrders.lock(tx, id);
  if (version !== undefined && order.version !== version) throw staleVersion(order.version);
  return order;
}

/** What the world is told of an order that has become something else. */
export function orderEvent(order: SalesOrderEntity, type: string): OutboxEvent {
  const payload = { id: order.id, order_number: order.order_number, customer_id: order.customer_id };
  return { type, aggregateType: 'sales_order', aggregateId: order.id, payload };
}

export interface NewLine {
  productId: number;
  description: string | null;
  quantity: Decimal;
  unitPrice: Decimal;
  discountPercent: Decimal;
  taxRate: Decimal;
  requestedDate: string | null;
  notes: string | null;
}

/** Puts the lines of a draft in place of those that are there. */
export async function replaceLines(
  tx: Tx,
  orderId: number,
  lines: readonly NewLine[],
  totals: OrderTotals,
): Promise<void> {
  await tx.execute('DELETE FROM sales_order_lines WHERE organization_id = $1 AND sales_order_id = $2', [
    tx.organizationId,
    orderId,
  ]);
  await tx.execute(
    `INSERT INTO sales_order_lines (organization_id, sales_order_id, line_number, product_id, description, quantity,
                                    unit_price, discount_percent, tax_rate, line_total, requested_date, notes)
     SELECT $1, $2, line.number, line.product_id, line.description, line.quantity, line.price, line.discount, line.tax,
            line.total, line.requested, line.notes
       FROM unnest($3::bigint[], $4::text[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[],
                   $10::date[], $11::text[])
            WITH ORDINALITY AS line (product_id, description, quantity, price, discount, tax, total, requested, notes, number)`,
    [
      tx.organizationId,
      orderId,
      lines.map((line) => line.productId),
      lines.map((line) => line.description),
      lines.map((line) => line.quantity.toFixed()),
      lines.map((line) => line.unitPrice.toFixed()),
      lines.map((line) => line.discountPercent.toFixed()),
      lines.map((line) => line.taxRate.toFixed()),
      totals.lineTotals.map((total) => total.toFixed()),
      lines.map((line) => line.requestedDate),
      lines.map((line) => line.notes),
    ],
  );
}

/** Writes on the lines what is reserved for them now. */
export async function refreshAllocation(tx: Tx, orderId: number): Promise<void> {
  await tx.execute(
    `UPDATE sales_order_lines l
        SET allocated_quantity = coalesce((
              SELECT sum(r.quantity_open) FROM inventory_reservations r
               WHERE r.organization_id = l.organization_id AND r.reference_type = '${LINE_REFERENCE}' AND r.reference_id = l.id
                 AND r.quantity_open > 0), 0)
      WHERE l.organization_id = $1 AND l.sales_order_id = $2`,
    [tx.organizationId, orderId],
  );
}
