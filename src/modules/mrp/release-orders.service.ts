import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { AccessErrors, type Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductionOrdersService, ProductionPermissions } from '../production/index.js';
import { PurchaseOrdersService, PurchasingPermissions } from '../purchasing/index.js';
import { BusinessTime } from '../settings/index.js';
import { readStandIns } from './planned-order-stand-ins.query.js';
import { keepLinks } from './planned-order-demands.js';
import { orderEvent } from './planned-order-decisions.service.js';
import { requireAllAllowed, requireVendors, toldOfOrders } from './planned-order-refusals.js';
import { planNode } from './planned-order.states.js';
import {
  type Conversion,
  dropMessages,
  lockPlannedOrders,
  markReleased,
  type PlannedOrderView,
  readActiveStructures,
  readVendors,
} from './planned-orders.repository.js';
import { takePlan } from './plan-store.repository.js';
import { purchaseGroups } from './release-orders.rules.js';

export interface ReleaseInput {
  ids: number[];
  group_by_vendor?: boolean;
  work_center_id?: number;
  exchange_rates?: { currency_code: string; rate: Decimal }[];
}

export interface Released {
  purchase_orders: { id: number; po_number: string; vendor_id: number; planned_order_ids: number[] }[];
  production_orders: { id: number; code: string; product_id: number; planned_order_id: number }[];
}

/** Turns planned orders into drafts of purchase and production orders: all that are asked for, or none. */
@Injectable()
export class ReleaseOrdersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly purchases: PurchaseOrdersService,
    private readonly productions: ProductionOrdersService,
    private readonly businessTime: BusinessTime,
  ) {}

  release(principal: Principal, input: ReleaseInput): Promise<Released> {
    return this.transactions.run(principal, async (tx) => {
      await takePlan(tx);
      const orders = requireAllAllowed('release', input.ids, await lockPlannedOrders(tx, input.ids));
      requirePermissions(principal, orders);
      requireVendors(input.ids, orders);
      await keepLinks(tx, orders);
      const released = {
        purchase_orders: await this.buy(tx, input, orders),
        production_orders: await this.make(tx, input, orders),
      };
      const conversions = conversionsOf(released);
      await markReleased(tx, conversions);
      await dropMessages(
        tx,
        orders.map((order) => planNode(order)!.ref),
      );
      const byId = new Map(orders.map((order) => [order.id, order]));
      await appendEvents(
        tx,
        conversions.map(({ plannedOrderId, purchaseOrderId, productionOrderId }) =>
          orderEvent(byId.get(plannedOrderId)!, 'released', {
            purchase_order_id: purchaseOrderId,
            production_order_id: productionOrderId,
          }),
        ),
      );
      return released;
    });
  }

  private async buy(
    tx: Tx,
    { ids, group_by_vendor: byVendor = true, exchange_rates: rates = [] }: ReleaseInput,
    orders: readonly PlannedOrderView[],
  ): Promise<Released['purchase_orders']> {
    const groups = purchaseGroups(orders, byVendor);
    const vendors = await readVendors(
      tx,
      groups.map(({ vendorId }) => vendorId),
    );
    const made: Released['purchase_orders'] = [];
    for (const group of groups) {
      const currency = vendors.get(group.vendorId)?.currency_code;
      const order = await told(ids, group.orders, () =>
        this.purchases.createForStockIn(tx, {
          vendor_id: group.vendorId,
          exchange_rate: rates.find((rate) => rate.currency_code === currency)?.rate,
          expected_date: group.orders.at(-1)!.due_date,
          lines: group.orders.map(lineOf),
        }),
      );
      const plannedIds = group.orders.map(({ id }) => id);
      const { id, po_number, vendor_id } = order;
      made.push({ id, po_number, vendor_id, planned_order_ids: plannedIds });
    }
    return made;
  }

  private async make(
    tx: Tx,
    { ids, work_center_id: workCenterId }: ReleaseInput,
    orders: readonly PlannedOrderView[],
  ): Promise<Released['production_orders']> {
    const toMake = orders.filter((order) => order.order_type === 'production');
    const today = await this.businessTime.today(tx);
    const { boms, routings } = await readActiveStructures(tx, toMake);
    const standIns = await readStandIns(tx, toMake);
    const among = (ids: Set<number>, id: number | null) => (id !== null && ids.has(id) ? id : undefined);
    const made: Released['production_orders'] = [];
    for (const order of toMake) {
      const { id, code, product_id } = await told(ids, [order], () =>
        this.productions.createIn(tx, {
          product_id: order.product_id,
          quantity: order.quantity,
          due_date: order.due_date,
          bom_id: among(boms, order.bom_id),
          routing_id: among(routings, order.routing_id),
          work_center_id: workCenterId,
          notes: order.notes,
          source: 'mrp_planned',
          stand_ins: standIns.get(order.id),
          structure_date: order.start_date > today ? order.start_date : today,
        }),
      );
      made.push({ id, code, product_id, planned_order_id: order.id });
    }
    return made;
  }
}

function lineOf(order: PlannedOrderView) {
  return {
    product_id: order.product_id,
    stock_quantity: order.quantity,
    expected_date: order.due_date,
    notes: order.notes,
  };
}

/** Runs what makes a document of these orders; what it refuses is told of them. */
async function told<Made>(
  ids: readonly number[],
  orders: readonly PlannedOrderView[],
  make: () => Promise<Made>,
): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    throw error instanceof DomainError ? toldOfOrders(error, ids, orders) : error;
  }
}

/** Who releases also writes the documents that come of it. */
function requirePermissions(principal: Principal, orders: readonly PlannedOrderView[]): void {
  const needed = {
    purchase: PurchasingPermissions.ordersWrite,
    production: ProductionPermissions.plan,
  } as const;
  const missing = orders.some((order) => !principal.permissions.has(needed[order.order_type]));
  if (missing) throw new DomainError(AccessErrors.forbidden);
}

function conversionsOf(released: Released): Conversion[] {
  return [
    ...released.purchase_orders.flatMap(({ id, planned_order_ids: ids }) =>
      ids.map((plannedOrderId) => ({ plannedOrderId, purchaseOrderId: id, productionOrderId: null })),
    ),
    ...released.production_orders.map(({ id, planned_order_id: plannedOrderId }) => ({
      plannedOrderId,
      purchaseOrderId: null,
      productionOrderId: id,
    })),
  ];
}
