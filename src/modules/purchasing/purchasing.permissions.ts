import { definePermissions } from '../../platform/access/index.js';

export const PurchasingPermissions = definePermissions('purchasing', {
  read: ['See vendors, purchase orders and receipts', 'manager', 'operator'],
  vendorsWrite: ['Create and change vendors and their items', 'manager'],
  ordersWrite: ['Create, change, place, cancel and close purchase orders', 'manager'],
  receive: ['Receive purchase orders', 'manager', 'operator'],
});
