import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import {
  isFinished,
  nextOperationStatuses,
  operationCanBecome,
  type OperationStatus,
} from './operation.states.js';
import { lockRunning } from './order-transitions.js';
import { ProductionErrors } from './production.errors.js';
import { type ProductionOrderView, viewOrder } from './production-order.view.js';
import {
  operationOf,
  type OperationRow,
  productionOrders,
  readOperations,
  setOperationStatus,
} from './production-orders.repository.js';

/** Starting, pausing and skipping operations; work itself is reported by `ReportOperationService`. */
@Injectable()
export class OperationsService {
  constructor(private readonly transactions: Transactions) {}

  /** Starts an operation; the ones before it are finished unless it may overlap. */
  start(principal: Principal, orderId: number, operationId: number): Promise<ProductionOrderView> {
    return this.move(principal, orderId, operationId, 'running', (operation, before) => {
      if (operation.can_overlap || before.every((earlier) => isFinished(earlier.status))) return;
      throw new DomainError(ProductionErrors.previousOpen);
    });
  }

  pause(principal: Principal, orderId: number, operationId: number): Promise<ProductionOrderView> {
    return this.move(principal, orderId, operationId, 'paused');
  }

  /** Skips an operation; what came in passes through. The last one receives the product and is never skipped. */
  skip(principal: Principal, orderId: number, operationId: number): Promise<ProductionOrderView> {
    return this.move(principal, orderId, operationId, 'skipped', (operation, _before, isLast) => {
      if (isLast) throw new DomainError(ProductionErrors.lastOperation);
      const reported = operation.quantity_completed.plus(operation.quantity_scrapped).greaterThan(0);
      if (reported)
        throw new DomainError(ProductionErrors.wrongOperationStatus, {
          extra: { operation_status: operation.status },
        });
    });
  }

  private move(
    principal: Principal,
    orderId: number,
    operationId: number,
    to: OperationStatus,
    check: (operation: OperationRow, before: OperationRow[], isLast: boolean) => void = () => undefined,
  ): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockRunning(tx, orderId);
      const operations = await readOperations(tx, orderId);
      const operation = operationOf(operations, operationId);
      if (!operationCanBecome(operation.status, to)) {
        const possible = nextOperationStatuses(operation.status);
        throw new DomainError(ProductionErrors.wrongOperationStatus, {
          extra: { operation_status: operation.status, possible },
        });
      }
      const index = operations.indexOf(operation);
      check(operation, operations.slice(0, index), index === operations.length - 1);
      await setOperationStatus(tx, [operationId], to);
      const started =
        to === 'running' ? { status: 'in_progress', actual_start: order.actual_start ?? tx.now } : {};
      await productionOrders.update(tx, orderId, order.version, started);
      return viewOrder(tx, orderId);
    });
  }
}
