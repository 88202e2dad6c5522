import { addCalendarDays } from '../../src/kernel/business-day.js';
import { businessDayOf } from '../../src/modules/settings/calendar.rules.js';

/** The zone of a new organization, whose day is not everywhere the day of the clock. */
const ZONE = 'America/New_York';

/** The business day of a new organization so many days from now. */
export function daysFromNow(days: number): string {
  return addCalendarDays(businessDayOf(new Date(), ZONE), days);
}
