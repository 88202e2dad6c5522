import { definePermissions } from '../../platform/access/index.js';

export const TraceabilityPermissions = definePermissions('traceability', {
  read: ['Trace lots, orders and serial numbers both ways, and list recalls', 'manager', 'operator'],
});
