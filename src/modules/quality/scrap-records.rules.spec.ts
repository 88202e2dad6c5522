import { daysBefore, periodFault } from './scrap-records.rules.js';

describe('period of a summary', () => {
  it.each([
    ['2026-03-01', '2026-03-01', 'day', null],
    ['2026-03-02', '2026-03-01', 'day', 'badPeriod'],
    ['2026-01-01', '2027-02-04', 'day', null],
    ['2026-01-01', '2027-02-05', 'day', 'periodTooLong'],
    ['2000-01-01', '2026-12-31', 'month', null],
    ['1990-01-01', '2026-12-31', 'month', 'periodTooLong'],
    ['1700-01-01', '2026-12-31', 'year', null],
  ] as const)('%s to %s by %s: %s', (from, to, period, fault) => {
    expect(periodFault(from, to, period)).toBe(fault);
  });

  it('begins so many days before, over leap days too', () => {
    expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
    expect(daysBefore('2026-01-01', 365)).toBe('2025-01-01');
  });
});
