import { definePermissions } from '../../platform/access/index.js';

export const SettingsPermissions = definePermissions('settings', {
  read: ['See company settings and the working calendar', 'manager', 'operator'],
  companyWrite: ['Change company settings'],
  calendarWrite: ['Change holidays', 'manager'],
});
