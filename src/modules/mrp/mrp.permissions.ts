import { definePermissions } from '../../platform/access/index.js';

export const MrpPermissions = definePermissions('mrp', {
  read: ['See forecasts, lead times and order deadlines', 'manager', 'operator'],
  forecastsWrite: ['Write and generate forecasts of demand', 'manager'],
  timingWrite: ['Change lead times and calculate order deadlines', 'manager'],
});
