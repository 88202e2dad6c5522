export { QualityErrors } from './quality.errors.js';
export { QualityModule } from './quality.module.js';
export { type ScrapInput, ScrapRecords } from './scrap-records.js';
