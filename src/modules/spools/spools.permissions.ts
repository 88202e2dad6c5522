import { definePermissions } from '../../platform/access/index.js';

export const SpoolsPermissions = definePermissions('spools', {
  read: ['See spools and their weighings', 'manager', 'operator'],
  write: ['Register, move and change spools', 'manager', 'operator'],
  use: ['Use up and weigh spools', 'manager', 'operator'],
  adjust: ['Adjust the weight of spools', 'manager'],
});
