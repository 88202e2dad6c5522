import { Decimal, roundAmount } from '../../kernel/decimal.js';

/** `open`: not counted; `recount`: counted, and so far off that somebody must look again or accept it. */
export const STOCKTAKE_ITEM_STATUSES = ['open', 'counted', 'recount', 'accepted', 'skipped'] as const;
export type StocktakeItemStatus = (typeof STOCKTAKE_ITEM_STATUSES)[number];

/** How far a count may be off; null where nothing is said. */
export interface Tolerance {
  percent: Decimal | null;
  quantity: Decimal | null;
}

/**
 * Is a count further off than any tolerance that is set? Where nothing was expected a percentage is undefined, so what is
 * found there is always beyond one.
 */
export function isBeyond(expected: Decimal, actual: Decimal, tolerance: Tolerance): boolean {
  const off = actual.minus(expected).abs();
  if (off.isZero()) return false;
  if (tolerance.quantity && off.greaterThan(tolerance.quantity)) return true;
  if (!tolerance.percent) return false;
  return expected.isZero() || off.greaterThan(expected.times(tolerance.percent).dividedBy(100));
}

/**
 * What a line is after one more count. The first count that is too far off asks for a second one; the second is believed,
 * whatever it says.
 */
export function statusAfterCount(countsBefore: number, isTooFarOff: boolean): StocktakeItemStatus {
  return countsBefore === 0 && isTooFarOff ? 'recount' : 'counted';
}

/** What a line is after its expected quantity was taken anew: what was accepted was another difference. */
export function statusAfterRefresh(
  line: { status: StocktakeItemStatus; counts: number },
  isTooFarOff: boolean,
): StocktakeItemStatus {
  if (line.status !== 'counted' && line.status !== 'accepted') return line.status;
  return line.counts < 2 && isTooFarOff ? 'recount' : 'counted';
}

/** The difference in per cent of what was expected; null when nothing was. */
export function percentOff(expected: Decimal, actual: Decimal): Decimal | null {
  if (expected.isZero()) return null;
  return roundAmount(actual.minus(expected).times(100).dividedBy(expected));
}

/** What a completed count does to the stock of now: the difference that was found is added to it. */
export function stockAfterCount(present: Decimal, expected: Decimal, actual: Decimal): Decimal {
  return present.plus(actual).minus(expected);
}
