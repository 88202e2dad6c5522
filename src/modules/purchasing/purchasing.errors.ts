import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const PurchasingErrors = defineErrors('purchasing', {
  vendorNotFound: ['not_found', 'There is no such vendor.'],
  vendorCodeTaken: ['conflict', 'A vendor with this code exists already.'],
  unknownVendor: ['rule', 'There is no such vendor.'],
  vendorInactive: ['rule', 'The vendor is not active.'],
  vendorItemNotFound: ['not_found', 'There is no such vendor item.'],
  externalReferenceTaken: ['conflict', 'An order with this external reference exists already.'],
  vendorItemTaken: ['conflict', 'The vendor has an item for this product already.'],
  priceTwice: ['rule', 'Two prices begin at the same quantity and day.'],
  badOrderRange: ['rule', 'The greatest order quantity is less than the smallest.'],
  badValidity: ['rule', 'A price ends before it begins.'],
  productInactive: ['rule', 'The product is not active.'],
  unknownUnit: ['rule', 'There is no such unit of measure.'],
  conversionNeeded: ['rule', 'Nobody knows how many stock units one purchase unit is; say so.'],
  conversionNotOne: ['rule', 'Bought in the stock unit, one purchase unit is one stock unit.'],
  conversionTooSmall: ['rule', 'One purchase unit is less than the smallest countable part of a stock unit.'],
  priceNeeded: ['rule', 'No price is known; say what it costs.'],
  exchangeRateNeeded: ['rule', 'An order in another currency needs an exchange rate.'],
  exchangeRateNotOne: ['rule', 'In the company’s own currency the exchange rate is 1.'],
  orderRule: ['rule', 'The vendor does not sell this quantity.'],
  orderNotFound: ['not_found', 'There is no such purchase order.'],
  orderEmpty: ['rule', 'An order without lines cannot be placed.'],
  tooManyLines: ['rule', 'The order would have too many lines.'],
  wrongStatus: ['conflict', 'This is not possible in the order’s present status.'],
  alreadyReceived: ['conflict', 'Something of the order has been received; this cannot be changed any more.'],
  shippingBelowAllocated: [
    'conflict',
    'More of the shipping cost than that is part of received stock already.',
  ],
  lineNotFound: ['not_found', 'The order has no such line.'],
  unknownLine: ['rule', 'The order has no such line.'],
  lineTwice: ['rule', 'The same line comes twice.'],
  lineReceived: ['conflict', 'Something of the line has been received; it cannot be removed.'],
  belowReceived: ['conflict', 'More than that has been received already.'],
  nothingReceived: ['rule', 'A received line has a quantity.'],
  quantityMismatch: ['rule', 'Accepted and rejected do not add up to what was received.'],
  overReceipt: ['conflict', 'That is more than what is still to come.'],
  receiptNotFound: ['not_found', 'There is no such receipt.'],
  spoolsTwice: ['rule', 'Give the spools or their number, not both.'],
  spoolWeightsDiffer: ['rule', 'The spools do not weigh what was accepted.'],
  spoolsOfNothing: ['rule', 'Spools come with an accepted quantity of a stocked product.'],
  tooManySpools: ['rule', 'A receipt makes fewer spools.'],
});

describeConstraint('uq_vendors_code', PurchasingErrors.vendorCodeTaken, '/code');
describeConstraint('uq_vendor_items_vendor_id_product_id', PurchasingErrors.vendorItemTaken, '/product_id');
describeConstraint('fk_vendor_items_vendor_id', PurchasingErrors.unknownVendor, '/vendor_id');
describeConstraint(
  'uq_vendor_item_prices_vendor_item_id_min_quantity_valid_from',
  PurchasingErrors.priceTwice,
  '/prices',
);
describeConstraint('ck_vendor_item_prices_validity', PurchasingErrors.badValidity, '/prices');
describeConstraint('ck_vendor_items_order_range', PurchasingErrors.badOrderRange, '/max_order_qty');
describeConstraint('fk_purchase_orders_vendor_id', PurchasingErrors.unknownVendor, '/vendor_id');
describeConstraint(
  'uq_purchase_orders_external_reference',
  PurchasingErrors.externalReferenceTaken,
  '/external_reference',
);
