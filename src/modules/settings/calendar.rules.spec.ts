import fc from 'fast-check';
import { addCalendarDays, dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { businessDayOf, Calendar, type WorkingTime } from './calendar.rules.js';

const weekdays: WorkingTime = {
  timezone: 'Europe/Berlin',
  opensAt: '08:00',
  closesAt: '17:00',
  businessDays: [1, 2, 3, 4, 5],
  holidays: new Map([
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
  ]),
};
const calendar = new Calendar(weekdays);
const roundTheClock = new Calendar({
  ...weekdays,
  opensAt: '00:00',
  closesAt: '24:00',
  businessDays: [1, 2, 3, 4, 5, 6, 7],
});
const at = (text: string) => new Date(text);

describe('business days', () => {
  it('knows the day of an instant by the zone', () => {
    const instant = at('2026-03-31T23:30:00Z');
    expect(businessDayOf(instant, 'America/New_York')).toBe('2026-03-31');
    expect(businessDayOf(instant, 'Europe/Berlin')).toBe('2026-04-01');
  });

  it('steps over month ends and leap days', () => {
    expect(addCalendarDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addCalendarDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(dateOfDay(dayNumber('1969-12-31'))).toBe('1969-12-31');
  });
});

describe('working days', () => {
  it.each([
    ['2026-04-02', true],
    ['2026-04-03', false],
    ['2026-04-04', false],
    ['2026-04-06', false],
    ['2026-04-07', true],
  ])('%s works: %s', (date, works) => expect(calendar.isWorkingDay(date)).toBe(works));

  it.each([
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-04-07', -1, '2026-04-02'],
    ['2026-03-27', 2, '2026-03-31'],
    ['2026-04-04', 0, '2026-04-04'],
    ['2026-04-04', 1, '2026-04-07'],
    ['2026-04-05', -2, '2026-04-01'],
  ])('%s + %i working days = %s', (date, days, expected) => {
    expect(calendar.addWorkingDays(date, days)).toBe(expected);
  });

  it('moves to the nearest working day on either side', () => {
    expect(calendar.nextWorkingDay('2026-04-03')).toBe('2026-04-07');
    expect(calendar.previousWorkingDay('2026-04-06')).toBe('2026-04-02');
    expect(calendar.nextWorkingDay('2026-04-07')).toBe('2026-04-07');
  });

  it('goes forth and back to the same working day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 30_000 }), fc.integer({ min: 0, max: 300 }), (day, days) => {
        const start = calendar.nextWorkingDay(dateOfDay(day));
        expect(calendar.addWorkingDays(calendar.addWorkingDays(start, days), -days)).toBe(start);
      }),
    );
  });
});

describe('working time', () => {
  it('counts only opening hours', () => {
    // Thursday 16:00 to Tuesday 09:00 over Easter: one hour and one hour. Berlin is two hours ahead in April.
    expect(calendar.workingMinutesBetween(at('2026-04-02T14:00:00Z'), at('2026-04-07T07:00:00Z'))).toBe(120);
    expect(calendar.workingMinutesBetween(at('2026-04-07T07:00:00Z'), at('2026-04-02T14:00:00Z'))).toBe(-120);
    expect(calendar.workingMinutesBetween(at('2026-04-03T06:00:00Z'), at('2026-04-06T20:00:00Z'))).toBe(0);
  });

  it('waits for the next opening', () => {
    expect(calendar.nextWorkingInstant(at('2026-04-02T15:00:00Z'))).toEqual(at('2026-04-07T06:00:00Z'));
    expect(calendar.nextWorkingInstant(at('2026-04-07T03:00:00Z'))).toEqual(at('2026-04-07T06:00:00Z'));
    expect(calendar.nextWorkingInstant(at('2026-04-07T09:30:00Z'))).toEqual(at('2026-04-07T09:30:00Z'));
  });

  it('lays minutes into opening hours, both ways', () => {
    expect(calendar.addWorkingMinutes(at('2026-04-02T14:00:00Z'), 60)).toEqual(at('2026-04-02T15:00:00Z'));
    expect(calendar.addWorkingMinutes(at('2026-04-02T14:00:00Z'), 90)).toEqual(at('2026-04-07T06:30:00Z'));
    expect(calendar.addWorkingMinutes(at('2026-04-07T06:30:00Z'), -90)).toEqual(at('2026-04-02T14:00:00Z'));
    expect(calendar.addWorkingMinutes(at('2026-04-05T12:00:00Z'), -540)).toEqual(at('2026-04-02T06:00:00Z'));
  });

  it('keeps wall-clock hours when the clocks change', () => {
    // Berlin puts the clock forward on Sunday 29 March 2026: 08:00 is 07:00 UTC before it and 06:00 UTC after it.
    expect(calendar.describeDay('2026-03-27').opensAt).toEqual(at('2026-03-27T07:00:00Z'));
    expect(calendar.describeDay('2026-03-30').opensAt).toEqual(at('2026-03-30T06:00:00Z'));
    const friday = at('2026-03-27T15:00:00Z');
    expect(calendar.workingMinutesBetween(friday, at('2026-03-30T07:00:00Z'))).toBe(120);
  });

  it('knows that a day may have 23 or 25 hours', () => {
    const hour = 3_600_000;
    expect(roundTheClock.describeDay('2026-03-29').workingMs).toBe(23 * hour);
    expect(roundTheClock.describeDay('2026-10-25').workingMs).toBe(25 * hour);
    expect(roundTheClock.workingMinutesBetween(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(
      23 * 60,
    );
    expect(roundTheClock.addWorkingMinutes(at('2026-10-24T22:00:00Z'), 25 * 60)).toEqual(
      at('2026-10-25T23:00:00Z'),
    );
  });

  it('names the holiday', () => {
    expect(calendar.describeDay('2026-04-03')).toEqual({
      date: '2026-04-03',
      isWorking: false,
      holiday: 'Good Friday',
      opensAt: null,
      closesAt: null,
      workingMs: 0,
    });
  });

  it('adding minutes and counting them agree', () => {
    const start = dayNumber('2026-01-01') * 86_400_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer({ min: 1, max: 20_000 }),
        (offset, minutes) => {
          const from = new Date(start + offset * 60_000);
          const to = calendar.addWorkingMinutes(from, minutes);
          expect(calendar.workingMinutesBetween(from, to)).toBe(minutes);
          expect(calendar.workingMinutesBetween(calendar.addWorkingMinutes(to, -minutes), to)).toBe(minutes);
        },
      ),
    );
  });
});
