import { Injectable } from '@nestjs/common';
import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { StockLedger, StockReservations } from '../inventory/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime, NumberSeries } from '../settings/index.js';
import { SalesErrors } from './sales.errors.js';
import type { SalesOrderEntity } from './sales-order.entity.js';
import { fulfillmentOf } from './sales-order.rules.js';
import { canBecome, type SalesOrderStatus } from './sales-order.states.js';
import {
  LINE_REFERENCE,
  lockOrder,
  readLines,
  refreshAllocation,
  type SalesOrderLineView,
  salesOrders,
} from './sales-orders.repository.js';
import { wrongStatus } from './sales-orders.service.js';
import type { ShipmentEntity } from './shipment.entity.js';
import {
  addEvent,
  insertItems,
  type NewShipmentItem,
  readShipment,
  shipments,
  type ShipmentView,
} from './shipments.repository.js';

export interface ShipmentLine {
  line_id: number;
  quantity: Decimal;
  location_id?: number;
  lot_id?: number;
}

export interface ShipmentValues {
  lines?: ShipmentLine[];
  ship_date?: string;
  carrier?: string | null;
  service_level?: string | null;
  tracking_number?: string | null;
  tracking_url?: string | null;
  estimated_delivery?: string | null;
  package_count?: number;
  notes?: string | null;
}

/** Ships an order, all of it or any part: stock leaves, reservations shrink, the order's status follows. */
@Injectable()
export class ShipOrderService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly reservations: StockReservations,
    private readonly products: ProductReader,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  ship(principal: Principal, orderId: number, values: ShipmentValues): Promise<ShipmentView> {
    if (values.tracking_number && !values.carrier) {
      throw fieldRefusal(
        SalesErrors.trackingNeedsCarrier,
        '/carrier',
        SalesErrors.trackingNeedsCarrier.title,
      );
    }
    return this.transactions.run(principal, async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (!canBecome(order.status as SalesOrderStatus, 'shipped')) throw wrongStatus(order.status);
      const lines = await readLines(tx, orderId);
      const parts = values.lines ? checkParts(values.lines, lines) : everythingLeft(lines);
      const date = values.ship_date ?? (await this.businessTime.today(tx));
      const items = await this.takeFromStock(tx, orderId, parts, lines, date);
      await addShipped(tx, parts);
      await this.moveOrder(tx, order, await this.settleAllocation(tx, orderId), date, values);
      const shipment = await this.insert(tx, order, values);
      await insertItems(tx, shipment.id, items);
      await addEvent(tx, shipment.id, { status: 'pending', description: 'Shipment created' });
      await appendEvents(tx, [shippedEvent(order, shipment)]);
      return readShipment(tx, shipment.id);
    });
  }

  /**
   * Posts what leaves; gives the shipment's items, one for each movement: a line that was picked from two lots is two.
   * Services are shipped by being done, and move no stock.
   */
  private async takeFromStock(
    tx: Tx,
    orderId: number,
    parts: ShipmentLine[],
    lines: SalesOrderLineView[],
    date: string,
  ): Promise<NewShipmentItem[]> {
    const productOf = new Map(lines.map((line) => [line.id, line.product_id]));
    const products = await this.products.getMany(tx, [...productOf.values()]);
    const isService = (part: ShipmentLine) =>
      products.get(productOf.get(part.line_id)!)?.item_type === 'service';
    const goods = parts.map((part, index) => ({ part, index })).filter(({ part }) => !isService(part));
    const posted = await this.ledger.post(
      tx,
      goods.map(({ part, index }) => ({
        type: 'shipment' as const,
        productId: productOf.get(part.line_id)!,
        quantity: part.quantity,
        from: {
          locationId: part.location_id,
          lotId: part.lot_id,
          reservedFor: { type: LINE_REFERENCE, id: part.line_id },
        },
        date,
        reference: { type: 'sales_order', id: orderId },
        pointer: `/lines/${index}/quantity`,
        datePointer: '/ship_date',
      })),
    );
    const services = parts.filter(isService).map((part) => itemOf(part, productOf.get(part.line_id)!));
    const moved = posted.map((movement) => ({
      ...itemOf(goods[movement.index]!.part, movement.productId),
      quantity: movement.quantity,
      lot_id: movement.lotId,
      location_id: movement.fromLocationId,
      inventory_transaction_id: movement.id,
    }));
    return [...moved, ...services];
  }

  /** Writes what is still reserved for the lines, after giving back what they do not need any more. */
  private async settleAllocation(tx: Tx, orderId: number): Promise<SalesOrderLineView[]> {
    await refreshAllocation(tx, orderId);
    const lines = await readLines(tx, orderId);
    const needs = lines
      .map((line) => ({ line, keep: line.quantity.minus(line.shipped_quantity) }))
      .filter(({ line, keep }) => line.allocated_quantity.greaterThan(keep));
    if (needs.length === 0) return lines;
    await this.reservations.trim(
      tx,
      needs.map(({ line, keep }) => ({
        reference: { type: LINE_REFERENCE, id: line.id },
        productId: line.product_id,
        keep,
      })),
    );
    await refreshAllocation(tx, orderId);
    return lines;
  }

  private async moveOrder(
    tx: Tx,
    order: SalesOrderEntity,
    lines: readonly SalesOrderLineView[],
    date: string,
    values: ShipmentValues,
  ): Promise<void> {
    const fulfillment = fulfillmentOf(
      lines.map((line) => ({ quantity: line.quantity, shipped: line.shipped_quantity })),
    );
    await salesOrders.update(tx, order.id, order.version, {
      status: fulfillment,
      fulfillment_status: fulfillment,
      ship_date: date,
      carrier: values.carrier,
      tracking_number: values.tracking_number,
    });
  }

  private async insert(tx: Tx, order: SalesOrderEntity, values: ShipmentValues): Promise<ShipmentEntity> {
    const { lines: _lines, ship_date: _date, ...columns } = values;
    return shipments.insert(tx, {
      ...columns,
      sales_order_id: order.id,
      shipped_at: tx.now,
      destination_name: order.shipping_name,
      destination_address_line1: order.shipping_address_line1,
      destination_address_line2: order.shipping_address_line2,
      destination_city: order.shipping_city,
      destination_state: order.shipping_state,
      destination_zip: order.shipping_zip,
      destination_country: order.shipping_country,
      created_by: tx.principal.userId,
      shipment_number: await this.series.next(tx, 'shipment'),
    });
  }
}

