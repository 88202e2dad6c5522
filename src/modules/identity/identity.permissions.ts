import { definePermissions } from '../../platform/access/index.js';

export const IdentityPermissions = definePermissions('identity', {
  usersRead: ['See users and roles', 'manager'],
  usersWrite: ['Create and change users, set passwords, end sessions'],
  rolesWrite: ['Create and change roles'],
  organizationRead: ['See the own organization', 'manager', 'operator'],
});
