import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { keyset, type ListOptions, toPage, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime } from '../settings/index.js';
import { SalesErrors } from './sales.errors.js';
import type { SalesOrderEntity } from './sales-order.entity.js';
import { lockOrder, orderEvent, salesOrders } from './sales-orders.repository.js';
import type { ShipmentEntity } from './shipment.entity.js';
import { nextShipmentStatuses, shipmentCanBecome, type ShipmentStatus } from './shipment.states.js';
import { addEvent, readShipment, shipments, type ShipmentView } from './shipments.repository.js';

export interface ShipmentStatusValues {
  status: string;
  description?: string | null;
  location?: string | null;
}

/** Shipments on their way to the customer. */
@Injectable()
export class ShipmentsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
  ) {}

  list(
    principal: Principal,
    filter: ListOptions & { sales_order_id?: number; status?: string },
  ): Promise<Page<ShipmentEntity>> {
    return this.transactions.read(principal, async (tx) => {
      const parameters: unknown[] = [tx.organizationId];
      const place = (value: unknown) => `$${parameters.push(value)}`;
      const conditions = ['s.organization_id = $1'];
      if (filter.sales_order_id !== undefined)
        conditions.push(`s.sales_order_id = ${place(filter.sales_order_id)}`);
      if (filter.status !== undefined) conditions.push(`s.status = ${place(filter.status)}`);
      if (principal.customerId !== null) conditions.push(`o.customer_id = ${place(principal.customerId)}`);
      const order = keyset(filter, ['-id', 'shipment_number'], place, 's.');
      if (order.condition) conditions.push(order.condition);
      const rows = await tx.query<ShipmentEntity>(
        `SELECT ${shipments.shown(tx, 's.')} FROM shipments s
           JOIN sales_orders o ON o.organization_id = s.organization_id AND o.id = s.sales_order_id
          WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
        parameters,
      );
      return toPage(rows, order);
    });
  }

  get(principal: Principal, id: number): Promise<ShipmentView> {
    return this.transactions.read(principal, (tx) => readShipment(tx, id));
  }

  /** Records where a shipment is; when the last one of a shipped order is delivered, so is the order. */
  changeStatus(principal: Principal, id: number, values: ShipmentStatusValues): Promise<ShipmentView> {
    return this.transactions.run(principal, async (tx) => {
      const { sales_order_id: orderId } = await shipments.get(tx, id);
      // Always the order first, then its shipments: the same way as shipping itself takes.
      const order = await lockOrder(tx, orderId);
      const shipment = await shipments.lock(tx, id);
      const from = shipment.status as ShipmentStatus;
      if (!shipmentCanBecome(from, values.status as ShipmentStatus)) {
        throw new DomainError(SalesErrors.wrongShipmentStatus, {
          detail: `The shipment is ${from}.`,
          extra: { shipment_status: from, possible: nextShipmentStatuses(from) },
        });
      }
      const delivered = values.status === 'delivered' ? { delivered_at: tx.now } : {};
      await shipments.update(tx, id, shipment.version, { status: values.status, ...delivered });
      await addEvent(tx, id, values);
      if (values.status === 'delivered' && order.status === 'shipped') await this.deliverOrder(tx, order);
      return readShipment(tx, id);
    });
  }

  private async deliverOrder(tx: Tx, order: SalesOrderEntity): Promise<void> {
    const open = await tx.query(
      `SELECT 1 FROM shipments WHERE organization_id = $1 AND sales_order_id = $2 AND status <> 'delivered' LIMIT 1`,
      [tx.organizationId, order.id],
    );
    if (open.length > 0) return;
    await salesOrders.update(tx, order.id, order.version, {
      status: 'delivered',
      fulfillment_status: 'delivered',
      delivery_date: await this.businessTime.today(tx),
    });
    await appendEvents(tx, [orderEvent(order, 'sales_order.delivered')]);
  }
}
