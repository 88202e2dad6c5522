import { invariant } from './invariant.js';

const DAY_MS = 86_400_000;

/** Days that were asked for; planning asks for the same few millions of times. */
const known = new Map<string, number>();
const KNOWN_MAX = 20_000;

/** Days since 1 January 1970 of a business day. Whole numbers make calendar steps cheap and free of time zones. */
export function dayNumber(date: string): number {
  const found = known.get(date);
  if (found !== undefined) return found;
  const days = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  invariant(Number.isInteger(days), `${date} is a business day`);
  if (known.size < KNOWN_MAX) known.set(date, days);
  return days;
}

/** The business day, `YYYY-MM-DD`, of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The business day so many calendar days later; earlier for a negative number. */
export function addCalendarDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}
