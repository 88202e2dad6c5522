export const SCRAP_CATEGORIES = [
  'general',
  'material',
  'process',
  'print',
  'equipment',
  'operator',
  'customer',
] as const;
export type ScrapCategory = (typeof SCRAP_CATEGORIES)[number];

export const SUMMARY_PERIODS = ['day', 'week', 'month', 'year'] as const;
export type SummaryPeriod = (typeof SUMMARY_PERIODS)[number];

const PERIOD_DAYS: Readonly<Record<SummaryPeriod, number>> = { day: 1, week: 7, month: 28, year: 365 };
const PERIODS_MAX = 400;
const DAY_MS = 86_400_000;

export type PeriodFault = 'badPeriod' | 'periodTooLong';

/** Whether a time is in order and short enough for its periods to be listed. */
export function periodFault(from: string, to: string, period: SummaryPeriod): PeriodFault | null {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1;
  if (days < 1) return 'badPeriod';
  return days / PERIOD_DAYS[period] > PERIODS_MAX ? 'periodTooLong' : null;
}

/** The day so many days before. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}
