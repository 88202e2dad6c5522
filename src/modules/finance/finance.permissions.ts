import { definePermissions } from '../../platform/access/index.js';

export const FinancePermissions = definePermissions('finance', {
  read: ['See budgets, costs by month and economic order quantities', 'manager'],
  write: ['Write budgets and calculate costs by month', 'manager'],
});
