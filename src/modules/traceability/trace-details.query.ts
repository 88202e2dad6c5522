import type { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';

export interface LotDetails {
  lot_id: number;
  lot_number: string;
  product_id: number;
  sku: string;
  product_name: string;
  unit: string;
  status: string;
  received_date: string | null;
  expiration_date: string | null;
  vendor_lot_number: string | null;
  vendor_id: number | null;
  vendor_name: string | null;
  purchase_order_id: number | null;
  po_number: string | null;
  on_hand_quantity: Decimal;
}

export function readLots(tx: Tx, ids: readonly number[]): Promise<LotDetails[]> {
  return tx.query<LotDetails>(
    `SELECT lot.id AS lot_id, lot.lot_number, lot.product_id, p.sku, p.name AS product_name, p.unit, lot.status,
            lot.received_date, lot.expiration_date, lot.vendor_lot_number, lot.vendor_id, v.name AS vendor_name,
            lot.purchase_order_id, po.po_number,
            coalesce((SELECT sum(i.on_hand_quantity) FROM inventory i
                       WHERE i.organization_id = lot.organization_id AND i.lot_id = lot.id), 0) AS on_hand_quantity
       FROM material_lots lot
       JOIN products p ON p.organization_id = lot.organization_id AND p.id = lot.product_id
       LEFT JOIN vendors v ON v.organization_id = lot.organization_id AND v.id = lot.vendor_id
       LEFT JOIN purchase_orders po ON po.organization_id = lot.organization_id AND po.id = lot.purchase_order_id
      WHERE lot.organization_id = $1 AND lot.id = ANY ($2) ORDER BY lot.id`,
    [tx.organizationId, ids],
  );
}

export interface OrderDetails {
  production_order_id: number;
  code: string;
  product_id: number;
  sku: string;
  product_name: string;
  status: string;
  quantity_ordered: Decimal;
  quantity_completed: Decimal;
  sales_order_id: number | null;
  sales_order_number: string | null;
  customer_id: number | null;
}

export function readOrders(tx: Tx, ids: readonly number[]): Promise<OrderDetails[]> {
  return tx.query<OrderDetails>(
    `SELECT o.id AS production_order_id, o.code, o.product_id, p.sku, p.name AS product_name, o.status, o.quantity_ordered,
            o.quantity_completed, o.sales_order_id, so.order_number AS sales_order_number, so.customer_id
       FROM production_orders o
       JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
       LEFT JOIN sales_orders so ON so.organization_id = o.organization_id AND so.id = o.sales_order_id
      WHERE o.organization_id = $1 AND o.id = ANY ($2) ORDER BY o.id`,
    [tx.organizationId, ids],
  );
}

export interface OperationDetails {
  operation_id: number;
  production_order_id: number;
  sequence: number;
  operation_name: string | null;
  status: string;
  printer_id: number | null;
  printer_code: string | null;
  operator_id: number | null;
  actual_start: Date | null;
  actual_end: Date | null;
  /** Products that the operation consumes. */
  component_ids: number[];
}

export function readOperations(tx: Tx, orderIds: readonly number[]): Promise<OperationDetails[]> {
  return tx.query<OperationDetails>(
    `SELECT op.id AS operation_id, op.production_order_id, op.sequence, op.operation_name, op.status, op.printer_id,
            printer.code AS printer_code, op.operator_id, op.actual_start, op.actual_end,
            coalesce((SELECT array_agg(DISTINCT m.component_id ORDER BY m.component_id)
                        FROM production_order_operation_materials m
                       WHERE m.organization_id = op.organization_id AND m.production_order_operation_id = op.id
                         AND m.quantity_consumed > 0), '{}') AS component_ids
       FROM production_order_operations op
       LEFT JOIN printers printer ON printer.organization_id = op.organization_id AND printer.id = op.printer_id
      WHERE op.organization_id = $1 AND op.production_order_id = ANY ($2)
      ORDER BY op.production_order_id, op.sequence, op.id`,
    [tx.organizationId, orderIds],
  );
}

export interface SpoolDetails {
  production_order_id: number;
  spool_id: number;
  spool_number: string;
  product_id: number;
  lot_id: number | null;
  supplier_lot_number: string | null;
  weight_consumed_kg: Decimal;
}

export function readSpools(tx: Tx, orderIds: readonly number[]): Promise<SpoolDetails[]> {
  return tx.query<SpoolDetails>(
    `SELECT used.production_order_id, s.id AS spool_id, s.spool_number, s.product_id, s.material_lot_id AS lot_id,
            s.supplier_lot_number, used.weight_consumed_kg
       FROM production_order_spools used
       JOIN material_spools s ON s.organization_id = used.organization_id AND s.id = used.spool_id
      WHERE used.organization_id = $1 AND used.production_order_id = ANY ($2)
      ORDER BY used.production_order_id, s.id`,
    [tx.organizationId, orderIds],
  );
}

export interface ReceiptDetails {
  receipt_id: number;
  receipt_number: string;
  received_date: string;
  purchase_order_id: number;
  po_number: string;
  vendor_id: number;
  vendor_name: string;
  product_id: number;
  lot_id: number;
  quantity: Decimal;
}

/** Supplier receipts that the lots came with; a lot may have come with several. */
export function readReceipts(tx: Tx, lotIds: readonly number[]): Promise<ReceiptDetails[]> {
  return tx.query<ReceiptDetails>(
    `SELECT r.id AS receipt_id, r.receipt_number, r.received_date, po.id AS purchase_order_id, po.po_number, v.id AS vendor_id,
            v.name AS vendor_name, pol.product_id, l.lot_id, sum(l.stock_quantity) AS quantity
       FROM purchase_receipt_lines l
       JOIN purchase_receipts r ON r.organization_id = l.organization_id AND r.id = l.purchase_receipt_id
       JOIN purchase_order_lines pol ON pol.organization_id = l.organization_id AND pol.id = l.purchase_order_line_id
       JOIN purchase_orders po ON po.organization_id = r.organization_id AND po.id = r.purchase_order_id
       JOIN vendors v ON v.organization_id = po.organization_id AND v.id = po.vendor_id
      WHERE l.organization_id = $1 AND l.lot_id = ANY ($2)
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY r.id, l.lot_id LIMIT ${LIMITS.traceRowsMax + 1}`,
    [tx.organizationId, lotIds],
  );
}

export interface ShipmentDetails {
  shipment_id: number;
  shipment_number: string;
  status: string;
  shipped_at: Date | null;
  sales_order_id: number;
  order_number: string;
  customer_id: number | null;
  customer_number: string | null;
  customer_name: string | null;
  product_id: number;
  sku: string;
  lot_id: number;
  quantity: Decimal;
}

/** Which customers received how much of the lots. */
export function readShipments(tx: Tx, lotIds: readonly number[]): Promise<ShipmentDetails[]> {
  return tx.query<ShipmentDetails>(
    `SELECT s.id AS shipment_id, s.shipment_number, s.status, s.shipped_at, so.id AS sales_order_id, so.order_number,
            c.id AS customer_id, c.customer_number,
            coalesce(c.company_name, nullif(concat_ws(' ', c.first_name, c.last_name), ''), so.shipping_name) AS customer_name,
            item.product_id, p.sku, item.lot_id, sum(item.quantity) AS quantity
       FROM shipment_items item
       JOIN shipments s ON s.organization_id = item.organization_id AND s.id = item.shipment_id
       JOIN sales_orders so ON so.organization_id = s.organization_id AND so.id = s.sales_order_id
       JOIN products p ON p.organization_id = item.organization_id AND p.id = item.product_id
       LEFT JOIN customers c ON c.organization_id = so.organization_id AND c.id = so.customer_id
      WHERE item.organization_id = $1 AND item.lot_id = ANY ($2)
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ORDER BY s.id, item.lot_id LIMIT ${LIMITS.traceRowsMax + 1}`,
    [tx.organizationId, lotIds],
  );
}

export interface PlaceDetails {
  lot_id: number;
  product_id: number;
  sku: string;
  unit: string;
  location_id: number;
  location_code: string;
  on_hand_quantity: Decimal;
}

/** Where the lots lie now. */
export function readPlaces(tx: Tx, lotIds: readonly number[]): Promise<PlaceDetails[]> {
  return tx.query<PlaceDetails>(
    `SELECT i.lot_id, i.product_id, p.sku, p.unit, i.location_id, l.code AS location_code, i.on_hand_quantity
       FROM inventory i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
      WHERE i.organization_id = $1 AND i.lot_id = ANY ($2) AND i.on_hand_quantity <> 0
      ORDER BY i.lot_id, l.code LIMIT ${LIMITS.traceRowsMax + 1}`,
    [tx.organizationId, lotIds],
  );
}

export interface ExitDetails {
  lot_id: number;
  product_id: number;
  transaction_type: string;
  quantity: Decimal;
}

/** What left the company in another way than with a shipment or into an order: issued by hand, scrapped, written off. */
export function readExits(tx: Tx, lotIds: readonly number[]): Promise<ExitDetails[]> {
  return tx.query<ExitDetails>(
    `SELECT t.lot_id, t.product_id, t.transaction_type, sum(t.quantity) AS quantity
       FROM inventory_transactions t
      WHERE t.organization_id = $1 AND t.lot_id = ANY ($2) AND t.to_location_id IS NULL AND t.from_location_id IS NOT NULL
        AND t.transaction_type IN ('issue', 'scrap', 'adjustment', 'count', 'return')
        AND (NOT t.requires_approval OR t.approved_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM inventory_transactions undone
                         WHERE undone.organization_id = t.organization_id AND undone.reversal_of_id = t.id)
      GROUP BY 1, 2, 3 ORDER BY 1, 3 LIMIT ${LIMITS.traceRowsMax + 1}`,
    [tx.organizationId, lotIds],
  );
}

export interface SerialDetails {
  serial_number_id: number;
  serial_number: string;
  product_id: number;
  sku: string;
  status: string;
  lot_id: number | null;
  production_order_id: number | null;
  sales_order_line_id: number | null;
  sales_order_id: number | null;
  order_number: string | null;
  customer_id: number | null;
}

const SELECT_SERIALS = `
  SELECT n.id AS serial_number_id, n.serial_number, n.product_id, p.sku, n.status, n.lot_id, n.production_order_id,
         n.sales_order_line_id, so.id AS sales_order_id, so.order_number, so.customer_id
    FROM serial_numbers n
    JOIN products p ON p.organization_id = n.organization_id AND p.id = n.product_id
    LEFT JOIN sales_order_lines sol ON sol.organization_id = n.organization_id AND sol.id = n.sales_order_line_id
    LEFT JOIN sales_orders so ON so.organization_id = sol.organization_id AND so.id = sol.sales_order_id`;

/** Pieces with a number of their own, of the lots or made by the orders. */
export function readSerials(
  tx: Tx,
  lotIds: readonly number[],
  orderIds: readonly number[],
): Promise<SerialDetails[]> {
  return tx.query<SerialDetails>(
    `${SELECT_SERIALS} WHERE n.organization_id = $1 AND n.id IN (
       SELECT id FROM serial_numbers WHERE organization_id = $1 AND lot_id = ANY ($2)
       UNION SELECT id FROM serial_numbers WHERE organization_id = $1 AND production_order_id = ANY ($3))
      ORDER BY n.id LIMIT ${LIMITS.traceRowsMax + 1}`,
    [tx.organizationId, lotIds, orderIds],
  );
}

export async function findSerial(tx: Tx, id: number): Promise<SerialDetails | null> {
  const rows = await tx.query<SerialDetails>(`${SELECT_SERIALS} WHERE n.organization_id = $1 AND n.id = $2`, [
    tx.organizationId,
    id,
  ]);
  return rows[0] ?? null;
}

/** A spool's lot and the orders that it was used for, or null. */
export async function findSpool(
  tx: Tx,
  id: number,
): Promise<{ lot_id: number | null; order_ids: number[] } | null> {
  const rows = await tx.query<{ lot_id: number | null; order_ids: number[] }>(
    `SELECT s.material_lot_id AS lot_id,
            coalesce((SELECT array_agg(used.production_order_id ORDER BY used.production_order_id)
                        FROM production_order_spools used
                       WHERE used.organization_id = s.organization_id AND used.spool_id = s.id
                         AND used.weight_consumed_kg > 0), '{}') AS order_ids
       FROM material_spools s WHERE s.organization_id = $1 AND s.id = $2`,
    [tx.organizationId, id],
  );
  return rows[0] ?? null;
}
