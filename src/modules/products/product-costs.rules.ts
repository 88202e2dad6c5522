import type { Decimal } from '../../kernel/decimal.js';

/** What an order costs and what holding stock costs. */
export interface InventoryCosts {
  /** Of one order, whatever its quantity. */
  reorder_cost: Decimal | null;
  /** Part of its value that stock costs in a year: 0.25 is a quarter. */
  holding_cost_rate: Decimal | null;
}

export const NO_INVENTORY_COSTS: InventoryCosts = { reorder_cost: null, holding_cost_rate: null };

type PeoplesCosts = InventoryCosts & { standard_cost: Decimal | null };
const PEOPLES_COSTS = ['standard_cost', 'reorder_cost', 'holding_cost_rate'] as const;

/** Who gave the costs of a product and when; nothing while they stay as they are. */
export function costMark(
  present: PeoplesCosts | null,
  values: PeoplesCosts,
  now: Date,
): { cost_source?: string; last_cost_update?: Date } {
  const isSame = PEOPLES_COSTS.every((name) => sameCost(present?.[name] ?? null, values[name]));
  return isSame ? {} : { cost_source: 'manual', last_cost_update: now };
}

function sameCost(before: Decimal | null, after: Decimal | null): boolean {
  return before === null || after === null ? before === after : before.equals(after);
}
