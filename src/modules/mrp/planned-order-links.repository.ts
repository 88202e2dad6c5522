import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import type { OrderLink } from './planned-order-links.rules.js';

/** Keeps what orders are for; what was kept of them before gives way. */
export async function replaceLinks(tx: Tx, links: readonly OrderLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.execute(
    'DELETE FROM planned_order_links WHERE organization_id = $1 AND planned_order_id = ANY ($2::bigint[])',
    [tx.organizationId, [...new Set(links.map((link) => link.planned_order_id))]],
  );
  await tx.execute(
    `INSERT INTO planned_order_links (organization_id, planned_order_id, is_direct, demand_kind, demand_ref, demand_date,
                                      quantity, sales_order_line_id, production_order_id)
     SELECT $1, * FROM unnest($2::bigint[], $3::boolean[], $4::text[], $5::text[], $6::date[], $7::numeric[], $8::bigint[],
                              $9::bigint[])`,
    [
      tx.organizationId,
      links.map((link) => link.planned_order_id),
      links.map((link) => link.is_direct),
      links.map((link) => link.demand_kind),
      links.map((link) => link.demand_ref),
      links.map((link) => link.demand_date),
      links.map((link) => link.quantity.toFixed()),
      links.map((link) => link.sales_order_line_id),
      links.map((link) => link.production_order_id),
    ],
  );
}

/** What was kept of these orders, in the order in which it was needed. */
export function readLinks(tx: Tx, orderIds: readonly number[]): Promise<OrderLink[]> {
  return tx.query<OrderLink>(
    `SELECT planned_order_id, is_direct, demand_kind, demand_ref, demand_date, quantity, sales_order_line_id,
            production_order_id
       FROM planned_order_links
      WHERE organization_id = $1 AND planned_order_id = ANY ($2::bigint[])
      ORDER BY planned_order_id, is_direct DESC, demand_kind = 'safety_stock', demand_date, id`,
    [tx.organizationId, orderIds],
  );
}

/** A link with the order that supplies and what became of it. */
export interface SupplyLinkRow extends OrderLink {
  id: number;
  order_type: string;
  order_status: string;
  product_id: number;
  sku: string;
  unit: string;
  order_quantity: Decimal;
  due_date: string;
  purchase_order_id: number | null;
  po_number: string | null;
  purchase_order_status: string | null;
  made_by_order_id: number | null;
  made_by_code: string | null;
  made_by_status: string | null;
}

export interface LinkFilter extends Pick<ListOptions, 'limit' | 'cursor' | 'sort'> {
  sales_order_line_id?: number;
  material_of_production_order_id?: number;
  planned_order_id?: number;
  purchase_order_id?: number;
  production_order_id?: number;
}

const FILTERS = {
  sales_order_line_id: 'l.sales_order_line_id',
  material_of_production_order_id: 'l.production_order_id',
  planned_order_id: 'l.planned_order_id',
  purchase_order_id: 'o.converted_to_po_id',
  production_order_id: 'o.converted_to_mo_id',
} as const;

export async function listLinks(tx: Tx, filter: LinkFilter): Promise<Page<SupplyLinkRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['l.organization_id = $1'];
  for (const name of Object.keys(FILTERS) as (keyof typeof FILTERS)[]) {
    if (filter[name] !== undefined) conditions.push(`${FILTERS[name]} = ${place(filter[name])}`);
  }
  const order = keyset(filter, ['id'], place, 'l.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<SupplyLinkRow>(
    `SELECT l.id, l.planned_order_id, l.is_direct, l.demand_kind, l.demand_ref, l.demand_date, l.quantity,
            l.sales_order_line_id, l.production_order_id, o.order_type, o.status AS order_status, o.product_id, p.sku, p.unit,
            o.quantity AS order_quantity, o.due_date, po.id AS purchase_order_id, po.po_number,
            po.status AS purchase_order_status, mo.id AS made_by_order_id, mo.code AS made_by_code,
            mo.status AS made_by_status
       FROM planned_order_links l
       JOIN planned_orders o ON o.organization_id = l.organization_id AND o.id = l.planned_order_id
       JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
       LEFT JOIN purchase_orders po ON po.organization_id = o.organization_id AND po.id = o.converted_to_po_id
       LEFT JOIN production_orders mo ON mo.organization_id = o.organization_id AND mo.id = o.converted_to_mo_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
