import { type Decimal, roundAmount, ZERO } from '../../kernel/decimal.js';

const MONTHS_A_YEAR = 12;

/** What holding cost in a month: the mean of what stock was worth at its beginning and end, by the rate of a year. */
export function monthHoldingCost(opening: Decimal, closing: Decimal, rate: Decimal | null): Decimal {
  if (!rate) return ZERO;
  return roundAmount(opening.plus(closing).dividedBy(2).times(rate).dividedBy(MONTHS_A_YEAR));
}

export function orderingCost(orders: number, orderCost: Decimal | null): Decimal {
  return orderCost ? roundAmount(orderCost.times(orders)) : ZERO;
}

/** First day of a month, and of the one after it. `2026-03` → 2026-03-01 and 2026-04-01. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10) };
}
