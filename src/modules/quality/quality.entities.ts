import { ScrapReasonEntity } from './scrap-reason.entity.js';
import { ScrapRecordEntity } from './scrap-record.entity.js';

/** Tables that this module owns. */
export const QUALITY_ENTITIES = [ScrapReasonEntity, ScrapRecordEntity];
