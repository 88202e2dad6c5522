import { definePermissions } from '../../platform/access/index.js';

export const EngineeringPermissions = definePermissions('engineering', {
  read: ['See BOMs and routings, and explode them', 'manager', 'operator'],
  write: ['Create, change and activate BOMs and routings', 'manager'],
  revisionsApprove: ['Approve or reject revisions that others have asked for', 'manager'],
  costsRead: ['See what products cost to make', 'manager'],
  costsWrite: ['Write rolled-up costs to products', 'manager'],
});
