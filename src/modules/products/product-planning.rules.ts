import type { Decimal } from '../../kernel/decimal.js';

export const PLANNING_METHODS = ['mrp', 'reorder_point', 'none'] as const;
export const LOT_SIZING_RULES = ['lot_for_lot', 'fixed_quantity', 'period', 'economic'] as const;
/** Longest time of planning, in days: ten years. */
export const PLANNING_DAYS_MAX = 3650;

/** How a product is planned. Quantities are in its stock unit. */
export interface PlanningValues {
  planning_method: string;
  lot_sizing_rule: string;
  /** The lot of the rule `fixed_quantity`. */
  lot_quantity: Decimal | null;
  /** How many days of need one order of the rule `period` covers. */
  lot_period_days: number | null;
  /** The most that one order may be for; more becomes several orders. */
  max_order_qty: Decimal | null;
  safety_lead_days: number;
  /** Inside this many days nothing is planned or moved by itself. */
  planning_time_fence_days: number;
  /** Inside this many days only orders count, and no forecast. */
  demand_time_fence_days: number;
}

export const PLANNED_AS_NEEDED: PlanningValues = {
  planning_method: 'mrp',
  lot_sizing_rule: 'lot_for_lot',
  lot_quantity: null,
  lot_period_days: null,
  max_order_qty: null,
  safety_lead_days: 0,
  planning_time_fence_days: 0,
  demand_time_fence_days: 0,
};

export type PlanningFault = 'lotQuantityNeeded' | 'lotPeriodNeeded' | 'maximumBelowMinimum' | 'fencesCrossed';

/** Everything that does not fit together, by field. */
export function planningFaults(
  values: PlanningValues & { min_order_qty: Decimal | null },
): { fault: PlanningFault; field: keyof PlanningValues }[] {
  const faults: { fault: PlanningFault; field: keyof PlanningValues }[] = [];
  if (values.lot_sizing_rule === 'fixed_quantity' && values.lot_quantity === null) {
    faults.push({ fault: 'lotQuantityNeeded', field: 'lot_quantity' });
  }
  if (values.lot_sizing_rule === 'period' && values.lot_period_days === null) {
    faults.push({ fault: 'lotPeriodNeeded', field: 'lot_period_days' });
  }
  const { min_order_qty: least, max_order_qty: most } = values;
  if (least !== null && most !== null && most.lessThan(least)) {
    faults.push({ fault: 'maximumBelowMinimum', field: 'max_order_qty' });
  }
  if (values.demand_time_fence_days > values.planning_time_fence_days) {
    faults.push({ fault: 'fencesCrossed', field: 'demand_time_fence_days' });
  }
  return faults;
}
