import type { Tx } from '../../platform/database/index.js';
import { planPart, planRows } from './plan-rows.js';
import { applyPart, createStages, type PlanChanges, type PlanTarget } from './plan-store.repository.js';
import type { ProductPlan } from './planning-world.rules.js';

/** Writes plans that were made in the process itself. */
export async function writePlans(
  tx: Tx,
  target: PlanTarget,
  plans: readonly ProductPlan[],
): Promise<PlanChanges> {
  const rows = plans.map(planRows);
  const part = planPart({
    products: rows.map(({ products }) => products),
    orders: rows.map(({ orders }) => orders),
    plans: rows.map((row) => row.plans),
    messages: rows.map(({ messages }) => messages),
  });
  await createStages(tx);
  return applyPart(tx, target, part);
}
