import { decimal } from '../../kernel/decimal.js';
import { ADJUSTMENT_TYPES, allowsChange, quantityAfter } from './stock-adjustment.rules.js';

describe('what an adjustment may change', () => {
  it.each([
    ['damage', 1, false],
    ['damage', -1, true],
    ['loss', 1, false],
    ['loss', -1, true],
    ['found', 1, true],
    ['found', -1, false],
    ['stock_take', 1, true],
    ['stock_take', -1, true],
    ['correction', 1, true],
    ['correction', -1, true],
    ['return', 1, true],
    ['return', -1, true],
    ['other', 1, true],
    ['other', -1, true],
  ] as const)('%s by %i: %s', (type, change, allowed) => {
    expect(allowsChange(type, decimal(change))).toBe(allowed);
  });

  it('nothing is allowed to every type', () => {
    for (const type of ADJUSTMENT_TYPES) expect(allowsChange(type, decimal(0))).toBe(true);
  });
});

describe('what a line leaves behind', () => {
  it.each([
    ['change', '5', '50', '55'],
    ['change', '-50', '50', '0'],
    ['change', '-51', '50', '-1'],
    ['after', '7.5', '50', '7.5'],
    ['after', '0', '50', '0'],
  ] as const)('%s of %s on %s leaves %s', (entry, entered, before, after) => {
    expect(quantityAfter(entry, decimal(entered), decimal(before)).toFixed()).toBe(after);
  });
});
