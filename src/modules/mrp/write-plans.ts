import { slicesOf } from '../../kernel/slices-of.js';
import type { Tx } from '../../platform/database/index.js';
import { planPart, planRows } from './plan-rows.js';
import {
  addChanges,
  applyPart,
  FEW_PRODUCTS,
  type PlanChanges,
  type PlanTarget,
} from './plan-store.repository.js';
import type { ProductPlan } from './planning-world.rules.js';

/** Writes plans that were made in the process itself, some at once, so that the event loop comes to its turn. */
export async function writePlans(
  tx: Tx,
  target: PlanTarget,
  plans: readonly ProductPlan[],
): Promise<PlanChanges> {
  const changes: PlanChanges = { created: 0, changed: 0, removed: 0 };
  for (const some of slicesOf(plans, FEW_PRODUCTS)) {
    addChanges(changes, await applyPart(tx, target, planPart(some.map(planRows))));
  }
  return changes;
}
