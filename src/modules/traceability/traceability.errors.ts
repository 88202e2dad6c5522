import { defineErrors } from '../../kernel/domain-error.js';

export const TraceabilityErrors = defineErrors('traceability', {
  lotNotFound: ['not_found', 'There is no such lot.'],
  orderNotFound: ['not_found', 'There is no such production order.'],
  spoolNotFound: ['not_found', 'There is no such spool.'],
  serialNotFound: ['not_found', 'There is no such serial number.'],
});
