import { Injectable } from '@nestjs/common';
import { type Decimal, decimal, roundQuantity } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { staleVersion, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader } from '../products/index.js';
import { MrpErrors } from './mrp.errors.js';
import { keepLinks } from './planned-order-demands.js';
import { requireAllAllowed, requireAllowed } from './planned-order-refusals.js';
import { type Decision, planNode } from './planned-order.states.js';
import {
  lockPlannedOrders,
  markFirm,
  dropMessages,
  plannedOrders,
  type PlannedOrderView,
  readMaking,
  readVendors,
} from './planned-orders.repository.js';
import { type PlannedOrderDetails, viewPlannedOrder } from './planned-orders.service.js';
import { takePlan } from './plan-store.repository.js';

const HUNDRED = decimal(100);

export interface NewPlannedOrder {
  product_id: number;
  order_type?: 'purchase' | 'production';
  quantity: Decimal;
  start_date: string;
  due_date: string;
  vendor_id?: number | null;
  notes?: string | null;
}

export type PlannedOrderChanges = Partial<Omit<NewPlannedOrder, 'product_id' | 'order_type'>>;

/** What people decide about planned orders. From then on they are theirs: no run changes or removes them. */
@Injectable()
export class PlannedOrderDecisionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
  ) {}

  firm(principal: Principal, id: number): Promise<PlannedOrderDetails> {
    return this.transactions.run(principal, async (tx) => {
      const order = await this.take(tx, id, 'firm');
      await this.makeFirm(tx, [order]);
      return viewPlannedOrder(tx, id);
    });
  }

  /** All of them or none. */
  firmMany(principal: Principal, ids: number[]): Promise<{ ids: number[] }> {
    return this.transactions.run(principal, async (tx) => {
      await takePlan(tx);
      await this.makeFirm(tx, requireAllAllowed('firm', ids, await lockPlannedOrders(tx, ids)));
      return { ids };
    });
  }

  /** Gives the need back to planning: the order goes, and the next run plans what is needed then. */
  unfirm(principal: Principal, id: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      const order = await this.take(tx, id, 'unfirm');
      await plannedOrders.remove(tx, id, order.version);
      await dropMessages(tx, [planNode(order)!.ref]);
      await appendEvents(tx, [orderEvent(order, 'unfirmed')]);
    });
  }

  /** Firms what is changed: what somebody has decided on is not the run's any more. */
  change(
    principal: Principal,
    id: number,
    version: number,
    changes: PlannedOrderChanges,
  ): Promise<PlannedOrderDetails> {
    return this.transactions.run(principal, async (tx) => {
      const order = await this.take(tx, id, 'change');
      if (order.version !== version) throw staleVersion(order.version);
      await checkOrder(tx, { ...order, ...changes });
      if (order.status === 'planned') await keepLinks(tx, [order]);
      const isPriced = changes.vendor_id === undefined && changes.quantity === undefined;
      await plannedOrders.update(tx, id, version, {
        ...changes,
        ...(isPriced ? {} : { unit_price: null }),
        // Another day may have another version.
        ...(changes.start_date === undefined ? {} : { bom_id: null }),
        ...(changes.quantity ? { receipt_quantity: receiptOf(order, changes.quantity) } : {}),
        ...(order.status === 'planned' ? { status: 'firmed', firmed_at: tx.now } : {}),
      });
      if (order.status === 'planned') await appendEvents(tx, [orderEvent(order, 'firmed')]);
      return viewPlannedOrder(tx, id);
    });
  }

  /** A firm order by hand: supply that planning counts on, whatever it would have planned. */
  create(principal: Principal, values: NewPlannedOrder): Promise<PlannedOrderDetails> {
    return this.transactions.run(principal, async (tx) => {
      await takePlan(tx);
      const products = await this.products.requireMany(tx, [values.product_id], () => '/product_id');
      if (!products.get(values.product_id)!.is_active) {
        throw fieldRefusal(MrpErrors.productInactive, '/product_id', MrpErrors.productInactive.title);
      }
      const making = await readMaking(tx, values.product_id);
      const type = values.order_type ?? (making.is_made ? 'production' : 'purchase');
      const order = { ...values, order_type: type, vendor_id: values.vendor_id ?? null };
      await checkOrder(tx, order);
      const made = await plannedOrders.insert(tx, {
        ...order,
        receipt_quantity: goodOf(values.quantity, type === 'production' ? making.scrap_percents : []),
        status: 'firmed',
        firmed_at: tx.now,
        created_by: principal.userId,
      });
      await appendEvents(tx, [orderEvent({ ...made, order_type: type }, 'firmed')]);
      return viewPlannedOrder(tx, made.id);
    });
  }

  /** Says that it is not wanted. The order stays as a record; while the need is there, the next run plans anew. */
  cancel(principal: Principal, id: number): Promise<PlannedOrderDetails> {
    return this.transactions.run(principal, async (tx) => {
      const order = await this.take(tx, id, 'cancel');
      await keepLinks(tx, [order]);
      await plannedOrders.update(tx, id, order.version, { status: 'cancelled' });
      await dropMessages(tx, [planNode(order)!.ref]);
      await appendEvents(tx, [orderEvent(order, 'cancelled')]);
      return viewPlannedOrder(tx, id);
    });
  }

  private async take(tx: Tx, id: number, decision: Decision): Promise<PlannedOrderView> {
    await takePlan(tx);
    const order = (await lockPlannedOrders(tx, [id])).get(id);
    if (!order) throw new DomainError(MrpErrors.plannedOrderNotFound, { extra: { id } });
    requireAllowed(decision, order);
    return order;
  }

  private async makeFirm(tx: Tx, orders: readonly PlannedOrderView[]): Promise<void> {
    await keepLinks(tx, orders);
    await markFirm(
      tx,
      orders.map(({ id }) => id),
    );
    await appendEvents(
      tx,
      orders.map((order) => orderEvent(order, 'firmed')),
    );
  }
}

