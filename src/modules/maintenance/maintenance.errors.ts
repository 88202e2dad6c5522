import { defineErrors } from '../../kernel/domain-error.js';

export const MaintenanceErrors = defineErrors('maintenance', {
  logNotFound: ['not_found', 'There is no such maintenance log.'],
  machineNeeded: ['rule', 'Name the resource or the printer that was maintained.'],
  unknownResource: ['rule', 'There is no such resource.'],
  unknownPrinter: ['rule', 'There is no such printer.'],
  printerOfOther: ['rule', 'The printer belongs to another resource.'],
  inFuture: ['rule', 'Maintenance cannot have been performed in the future.'],
  dueTooEarly: ['rule', 'The next maintenance is due after this one.'],
});
