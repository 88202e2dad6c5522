import { Injectable } from '@nestjs/common';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { defaultLocationId, StockLedger } from '../inventory/index.js';
import { BusinessTime } from '../settings/index.js';
import { MaterialOut } from './cost-flow.rules.js';
import { MaterialConsumption, type MaterialUse } from './material-consumption.js';
import { readCostEvents } from './order-costs.repository.js';
import { lockRunning } from './order-transitions.js';
import { ProductionErrors } from './production.errors.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { type ProductionOrderView, viewOrder } from './production-order.view.js';
import {
  addReturn,
  ORDER_REFERENCE,
  productionOrders,
  readMaterials,
} from './production-orders.repository.js';

/** Material of an order outside of a report: consumed ahead, from a spool, or brought back. */
@Injectable()
export class OrderMaterialsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly consumption: MaterialConsumption,
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
  ) {}

  /** Consumes material, from stock or from spools; later reports take less of it. */
  consume(principal: Principal, orderId: number, uses: MaterialUse[]): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockRunning(tx, orderId);
      const materials = await readMaterials(tx, orderId);
      const known = new Set(materials.map((material) => material.id));
      uses.forEach((use, index) => checkUse(use, index, known));
      const cost = await this.consumption.consume(
        tx,
        order,
        materials,
        uses.map((use, index) => ({ ...use, pointer: `/materials/${index}/quantity` })),
      );
      await this.addCost(tx, order, cost);
      return viewOrder(tx, orderId);
    });
  }

  /** Brings unused material back into stock at what it was consumed at on average. */
  returnMaterial(
    principal: Principal,
    orderId: number,
    materialId: number,
    request: { quantity: Decimal; location_id?: number; lot_id?: number },
  ): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockRunning(tx, orderId);
      const material = (await readMaterials(tx, orderId)).find((candidate) => candidate.id === materialId);
      if (!material) throw new DomainError(ProductionErrors.materialNotFound, { extra: { id: materialId } });
      const out = material.quantity_consumed.minus(material.quantity_returned);
      if (request.quantity.greaterThan(out)) {
        const detail = `${out} ${material.unit} have been consumed.`;
        throw fieldRefusal(ProductionErrors.returnsTooMuch, '/quantity', detail, { consumed: out });
      }
      const value = await valueOf(tx, orderId, material.component_id, request.quantity);
      await this.ledger.post(tx, [
        {
          type: 'return',
          productId: material.component_id,
          quantity: request.quantity,
          to: { locationId: request.location_id ?? (await defaultLocationId(tx)), lotId: request.lot_id },
          totalCost: value,
          date: await this.businessTime.today(tx),
          reference: { type: ORDER_REFERENCE, id: orderId },
        },
      ]);
      await addReturn(tx, materialId, request.quantity);
      await this.addCost(tx, order, value.negated());
      return viewOrder(tx, orderId);
    });
  }

  private async addCost(tx: Tx, order: ProductionOrderEntity, cost: Decimal): Promise<void> {
    const material = (order.actual_material_cost ?? ZERO).plus(cost);
    await productionOrders.update(tx, order.id, order.version, {
      status: 'in_progress',
      actual_start: order.actual_start ?? tx.now,
      actual_material_cost: material,
      actual_total_cost: material.plus(order.actual_labor_cost ?? ZERO),
    });
  }
}

/** Average value at which an order has consumed the component by now, returns taken off. */
async function valueOf(tx: Tx, orderId: number, productId: number, quantity: Decimal): Promise<Decimal> {
  const out = new MaterialOut();
  for (const event of (await readCostEvents(tx, [orderId])).get(orderId)!) {
    if (event.kind === 'received' || event.productId !== productId) continue;
    if (event.kind === 'consumed') out.add(event.quantity, event.value);
    else out.takeBack(event.quantity);
  }
  return out.valueOf(quantity);
}

function checkUse(use: MaterialUse, index: number, known: ReadonlySet<number>): void {
  if (!known.has(use.material_id)) {
    const { title } = ProductionErrors.unknownMaterial;
    throw fieldRefusal(ProductionErrors.unknownMaterial, `/materials/${index}/material_id`, title);
  }
}
