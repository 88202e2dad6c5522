import { decimal } from '../../kernel/decimal.js';
import { normalQuantile } from './timing-normal.rules.js';
import {
  daysOfStock,
  daysOfUrgency,
  leadOf,
  suggestReorderPoint,
  totalLeadDays,
  URGENCIES,
  urgencyOf,
  usageOf,
} from './timing.rules.js';

const DEFAULTS = {
  supplier_lead_days: 7,
  shipping_lead_days: 5,
  processing_lead_days: 1,
  safety_buffer_days: 2,
};
const parts = (
  supplier: number | null,
  shipping: number | null,
  processing: number | null,
  buffer: number | null,
) => ({
  supplier_lead_days: supplier,
  shipping_lead_days: shipping,
  processing_lead_days: processing,
  safety_buffer_days: buffer,
});

describe('lead times', () => {
  it.each([
    [parts(7, 5, 1, 2), 15],
    [parts(14, 7, 3, 4), 28],
    [parts(14, null, null, null), 22],
    [parts(null, null, null, 0), 13],
    [parts(0, 0, 0, 0), 0],
    [parts(null, null, null, null), null],
  ])('of %j are %s days', (given, total) => {
    expect(totalLeadDays(given, DEFAULTS)).toBe(total);
  });

  it('are the parts, else those of the product in working days, else those of the organization', () => {
    const none = parts(null, null, null, null);
    expect(leadOf({ ...parts(14, null, null, null), lead_time_days: 3 }, DEFAULTS)).toEqual({
      days: 22,
      unit: 'calendar_days',
      basis: 'parts',
    });
    expect(leadOf({ ...none, lead_time_days: 3 }, DEFAULTS)).toEqual({
      days: 3,
      unit: 'working_days',
      basis: 'lead_time_days',
    });
    expect(leadOf({ ...none, lead_time_days: null }, DEFAULTS)).toMatchObject({
      days: 15,
      basis: 'defaults',
    });
  });
});

describe('stock', () => {
  it('of 5000 at 150 a day lasts for 33 days', () => {
    expect(daysOfStock(decimal(5000), decimal(150))).toBe(33);
  });

  it('lasts for no day when there is none, and for ever when nothing is used', () => {
    expect(daysOfStock(decimal(-4), decimal(1))).toBe(0);
    expect(daysOfStock(decimal(4), decimal(0))).toBeNull();
    expect(daysOfStock(decimal(1_000_000), decimal('0.001'))).toBeNull();
  });
});

describe('urgency', () => {
  it.each([
    [-1, 'overdue'],
    [0, 'critical'],
    [3, 'critical'],
    [4, 'soon'],
    [7, 'soon'],
    [8, 'upcoming'],
    [13, 'upcoming'],
    [14, 'upcoming'],
    [15, 'safe'],
  ])('%s days ahead is %s', (days, urgency) => {
    expect(urgencyOf(days)).toBe(urgency);
  });

  it('has days that agree with it', () => {
    for (const urgency of URGENCIES) {
      const { from, to } = daysOfUrgency(urgency);
      for (const day of [from, to]) if (day !== null) expect(urgencyOf(day)).toBe(urgency);
    }
    expect(daysOfUrgency('overdue')).toEqual({ from: null, to: -1 });
    expect(daysOfUrgency('safe')).toEqual({ from: 15, to: null });
  });
});

describe('usage of a day', () => {
  const used = (quantity: number, squares: number) => ({
    quantity: decimal(quantity),
    daily_squares: decimal(squares),
  });

  it('is over the days that the product was known for, and never less than a week', () => {
    expect(usageOf(used(900, 0), 400, 90).perDay.toString()).toBe('10');
    expect(usageOf(used(900, 0), 30, 90).perDay.toString()).toBe('30');
    expect(usageOf(used(70, 0), 1, 90).perDay.toString()).toBe('10');
    expect(usageOf(undefined, 0, 90).perDay.toString()).toBe('0');
  });

  it('deviates as its days do', () => {
    // Days of 0 and 20 in turn, ten of them: mean 10, squares (10² × 10) ÷ 9.
    expect(usageOf(used(100, 2000), 10, 90).variance.sqrt().toFixed(6)).toBe('10.540926');
    expect(usageOf(used(100, 1000), 10, 90).variance.toString()).toBe('0');
  });
});

describe('a reorder point', () => {
  const usage = { perDay: decimal(10), variance: decimal(16) };

  it('with two weeks of safety is 280 at 10 a day and 14 days', () => {
    expect(suggestReorderPoint(usage, 14, { weeks: decimal(2) })).toMatchObject({
      safety_stock: decimal(140),
      reorder_point: decimal(280),
      z: null,
    });
  });

  it('covers the service level with days for both deviation and lead time', () => {
    // 1.644854 × 4 × √16 = 26.317664
    const { reorder_point: point, safety_stock: safety } = suggestReorderPoint(usage, 16, {
      serviceLevelPercent: decimal(95),
    });
    expect(safety.toString()).toBe('26.317664');
    expect(point.toString()).toBe('186.317664');
  });

  it('has no safety stock at one half', () => {
    expect(suggestReorderPoint(usage, 16, { serviceLevelPercent: decimal(50) }).safety_stock.toNumber()).toBe(
      0,
    );
  });
});

describe('the normal quantile', () => {
  it.each([
    ['0.5', '0'],
    ['0.9', '1.281552'],
    ['0.95', '1.644854'],
    ['0.975', '1.959964'],
    ['0.99', '2.326348'],
    ['0.999', '3.090232'],
    ['0.9999999', '5.199338'],
    ['0.05', '-1.644854'],
  ])('of %s is %s', (share, quantile) => {
    expect(normalQuantile(decimal(share)).toString()).toBe(quantile);
  });
});
