import { definePermissions } from '../../platform/access/index.js';

export const ProductionPermissions = definePermissions('production', {
  read: ['See production orders', 'manager', 'operator'],
  plan: ['Create, change, release, hold and cancel production orders', 'manager'],
  report: ['Start and report operations, consume and return material', 'manager', 'operator'],
  close: ['Short-close and close production orders', 'manager'],
});
