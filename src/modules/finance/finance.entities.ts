import { BudgetEntity } from './budget.entity.js';
import { CostTrackingEntity } from './cost-tracking.entity.js';

/** Tables that this module owns. */
export const FINANCE_ENTITIES = [BudgetEntity, CostTrackingEntity];
