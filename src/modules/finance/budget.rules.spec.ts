import { decimal } from '../../kernel/decimal.js';
import { lastDayOf, variancePercent } from './budget.rules.js';

describe('what is left of a budget', () => {
  it.each([
    [35_000, 26_000, '25.71'],
    [10_000, 7_500, '25'],
    [5_000, 5_500, '-10'],
    [1_000, 1_250, '-25'],
  ])('of %s with %s spent is %s %%', (allocated, spent, percent) => {
    expect(variancePercent(decimal(allocated), decimal(spent)).toString()).toBe(percent);
  });
});

describe('the period of a budget', () => {
  it('ends with its month, quarter or year', () => {
    expect(lastDayOf('month', '2028-02-01')).toBe('2028-02-29');
    expect(lastDayOf('quarter', '2026-10-01')).toBe('2026-12-31');
    expect(lastDayOf('year', '2026-01-01')).toBe('2026-12-31');
  });

  it('begins with it', () => {
    expect(lastDayOf('month', '2026-02-02')).toBeNull();
    expect(lastDayOf('quarter', '2026-02-01')).toBeNull();
    expect(lastDayOf('year', '2026-04-01')).toBeNull();
  });
});
