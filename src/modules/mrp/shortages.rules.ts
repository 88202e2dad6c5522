import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { type PlanEntry, pegEntries } from './plan-grid.rules.js';

export const SHORTAGE_PRIORITIES = ['high', 'critical'] as const;
export type ShortagePriority = (typeof SHORTAGE_PRIORITIES)[number];

/** More than this part of what is needed is critical. */
const CRITICAL_PERCENT = 50;
const PERCENT = 100;
const PERCENT_DIGITS = 2;

/** What production needs of a component that does not come in time. */
export interface ShortNeed {
  ref: string;
  needed_on: string;
  required_quantity: Decimal;
  /** Pegged to nothing. */
  missing_quantity: Decimal;
  /** Pegged to supply that comes later. */
  late_quantity: Decimal;
  /** When the last of it comes; null when some never does. */
  complete_on: string | null;
}

export interface Shortage {
  required_quantity: Decimal;
  missing_quantity: Decimal;
  late_quantity: Decimal;
  shortage_quantity: Decimal;
  shortage_percent: Decimal;
  priority: ShortagePriority;
  /** What nobody has ordered yet. */
  suggested_order_quantity: Decimal;
  /** What is on order and comes too late. */
  expedite_quantity: Decimal;
  needs: ShortNeed[];
}

const PRODUCTION = /^(?:production_material|planned_order|firm_planned_order):/;

/** What is short of a component for production; null when everything comes in time. */
export function shortageOf(demands: readonly PlanEntry[], supplies: readonly PlanEntry[]): Shortage | null {
  const needs = demands.map((demand) => ({ ...demand, pegged: ZERO, late: ZERO, last: demand.date }));
  let notOrdered = ZERO;
  for (const peg of pegEntries(demands, supplies)) {
    const need = needs[peg.demand]!;
    const supply = supplies[peg.supply]!;
    need.pegged = need.pegged.plus(peg.quantity);
    if (supply.date > need.last) need.last = supply.date;
    if (supply.ref === 'stock' || supply.date <= need.date || !PRODUCTION.test(need.ref)) continue;
    need.late = need.late.plus(peg.quantity);
    if (supply.ref.startsWith('planned_order:')) notOrdered = notOrdered.plus(peg.quantity);
  }
  const production = needs.filter(({ ref }) => PRODUCTION.test(ref));
  const short = production
    .map((need): ShortNeed => {
      const missing = need.quantity.minus(need.pegged);
      return {
        ref: need.ref,
        needed_on: need.date,
        required_quantity: need.quantity,
        missing_quantity: missing,
        late_quantity: need.late,
        complete_on: missing.isZero() ? need.last : null,
      };
    })
    .filter((need) => need.missing_quantity.plus(need.late_quantity).greaterThan(0));
  if (short.length === 0) return null;
  const total = (values: readonly Decimal[]) => values.reduce((one, other) => one.plus(other), ZERO);
  const required = total(production.map(({ quantity }) => quantity));
  const missing = total(short.map((need) => need.missing_quantity));
  const late = total(short.map((need) => need.late_quantity));
  const suggested = missing.plus(notOrdered);
  return {
    required_quantity: required,
    missing_quantity: missing,
    late_quantity: late,
    ...gradeOf(required, missing.plus(late)),
    suggested_order_quantity: suggested,
    expedite_quantity: missing.plus(late).minus(suggested),
    needs: short,
  };
}

/** How bad it is: critical above half of what is needed, exactly half is high. */
export function gradeOf(required: Decimal, shortage: Decimal) {
  const share = shortage.times(PERCENT);
  return {
    shortage_quantity: shortage,
    shortage_percent: share.dividedBy(required).toDecimalPlaces(PERCENT_DIGITS),
    priority: (share.greaterThan(required.times(CRITICAL_PERCENT)) ? 'critical' : 'high') as ShortagePriority,
  };
}