/** What planning expected of the order, for another quantity. */
function receiptOf(order: PlannedOrderView, quantity: Decimal): Decimal | null {
  const { receipt_quantity: receipt } = order;
  return receipt && roundQuantity(receipt.times(quantity).dividedBy(order.quantity));
}

/** What comes out well of what is started. */
function goodOf(quantity: Decimal, scrapPercents: readonly Decimal[]): Decimal {
  const good = scrapPercents.reduce(
    (left, scrap) => left.times(HUNDRED.minus(scrap)).dividedBy(HUNDRED),
    quantity,
  );
  return roundQuantity(good);
}

/** Rules that an order keeps whoever makes it. */
async function checkOrder(
  tx: Tx,
  order: { order_type: string; start_date: string; due_date: string; vendor_id: number | null },
): Promise<void> {
  if (order.due_date < order.start_date) {
    throw fieldRefusal(MrpErrors.badDates, '/due_date', MrpErrors.badDates.title);
  }
  if (order.vendor_id === null) return;
  if (order.order_type === 'production') {
    throw fieldRefusal(MrpErrors.vendorOfMade, '/vendor_id', MrpErrors.vendorOfMade.title);
  }
  const vendor = (await readVendors(tx, [order.vendor_id])).get(order.vendor_id);
  if (vendor?.is_active) return;
  const definition = vendor ? MrpErrors.vendorInactive : MrpErrors.unknownVendor;
  throw fieldRefusal(definition, '/vendor_id', definition.title);
}

/** An event of the order; what happened is the last word of its type. */
export function orderEvent(
  order: { id: number; order_type: string; product_id: number; quantity: Decimal },
  happened: string,
  payload: Record<string, unknown> = {},
) {
  const { id, order_type, product_id, quantity } = order;
  return {
    type: `planned_order.${happened}`,
    aggregateType: 'planned_order',
    aggregateId: id,
    payload: { id, order_type, product_id, quantity, ...payload },
  };
}