/** Each line once, each of this order, and not more than is left: the refusal says what is. */
function checkParts(parts: ShipmentLine[], lines: SalesOrderLineView[]): ShipmentLine[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const seen = new Set<number>();
  parts.forEach((part, index) => {
    const line = byId.get(part.line_id);
    const pointer = `/lines/${index}/line_id`;
    if (!line) throw fieldRefusal(SalesErrors.unknownLine, pointer, SalesErrors.unknownLine.title);
    if (seen.has(line.id)) throw fieldRefusal(SalesErrors.lineTwice, pointer, SalesErrors.lineTwice.title);
    seen.add(line.id);
    const remaining = line.quantity.minus(line.shipped_quantity);
    if (part.quantity.lessThanOrEqualTo(remaining)) return;
    throw fieldRefusal(
      SalesErrors.shipsTooMuch,
      `/lines/${index}/quantity`,
      `${remaining} of line ${line.line_number} are left to ship.`,
      { line_id: line.id, remaining },
    );
  });
  return parts;
}

function everythingLeft(lines: SalesOrderLineView[]): ShipmentLine[] {
  const left = lines
    .map((line) => ({ line_id: line.id, quantity: line.quantity.minus(line.shipped_quantity) }))
    .filter((part) => part.quantity.greaterThan(0));
  if (sum(left.map((part) => part.quantity)).equals(ZERO)) throw new DomainError(SalesErrors.shipsTooMuch);
  return left;
}

function itemOf(part: ShipmentLine, productId: number): NewShipmentItem {
  return {
    sales_order_line_id: part.line_id,
    product_id: productId,
    quantity: part.quantity,
    lot_id: null,
    location_id: null,
    inventory_transaction_id: null,
  };
}

async function addShipped(tx: Tx, parts: ShipmentLine[]): Promise<void> {
  await tx.execute(
    `UPDATE sales_order_lines l SET shipped_quantity = l.shipped_quantity + part.quantity, updated_at = now()
       FROM unnest($2::bigint[], $3::numeric[]) AS part (line_id, quantity)
      WHERE l.organization_id = $1 AND l.id = part.line_id`,
    [tx.organizationId, parts.map((part) => part.line_id), parts.map((part) => part.quantity.toFixed())],
  );
}

function shippedEvent(order: SalesOrderEntity, shipment: ShipmentEntity) {
  const payload = {
    id: shipment.id,
    shipment_number: shipment.shipment_number,
    sales_order_id: order.id,
    order_number: order.order_number,
    carrier: shipment.carrier,
    tracking_number: shipment.tracking_number,
  };
  return { type: 'sales_order.shipped', aggregateType: 'sales_order', aggregateId: order.id, payload };
}
