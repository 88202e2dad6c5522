import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { PurchasingErrors } from './purchasing.errors.js';

/** One line of a receipt, about to be written. */
export interface NewReceiptLine {
  orderLineId: number;
  accepted: Decimal;
  rejected: Decimal;
  stockQuantity: Decimal;
  /** Per stock unit, in the company's currency. */
  unitCost: Decimal;
  /** In the currency of the order. */
  landedCost: Decimal;
  lotId: number | null;
  locationId: number | null;
  transactionId: number | null;
}

export interface NewReceipt {
  orderId: number;
  receiptNumber: string;
  receivedDate: string;
  notes: string | null;
  lines: readonly NewReceiptLine[];
}

/** Writes receipts with their lines, any number in two statements; ids in the order of the receipts. */
export async function insertReceipts(tx: Tx, receipts: readonly NewReceipt[]): Promise<number[]> {
  if (receipts.length === 0) return [];
  const rows = await tx.query<{ id: number; receipt_number: string }>(
    `INSERT INTO purchase_receipts (organization_id, created_by, receipt_number, purchase_order_id, received_date, notes)
     SELECT $1, $2, r.number, r.order_id, r.day, r.notes
       FROM unnest($3::text[], $4::bigint[], $5::date[], $6::text[]) WITH ORDINALITY AS r (number, order_id, day, notes, place)
      ORDER BY r.place
     RETURNING id, receipt_number`,
    [
      tx.organizationId,
      tx.principal.userId,
      receipts.map((receipt) => receipt.receiptNumber),
      receipts.map((receipt) => receipt.orderId),
      receipts.map((receipt) => receipt.receivedDate),
      receipts.map((receipt) => receipt.notes),
    ],
  );
  const byNumber = new Map(rows.map((row) => [row.receipt_number, row.id]));
  const ids = receipts.map((receipt) => byNumber.get(receipt.receiptNumber)!);
  await insertReceiptLines(
    tx,
    receipts.flatMap((receipt, index) => receipt.lines.map((line) => ({ ...line, receiptId: ids[index]! }))),
  );
  return ids;
}

