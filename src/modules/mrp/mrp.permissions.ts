import { definePermissions } from '../../platform/access/index.js';

export const MrpPermissions = definePermissions('mrp', {
  read: [
    'See plans, their reasons and messages, forecasts, lead times and order deadlines',
    'manager',
    'operator',
  ],
  run: ['Start and cancel planning runs', 'manager'],
  write: ['Firm, change, cancel and release planned orders', 'manager'],
  forecastsWrite: ['Write and generate forecasts of demand', 'manager'],
  timingWrite: ['Change lead times and calculate order deadlines', 'manager'],
});
