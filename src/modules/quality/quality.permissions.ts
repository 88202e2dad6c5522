import { definePermissions } from '../../platform/access/index.js';

export const QualityPermissions = definePermissions('quality', {
  read: ['See scrap reasons and scrap', 'manager', 'operator'],
  reasonsWrite: ['Create and change scrap reasons', 'manager'],
  scrap: ['Scrap stock', 'manager', 'operator'],
});
