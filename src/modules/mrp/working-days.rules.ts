import { PlanningRefused } from './planning-refused.rules.js';

/** Days since 1 January 1970. */
export type Day = number;

const WEEK_DAYS = 7;
/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** ISO weekday, 1 is Monday. */
function weekdayOf(day: Day): number {
  return ((((day + FIRST_WEEKDAY - 1) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS) + 1;
}

/**
 * Working days of an organization as a table of a stretch of years, since planning asks millions of times. A step that
 * would leave the stretch ends at its end.
 */
export class WorkingDays {
  readonly daysPerWeek: number;
  /** Working days up to and with each day of the stretch. */
  private readonly counts: Int32Array;
  /** The n-th working day of the stretch. */
  private readonly days: Int32Array;

  constructor(
    weekdays: readonly number[],
    holidays: Iterable<Day>,
    readonly minutesPerDay: number,
    private readonly from: Day,
    to: Day,
  ) {
    const works = new Set(weekdays);
    this.daysPerWeek = works.size;
    const free = new Set(holidays);
    this.counts = new Int32Array(to - from + 1);
    const days: number[] = [];
    for (let day = from; day <= to; day += 1) {
      if (works.has(weekdayOf(day)) && !free.has(day)) days.push(day);
      this.counts[day - from] = days.length;
    }
    if (days.length === 0)
      throw new PlanningRefused('noWorkingDay', 'the working calendar has no working day');
    this.days = Int32Array.from(days);
  }

  isWorking(day: Day): boolean {
    return this.counted(day) > this.counted(day - 1);
  }

  /** The day itself when it is a working day, else the next one. */
  next(day: Day): Day {
    return this.isWorking(day) ? day : this.at(this.counted(day));
  }

  /** The day itself when it is a working day, else the one before. */
  previous(day: Day): Day {
    return this.at(this.counted(day) - 1);
  }

  /** The n-th working day after the day, or before it for a negative n; the day itself is not counted. */
  add(day: Day, workingDays: number): Day {
    if (workingDays === 0) return day;
    if (workingDays > 0) return this.at(this.counted(day) + workingDays - 1);
    return this.at(this.counted(day - 1) + workingDays);
  }

  /** How many working days after the one day the other is reached; 0 when it is not later. */
  between(from: Day, to: Day): number {
    let days = 0;
    for (let day = from; day < to; days += 1) {
      const next = this.add(day, 1);
      if (next <= day) break;
      day = next;
    }
    return days;
  }

  private counted(day: Day): number {
    const index = Math.min(Math.max(day - this.from, 0), this.counts.length - 1);
    return this.counts[index]!;
  }

  private at(index: number): Day {
    return this.days[Math.min(Math.max(index, 0), this.days.length - 1)]!;
  }
}

/** How far the table reaches: the longest lead time before today, and horizon and lead time after it. */
const DAYS_BEFORE = 6_000;
const DAYS_AFTER = 10_000;
/** 31 December 9999: later days have no four digits for their year. */
const LAST_DAY = 2_932_896;

interface WorkingTime {
  weekdays: readonly number[];
  holidays: readonly Day[];
  minutesPerDay: number;
}

/** The last table that was made: net changes of a company ask for the same one. */
let last: { key: string; table: WorkingDays } | null = null;

export function workingDaysOf(time: WorkingTime, today: Day): WorkingDays {
  const key = JSON.stringify([time.weekdays, time.holidays, time.minutesPerDay, today]);
  if (last?.key === key) return last.table;
  const table = new WorkingDays(
    time.weekdays,
    time.holidays,
    time.minutesPerDay,
    today - DAYS_BEFORE,
    Math.min(today + DAYS_AFTER, LAST_DAY),
  );
  last = { key, table };
  return table;
}
