import { DomainError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductionErrors } from './production.errors.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { canBecome, isRunning, nextStatuses, type ProductionOrderStatus } from './production-order.states.js';
import { productionOrders } from './production-orders.repository.js';

/** 409 with what the order can become now. */
export function wrongStatus(status: string): DomainError {
  return new DomainError(ProductionErrors.wrongStatus, {
    detail: `The order is ${status}.`,
    extra: { order_status: status, possible: nextStatuses(status as ProductionOrderStatus) },
  });
}

/** Locks the order for a transition; whatever is done to an order is done by one at a time. */
export async function lockForTransition(
  tx: Tx,
  id: number,
  to: ProductionOrderStatus,
): Promise<ProductionOrderEntity> {
  const order = await productionOrders.lock(tx, id);
  if (!canBecome(order.status as ProductionOrderStatus, to)) throw wrongStatus(order.status);
  return order;
}

/** Locks an order on which work can be reported. */
export async function lockRunning(tx: Tx, id: number): Promise<ProductionOrderEntity> {
  const order = await productionOrders.lock(tx, id);
  if (!isRunning(order.status as ProductionOrderStatus)) throw wrongStatus(order.status);
  return order;
}

export function orderEvent(
  order: ProductionOrderEntity,
  type: string,
  payload: Record<string, unknown> = {},
) {
  return {
    type: `production_order.${type}`,
    aggregateType: 'production_order',
    aggregateId: order.id,
    payload: { id: order.id, code: order.code, product_id: order.product_id, ...payload },
  };
}
