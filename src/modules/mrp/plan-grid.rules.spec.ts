import { decimal } from '../../kernel/decimal.js';
import { bucketsOf, gridOf, type GridOrder, type GridPlan, pegEntries } from './plan-grid.rules.js';

const day = (period: number) => `2026-04-0${period}`;
const entry = (ref: string, date: string, quantity: number) => ({ ref, date, quantity: decimal(quantity) });
const order = (needDate: string, startDate: string, quantity: number, isFirm = false): GridOrder => ({
  needDate,
  startDate,
  quantity: decimal(quantity),
  receipt: decimal(quantity),
  isFirm,
});

const GROSS = [20, 40, 10, 60, 30, 50, 0, 40];

function planWith(orders: readonly [period: number, quantity: number][]): GridPlan {
  return {
    date: day(1),
    expediteWindowDays: 90,
    demands: [
      ...GROSS.map((quantity, index) => entry(`sales_order_line:${index}`, day(index + 1), quantity)),
      entry('safety_stock', day(1), 10),
    ],
    supplies: [
      entry('stock', day(1), 45),
      entry('purchase_order_line:1', day(2), 50),
      ...orders.map(([period, quantity]) => entry(`planned_order:1:${period}:1`, day(period), quantity)),
    ],
    orders: orders.map(([period, quantity]) => order(day(period), day(period - 2), quantity)),
  };
}

function rowsOf(plan: GridPlan, bucket: 'day' | 'week' = 'day') {
  const { columns } = gridOf(plan, bucketsOf(bucket, day(1), day(8)));
  const row = (name: keyof (typeof columns)[number]) => columns.map((column) => Number(column[name]));
  return {
    net: row('net_requirements'),
    receipts: row('planned_order_receipts'),
    releases: row('planned_order_releases'),
    projected: row('projected_on_hand'),
  };
}

describe('the grid', () => {
  it('of lot for lot', () => {
    const rows = rowsOf(
      planWith([
        [4, 45],
        [5, 30],
        [6, 50],
        [8, 40],
      ]),
    );
    expect(rows.net).toEqual([0, 0, 0, 45, 30, 50, 0, 40]);
    expect(rows.releases).toEqual([0, 45, 30, 50, 0, 40, 0, 0]);
    expect(rows.projected).toEqual([25, 35, 25, 10, 10, 10, 10, 10]);
  });

  it('of lots for two periods', () => {
    const rows = rowsOf(
      planWith([
        [4, 75],
        [6, 50],
        [8, 40],
      ]),
    );
    expect(rows.receipts).toEqual([0, 0, 0, 75, 0, 50, 0, 40]);
    expect(rows.projected).toEqual([25, 35, 25, 40, 10, 10, 10, 10]);
    expect(rows.net).toEqual([0, 0, 0, 45, 0, 50, 0, 40]);
  });

  it('adds up to the same by week', () => {
    // 1 April 2026 is a Wednesday.
    const rows = rowsOf(planWith([[4, 165]]), 'week');
    expect(rows).toMatchObject({
      net: [45, 0],
      receipts: [165, 0],
      releases: [165, 0],
      projected: [100, 10],
    });
  });

  it('tells a shortage once, and none that an open order can be expedited for', () => {
    const short = { ...planWith([]), supplies: [entry('stock', day(1), 45)] };
    expect(rowsOf(short).net).toEqual([0, 25, 10, 60, 30, 50, 0, 40]);
    const later = { ...planWith([]), supplies: [entry('production_order:1', day(8), 300)] };
    expect(rowsOf(later)).toMatchObject({
      net: [0, 0, 0, 0, 0, 0, 0, 0],
      projected: [-20, -60, -70, -130, -160, -210, -210, 50],
    });
    expect(rowsOf({ ...later, expediteWindowDays: 0 }).net).toEqual([30, 40, 10, 60, 30, 50, 0, 0]);
  });

  it('keeps what lies before the first bucket, firm orders as planned ones and stock below zero', () => {
    const plan: GridPlan = {
      date: day(1),
      expediteWindowDays: 0,
      demands: [entry('negative_stock', day(1), 5), entry('sales_order_line:1', day(2), 7)],
      supplies: [entry('firm_planned_order:3', day(2), 20), entry('purchase_order_line:1', day(9), 1)],
      orders: [order(day(2), day(1), 20, true)],
    };
    const { before, columns } = gridOf(plan, bucketsOf('day', day(3), day(4)));
    expect(JSON.parse(JSON.stringify(before))).toEqual({
      gross_requirements: '7',
      scheduled_receipts: '0',
      projected_on_hand: '8',
      net_requirements: '5',
      planned_order_receipts: '20',
      planned_order_releases: '20',
    });
    expect(columns.map((column) => Number(column.projected_on_hand))).toEqual([8, 8]);
  });
});

describe('buckets', () => {
  it('are weeks from Monday and months from their first day', () => {
    expect(bucketsOf('week', '2026-04-01', '2026-04-14')).toEqual([
      { from: '2026-04-01', to: '2026-04-05' },
      { from: '2026-04-06', to: '2026-04-12' },
      { from: '2026-04-13', to: '2026-04-14' },
    ]);
    expect(bucketsOf('month', '2028-02-10', '2028-03-01')).toEqual([
      { from: '2028-02-10', to: '2028-02-29' },
      { from: '2028-03-01', to: '2028-03-01' },
    ]);
  });
});

describe('pegs', () => {
  it('serve the first demand with the first supply and never exceed either', () => {
    const demands = [entry('a', day(1), 5), entry('b', day(2), 10)];
    const supplies = [entry('x', day(1), 8), entry('y', day(3), 4)];
    expect(pegEntries(demands, supplies).map((peg) => ({ ...peg, quantity: Number(peg.quantity) }))).toEqual([
      { demand: 0, supply: 0, quantity: 5 },
      { demand: 1, supply: 0, quantity: 3 },
      { demand: 1, supply: 1, quantity: 4 },
    ]);
  });
});
