import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { isFinished } from './operation.states.js';
import { lockForTransition, orderEvent } from './order-transitions.js';
import { ProductionErrors } from './production.errors.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { isRunning, nextStatuses, type ProductionOrderStatus } from './production-order.states.js';
import { type ProductionOrderView, viewOrder } from './production-order.view.js';
import {
  productionOrders,
  readMaterials,
  readOperations,
  setOperationStatus,
} from './production-orders.repository.js';
import { ReleaseOrderService } from './release-order.service.js';

/** The ends of an order, and its pauses. */
@Injectable()
export class CloseOrderService {
  constructor(
    private readonly transactions: Transactions,
    private readonly releases: ReleaseOrderService,
  ) {}

  /** Ends an order with what has been made: open operations are skipped, what is still reserved is free again. */
  shortClose(principal: Principal, id: number, reason: string): Promise<ProductionOrderView> {
    return this.move(principal, id, 'closed', async (tx, order) => {
      if (!isRunning(order.status as ProductionOrderStatus)) {
        throw new DomainError(ProductionErrors.wrongStatus, {
          extra: {
            order_status: order.status,
            possible: nextStatuses(order.status as ProductionOrderStatus),
          },
        });
      }
      await this.endOperations(tx, id, 'skipped');
      await this.releases.releaseMaterials(tx, id);
      await appendEvents(tx, [
        orderEvent(order, 'closed', { reason, quantity_completed: order.quantity_completed }),
      ]);
      return {
        closed_at: tx.now,
        actual_end: order.actual_end ?? tx.now,
        notes: withReason(order, `Closed short: ${reason}`),
      };
    });
  }

  /** Closes an order that is completed, short or scrapped; what is still reserved is free again. */
  close(principal: Principal, id: number): Promise<ProductionOrderView> {
    return this.move(principal, id, 'closed', async (tx, order) => {
      if (!['completed', 'short', 'scrapped'].includes(order.status)) {
        throw new DomainError(ProductionErrors.wrongStatus, {
          extra: { order_status: order.status, possible: ['short-close'] },
        });
      }
      await this.releases.releaseMaterials(tx, id);
      await appendEvents(tx, [orderEvent(order, 'closed', { quantity_completed: order.quantity_completed })]);
      return { closed_at: tx.now };
    });
  }

  /** Cancels an order of which nothing was made or consumed. */
  cancel(principal: Principal, id: number, reason: string): Promise<ProductionOrderView> {
    return this.move(principal, id, 'cancelled', async (tx, order) => {
      await refuseStarted(tx, order);
      await this.endOperations(tx, id, 'cancelled');
      await this.releases.releaseMaterials(tx, id);
      await appendEvents(tx, [orderEvent(order, 'cancelled', { reason })]);
      return { closed_at: tx.now, notes: withReason(order, `Cancelled: ${reason}`) };
    });
  }

  hold(principal: Principal, id: number): Promise<ProductionOrderView> {
    return this.move(principal, id, 'on_hold', async (_tx, order) => ({ previous_status: order.status }));
  }

  /** Ends a hold: the order is again what it was. */
  resume(principal: Principal, id: number): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const { previous_status: previous } = await productionOrders.lock(tx, id);
      const order = await lockForTransition(tx, id, (previous ?? 'released') as ProductionOrderStatus);
      if (order.status !== 'on_hold') {
        throw new DomainError(ProductionErrors.wrongStatus, { extra: { order_status: order.status } });
      }
      await productionOrders.update(tx, id, order.version, {
        status: previous ?? 'released',
        previous_status: null,
      });
      return viewOrder(tx, id);
    });
  }

  private move(
    principal: Principal,
    id: number,
    to: ProductionOrderStatus,
    effect: (tx: Tx, order: ProductionOrderEntity) => Promise<Partial<ProductionOrderEntity>>,
  ): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockForTransition(tx, id, to);
      const changes = await effect(tx, order);
      await productionOrders.update(tx, id, order.version, { ...changes, status: to });
      return viewOrder(tx, id);
    });
  }

  private async endOperations(tx: Tx, orderId: number, status: 'skipped' | 'cancelled'): Promise<void> {
    const operations = await readOperations(tx, orderId);
    const open = operations.filter((operation) => !isFinished(operation.status));
    const reported = open.filter((operation) =>
      operation.quantity_completed.plus(operation.quantity_scrapped).greaterThan(0),
    );
    const untouched = open.filter((operation) => !reported.includes(operation));
    await setOperationStatus(
      tx,
      reported.map((operation) => operation.id),
      'completed',
    );
    await setOperationStatus(
      tx,
      untouched.map((operation) => operation.id),
      status,
    );
  }
}

async function refuseStarted(tx: Tx, order: ProductionOrderEntity): Promise<void> {
  const materials = await readMaterials(tx, order.id);
  const operations = await readOperations(tx, order.id);
  const started =
    materials.some((material) => material.quantity_consumed.greaterThan(0)) ||
    operations.some((operation) =>
      operation.quantity_completed.plus(operation.quantity_scrapped).greaterThan(0),
    );
  if (started) throw new DomainError(ProductionErrors.alreadyStarted);
}

function withReason(order: ProductionOrderEntity, reason: string): string {
  return [order.notes, reason].filter(Boolean).join('\n');
}
