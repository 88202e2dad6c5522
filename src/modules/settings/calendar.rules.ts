import { DateTime } from 'luxon';
import { dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { invariant } from '../../kernel/invariant.js';

const MINUTE_MS = 60_000;

/** The business day that an instant falls on in a time zone. */
export function businessDayOf(instant: Date, timezone: string): string {
  const date = DateTime.fromJSDate(instant, { zone: timezone }).toISODate();
  invariant(date, `${timezone} is a time zone`);
  return date;
}

/** The last millisecond of a business day in a time zone, also where midnight does not exist. */
export function endOfBusinessDay(date: string, timezone: string): Date {
  const day = DateTime.fromISO(date, { zone: timezone });
  invariant(day.isValid, `${date} is a business day in ${timezone}`);
  return day.endOf('day').toJSDate();
}

/** ISO weekday, 1 is Monday. 1 January 1970 was a Thursday. */
function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Minutes since midnight of a time such as `17:30` or `17:30:00`; `24:00` is the end of the day. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

export interface WorkingTime {
  timezone: string;
  /** `08:00` */
  opensAt: string;
  /** `17:00`; `24:00` is the end of the day. */
  closesAt: string;
  /** ISO weekdays. */
  businessDays: readonly number[];
  /** Day → name. */
  holidays: ReadonlyMap<string, string>;
}

/** What one day of the calendar is. */
export interface CalendarDay {
  date: string;
  isWorking: boolean;
  holiday: string | null;
  opensAt: Date | null;
  closesAt: Date | null;
  workingMs: number;
}

interface Window {
  opensMs: number;
  closesMs: number;
}

/**
 * When an organization works. Opening hours are wall-clock times of the organization's zone, so a day on which the
 * clocks change is as long as it really is. Days are counted without clocks at all.
 */
export class Calendar {
  readonly timezone: string;
  private readonly opensAtMinute: number;
  private readonly closesAtMinute: number;
  private readonly weekdays: ReadonlySet<number>;
  private readonly holidays: ReadonlyMap<number, string>;
  private readonly windows = new Map<number, Window>();

  constructor(time: WorkingTime) {
    this.timezone = time.timezone;
    this.opensAtMinute = minuteOfDay(time.opensAt);
    this.closesAtMinute = minuteOfDay(time.closesAt);
    this.weekdays = new Set(time.businessDays);
    this.holidays = new Map([...time.holidays].map(([date, name]) => [dayNumber(date), name]));
    // Holidays are finite: with one weekday in every week there is always a next working day, and every walk ends.
    invariant(this.weekdays.size > 0, 'a calendar has a business day');
    invariant(this.closesAtMinute > this.opensAtMinute, 'business hours end after they start');
  }

  isWorkingDay(date: string): boolean {
    return this.works(dayNumber(date));
  }

  /** The day itself when it is a working day, else the next one. */
  nextWorkingDay(date: string): string {
    return dateOfDay(this.seek(dayNumber(date), 1));
  }

  /** The day itself when it is a working day, else the one before. */
  previousWorkingDay(date: string): string {
    return dateOfDay(this.seek(dayNumber(date), -1));
  }

  /**
   * The n-th working day after the day, or before it for a negative n. The day itself is not counted, so that two days
   * of lead time from a Friday end on a Tuesday; zero leaves the day as it is.
   */
  addWorkingDays(date: string, days: number): string {
    invariant(Number.isSafeInteger(days), 'working days are counted in whole days');
    const step = days < 0 ? -1 : 1;
    let day = dayNumber(date);
    for (let left = Math.abs(days); left > 0; left -= 1) day = this.seek(day + step, step);
    return dateOfDay(day);
  }

  /** The instant itself when it lies in working time, else the next opening. */
  nextWorkingInstant(instant: Date): Date {
    return new Date(this.forward(instant.getTime()));
  }

  /** Working minutes from one instant to another; negative when the second comes first. */
  workingMinutesBetween(from: Date, to: Date): number {
    if (to < from) return -this.workingMinutesBetween(to, from);
    const last = this.localDay(to.getTime());
    let workedMs = 0;
    for (let day = this.localDay(from.getTime()); day <= last; day += 1) {
      if (!this.works(day)) continue;
      const { opensMs, closesMs } = this.window(day);
      workedMs += Math.max(0, Math.min(closesMs, to.getTime()) - Math.max(opensMs, from.getTime()));
    }
    return workedMs / MINUTE_MS;
  }

  /**
   * The instant at which so many working minutes have passed; for a negative number the one at which they must begin to
   * be over by `instant`. What ends exactly at closing time ends then, not at the next opening.
   */
  addWorkingMinutes(instant: Date, minutes: number): Date {
    const leftMs = Math.round(Math.abs(minutes) * MINUTE_MS);
    const passed = minutes < 0 ? this.spendBackward(instant, leftMs) : this.spendForward(instant, leftMs);
    return new Date(passed);
  }

  describeDay(date: string): CalendarDay {
    const day = dayNumber(date);
    const holiday = this.holidays.get(day) ?? null;
    if (!this.works(day)) {
      return { date, isWorking: false, holiday, opensAt: null, closesAt: null, workingMs: 0 };
    }
    const { opensMs, closesMs } = this.window(day);
    return {
      date,
      isWorking: true,
      holiday,
      opensAt: new Date(opensMs),
      closesAt: new Date(closesMs),
      workingMs: closesMs - opensMs,
    };
  }

  /** The same in plain values: ISO weekdays, days that are free, and what a working day is long. */
  workingTime(): { weekdays: number[]; holidays: number[]; minutesPerDay: number } {
    return {
      weekdays: [...this.weekdays],
      holidays: [...this.holidays.keys()],
      minutesPerDay: this.closesAtMinute - this.opensAtMinute,
    };
  }

  private works(day: number): boolean {
    return this.weekdays.has(isoWeekday(day)) && !this.holidays.has(day);
  }

  private seek(from: number, step: 1 | -1): number {
    let day = from;
    while (!this.works(day)) day += step;
    return day;
  }

  private spendForward(instant: Date, spendMs: number): number {
    let cursorMs = this.forward(instant.getTime());
    let leftMs = spendMs;
    for (;;) {
      const { closesMs } = this.window(this.localDay(cursorMs));
      if (leftMs <= closesMs - cursorMs) return cursorMs + leftMs;
      leftMs -= closesMs - cursorMs;
      cursorMs = this.forward(closesMs);
    }
  }

  private spendBackward(instant: Date, spendMs: number): number {
    let leftMs = spendMs;
    let cursorMs = instant.getTime();
    for (let day = this.localDay(cursorMs); ; day -= 1) {
      if (!this.works(day)) continue;
      const { opensMs, closesMs } = this.window(day);
      cursorMs = Math.min(cursorMs, closesMs);
      if (cursorMs <= opensMs) continue;
      if (leftMs <= cursorMs - opensMs) return cursorMs - leftMs;
      leftMs -= cursorMs - opensMs;
      cursorMs = opensMs;
    }
  }

  /** The first working instant at or after. */
  private forward(atMs: number): number {
    for (let day = this.localDay(atMs); ; day += 1) {
      if (!this.works(day)) continue;
      const { opensMs, closesMs } = this.window(day);
      if (atMs < closesMs && opensMs < closesMs) return Math.max(atMs, opensMs);
    }
  }

  private localDay(atMs: number): number {
    return dayNumber(businessDayOf(new Date(atMs), this.timezone));
  }

  /** Kept, since a schedule asks for the same days over and over. */
  private window(day: number): Window {
    const known = this.windows.get(day);
    if (known) return known;
    const window = {
      opensMs: this.wallClock(day, this.opensAtMinute),
      closesMs: this.wallClock(day, this.closesAtMinute),
    };
    this.windows.set(day, window);
    return window;
  }

  /** A wall-clock time that the change of clocks skips is read as the same time after the change. */
  private wallClock(day: number, minute: number): number {
    const date = minute === 24 * 60 ? dateOfDay(day + 1) : dateOfDay(day);
    const [year, month, dayOfMonth] = date.split('-').map(Number);
    const ofDay = minute % (24 * 60);
    return DateTime.fromObject(
      { year, month, day: dayOfMonth, hour: Math.floor(ofDay / 60), minute: ofDay % 60 },
      { zone: this.timezone },
    ).toMillis();
  }
}
