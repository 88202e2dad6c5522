import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const InventoryErrors = defineErrors('inventory', {
  locationNotFound: ['not_found', 'There is no such location.'],
  unknownLocation: ['rule', 'There is no such location.'],
  locationCodeTaken: ['conflict', 'A location with this code exists already.'],
  locationInUse: ['conflict', 'The location holds stock or has a history.'],
  locationCycle: ['rule', 'A location cannot lie inside itself.'],
  locationInactive: ['rule', 'The location is not active.'],
  defaultLocationNeeded: ['rule', 'One active location is the default.'],
  noDefaultLocation: ['conflict', 'No location is given, and the organization has no default one.'],
  productNotFound: ['rule', 'There is no such product, or it is a service, which is not stocked.'],
  stockOfUnknownProduct: ['not_found', 'There is no such product.'],
  lotNotFound: ['not_found', 'There is no such lot.'],
  unknownLot: ['rule', 'The product has no such lot.'],
  lotOfOtherProduct: ['rule', 'The lot belongs to another product.'],
  lotRequired: ['rule', 'This product is tracked by lots; name the lot.'],
  lotNotTracked: ['rule', 'This product is not tracked by lots.'],
  lotBlocked: ['conflict', 'The lot is on hold, in quarantine or expired.'],
  insufficientStock: ['conflict', 'There is not enough stock.'],
  notAvailable: ['conflict', 'Not enough of the stock is free; some is reserved.'],
  zeroChange: ['rule', 'An adjustment changes something.'],
  sameLocation: ['rule', 'A transfer goes to another location.'],
  futureDate: ['rule', 'A movement cannot be dated in the future.'],
  backDated: ['conflict', 'The product has later movements; a movement cannot be dated before them.'],
  unitNotConvertible: ['rule', 'The unit cannot be converted to the stock unit of the product.'],
  quantityTooSmall: ['rule', 'The quantity is too small to be counted in the stock unit.'],
  movementNotFound: ['not_found', 'There is no such movement.'],
  alreadyReversed: ['conflict', 'The movement has been reversed already.'],
  notReversible: ['conflict', 'This movement belongs to a document and is undone there.'],
  reservationNotFound: ['not_found', 'There is no such reservation.'],
  reservationClosed: ['conflict', 'The reservation is closed.'],
  reservationOfDocument: ['conflict', 'This reservation belongs to a document and is released there.'],
});

describeConstraint('uq_inventory_locations_code', InventoryErrors.locationCodeTaken, '/code');
describeConstraint('uq_inventory_transactions_reversal_of_id', InventoryErrors.alreadyReversed);
