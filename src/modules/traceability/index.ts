export { TraceabilityModule } from './traceability.module.js';
