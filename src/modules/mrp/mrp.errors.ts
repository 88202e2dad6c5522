import { defineErrors } from '../../kernel/domain-error.js';

export const MrpErrors = defineErrors('mrp', {
  runNotFound: ['not_found', 'There is no such planning run.'],
  runIsRunning: ['conflict', 'A live run is going on; what-if runs may go beside it.'],
  runIsOver: ['conflict', 'The run is over.'],
  unknownProduct: ['rule', 'There is no such product.'],
  plannedOrderNotFound: ['not_found', 'There is no such planned order.'],
});
