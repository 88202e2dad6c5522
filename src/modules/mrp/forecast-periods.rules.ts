import { DateTime } from 'luxon';
import { invariant } from '../../kernel/invariant.js';

export const FORECAST_PERIODS = ['week', 'month'] as const;
export type ForecastPeriod = (typeof FORECAST_PERIODS)[number];

/** The first day of the period that a day lies in: Monday, or the first of the month. */
export function periodStartOf(date: string, period: ForecastPeriod): string {
  return isoDate(day(date).startOf(period));
}

/** The first day of the period so many periods later; earlier for a negative number. */
export function addPeriods(start: string, count: number, period: ForecastPeriod): string {
  return isoDate(day(start).plus(period === 'week' ? { weeks: count } : { months: count }));
}

/** First days of so many periods, one after the other. */
export function periodStarts(first: string, count: number, period: ForecastPeriod): string[] {
  return Array.from({ length: count }, (_, index) => addPeriods(first, index, period));
}

function day(date: string): DateTime {
  return DateTime.fromISO(date, { zone: 'utc' });
}

function isoDate(value: DateTime): string {
  const date = value.toISODate();
  invariant(date, 'a period begins on a day of the calendar');
  return date;
}
