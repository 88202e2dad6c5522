import { formatNumber, NUMBER_SERIES, seriesYear } from './number-series.rules.js';

describe('document numbers', () => {
  it.each([
    ['purchase_order', 2026, 1, 'PO-2026-0001'],
    ['production_order', 2026, 42, 'WO-2026-0042'],
    ['sales_order', 2026, 9_999, 'SO-2026-9999'],
    ['shipment', 2026, 10_000, 'SH-2026-10000'],
    ['purchase_receipt', 2027, 7, 'RC-2027-0007'],
    ['customer', 0, 1, 'C-00001'],
    ['customer', 0, 123_456, 'C-123456'],
  ] as const)('%s %i %i is %s', (series, year, number, expected) => {
    expect(formatNumber(series, year, number)).toBe(expected);
  });

  it('counts anew each business year, customers excepted', () => {
    expect(seriesYear('purchase_order', '2026-12-31')).toBe(2026);
    expect(seriesYear('customer', '2026-12-31')).toBe(0);
  });

  it('gives no two series the same prefix', () => {
    const prefixes = Object.values(NUMBER_SERIES).map((series) => series.prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});
