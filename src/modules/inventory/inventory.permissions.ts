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
  allowNegative: ['Ask for issues beyond the stock, to be approved by somebody else', 'manager', 'operator'],
  approve: ['Approve or reject issues beyond the stock', 'manager'],
  value: ['Add cost to stock that was received, and see values', 'manager'],
  closePeriods: ['Close periods of the ledger', 'manager'],
  reopenPeriods: ['Reopen closed periods of the ledger'],
  reserve: ['Reserve stock and release reservations', 'manager', 'operator'],
  lotsWrite: ['Change lots: hold, quarantine, dates', 'manager'],
  serialsWrite: ['Make serial numbers and change them', 'manager', 'operator'],
  alertsAcknowledge: ['Acknowledge and resolve alerts', 'manager', 'operator'],
  alertsWrite: ['Set thresholds of alerts and evaluate them', 'manager'],
  verify: ['Verify the ledger', 'manager'],
});