async function insertReceiptLines(
  tx: Tx,
  lines: readonly (NewReceiptLine & { receiptId: number })[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO purchase_receipt_lines (organization_id, purchase_receipt_id, purchase_order_line_id, quantity_accepted,
                                         quantity_rejected, stock_quantity, unit_cost, landed_cost, lot_id, location_id,
                                         inventory_transaction_id)
     SELECT $1, l.receipt_id, l.line_id, l.accepted, l.rejected, l.stock, l.cost, l.landed, l.lot_id, l.location_id,
            l.transaction_id
       FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[],
                   $9::bigint[], $10::bigint[], $11::bigint[])
            WITH ORDINALITY AS l (receipt_id, line_id, accepted, rejected, stock, cost, landed, lot_id, location_id,
                                  transaction_id, place)
      ORDER BY l.place`,
    [
      tx.organizationId,
      lines.map((line) => line.receiptId),
      lines.map((line) => line.orderLineId),
      lines.map((line) => line.accepted.toFixed()),
      lines.map((line) => line.rejected.toFixed()),
      lines.map((line) => line.stockQuantity.toFixed()),
      lines.map((line) => line.unitCost.toFixed()),
      lines.map((line) => line.landedCost.toFixed()),
      lines.map((line) => line.lotId),
      lines.map((line) => line.locationId),
      lines.map((line) => line.transactionId),
    ],
  );
}

/** Adds what came to the lines of the order. */
export async function addReceived(
  tx: Tx,
  lines: readonly { orderLineId: number; accepted: Decimal; rejected: Decimal }[],
): Promise<void> {
  await tx.execute(
    `UPDATE purchase_order_lines l
        SET quantity_received = l.quantity_received + r.accepted,
            quantity_rejected = l.quantity_rejected + r.rejected, updated_at = now()
       FROM unnest($2::bigint[], $3::numeric[], $4::numeric[]) AS r (id, accepted, rejected)
      WHERE l.organization_id = $1 AND l.id = r.id`,
    [
      tx.organizationId,
      lines.map((line) => line.orderLineId),
      lines.map((line) => line.accepted.toFixed()),
      lines.map((line) => line.rejected.toFixed()),
    ],
  );
}

export interface ReceiptLineView {
  id: number;
  line_id: number;
  line_number: number;
  product_id: number;
  sku: string;
  quantity_accepted: Decimal;
  quantity_rejected: Decimal;
  purchase_unit: string;
  stock_quantity: Decimal;
  stock_unit: string;
  unit_cost: Decimal;
  landed_cost: Decimal;
  lot_id: number | null;
  lot_number: string | null;
  location_id: number | null;
  inventory_transaction_id: number | null;
  spools: { id: number; spool_number: string }[];
}

export interface ReceiptView {
  id: number;
  receipt_number: string;
  purchase_order_id: number;
  po_number: string;
  received_date: string;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  lines: ReceiptLineView[];
}

const SELECT = `
  SELECT r.id, r.receipt_number, r.purchase_order_id, o.po_number, r.received_date, r.notes, r.created_by, r.created_at
    FROM purchase_receipts r
    JOIN purchase_orders o ON o.organization_id = r.organization_id AND o.id = r.purchase_order_id`;

/** Lines of receipts, by receipt, with the spools that came on them. One statement. */
async function readReceiptLines(
  tx: Tx,
  receiptIds: readonly number[],
): Promise<Map<number, ReceiptLineView[]>> {
  const rows = await tx.query<ReceiptLineView & { receipt_id: number }>(
    `SELECT rl.purchase_receipt_id AS receipt_id, rl.id, rl.purchase_order_line_id AS line_id, l.line_number, l.product_id,
            p.sku, rl.quantity_accepted, rl.quantity_rejected, coalesce(l.purchase_unit, p.unit) AS purchase_unit,
            rl.stock_quantity, p.unit AS stock_unit, rl.unit_cost, rl.landed_cost, rl.lot_id, lot.lot_number,
            rl.location_id, rl.inventory_transaction_id, coalesce(made.spools, '[]') AS spools
       FROM purchase_receipt_lines rl
       JOIN purchase_order_lines l ON l.organization_id = $1 AND l.id = rl.purchase_order_line_id
       JOIN products p ON p.organization_id = $1 AND p.id = l.product_id
       LEFT JOIN material_lots lot ON lot.organization_id = $1 AND lot.id = rl.lot_id
       LEFT JOIN (
         SELECT m.inventory_transaction_id,
                jsonb_agg(jsonb_build_object('id', s.id, 'spool_number', s.spool_number) ORDER BY s.id) AS spools
           FROM spool_movements m
           JOIN material_spools s ON s.organization_id = $1 AND s.id = m.spool_id
          WHERE m.organization_id = $1 AND m.kind = 'created'
            AND m.inventory_transaction_id IN (SELECT inventory_transaction_id FROM purchase_receipt_lines
                                                WHERE organization_id = $1 AND purchase_receipt_id = ANY ($2::bigint[]))
          GROUP BY 1) made ON made.inventory_transaction_id = rl.inventory_transaction_id
      WHERE rl.organization_id = $1 AND rl.purchase_receipt_id = ANY ($2::bigint[])
      ORDER BY rl.id`,
    [tx.organizationId, receiptIds],
  );
  const lines = new Map<number, ReceiptLineView[]>(receiptIds.map((id) => [id, []]));
  for (const { receipt_id: id, ...line } of rows) lines.get(id)!.push(line);
  return lines;
}

export async function readReceipt(tx: Tx, id: number): Promise<ReceiptView> {
  const rows = await tx.query<Omit<ReceiptView, 'lines'>>(
    `${SELECT} WHERE r.organization_id = $1 AND r.id = $2`,
    [tx.organizationId, id],
  );
  if (!rows[0]) throw new DomainError(PurchasingErrors.receiptNotFound, { extra: { id } });
  return { ...rows[0], lines: (await readReceiptLines(tx, [id])).get(id)! };
}

/** One page of the receipts of an order, newest first, with their lines. */
export async function listReceipts(
  tx: Tx,
  orderId: number,
  options: ListOptions,
): Promise<Page<ReceiptView>> {
  const parameters: unknown[] = [tx.organizationId, orderId];
  const order = keyset(options, ['-id'], (value) => `$${parameters.push(value)}`, 'r.');
  const rows = await tx.query<Omit<ReceiptView, 'lines'>>(
    `${SELECT} WHERE r.organization_id = $1 AND r.purchase_order_id = $2 ${order.condition ? `AND ${order.condition}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  const page = toPage(rows, order);
  const lines = await readReceiptLines(
    tx,
    page.data.map((receipt) => receipt.id),
  );
  return { ...page, data: page.data.map((receipt) => ({ ...receipt, lines: lines.get(receipt.id)! })) };
}
