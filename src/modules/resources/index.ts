export { ResourceMaintenance, ResourceReader } from './resource-reader.js';
export { type PrinterSummary, type ResourceSummary, type WorkCenterRates } from './resources.repository.js';
export { ResourcesModule } from './resources.module.js';
