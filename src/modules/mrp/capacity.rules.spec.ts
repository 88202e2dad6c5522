import { dayNumber } from '../../kernel/business-day.js';
import { decimal } from '../../kernel/decimal.js';
import { type CapacityLoad, figuresOf, loadByBucket, percentOf, spread } from './capacity.rules.js';
import { WorkingDays } from './working-days.rules.js';

const FRIDAY = dayNumber('2026-05-01');
const weekdays = new WorkingDays([1, 2, 3, 4, 5], [], 480, FRIDAY - 100, FRIDAY + 400);
const everyDay = new WorkingDays([1, 2, 3, 4, 5, 6, 7], [], 480, FRIDAY - 100, FRIDAY + 400);

const load = (documentId: number, minutes: number, more: Partial<CapacityLoad> = {}): CapacityLoad => ({
  workCenterId: 1,
  kind: 'production_order',
  documentId,
  documentCode: null,
  productId: 1,
  day: FRIDAY,
  afterMinutes: 0,
  minutes,
  ...more,
});
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('capacity', () => {
  it('of October is 31 days of 8 hours, and 220 planned hours are 88.71 per cent of it', () => {
    const october = [{ fromDay: dayNumber('2026-10-01'), toDay: dayNumber('2026-10-31') }];
    const work = load(1, 220 * 60, { day: dayNumber('2026-10-01') });
    expect(plain(loadByBucket([work], decimal(480), october, everyDay))).toMatchObject([
      { working_days: 31, capacity_minutes: '14880', load_minutes: '13200', utilization_percent: '88.71' },
    ]);
    expect(percentOf(decimal(195), decimal(220))?.toString()).toBe('88.64');
  });

  it('is none on days off; load on it is an overload without a percentage', () => {
    expect(plain(figuresOf(decimal(0), decimal(5)))).toMatchObject({
      utilization_percent: null,
      is_overloaded: true,
    });
  });
});

describe('load', () => {
  it('goes on on the next working day', () => {
    expect(spread(load(1, 900, { afterMinutes: 400 }), weekdays)).toEqual([
      { day: FRIDAY, minutes: 80 },
      { day: FRIDAY + 3, minutes: 480 },
      { day: FRIDAY + 4, minutes: 340 },
    ]);
  });

  it('above capacity names the orders that make it, the most first', () => {
    const [bucket] = loadByBucket(
      [load(1, 100), load(2, 300), load(1, 150)],
      decimal(480),
      [{ fromDay: FRIDAY, toDay: FRIDAY }],
      weekdays,
    );
    expect(plain(bucket)).toMatchObject({
      load_minutes: '550',
      utilization_percent: '114.58',
      is_overloaded: true,
      orders: [
        { document_id: 2, load_minutes: '300' },
        { document_id: 1, load_minutes: '250' },
      ],
    });
  });
});
