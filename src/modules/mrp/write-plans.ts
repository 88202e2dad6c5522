import type { Tx } from '../../platform/database/index.js';
import { planPart, planRows } from './plan-rows.js';
import {
  applyPart,
  applySmallPart,
  createStages,
  type PlanChanges,
  type PlanTarget,
} from './plan-store.repository.js';
import type { ProductPlan } from './planning-world.rules.js';

/** Up to so many products, staging tables would take longer than what they are for. */
const FEW_PRODUCTS = 1_000;

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
  if (plans.length <= FEW_PRODUCTS) {
    const productIds = plans.map(({ productId }) => productId);
    return applySmallPart(tx, target, productIds, part);
  }
  await createStages(tx);
  return applyPart(tx, target, part);
}
