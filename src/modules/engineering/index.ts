export { AlternateChoices, type ComponentNeed } from './alternate-choices.js';
export type { ChosenCandidate } from './alternate-choice.rules.js';
export type { StandIn } from './alternate-shares.rules.js';
export { type ByProductOutput, ByProducts } from './by-products.js';
export { EngineeringErrors } from './engineering.errors.js';
export { EngineeringModule } from './engineering.module.js';
export type {
  ManufacturingPlan,
  ManufacturingRequest,
  PlannedMaterial,
  PlannedOperation,
  PlannedSubstitution,
} from './manufacturing-plan.rules.js';
export { ProductStructures } from './product-structures.js';
export {
  type StructureOrder,
  type StructureOrders,
  type StructureOrdersReader,
  StructureUsage,
  type StructureUsageReader,
  type StructureVersion,
} from './structure-usage.js';
