import fc from 'fast-check';
import { dateOfDay, dayNumber } from '../../src/kernel/business-day.js';
import { Calendar } from '../../src/modules/settings/calendar.rules.js';
import { workingDaysOf } from '../../src/modules/mrp/working-days.rules.js';

const TODAY = dayNumber('2026-12-23');

const time = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  holidays: fc.uniqueArray(fc.integer({ min: TODAY - 60, max: TODAY + 60 }), { maxLength: 40 }),
});

describe('working days as a table', () => {
  it('step as the calendar of the organization does', () => {
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: -80, max: 80 }),
        fc.integer({ min: -90, max: 90 }),
        ({ weekdays, holidays }, offset, steps) => {
          const days = workingDaysOf({ weekdays, holidays, minutesPerDay: 480 }, TODAY);
          const calendar = new Calendar({
            timezone: 'Europe/Berlin',
            opensAt: '08:00',
            closesAt: '16:00',
            businessDays: weekdays,
            holidays: new Map(holidays.map((day) => [dateOfDay(day), 'Holiday'])),
          });
          const [day, date] = [TODAY + offset, dateOfDay(TODAY + offset)];
          expect(days.isWorking(day)).toBe(calendar.isWorkingDay(date));
          expect(dateOfDay(days.next(day))).toBe(calendar.nextWorkingDay(date));
          expect(dateOfDay(days.previous(day))).toBe(calendar.previousWorkingDay(date));
          expect(dateOfDay(days.add(day, steps))).toBe(calendar.addWorkingDays(date, steps));
        },
      ),
    );
  });
});
