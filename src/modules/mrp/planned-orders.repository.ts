import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';

export const PLANNED_ORDER_STATUSES = ['planned', 'firmed', 'released', 'cancelled'] as const;
export const PLANNED_ORDER_TYPES = ['purchase', 'production'] as const;

export interface PlannedOrderView {
  id: number;
  order_type: 'purchase' | 'production';
  product_id: number;
  sku: string;
  product_name: string;
  unit: string;
  quantity: Decimal;
  receipt_quantity: Decimal | null;
  start_date: string;
  due_date: string;
  need_date: string | null;
  lot_number: number;
  vendor_id: number | null;
  vendor_name: string | null;
  unit_price: Decimal | null;
  bom_id: number | null;
  routing_id: number | null;
  source_demand_type: string | null;
  source_demand_id: number | null;
  status: (typeof PLANNED_ORDER_STATUSES)[number];
  mrp_run_id: number | null;
  what_if_run_id: number | null;
  purchase_order_id: number | null;
  production_order_id: number | null;
  notes: string | null;
  firmed_at: Date | null;
  released_at: Date | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

export const PLANNED_ORDER_COLUMNS = `o.id, o.order_type, o.product_id, p.sku, p.name AS product_name, p.unit, o.quantity,
  o.receipt_quantity, o.start_date, o.due_date, o.need_date, o.lot_number, o.vendor_id, v.name AS vendor_name, o.unit_price,
  o.bom_id, o.routing_id, o.source_demand_type, o.source_demand_id, o.status, o.mrp_run_id, o.what_if_run_id,
  o.converted_to_po_id AS purchase_order_id, o.converted_to_mo_id AS production_order_id, o.notes, o.firmed_at,
  o.released_at, o.created_at, o.updated_at, o.version`;

export const PLANNED_ORDER_TABLES = `planned_orders o
  JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
  LEFT JOIN vendors v ON v.organization_id = o.organization_id AND v.id = o.vendor_id`;

export interface PlannedOrderFilter extends ListOptions {
  status?: string;
  order_type?: string;
  product_id?: number;
  vendor_id?: number;
  /** Of a what-if run; the live plan when left out. */
  run_id?: number;
  start_until?: string;
  due_until?: string;
  is_late?: boolean;
}

export async function listPlannedOrders(tx: Tx, filter: PlannedOrderFilter): Promise<Page<PlannedOrderView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['o.organization_id = $1'];
  conditions.push(
    filter.run_id === undefined ? 'o.what_if_run_id IS NULL' : `o.what_if_run_id = ${place(filter.run_id)}`,
  );
  for (const column of ['status', 'order_type', 'product_id', 'vendor_id'] as const) {
    if (filter[column] !== undefined) conditions.push(`o.${column} = ${place(filter[column])}`);
  }
  if (filter.start_until) conditions.push(`o.start_date <= ${place(filter.start_until)}`);
  if (filter.due_until) conditions.push(`o.due_date <= ${place(filter.due_until)}`);
  if (filter.is_late !== undefined) {
    conditions.push(`coalesce(o.due_date > o.need_date, false) = ${place(filter.is_late)}`);
  }
  const order = keyset(filter, ['id', 'start_date', 'due_date', 'product_id'], place, 'o.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<PlannedOrderView>(
    `SELECT ${PLANNED_ORDER_COLUMNS} FROM ${PLANNED_ORDER_TABLES}
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
