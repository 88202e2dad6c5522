import { decimal } from '../../kernel/decimal.js';
import { PLANNED_AS_NEEDED, planningFaults, type PlanningValues } from './product-planning.rules.js';

const faults = (values: Partial<PlanningValues> & { min_order_qty?: ReturnType<typeof decimal> | null }) =>
  planningFaults({ ...PLANNED_AS_NEEDED, min_order_qty: null, ...values }).map(
    ({ fault, field }) => `${field} ${fault}`,
  );

describe('planning of a product', () => {
  it('needs nothing unless told', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ lot_sizing_rule: 'economic' })).toEqual([]);
  });

  it('needs what its lot sizing rule works with', () => {
    expect(faults({ lot_sizing_rule: 'fixed_quantity' })).toEqual(['lot_quantity lotQuantityNeeded']);
    expect(faults({ lot_sizing_rule: 'fixed_quantity', lot_quantity: decimal(5) })).toEqual([]);
    expect(faults({ lot_sizing_rule: 'period' })).toEqual(['lot_period_days lotPeriodNeeded']);
    expect(faults({ lot_sizing_rule: 'period', lot_period_days: 7 })).toEqual([]);
  });

  it('has a largest order that is not smaller than the smallest', () => {
    expect(faults({ min_order_qty: decimal(10), max_order_qty: decimal('9.999') })).toEqual([
      'max_order_qty maximumBelowMinimum',
    ]);
    expect(faults({ min_order_qty: decimal(10), max_order_qty: decimal(10) })).toEqual([]);
    expect(faults({ max_order_qty: decimal(1) })).toEqual([]);
  });

  it('has its demand fence inside its planning fence', () => {
    expect(faults({ demand_time_fence_days: 8, planning_time_fence_days: 7 })).toEqual([
      'demand_time_fence_days fencesCrossed',
    ]);
    expect(faults({ demand_time_fence_days: 7, planning_time_fence_days: 7 })).toEqual([]);
  });

  it('tells everything at once', () => {
    expect(faults({ lot_sizing_rule: 'period', demand_time_fence_days: 1 })).toHaveLength(2);
  });
});
