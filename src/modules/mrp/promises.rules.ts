import { Decimal, ZERO } from '../../kernel/decimal.js';
import type { PlanEntry } from './plan-grid.rules.js';

/** What may be promised from a day on, to the day before the next supply. */
export interface PromiseBucket {
  from: string;
  supply_quantity: Decimal;
  committed_quantity: Decimal;
  /** Of its own supply, what no commitment until the next supply, and none later, needs. */
  available_quantity: Decimal;
  /** With what is left of the supply before it. */
  cumulative_quantity: Decimal;
}

/** Nobody has decided on it yet. */
const isPlanned = ({ ref }: PlanEntry) => /^(?:by_product:)?planned_order:/.test(ref);
/** Expected or wished for, and promised to nobody. */
const isUncommitted = ({ ref }: PlanEntry) => ref === 'safety_stock' || ref.startsWith('forecast:');

/**
 * Available to promise: stock, open orders and firm planned orders less what is promised, to customers and to production.
 * A commitment that its own supply does not cover takes from earlier supply, so that a new promise breaks no old one; what
 * nothing covers makes the first bucket negative.
 */
export function availableToPromise(
  demands: readonly PlanEntry[],
  supplies: readonly PlanEntry[],
  today: string,
): PromiseBucket[] {
  const counted = supplies.filter((supply) => !isPlanned(supply));
  const committed = demands.filter((demand) => !isUncommitted(demand));
  const days = [...new Set([today, ...counted.map(({ date }) => date)])].sort();
  const supply = sumsByBucket(counted, days);
  const promised = sumsByBucket(committed, days);
  const available = days.map(() => ZERO);
  let uncovered = ZERO;
  for (let index = days.length - 1; index >= 0; index -= 1) {
    const left = supply[index]!.minus(promised[index]!).minus(uncovered);
    available[index] = index === 0 ? left : Decimal.max(ZERO, left);
    uncovered = Decimal.max(ZERO, left.negated());
  }
  let cumulative = ZERO;
  return days.map((from, index) => {
    cumulative = cumulative.plus(available[index]!);
    return {
      from,
      supply_quantity: supply[index]!,
      committed_quantity: promised[index]!,
      available_quantity: available[index]!,
      cumulative_quantity: cumulative,
    };
  });
}

function sumsByBucket(entries: readonly PlanEntry[], days: readonly string[]): Decimal[] {
  const sums = days.map(() => ZERO);
  for (const { date, quantity } of entries) {
    const after = days.findIndex((day) => day > date);
    const index = Math.max(0, (after < 0 ? days.length : after) - 1);
    sums[index] = sums[index]!.plus(quantity);
  }
  return sums;
}

/** The first day on which so much may be promised; null when never. */
export function earliestPromise(buckets: readonly PromiseBucket[], quantity: Decimal): string | null {
  const bucket = buckets.find(({ cumulative_quantity }) =>
    cumulative_quantity.greaterThanOrEqualTo(quantity),
  );
  return bucket?.from ?? null;
}

/** What may be promised for a day. */
export function promiseOn(buckets: readonly PromiseBucket[], date: string): Decimal {
  const bucket = buckets.findLast(({ from }) => from <= date);
  return Decimal.max(ZERO, bucket?.cumulative_quantity ?? ZERO);
}
