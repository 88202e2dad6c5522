import { CustomerEntity } from './customer.entity.js';
import { QuoteEntity } from './quote.entity.js';
import { QuoteLineEntity } from './quote-line.entity.js';
import { SalesOrderEntity } from './sales-order.entity.js';
import { SalesOrderLineEntity } from './sales-order-line.entity.js';
import { PaymentEntity } from './payment.entity.js';
import { ShipmentEntity } from './shipment.entity.js';
import { ShipmentItemEntity } from './shipment-item.entity.js';
import { ShipmentEventEntity } from './shipment-event.entity.js';

/** Tables that this module owns. */
export const SALES_ENTITIES = [
  CustomerEntity,
  QuoteEntity,
  QuoteLineEntity,
  SalesOrderEntity,
  SalesOrderLineEntity,
  PaymentEntity,
  ShipmentEntity,
  ShipmentItemEntity,
  ShipmentEventEntity,
];
