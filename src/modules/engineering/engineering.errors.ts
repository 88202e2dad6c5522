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
  emptyVersionPeriod: ['rule', 'The last day of a version comes after its first.'],
  versionsOverlap: ['conflict', 'Another active version of the BOM counts on some of these days.'],
  componentsRepeated: ['conflict', 'The BOM has a component twice on the same day; it has to allow this.'],
  byProductTwice: ['rule', 'A by-product stands twice in the BOM.'],
  byProductOfItself: ['rule', 'The product itself is no by-product of its BOM.'],
  byProductIsService: ['rule', 'A service is no by-product.'],
  costShareTooLarge: ['rule', 'By-products carry at most the whole cost together.'],
  unitNotConvertible: ['rule', 'The unit cannot be converted into the stock unit of the component.'],
  serviceTakesNoStock: ['rule', 'A service takes no stock; its line counts in the cost only.'],
  sequenceNotRising: ['rule', 'The sequence of operations rises from one to the next.'],
  predecessorNotEarlier: ['rule', 'The predecessor of an operation is an earlier one.'],
  overlapNotAllowed: ['rule', 'An overlap quantity is for an operation that can overlap.'],
  alternateCenterIsPrimary: ['rule', 'The alternate work center is the one that the operation has.'],
  alternateCenterTwice: ['rule', 'A work center stands twice among the alternates.'],
  twoRunTimes: ['rule', 'An alternate has a factor or a run time of its own, not both.'],
  noActiveRouting: ['rule', 'The product has no active routing.'],
  templateNeedsCode: ['rule', 'A routing without product is a template and needs a code.'],
  templateCodeTaken: ['conflict', 'A template with this code exists already.'],
  structureInUse: ['conflict', 'Production orders use this version; make a new version instead.'],
  templateNotActivated: ['rule', 'A template belongs to no product and is not made its active routing.'],
  nothingToMake: ['rule', 'The product has neither a BOM nor a routing.'],
  bomInUse: ['conflict', 'Production orders were made from this BOM.'],
  versionInRevision: ['conflict', 'This version belongs to a revision; change or implement it there.'],
  revisionNotFound: ['not_found', 'There is no such revision.'],
  revisionStatus: ['conflict', 'The revision is not in a state for this.'],
  revisionOfInactive: ['conflict', 'A revision starts from the active version of the BOM.'],
  revisionOutdated: [
    'conflict',
    'Another version has become the active one since; make a new revision of it.',
  ],
  ownApproval: ['forbidden', 'Somebody else than who asked for a revision or changed it last decides on it.'],
  foreignWithdrawal: ['forbidden', 'Who asked for a revision or handed it in takes it back.'],
  implementationDate: ['rule', 'A revision is implemented today or on a day to come.'],
  bomLineNotFound: ['not_found', 'The BOM has no such line.'],
  lineNotEffective: ['rule', 'The line does not count on this day.'],
  alternateNotFound: ['not_found', 'The line has no such alternate.'],
  alternateIsPrimary: ['rule', 'A component is no alternate of itself.'],
  alternateTwice: ['conflict', 'The product is an alternate of this line already.'],
  replacementIsComponent: ['rule', 'A component is not replaced by itself.'],
  replacementRefused: ['rule', 'Some BOMs cannot take the replacement; none was changed.'],
  priceMissing: ['rule', 'Some components have no price, so the cost would be too low.'],
  rollUpNotFound: ['not_found', 'There is no such roll-up.'],
  rollUpRunning: ['conflict', 'Costs are being rolled up by somebody else.'],
});

describeConstraint('fk_boms_product_id', EngineeringErrors.unknownProduct, '/product_id');
describeConstraint('ck_boms_effectivity', EngineeringErrors.emptyVersionPeriod, '/effective_to');
describeConstraint('ex_boms_active_period', EngineeringErrors.versionsOverlap, '/effective_from');
describeConstraint('fk_routings_product_id', EngineeringErrors.unknownProduct, '/product_id');
describeConstraint(
  'uq_bom_alternate_components_alternate_item_id',
  EngineeringErrors.alternateTwice,
  '/alternate_item_id',
);
describeConstraint('uq_routings_template_code', EngineeringErrors.templateCodeTaken, '/code');
