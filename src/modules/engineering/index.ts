export { EngineeringModule } from './engineering.module.js';
export type {
  ManufacturingPlan,
  ManufacturingRequest,
  PlannedMaterial,
  PlannedOperation,
  QuantityPer,
} from './manufacturing-plan.rules.js';
export { ProductStructures } from './product-structures.js';
