import { definePermissions } from '../../platform/access/index.js';

export const MaintenancePermissions = definePermissions('maintenance', {
  read: ['See maintenance logs and what is due', 'manager', 'operator'],
  write: ['Log maintenance', 'manager', 'operator'],
});
