import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const MrpErrors = defineErrors('mrp', {
  runNotFound: ['not_found', 'There is no such planning run.'],
  runIsRunning: ['conflict', 'A live run is going on; what-if runs may go beside it.'],
  runIsOver: ['conflict', 'The run is over.'],
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
