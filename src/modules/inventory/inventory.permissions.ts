import { definePermissions } from '../../platform/access/index.js';

export const InventoryPermissions = definePermissions('inventory', {
  read: ['See stock, movements, lots and locations', 'manager', 'operator'],
  locationsWrite: ['Create and change locations', 'manager'],
  post: ['Receive, issue and transfer stock', 'manager', 'operator'],
  adjust: ['Adjust and count stock', 'manager'],
  adjustmentReasonsWrite: ['Create and change adjustment reasons', 'manager'],
  stocktakesWrite: ['Plan, start, complete and cancel stocktakes', 'manager'],
  stocktakesCount: ['Count in stocktakes', 'manager', 'operator'],
  reverse: ['Reverse movements', 'manager'],
  reserve: ['Reserve stock and release reservations', 'manager', 'operator'],
  lotsWrite: ['Change lots: hold, quarantine, dates', 'manager'],
  verify: ['Verify the ledger', 'manager'],
});
