import { definePermissions } from '../../platform/access/index.js';

export const SalesPermissions = definePermissions('sales', {
  customersRead: ['See customers', 'manager', 'operator'],
  customersWrite: ['Create and change customers', 'manager'],
  ordersRead: ['See sales orders and shipments; a customer sees its own', 'manager', 'operator', 'customer'],
  ordersWrite: ['Create, change, confirm and cancel sales orders', 'manager'],
  ship: ['Ship sales orders and follow shipments', 'manager', 'operator'],
});
