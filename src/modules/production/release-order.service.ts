import { Injectable } from '@nestjs/common';
import { Decimal, minimum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { productStock, StockReservations } from '../inventory/index.js';
import { lockForTransition, orderEvent, wrongStatus } from './order-transitions.js';
import { ProductionErrors } from './production.errors.js';
import { type ProductionOrderView, viewOrder } from './production-order.view.js';
import {
  MATERIAL_REFERENCE,
  type MaterialRow,
  productionOrders,
  readMaterials,
  refreshAllocation,
} from './production-orders.repository.js';

/** Material that an order needs and does not have. */
export interface Shortage {
  material_id: number;
  component_id: number;
  sku: string;
  unit: string;
  required: Decimal;
  allocated: Decimal;
  /** Free stock, beside what is reserved for this order. */
  available: Decimal;
  short: Decimal;
}

/** Reserves material for an order and releases it to the shop floor. */
@Injectable()
export class ReleaseOrderService {
  constructor(
    private readonly transactions: Transactions,
    private readonly reservations: StockReservations,
  ) {}

  /** What is missing now. An order is never short of what is reserved for itself. */
  shortages(principal: Principal, id: number): Promise<Shortage[]> {
    return this.transactions.read(principal, async (tx) => {
      await productionOrders.get(tx, id);
      return findShortages(tx, await readMaterials(tx, id));
    });
  }

  /** Reserves what is free; what is missing can be reserved later. */
  reserve(principal: Principal, id: number): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await productionOrders.lock(tx, id);
      if (!['draft', 'scheduled', 'released', 'in_progress'].includes(order.status))
        throw wrongStatus(order.status);
      await this.reserveMaterials(tx, id);
      await productionOrders.update(tx, id, order.version, {});
      return viewOrder(tx, id);
    });
  }

  unreserve(principal: Principal, id: number): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await productionOrders.lock(tx, id);
      await this.releaseMaterials(tx, id);
      await productionOrders.update(tx, id, order.version, {});
      return viewOrder(tx, id);
    });
  }

  /** Reserves all material and releases; when some is missing, only by force and with a reason. */
  release(
    principal: Principal,
    id: number,
    options: { force?: boolean; reason?: string },
  ): Promise<ProductionOrderView> {
    if (options.force && !options.reason) {
      throw fieldRefusal(
        ProductionErrors.reasonNeeded,
        '/reason',
        'A release without material needs a reason.',
      );
    }
    return this.transactions.run(principal, async (tx) => {
      const order = await lockForTransition(tx, id, 'released');
      const shortages = await this.reserveMaterials(tx, id);
      if (shortages.length > 0 && !options.force) {
        throw new DomainError(ProductionErrors.shortages, { extra: { shortages } });
      }
      const forced = shortages.length > 0 ? { notes: withReason(order.notes, options.reason!) } : {};
      await productionOrders.update(tx, id, order.version, {
        status: 'released',
        released_at: tx.now,
        ...forced,
      });
      await appendEvents(tx, [orderEvent(order, 'released', { forced: shortages.length > 0 })]);
      return viewOrder(tx, id);
    });
  }

  async releaseMaterials(tx: Tx, orderId: number): Promise<void> {
    const ids = (await readMaterials(tx, orderId)).map((material) => material.id);
    await this.reservations.release(
      tx,
      ids.map((id) => ({ type: MATERIAL_REFERENCE, id })),
    );
    await refreshAllocation(tx, ids);
  }

  private async reserveMaterials(tx: Tx, orderId: number): Promise<Shortage[]> {
    const wanted = (await readMaterials(tx, orderId))
      .filter(isStocked)
      .map((material) => ({ material, open: openOf(material) }));
    const missing = wanted.filter(({ open }) => open.greaterThan(0));
    const outcomes = await this.reservations.reserveAvailable(
      tx,
      missing.map(({ material, open }) => ({
        productId: material.component_id,
        quantity: open,
        reference: { type: MATERIAL_REFERENCE, id: material.id },
      })),
    );
    await refreshAllocation(
      tx,
      missing.map(({ material }) => material.id),
    );
    return outcomes
      .map((outcome, index) => shortageOf(missing[index]!.material, outcome.reserved, outcome.missing))
      .filter((shortage) => shortage.short.greaterThan(0));
  }
}

/** Cost-only lines are never on a shelf, and optional ones never hold an order up. */
function isStocked(material: MaterialRow): boolean {
  return !material.is_cost_only && !material.is_optional;
}

/** What is still to be reserved. */
function openOf(material: MaterialRow): Decimal {
  const used = material.quantity_consumed.minus(material.quantity_returned);
  return Decimal.max(ZERO, material.quantity_required.minus(used).minus(material.quantity_allocated));
}

function shortageOf(material: MaterialRow, available: Decimal, short: Decimal): Shortage {
  return {
    material_id: material.id,
    component_id: material.component_id,
    sku: material.sku,
    unit: material.unit,
    required: material.quantity_required,
    allocated: material.quantity_allocated,
    available,
    short,
  };
}

/** Lines of one component share what is free of it, in the order in which they are used. */
async function findShortages(tx: Tx, materials: readonly MaterialRow[]): Promise<Shortage[]> {
  const wanted = materials.filter(isStocked);
  const stock = await productStock(
    tx,
    wanted.map((material) => material.component_id),
  );
  const free = new Map(stock.map((row) => [row.product_id, Decimal.max(ZERO, row.available_quantity)]));
  return wanted
    .map((material) => {
      const left = free.get(material.component_id) ?? ZERO;
      const available = minimum(left, openOf(material));
      free.set(material.component_id, left.minus(available));
      return shortageOf(material, available, openOf(material).minus(available));
    })
    .filter((shortage) => shortage.short.greaterThan(0));
}

function withReason(notes: string | null, reason: string): string {
  return [notes, `Released without all material: ${reason}`].filter(Boolean).join('\n');
}
