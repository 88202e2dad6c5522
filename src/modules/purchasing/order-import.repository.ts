import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { ImportedLine } from './order-import.rules.js';
import type { PurchaseOrderEntity } from './purchase-order.entity.js';

export interface KnownVendor {
  id: number;
  code: string;
  currency_code: string;
}

export async function readVendors(tx: Tx, codes: readonly string[]): Promise<Map<string, KnownVendor>> {
  const rows = await tx.query<KnownVendor>(
    'SELECT id, code, currency_code FROM vendors WHERE organization_id = $1 AND code = ANY ($2)',
    [tx.organizationId, [...new Set(codes)]],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** Active locations by code. */
export async function readLocations(tx: Tx, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: number; code: string }>(
    'SELECT id, code FROM inventory_locations WHERE organization_id = $1 AND is_active AND code = ANY ($2)',
    [tx.organizationId, [...new Set(codes)]],
  );
  return new Map(rows.map((row) => [row.code, row.id]));
}

export type PresentOrderRow = PurchaseOrderEntity & { external_reference: string };

/** Orders by the reference that they were imported under, locked in key order. */
export async function lockByReference(
  tx: Tx,
  references: readonly string[],
): Promise<Map<string, PresentOrderRow>> {
  const rows = await tx.query<PresentOrderRow>(
    `SELECT * FROM purchase_orders
      WHERE organization_id = $1 AND external_reference = ANY ($2) ORDER BY id FOR UPDATE`,
    [tx.organizationId, references],
  );
  return new Map(rows.map((row) => [row.external_reference, row]));
}

export type PresentLineRow = ImportedLine & { id: number; purchase_order_id: number };

export async function readLinesOf(
  tx: Tx,
  orderIds: readonly number[],
): Promise<Map<number, PresentLineRow[]>> {
  const rows = await tx.query<PresentLineRow>(
    `SELECT l.id, l.purchase_order_id, l.line_number, l.product_id, l.description, l.quantity_ordered,
            coalesce(l.purchase_unit, p.unit) AS purchase_unit, l.purchase_conversion, l.unit_cost, l.expected_date,
            l.notes, l.quantity_received, l.quantity_rejected
       FROM purchase_order_lines l
       JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
      WHERE l.organization_id = $1 AND l.purchase_order_id = ANY ($2::bigint[])`,
    [tx.organizationId, orderIds],
  );
  const lines = new Map<number, PresentLineRow[]>(orderIds.map((id) => [id, []]));
  for (const row of rows) lines.get(row.purchase_order_id)!.push(row);
  return lines;
}

/** An order as it is written by an import. */
export interface OrderRecord {
  /** Null for one that is made. */
  id: number | null;
  po_number: string;
  external_reference: string;
  vendor_id: number;
  status: string;
  order_date: string | null;
  expected_date: string | null;
  received_date: string | null;
  currency_code: string;
  exchange_rate: Decimal;
  tax_amount: Decimal;
  shipping_cost: Decimal;
  subtotal: Decimal;
  total_amount: Decimal;
  landed_cost_allocated: Decimal;
  notes: string | null;
}

const ORDER_TYPES: Record<keyof Omit<OrderRecord, 'id'>, string> = {
  po_number: 'text',
  external_reference: 'text',
  vendor_id: 'bigint',
  status: 'text',
  order_date: 'date',
  expected_date: 'date',
  received_date: 'date',
  currency_code: 'text',
  exchange_rate: 'numeric',
  tax_amount: 'numeric',
  shipping_cost: 'numeric',
  subtotal: 'numeric',
  total_amount: 'numeric',
  landed_cost_allocated: 'numeric',
  notes: 'text',
};
const ORDER_COLUMNS = Object.keys(ORDER_TYPES);
const ORDER_RECORD = recordOf(ORDER_TYPES);

/** Writes orders, new ones and changed ones, in two statements; ids by external reference. */
export async function writeOrders(tx: Tx, orders: readonly OrderRecord[]): Promise<Map<string, number>> {
  const changed = ORDER_COLUMNS.filter((name) => name !== 'po_number');
  const made = await tx.query<{ id: number; external_reference: string }>(
    `INSERT INTO purchase_orders (organization_id, created_by, ${ORDER_COLUMNS.join(', ')})
     SELECT $1, $2, ${listOf('r.', ORDER_COLUMNS)} FROM jsonb_to_recordset($3::jsonb) AS r (${ORDER_RECORD})
     RETURNING id, external_reference`,
    [tx.organizationId, tx.principal.userId, JSON.stringify(orders.filter(({ id }) => id === null))],
  );
  const updated = await tx.query<{ id: number; external_reference: string }>(
    `UPDATE purchase_orders o
        SET (${changed.join(', ')}) = ROW (${listOf('r.', changed)}), version = o.version + 1, updated_at = now()
       FROM jsonb_to_recordset($2::jsonb) AS r (id bigint, ${ORDER_RECORD})
      WHERE o.organization_id = $1 AND o.id = r.id
     RETURNING o.id, o.external_reference`,
    [tx.organizationId, JSON.stringify(orders.filter(({ id }) => id !== null))],
  );
  return new Map([...made, ...updated].map((row) => [row.external_reference, row.id]));
}

export type LineRecord = ImportedLine & { purchase_order_id: number; line_total: Decimal };

const LINE_TYPES: Record<keyof LineRecord, string> = {
  purchase_order_id: 'bigint',
  line_number: 'integer',
  product_id: 'bigint',
  description: 'text',
  quantity_ordered: 'numeric',
  purchase_unit: 'text',
  purchase_conversion: 'numeric',
  unit_cost: 'numeric',
  line_total: 'numeric',
  expected_date: 'date',
  notes: 'text',
  quantity_received: 'numeric',
  quantity_rejected: 'numeric',
};
const LINE_COLUMNS = Object.keys(LINE_TYPES);

/** Makes the lines of orders what they are in the file, in two statements; ids by `order/line number`. */
export async function writeLines(tx: Tx, lines: readonly LineRecord[]): Promise<Map<string, number>> {
  const changed = LINE_COLUMNS.filter((name) => name !== 'purchase_order_id' && name !== 'line_number');
  const json = JSON.stringify(lines);
  await tx.execute(
    `DELETE FROM purchase_order_lines l
      WHERE l.organization_id = $1 AND l.purchase_order_id = ANY ($2::bigint[])
        AND NOT EXISTS (SELECT FROM jsonb_to_recordset($3::jsonb) AS r (purchase_order_id bigint, line_number integer)
                         WHERE r.purchase_order_id = l.purchase_order_id AND r.line_number = l.line_number)`,
    [tx.organizationId, [...new Set(lines.map((line) => line.purchase_order_id))], json],
  );
  const rows = await tx.query<{ id: number; purchase_order_id: number; line_number: number }>(
    `INSERT INTO purchase_order_lines (organization_id, ${LINE_COLUMNS.join(', ')})
     SELECT $1, ${listOf('r.', LINE_COLUMNS)} FROM jsonb_to_recordset($2::jsonb) AS r (${recordOf(LINE_TYPES)})
     ON CONFLICT (organization_id, purchase_order_id, line_number) DO UPDATE
        SET (${changed.join(', ')}) = ROW (${listOf('excluded.', changed)}), updated_at = now()
     RETURNING id, purchase_order_id, line_number`,
    [tx.organizationId, json],
  );
  return new Map(rows.map((row) => [`${row.purchase_order_id}/${row.line_number}`, row.id]));
}

/** Gives orders their numbers, at the very end. */
export async function numberOrders(
  tx: Tx,
  numbers: readonly { id: number; poNumber: string }[],
): Promise<void> {
  await tx.execute(
    `UPDATE purchase_orders o SET po_number = n.number FROM unnest($2::bigint[], $3::text[]) AS n (id, number)
      WHERE o.organization_id = $1 AND o.id = n.id`,
    [tx.organizationId, numbers.map((order) => order.id), numbers.map((order) => order.poNumber)],
  );
}

function listOf(prefix: string, names: readonly string[]): string {
  return names.map((name) => `${prefix}${name}`).join(', ');
}

function recordOf(types: Readonly<Record<string, string>>): string {
  return Object.entries(types)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
}
