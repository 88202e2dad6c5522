import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { LIVE_PLAN } from './plan-store.repository.js';

export interface MessageRow {
  id: number;
  product_id: number;
  sku: string;
  product_name: string;
  unit: string;
  action: string;
  supply_ref: string;
  supply_date: string;
  new_date: string | null;
  quantity: Decimal;
  change_quantity: Decimal | null;
}

export interface MessageFilter extends ListOptions {
  action?: string;
  product_id?: number;
  /** Of a what-if run; the live plan when left out. */
  run_id?: number;
}

export async function listMessages(tx: Tx, filter: MessageFilter): Promise<Page<MessageRow>> {
  const { parameters, conditions, place } = conditionsOf(tx, filter);
  if (filter.action !== undefined) conditions.push(`m.action = ${place(filter.action)}`);
  const order = keyset(filter, ['id', 'supply_date', 'product_id'], place, 'm.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<MessageRow>(
    `SELECT m.id, m.product_id, p.sku, p.name AS product_name, p.unit, m.action, m.supply_ref, m.supply_date, m.new_date,
            m.quantity, m.change_quantity
       FROM mrp_messages m
       JOIN products p ON p.organization_id = m.organization_id AND p.id = m.product_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export interface MessageCount {
  action: string;
  messages: number;
}

export function countMessages(
  tx: Tx,
  filter: Pick<MessageFilter, 'product_id' | 'run_id'>,
): Promise<MessageCount[]> {
  const { parameters, conditions } = conditionsOf(tx, filter);
  return tx.query<MessageCount>(
    `SELECT m.action, count(*)::integer AS messages FROM mrp_messages m
      WHERE ${conditions.join(' AND ')} GROUP BY m.action ORDER BY m.action`,
    parameters,
  );
}

function conditionsOf(tx: Tx, filter: Pick<MessageFilter, 'product_id' | 'run_id'>) {
  const parameters: unknown[] = [tx.organizationId, filter.run_id ?? LIVE_PLAN];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['m.organization_id = $1', 'm.plan_id = $2'];
  if (filter.product_id !== undefined) conditions.push(`m.product_id = ${place(filter.product_id)}`);
  return { parameters, conditions, place };
}
