import { type Fixed, FIXED_ONE } from '../../kernel/fixed.js';
import { actionMessages } from './action-messages.rules.js';
import { pegInOrder } from './pegging.rules.js';
import type { Demand, PlannedOrder, Receipt, Supply } from './planning-world.rules.js';

const TODAY = 20_000;
const SETTINGS = { today: TODAY, horizonEnd: TODAY + 90, expediteWindowDays: 90, toleranceDays: 0 };
const pieces = (count: number): Fixed => BigInt(count) * FIXED_ONE;

const need = (inDays: number, count: number, kind: Demand['kind'] = 'sales_order_line'): Demand => ({
  kind,
  ref: `${kind}:${inDays}`,
  day: TODAY + inDays,
  quantity: pieces(count),
});
const open = (inDays: number, count: number, kind: Receipt['kind'] = 'purchase_order_line'): Receipt => ({
  kind,
  ref: `${kind}:${inDays}`,
  day: TODAY + inDays,
  quantity: pieces(count),
});
const planned = (inDays: number, count: number) =>
  ({
    ref: `planned_order:1:${inDays}`,
    startDay: TODAY + 1,
    dueDay: TODAY + inDays,
    receipt: pieces(count),
  }) as PlannedOrder;

/** Which orders should be how much larger; demands and supplies come in the order in which they are used. */
function increasesOf(
  demands: Demand[],
  receipts: Receipt[],
  orders: PlannedOrder[] = [],
  { largest = null as Fixed | null, toleranceDays = 0 } = {},
): [string, string][] {
  const arrivals: Supply[] = receipts.map((receipt) => ({ ...receipt, day: Math.max(receipt.day, TODAY) }));
  const late = orders.map(({ ref, dueDay, receipt }): Supply => ({
    kind: 'planned_order',
    ref,
    day: dueDay,
    quantity: receipt,
  }));
  const supplies = [...arrivals, ...late].sort((one, other) => one.day - other.day);
  const plan = { demands, supplies, pegs: pegInOrder(demands, supplies), orders };
  return actionMessages(receipts, plan, { ...SETTINGS, toleranceDays }, largest)
    .filter(({ action }) => action === 'increase')
    .map(({ ref, byQuantity }) => [ref, String(byQuantity! / FIXED_ONE)]);
}

describe('increase', () => {
  it('is said of the latest order before a need that a planned order is late for', () => {
    const orders = [open(2, 5), open(4, 5), open(9, 5)];
    expect(increasesOf([need(6, 18)], orders, [planned(12, 3)])).toEqual([['purchase_order_line:4', '3']]);
  });

  it('is said of what nothing covers, once for all needs', () => {
    expect(increasesOf([need(3, 5), need(4, 6)], [open(3, 7)])).toEqual([['purchase_order_line:3', '4']]);
  });

  it('is not said while planned orders come in time, or open ones that can be expedited', () => {
    expect(increasesOf([need(6, 8)], [open(2, 5)], [planned(6, 3)])).toEqual([]);
    expect(increasesOf([need(6, 8)], [open(2, 5), open(9, 3)])).toEqual([]);
    expect(increasesOf([need(6, 8)], [open(2, 5)], [planned(8, 3)], { toleranceDays: 2 })).toEqual([]);
  });

  it('is not said for the safety stock, of by-products, of what comes later and of what is past due', () => {
    expect(increasesOf([need(0, 9, 'safety_stock')], [open(0, 5)])).toEqual([]);
    expect(increasesOf([need(6, 9)], [open(2, 5, 'by_product')])).toEqual([]);
    expect(increasesOf([need(6, 9)], [open(7, 5)])).toEqual([]);
    expect(increasesOf([need(6, 9)], [open(-1, 5)])).toEqual([]);
  });

  it('goes on with the order before when one may not be larger', () => {
    const orders = [open(2, 5), open(4, 9), open(5, 12)];
    expect(increasesOf([need(6, 40)], orders, [], { largest: pieces(10) })).toEqual([
      ['purchase_order_line:4', '1'],
      ['purchase_order_line:2', '5'],
    ]);
  });
});
