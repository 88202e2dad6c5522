import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const ProductionErrors = defineErrors('production', {
  orderNotFound: ['not_found', 'There is no such production order.'],
  operationNotFound: ['not_found', 'The order has no such operation.'],
  materialNotFound: ['not_found', 'The order has no such material.'],
  unknownMaterial: ['rule', 'The operation has no such material.'],
  oneSource: [
    'rule',
    'Material comes from stock with a quantity, or from a spool with a weight in kilograms.',
  ],
  unknownProduct: ['rule', 'There is no such product, or it is not active.'],
  unknownSalesOrderLine: ['rule', 'There is no such sales order line.'],
  unknownScrapReason: ['rule', 'There is no such scrap reason.'],
  unknownLocation: ['rule', 'There is no such location.'],
  unknownPrinter: ['rule', 'There is no such printer.'],
  unknownResource: ['rule', 'There is no such resource.'],
  workCenterNeeded: ['rule', 'The product has no routing; name the work center that makes it.'],
  wrongStatus: ['conflict', 'The order’s status does not allow this.'],
  wrongOperationStatus: ['conflict', 'The operation’s status does not allow this.'],
  previousOpen: ['conflict', 'An earlier operation is not finished.'],
  shortages: ['conflict', 'Material is missing.'],
  reasonNeeded: ['rule', 'A reason is needed.'],
  nothingReported: ['rule', 'A report has good or bad pieces, or completes the operation.'],
  tooMany: ['conflict', 'More pieces are reported than came in.'],
  overConsumption: ['conflict', 'More material would be consumed than is allowed.'],
  returnsTooMuch: ['conflict', 'More would be returned than was consumed.'],
  alreadyStarted: ['conflict', 'Something of the order has been made or consumed; close it short instead.'],
  lastOperation: ['conflict', 'The last operation receives the product and cannot be skipped.'],
});

describeConstraint(
  'fk_production_orders_sales_order_line_id',
  ProductionErrors.unknownSalesOrderLine,
  '/sales_order_line_id',
);
describeConstraint(
  'fk_production_orders_output_location_id',
  ProductionErrors.unknownLocation,
  '/output_location_id',
);
describeConstraint(
  'fk_production_order_operations_scrap_reason_id',
  ProductionErrors.unknownScrapReason,
  '/scrap_reason_id',
);
describeConstraint(
  'fk_production_order_operations_printer_id',
  ProductionErrors.unknownPrinter,
  '/printer_id',
);
describeConstraint(
  'fk_production_order_operations_resource_id',
  ProductionErrors.unknownResource,
  '/resource_id',
);
describeConstraint(
  'fk_production_order_operations_work_center_id',
  ProductionErrors.workCenterNeeded,
  '/work_center_id',
);
