import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const FinanceErrors = defineErrors('finance', {
  budgetNotFound: ['not_found', 'There is no such budget.'],
  budgetTaken: ['conflict', 'There is a budget for this period already.'],
  budgetPeriodStart: ['rule', 'A budget begins with its month, quarter or year.'],
  orderCostNeeded: ['rule', 'Nobody knows what an order costs; say so, or set it on the product.'],
  holdingCostNeeded: ['rule', 'Nobody knows what holding stock costs; say so, or set cost and holding rate.'],
  monthNotBegun: ['rule', 'The month has not begun yet.'],
});

describeConstraint('uq_budgets_product_id_period', FinanceErrors.budgetTaken, '/period_start');
