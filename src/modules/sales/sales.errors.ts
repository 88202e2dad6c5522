import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const SalesErrors = defineErrors('sales', {
  customerNotFound: ['not_found', 'There is no such customer.'],
  unknownCustomer: ['rule', 'There is no such customer.'],
  customerInactive: ['rule', 'The customer is not active.'],
  customerNumberTaken: ['conflict', 'A customer with this number exists already.'],
  customerNeedsName: ['rule', 'A customer has a company name or a last name.'],
  customerInUse: ['conflict', 'The customer has documents; set it to inactive instead.'],
  orderNotFound: ['not_found', 'There is no such sales order.'],
  unknownLine: ['rule', 'The order has no such line.'],
  lineTwice: ['rule', 'A line is named twice.'],
  unknownProduct: ['rule', 'There is no such product, or it is not active.'],
  noPrice: ['rule', 'The product has no selling price; give one.'],
  orderEmpty: ['conflict', 'An order without lines cannot be confirmed.'],
  wrongStatus: ['conflict', 'The order’s status does not allow this.'],
  alreadyShipped: ['conflict', 'Something of the order has been shipped.'],
  shipsTooMuch: ['conflict', 'More would be shipped than is left to ship.'],
  shipmentNotFound: ['not_found', 'There is no such shipment.'],
  wrongShipmentStatus: ['conflict', 'The shipment’s status cannot become this.'],
  trackingNumberTaken: ['conflict', 'A shipment with this carrier and tracking number exists already.'],
  trackingNeedsCarrier: ['rule', 'A tracking number needs its carrier.'],
});

describeConstraint('uq_customers_customer_number', SalesErrors.customerNumberTaken, '/customer_number');
describeConstraint('uq_shipments_tracking', SalesErrors.trackingNumberTaken, '/tracking_number');
describeConstraint('fk_sales_orders_customer_id', SalesErrors.unknownCustomer, '/customer_id');
