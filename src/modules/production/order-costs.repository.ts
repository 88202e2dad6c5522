import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { CostEvent, FollowedCost } from './cost-flow.rules.js';
import { ORDER_REFERENCE } from './production-orders.repository.js';

/** What an order needs to know of its product and of what it has put into stock. */
export async function readOutput(
  tx: Tx,
  order: { id: number; product_id: number },
): Promise<{ track_lots: boolean; received_value: Decimal }> {
  const rows = await tx.query<{ track_lots: boolean; received_value: Decimal }>(
    `SELECT p.track_lots, coalesce((SELECT sum(r.value) FROM production_order_receipts r
                                     WHERE r.organization_id = $1 AND r.production_order_id = $2), 0) AS received_value
       FROM products p WHERE p.organization_id = $1 AND p.id = $3`,
    [tx.organizationId, order.id, order.product_id],
  );
  return rows[0]!;
}

/** By what the pieces of a movement were valued. */
export interface NewReceipt {
  movementId: number;
  orderId: number;
  quantityInWork: Decimal;
  costInWork: Decimal;
  value: Decimal;
  /** Of a by-product: the pieces that it came out with, and its per cent of their cost. */
  byProduct: { pieces: Decimal; sharePercent: Decimal } | null;
}

export async function insertReceipts(tx: Tx, receipts: readonly NewReceipt[]): Promise<void> {
  await tx.execute(
    `INSERT INTO production_order_receipts (organization_id, transaction_id, production_order_id, quantity_in_work,
                                            cost_in_work, value, pieces, cost_share_percent)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[],
                              $8::numeric[])`,
    [
      tx.organizationId,
      receipts.map((receipt) => receipt.movementId),
      receipts.map((receipt) => receipt.orderId),
      receipts.map((receipt) => receipt.quantityInWork.toFixed()),
      receipts.map((receipt) => receipt.costInWork.toFixed()),
      receipts.map((receipt) => receipt.value.toFixed()),
      receipts.map((receipt) => receipt.byProduct?.pieces.toFixed() ?? null),
      receipts.map((receipt) => receipt.byProduct?.sharePercent.toFixed() ?? null),
    ],
  );
}

interface EventRow {
  id: number;
  order_id: number;
  transaction_type: 'consumption' | 'return' | 'production';
  product_id: number;
  quantity: Decimal;
  value: Decimal;
  quantity_in_work: Decimal;
  cost_in_work: Decimal;
  received_value: Decimal;
  pieces: Decimal | null;
  cost_share_percent: Decimal | null;
}

/**
 * What has happened to the cost of orders, by order, in the order of entry: orders are locked by whoever enters
 * something, so the later id is the later event. Corrections count; `changes` are those of just now, by movement.
 */
export async function readCostEvents(
  tx: Tx,
  orderIds: readonly number[],
  changes: ReadonlyMap<number, Decimal> = new Map(),
): Promise<Map<number, CostEvent[]>> {
  const rows = await tx.query<EventRow>(
    `SELECT t.id, t.reference_id AS order_id, t.transaction_type, t.product_id, t.quantity,
            t.total_cost + coalesce((
              SELECT sum(c.total_cost) FROM inventory_transactions c
               WHERE c.organization_id = t.organization_id AND c.revalues_id = t.id AND c.transaction_type = 'revaluation'), 0)
              AS value,
            r.quantity_in_work, r.cost_in_work, r.value AS received_value, r.pieces, r.cost_share_percent
       FROM inventory_transactions t
       LEFT JOIN production_order_receipts r ON r.organization_id = t.organization_id AND r.transaction_id = t.id
      WHERE t.organization_id = $1 AND t.reference_type = '${ORDER_REFERENCE}' AND t.reference_id = ANY($2::bigint[])
        AND t.transaction_type IN ('consumption', 'return', 'production')
      ORDER BY t.id`,
    [tx.organizationId, orderIds],
  );
  const events = new Map<number, CostEvent[]>(orderIds.map((id) => [id, []]));
  for (const row of rows) events.get(row.order_id)!.push(toEvent(row, changes.get(row.id) ?? ZERO));
  return events;
}

function toEvent(row: EventRow, change: Decimal): CostEvent {
  const { id: movementId, product_id: productId, quantity, value } = row;
  switch (row.transaction_type) {
    case 'consumption':
      return { kind: 'consumed', movementId, productId, quantity, value, change };
    case 'return':
      return { kind: 'returned', movementId, productId, quantity };
    case 'production':
      return {
        kind: 'received',
        movementId,
        pieces: row.pieces ?? quantity,
        sharePercent: row.cost_share_percent,
        quantityInWork: row.quantity_in_work,
        costInWork: row.cost_in_work,
        value: row.received_value,
      };
  }
}

/** Locks orders in key order, as everybody does who enters something for them. */
export async function lockOrders(tx: Tx, orderIds: readonly number[]): Promise<void> {
  await tx.query(
    'SELECT id FROM production_orders WHERE organization_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR UPDATE',
    [tx.organizationId, orderIds],
  );
}

/** Writes what orders and their receipts cost now. */
export async function writeFollowedCosts(tx: Tx, costs: ReadonlyMap<number, FollowedCost>): Promise<void> {
  await tx.execute(
    `UPDATE production_orders o
        SET actual_material_cost = coalesce(o.actual_material_cost, 0) + c.change,
            actual_total_cost = coalesce(o.actual_total_cost, 0) + c.change, version = o.version + 1, updated_at = now()
       FROM unnest($2::bigint[], $3::numeric[]) AS c (id, change)
      WHERE o.organization_id = $1 AND o.id = c.id AND c.change <> 0`,
    [tx.organizationId, [...costs.keys()], [...costs.values()].map((cost) => cost.material.toFixed())],
  );
  const receipts = [...costs.values()].flatMap((cost) => cost.receipts);
  if (receipts.length === 0) return;
  await tx.execute(
    `UPDATE production_order_receipts r SET cost_in_work = c.cost_in_work, value = c.value
       FROM unnest($2::bigint[], $3::numeric[], $4::numeric[]) AS c (transaction_id, cost_in_work, value)
      WHERE r.organization_id = $1 AND r.transaction_id = c.transaction_id`,
    [
      tx.organizationId,
      receipts.map((receipt) => receipt.movementId),
      receipts.map((receipt) => receipt.costInWork.toFixed()),
      receipts.map((receipt) => receipt.value.toFixed()),
    ],
  );
}
