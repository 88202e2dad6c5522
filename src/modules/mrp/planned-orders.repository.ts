import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { DomainError } from '../../kernel/domain-error.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { MrpErrors } from './mrp.errors.js';
import { PlannedOrderEntity } from './planned-order.entity.js';

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
  po_number: string | null;
  production_order_id: number | null;
  production_order_code: string | null;
  notes: string | null;
  firmed_at: Date | null;
  released_at: Date | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

const PLANNED_ORDER_COLUMNS = `o.id, o.order_type, o.product_id, p.sku, p.name AS product_name, p.unit, o.quantity,
  o.receipt_quantity, o.start_date, o.due_date, o.need_date, o.lot_number, o.vendor_id, v.name AS vendor_name, o.unit_price,
  o.bom_id, o.routing_id, o.source_demand_type, o.source_demand_id, o.status, o.mrp_run_id, o.what_if_run_id,
  o.converted_to_po_id AS purchase_order_id, po.po_number, o.converted_to_mo_id AS production_order_id,
  mo.code AS production_order_code, o.notes, o.firmed_at, o.released_at, o.created_at, o.updated_at, o.version`;

const PLANNED_ORDER_TABLES = `planned_orders o
  JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
  LEFT JOIN vendors v ON v.organization_id = o.organization_id AND v.id = o.vendor_id
  LEFT JOIN purchase_orders po ON po.organization_id = o.organization_id AND po.id = o.converted_to_po_id
  LEFT JOIN production_orders mo ON mo.organization_id = o.organization_id AND mo.id = o.converted_to_mo_id`;

/** The table itself, for what somebody decides. */
export const plannedOrders = new VersionedTable<PlannedOrderEntity>(PlannedOrderEntity, {
  notFound: MrpErrors.plannedOrderNotFound,
  sorts: ['id'],
});

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
  if (filter.search) {
    const pattern = place(`%${filter.search.replace(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`(p.sku ILIKE ${pattern} OR p.name ILIKE ${pattern})`);
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

export async function readPlannedOrder(tx: Tx, id: number): Promise<PlannedOrderView> {
  const [order] = await tx.query<PlannedOrderView>(
    `SELECT ${PLANNED_ORDER_COLUMNS} FROM ${PLANNED_ORDER_TABLES} WHERE o.organization_id = $1 AND o.id = $2`,
    [tx.organizationId, id],
  );
  if (!order) throw new DomainError(MrpErrors.plannedOrderNotFound, { extra: { id } });
  return order;
}

/** Those that exist, locked in the order of their ids until the transaction ends. */
export async function lockPlannedOrders(
  tx: Tx,
  ids: readonly number[],
): Promise<Map<number, PlannedOrderView>> {
  const rows = await tx.query<PlannedOrderView>(
    `SELECT ${PLANNED_ORDER_COLUMNS} FROM ${PLANNED_ORDER_TABLES}
      WHERE o.organization_id = $1 AND o.id = ANY ($2::bigint[]) ORDER BY o.id FOR UPDATE OF o`,
    [tx.organizationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function markFirm(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.execute(
    `UPDATE planned_orders SET status = 'firmed', firmed_at = $3, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND id = ANY ($2::bigint[])`,
    [tx.organizationId, ids, tx.now],
  );
}

/** What became of an order. */
export interface Conversion {
  plannedOrderId: number;
  purchaseOrderId: number | null;
  productionOrderId: number | null;
}

export async function markReleased(tx: Tx, conversions: readonly Conversion[]): Promise<void> {
  await tx.execute(
    `UPDATE planned_orders o
        SET status = 'released', released_at = $5, converted_to_po_id = c.po_id, converted_to_mo_id = c.mo_id,
            version = version + 1, updated_at = now()
       FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS c (id, po_id, mo_id)
      WHERE o.organization_id = $1 AND o.id = c.id`,
    [
      tx.organizationId,
      conversions.map((conversion) => conversion.plannedOrderId),
      conversions.map((conversion) => conversion.purchaseOrderId),
      conversions.map((conversion) => conversion.productionOrderId),
      tx.now,
    ],
  );
}

/** Whether a product is made, and how much of each operation's pieces is scrap. */
export async function readMaking(
  tx: Tx,
  productId: number,
): Promise<{ is_made: boolean; scrap_percents: Decimal[] }> {
  const [found] = await tx.query<{ is_made: boolean }>(
    `SELECT EXISTS (SELECT FROM boms WHERE organization_id = $1 AND product_id = $2 AND is_active)
         OR EXISTS (SELECT FROM routings WHERE organization_id = $1 AND product_id = $2 AND is_active) AS is_made`,
    [tx.organizationId, productId],
  );
  const operations = await tx.query<{ scrap_rate_percent: Decimal }>(
    `SELECT o.scrap_rate_percent FROM routings t
       JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
      WHERE t.organization_id = $1 AND t.product_id = $2 AND t.is_active`,
    [tx.organizationId, productId],
  );
  return { is_made: found!.is_made, scrap_percents: operations.map((row) => row.scrap_rate_percent) };
}

/** Whether a vendor is active, by id; those that do not exist are left out. */
export async function readVendors(
  tx: Tx,
  ids: readonly number[],
): Promise<Map<number, { is_active: boolean; currency_code: string }>> {
  const rows = await tx.query<{ id: number; is_active: boolean; currency_code: string }>(
    'SELECT id, is_active, currency_code FROM vendors WHERE organization_id = $1 AND id = ANY ($2::bigint[])',
    [tx.organizationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of the BOMs and routings that still count; others were replaced since the plan was made. */
export async function readActiveStructures(
  tx: Tx,
  orders: readonly { bom_id: number | null; routing_id: number | null }[],
): Promise<{ boms: Set<number>; routings: Set<number> }> {
  const rows = await tx.query<{ kind: string; id: number }>(
    `SELECT 'bom' AS kind, id FROM boms WHERE organization_id = $1 AND id = ANY ($2::bigint[]) AND is_active
     UNION ALL
     SELECT 'routing', id FROM routings WHERE organization_id = $1 AND id = ANY ($3::bigint[]) AND is_active`,
    [tx.organizationId, orders.map((order) => order.bom_id), orders.map((order) => order.routing_id)],
  );
  const idsOf = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ id }) => id));
  return { boms: idsOf('bom'), routings: idsOf('routing') };
}

/** Messages about these orders have done their work; the next run writes new ones. */
export async function dropMessages(tx: Tx, refs: readonly string[]): Promise<void> {
  await tx.execute(
    'DELETE FROM mrp_messages WHERE organization_id = $1 AND plan_id = 0 AND supply_ref = ANY ($2::text[])',
    [tx.organizationId, refs],
  );
}
