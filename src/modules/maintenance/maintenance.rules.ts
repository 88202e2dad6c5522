/** Types whose log starts the maintenance interval anew. A cleaning or a repair does not put off the next service. */
const STARTS_INTERVAL: ReadonlySet<string> = new Set(['preventive', 'calibration']);

export const MAINTENANCE_TYPES = ['preventive', 'corrective', 'calibration', 'cleaning'] as const;

export interface DatesOfMachine {
  lastDate: string | null;
  nextDate: string | null;
}

export interface LogDates {
  performedDate: string;
  nextDueDate: string | null;
}

/** Days until the next maintenance counts from, or null when the log does not plan one. */
export function plannedIntervalDays(type: string, intervalDays: number | null): number | null {
  return STARTS_INTERVAL.has(type) ? intervalDays : null;
}

/**
 * What a machine's dates become with a log. Only a log that is no older than the machine's last maintenance speaks for
 * the machine, so a late entry changes nothing; and one that plans nothing leaves the plan as it is.
 */
export function datesWithLog(present: DatesOfMachine, log: LogDates): DatesOfMachine {
  if (present.lastDate !== null && log.performedDate < present.lastDate) return present;
  return { lastDate: log.performedDate, nextDate: log.nextDueDate ?? present.nextDate };
}
