import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const MrpErrors = defineErrors('mrp', {
  runNotFound: ['not_found', 'There is no such planning run.'],
  runIsRunning: ['conflict', 'A live run is going on; what-if runs may go beside it.'],
  runIsOver: ['conflict', 'The run is over.'],
  unknownProduct: ['rule', 'There is no such product.'],
  plannedOrderNotFound: ['not_found', 'There is no such planned order.'],
  unknownPlannedOrder: ['rule', 'There is no such planned order.'],
  wrongOrderStatus: ['conflict', 'The planned order’s status does not allow this.'],
  alreadyReleased: ['conflict', 'The planned order is released already.'],
  whatIfOrder: ['conflict', 'What a what-if run has planned is no order; only those of the live plan are.'],
  badDates: ['rule', 'An order is due on the day that it starts or later.'],
  unknownVendor: ['rule', 'There is no such vendor.'],
  vendorInactive: ['rule', 'The vendor is not active.'],
  vendorNeeded: ['rule', 'Nobody knows of whom to buy it; name a vendor.'],
  vendorOfMade: ['rule', 'What is made has no vendor.'],
  productInactive: ['rule', 'The product is not active.'],
  otherTerms: ['rule', 'What is a part of a plan is planned on the terms of the plan.'],
  noPlan: ['conflict', 'There is no plan yet; start a live run first.'],
  unitNotConvertible: ['rule', 'A line is in a unit that cannot be converted any more.'],
  quantityTooLarge: ['rule', 'More is needed of a product than a quantity can be.'],
  noWorkingDay: ['rule', 'The working calendar has no working day to plan on.'],
  unknownDocument: ['rule', 'There is no such document.'],
  tooMuchChanged: ['rule', 'So much is different that a whole run is quicker.'],
  productNotPlanned: ['not_found', 'The product is in no plan yet.'],
  badPeriod: ['rule', 'These days cannot be shown.'],
  salesLineNotFound: ['not_found', 'There is no such sales order line.'],
  lineNotPlanned: ['not_found', 'The sales order line is in no plan.'],
  pathTooLarge: ['rule', 'Too much lies below this line to be followed at once.'],
  forecastNotFound: ['not_found', 'There is no such forecast.'],
  forecastTaken: ['conflict', 'The product has a forecast for these days already.'],
  forecastPeriodStart: ['rule', 'A week begins on a Monday and a month on its first day.'],
  tooManyForecasts: ['rule', 'These are too many forecasts at once.'],
  timingSettingsNotFound: ['not_found', 'The organization has no lead times of its own.'],
});

describeConstraint('uq_demand_forecasts_product_id_period_start', MrpErrors.forecastTaken, '/period_start');
describeConstraint('ex_demand_forecasts_period', MrpErrors.forecastTaken, '/period_start');
