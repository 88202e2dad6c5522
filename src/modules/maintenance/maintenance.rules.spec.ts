import { datesWithLog, plannedIntervalDays } from './maintenance.rules.js';

describe('maintenance', () => {
  it.each([
    ['preventive', 90, 90],
    ['calibration', 90, 90],
    ['cleaning', 90, null],
    ['corrective', 90, null],
    ['preventive', null, null],
  ])('%s with an interval of %p plans %p days', (type, interval, days) => {
    expect(plannedIntervalDays(type, interval)).toBe(days);
  });

  const never = { lastDate: null, nextDate: null };
  const planned = { lastDate: '2026-03-01', nextDate: '2026-06-01' };
  it.each([
    [never, '2026-03-01', null, { lastDate: '2026-03-01', nextDate: null }],
    [never, '2026-03-01', '2026-06-01', planned],
    [planned, '2026-03-01', '2026-07-01', { lastDate: '2026-03-01', nextDate: '2026-07-01' }],
    [planned, '2026-04-01', null, { lastDate: '2026-04-01', nextDate: '2026-06-01' }],
    [planned, '2026-02-28', '2026-05-29', planned],
  ])('%j with a log of %s, next due %p', (present, performedDate, nextDueDate, expected) => {
    expect(datesWithLog(present, { performedDate, nextDueDate })).toEqual(expected);
  });
});
