import { definePermissions } from '../../platform/access/index.js';

export const MrpPermissions = definePermissions('mrp', {
  read: ['See runs, planned orders, their reasons and messages', 'manager', 'operator'],
  run: ['Start and cancel planning runs', 'manager'],
  write: ['Firm, change, cancel and release planned orders', 'manager'],
});
