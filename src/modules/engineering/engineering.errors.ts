import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const EngineeringErrors = defineErrors('engineering', {
  bomNotFound: ['not_found', 'There is no such BOM.'],
  routingNotFound: ['not_found', 'There is no such routing.'],
  unknownProduct: ['rule', 'There is no such product.'],
  unknownBom: ['rule', 'The product has no such BOM.'],
  unknownRouting: ['rule', 'The product has no such routing, and it is no template.'],
  unknownWorkCenter: ['rule', 'There is no such work center, or it is not active.'],
  unknownPrinter: ['rule', 'There is no such printer.'],
  cycle: ['rule', 'A product would be part of itself.'],
  tooDeep: ['rule', 'The structure would have too many levels.'],
  tooManyRows: ['rule', 'The structure is too large to be told in one answer.'],
  componentTwice: ['rule', 'A component stands twice in the BOM on the same day.'],
  emptyEffectivity: ['rule', 'A line ends after it begins.'],
  unitNotConvertible: ['rule', 'The unit cannot be converted into the stock unit of the component.'],
  serviceTakesNoStock: ['rule', 'A service takes no stock; its line counts in the cost only.'],
  sequenceNotRising: ['rule', 'The sequence of operations rises from one to the next.'],
  predecessorNotEarlier: ['rule', 'The predecessor of an operation is an earlier one.'],
  overlapNotAllowed: ['rule', 'An overlap quantity is for an operation that can overlap.'],
  alternateIsPrimary: ['rule', 'The alternate work center is the one that the operation has.'],
  alternateTwice: ['rule', 'A work center stands twice among the alternates.'],
  twoRunTimes: ['rule', 'An alternate has a factor or a run time of its own, not both.'],
  noActiveRouting: ['rule', 'The product has no active routing.'],
  templateNeedsCode: ['rule', 'A routing without product is a template and needs a code.'],
  templateCodeTaken: ['conflict', 'A template with this code exists already.'],
  structureInUse: ['conflict', 'Production orders use this version; make a new version instead.'],
  templateNotActivated: ['rule', 'A template belongs to no product and is not made its active routing.'],
  nothingToMake: ['rule', 'The product has neither a BOM nor a routing.'],
  priceMissing: ['rule', 'Some components have no price, so the cost would be too low.'],
  rollUpNotFound: ['not_found', 'There is no such roll-up.'],
  rollUpRunning: ['conflict', 'Costs are being rolled up by somebody else.'],
});

describeConstraint('fk_boms_product_id', EngineeringErrors.unknownProduct, '/product_id');
describeConstraint('fk_routings_product_id', EngineeringErrors.unknownProduct, '/product_id');
describeConstraint('uq_routings_template_code', EngineeringErrors.templateCodeTaken, '/code');
