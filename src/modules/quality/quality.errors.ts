import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const QualityErrors = defineErrors('quality', {
  scrapReasonNotFound: ['not_found', 'There is no such scrap reason.'],
  scrapReasonCodeTaken: ['conflict', 'A scrap reason with this code exists already.'],
  unknownScrapReason: ['rule', 'There is no such scrap reason.'],
  inactiveScrapReason: ['rule', 'This scrap reason is not used any more.'],
  scrapRecordNotFound: ['not_found', 'There is no such scrap record.'],
  badPeriod: ['rule', 'The period ends before it begins.'],
  periodTooLong: ['rule', 'The summary would have too many rows; take a shorter time or a longer period.'],
});

describeConstraint('uq_scrap_reasons_code', QualityErrors.scrapReasonCodeTaken, '/code');
