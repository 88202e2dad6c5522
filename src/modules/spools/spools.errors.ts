import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const SpoolsErrors = defineErrors('spools', {
  spoolNotFound: ['not_found', 'There is no such spool.'],
  unknownSpool: ['rule', 'There is no such spool.'],
  unknownPrinter: ['rule', 'There is no such printer.'],
  unknownLocation: ['rule', 'There is no such location.'],
  spoolNumberTaken: ['conflict', 'A spool with this number exists already.'],
  insufficientWeight: ['conflict', 'There is less on the spool than that.'],
  notUsable: ['conflict', 'The spool is not active.'],
  wrongStatus: ['conflict', 'The spool cannot get this status now.'],
  notStockedByWeight: ['rule', 'The stock unit of the product cannot be converted from kilograms.'],
  weightTooSmall: ['rule', 'The weight is too small to be counted in the stock unit of the product.'],
  oneWeight: ['rule', 'Give either the gross or the net weight.'],
  tareNeeded: ['rule', 'A gross weight needs the tare of the spool.'],
  belowTare: ['rule', 'The gross weight is not above the tare.'],
  aboveInitial: ['rule', 'The spool cannot hold that much more than it held at first.'],
  zeroChange: ['rule', 'An adjustment changes something.'],
});

describeConstraint('uq_material_spools_spool_number', SpoolsErrors.spoolNumberTaken, '/spool_number');
describeConstraint('fk_material_spools_printer_id', SpoolsErrors.unknownPrinter, '/printer_id');
describeConstraint('fk_material_spools_location_id', SpoolsErrors.unknownLocation, '/location_id');
