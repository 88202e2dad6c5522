import { Decimal } from '../../kernel/decimal.js';

export const BUDGET_PERIODS = ['month', 'quarter', 'year'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];
export const BUDGET_STATUSES = ['under', 'on_track', 'over', 'critical'] as const;

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** What is left of a budget, in per cent of it; below zero when more was spent. */
export function variancePercent(allocated: Decimal, spent: Decimal): Decimal {
  return new Decimal(allocated).minus(spent).dividedBy(allocated).times(100).toDecimalPlaces(2);
}

/** The last day of the period that begins on a day; null when no such period begins then. */
export function lastDayOf(period: BudgetPeriod, start: string): string | null {
  const [year, month, day] = start.split('-').map(Number) as [number, number, number];
  if (day !== 1 || (month - 1) % MONTHS[period] !== 0) return null;
  return new Date(Date.UTC(year, month - 1 + MONTHS[period], 0)).toISOString().slice(0, 10);
}
