import { decimal } from '../../kernel/decimal.js';
import { availableToPromise, earliestPromise, promiseOn } from './promises.rules.js';

const day = (number: number) => `2026-05-0${number}`;
const entry = (ref: string, date: string, quantity: number) => ({ ref, date, quantity: decimal(quantity) });
const rowsOf = (buckets: ReturnType<typeof availableToPromise>) =>
  buckets.map((bucket) => [
    bucket.from,
    Number(bucket.available_quantity),
    Number(bucket.cumulative_quantity),
  ]);

describe('available to promise', () => {
  const supplies = [
    entry('stock', day(1), 30),
    entry('purchase_order_line:1', day(3), 20),
    entry('firm_planned_order:1', day(5), 40),
  ];

  it('is what its own supply has left, bucket by bucket', () => {
    const demands = [entry('sales_order_line:1', day(2), 10), entry('production_material:2', day(6), 15)];
    const buckets = availableToPromise(demands, supplies, day(1));
    expect(rowsOf(buckets)).toEqual([
      [day(1), 20, 20],
      [day(3), 20, 40],
      [day(5), 25, 65],
    ]);
    expect(earliestPromise(buckets, decimal(21))).toBe(day(3));
    expect(earliestPromise(buckets, decimal(66))).toBeNull();
    expect(Number(promiseOn(buckets, day(4)))).toBe(40);
    expect(Number(promiseOn(buckets, '2026-04-01'))).toBe(0);
  });

  it('keeps later commitments with earlier supply', () => {
    const demands = [entry('sales_order_line:1', day(4), 25), entry('sales_order_line:2', day(8), 55)];
    expect(rowsOf(availableToPromise(demands, supplies, day(1)))).toEqual([
      [day(1), 10, 10],
      [day(3), 0, 10],
      [day(5), 0, 10],
    ]);
  });

  it('counts neither forecasts, safety stock nor what is only planned, and is negative when too much is promised', () => {
    const demands = [
      entry('sales_order_line:1', day(1), 7),
      entry('forecast:1', day(1), 100),
      entry('safety_stock', day(1), 100),
    ];
    const planned = [
      entry('stock', day(1), 5),
      entry('planned_order:1:2:1', day(2), 9),
      entry('by_product:planned_order:1:2:1', day(2), 9),
    ];
    const buckets = availableToPromise(demands, planned, day(1));
    expect(rowsOf(buckets)).toEqual([[day(1), -2, -2]]);
    expect(Number(promiseOn(buckets, day(9)))).toBe(0);
  });
});
