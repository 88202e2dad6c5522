import type { Tx } from '../../platform/database/index.js';
import type {
  StructureOrder,
  StructureOrders,
  StructureOrdersReader,
  StructureVersion,
} from '../engineering/index.js';
import { OPEN_STATUSES } from './production-order.states.js';

/** Is this BOM or routing the one that a production order was made from? */
export async function ordersUseStructure(tx: Tx, version: StructureVersion): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM production_orders
      WHERE organization_id = $1 AND (bom_id = $2 OR routing_id = $3) LIMIT 1`,
    [
      tx.organizationId,
      'bomId' in version ? version.bomId : null,
      'routingId' in version ? version.routingId : null,
    ],
  );
  return rows.length > 0;
}

/** Orders of a BOM version, oldest first, and how many there are in all. */
async function ordersOfBom(
  tx: Tx,
  bomId: number,
  which: 'open' | 'all',
  limit: number,
): Promise<StructureOrders> {
  const rows = await tx.query<StructureOrder & { count: number }>(
    `SELECT id, code, status, product_id, quantity_ordered, due_date, count(*) OVER () AS count
       FROM production_orders
      WHERE organization_id = $1 AND bom_id = $2 AND ($3 = 'all' OR status = ANY ($4))
      ORDER BY id LIMIT $5`,
    [tx.organizationId, bomId, which, OPEN_STATUSES, limit],
  );
  const orders = rows.map(({ id, code, status, product_id, quantity_ordered, due_date }) => ({
    id,
    code,
    status,
    product_id,
    quantity_ordered,
    due_date,
  }));
  return { count: rows[0]?.count ?? 0, orders };
}

async function usedBoms(tx: Tx, bomIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ bom_id: number }>(
    'SELECT DISTINCT bom_id FROM production_orders WHERE organization_id = $1 AND bom_id = ANY ($2)',
    [tx.organizationId, bomIds],
  );
  return rows.map((row) => row.bom_id);
}

export const STRUCTURE_ORDERS: StructureOrdersReader = { orders: ordersOfBom, usedBoms };
