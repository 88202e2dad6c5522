import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { SalesErrors } from './sales.errors.js';
import { ShipmentEntity } from './shipment.entity.js';
import { salesOrders } from './sales-orders.repository.js';

export const shipments = new VersionedTable<ShipmentEntity>(ShipmentEntity, {
  notFound: SalesErrors.shipmentNotFound,
  sorts: ['-id', 'shipment_number'],
});

export interface ShipmentItemView {
  id: number;
  sales_order_line_id: number;
  product_id: number;
  quantity: Decimal;
  lot_id: number | null;
  location_id: number | null;
  inventory_transaction_id: number | null;
}

export interface ShipmentEventView {
  status: string;
  description: string | null;
  location: string | null;
  event_time: Date;
}

export type ShipmentView = ShipmentEntity & { items: ShipmentItemView[]; events: ShipmentEventView[] };

/** The shipment with its items and its way. A customer's user sees the own customer's shipments only. */
export async function readShipment(tx: Tx, id: number): Promise<ShipmentView> {
  const shipment = await shipments.get(tx, id);
  const { customerId } = tx.principal;
  if (
    customerId !== null &&
    (await salesOrders.get(tx, shipment.sales_order_id)).customer_id !== customerId
  ) {
    throw new DomainError(SalesErrors.shipmentNotFound, { extra: { id } });
  }
  const items = await tx.query<ShipmentItemView>(
    `SELECT id, sales_order_line_id, product_id, quantity, lot_id, location_id, inventory_transaction_id
       FROM shipment_items WHERE organization_id = $1 AND shipment_id = $2 ORDER BY id`,
    [tx.organizationId, id],
  );
  const events = await tx.query<ShipmentEventView>(
    `SELECT status, description, location, event_time FROM shipment_events
      WHERE organization_id = $1 AND shipment_id = $2 ORDER BY event_time, id`,
    [tx.organizationId, id],
  );
  return { ...shipment, items, events };
}

export type NewShipmentItem = Omit<ShipmentItemView, 'id'>;

export async function insertItems(
  tx: Tx,
  shipmentId: number,
  items: readonly NewShipmentItem[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO shipment_items (organization_id, shipment_id, sales_order_line_id, product_id, quantity, lot_id, location_id,
                                 inventory_transaction_id)
     SELECT $1, $2, * FROM unnest($3::bigint[], $4::bigint[], $5::numeric[], $6::bigint[], $7::bigint[], $8::bigint[])`,
    [
      tx.organizationId,
      shipmentId,
      items.map((item) => item.sales_order_line_id),
      items.map((item) => item.product_id),
      items.map((item) => item.quantity.toFixed()),
      items.map((item) => item.lot_id),
      items.map((item) => item.location_id),
      items.map((item) => item.inventory_transaction_id),
    ],
  );
}

export async function addEvent(
  tx: Tx,
  shipmentId: number,
  event: { status: string; description?: string | null; location?: string | null },
): Promise<void> {
  await tx.execute(
    `INSERT INTO shipment_events (organization_id, shipment_id, status, description, location, event_time)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.organizationId, shipmentId, event.status, event.description ?? null, event.location ?? null, tx.now],
  );
}
