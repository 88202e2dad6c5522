import { definePermissions } from '../../platform/access/index.js';

export const ResourcesPermissions = definePermissions('resources', {
  read: ['See work centers, resources and printers', 'manager', 'operator'],
  write: ['Create and change work centers, resources and printers', 'manager'],
});
