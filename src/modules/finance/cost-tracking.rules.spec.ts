import { decimal } from '../../kernel/decimal.js';
import { daysOfMonth, monthHoldingCost, orderingCost } from './cost-tracking.rules.js';

describe('costs of a month', () => {
  it('of holding are a twelfth of the rate on the mean value', () => {
    expect(monthHoldingCost(decimal(1000), decimal(3000), decimal('0.24')).toString()).toBe('40');
    expect(monthHoldingCost(decimal(1000), decimal(3000), null).toString()).toBe('0');
  });

  it('of ordering are those of its orders', () => {
    expect(orderingCost(3, decimal('12.5')).toString()).toBe('37.5');
    expect(orderingCost(3, null).toString()).toBe('0');
  });

  it('are of its days', () => {
    expect(daysOfMonth('2026-12')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  });
});
