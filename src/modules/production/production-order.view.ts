import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import {
  type MaterialRow,
  type OperationRow,
  productionOrders,
  readMaterials,
  readOperations,
} from './production-orders.repository.js';
import { completionPercent } from './report.rules.js';

export type ProductionOrderSummary = ProductionOrderEntity & { completion_percent: Decimal };

export type ProductionOrderView = ProductionOrderSummary & {
  operations: Omit<OperationRow, 'rate_per_hour' | 'can_overlap' | 'units_per_cycle'>[];
  materials: MaterialRow[];
};

export function summarize(order: ProductionOrderEntity): ProductionOrderSummary {
  return {
    ...order,
    completion_percent: completionPercent(order.quantity_completed, order.quantity_ordered),
  };
}

/** The order with its operations and materials: three statements, whatever their number. */
export async function viewOrder(tx: Tx, id: number): Promise<ProductionOrderView> {
  const order = await productionOrders.get(tx, id);
  const operations = await readOperations(tx, id);
  return {
    ...summarize(order),
    operations: operations.map(
      ({ rate_per_hour: _rate, can_overlap: _overlap, units_per_cycle: _cycle, ...operation }) => operation,
    ),
    materials: await readMaterials(tx, id),
  };
}
