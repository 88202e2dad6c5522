import { definePermissions } from '../access/permissions.js';

export const ImportPermissions = definePermissions('imports', {
  read: ['See imports and what became of their rows', 'manager'],
  run: ['Import files', 'manager'],
});
