import { decimal, ZERO } from '../../kernel/decimal.js';
import { orderTotals, statusByReceipts } from './purchase-order.rules.js';
import {
  canBecome,
  isEditable,
  isReceivable,
  nextStatuses,
  PURCHASE_ORDER_STATUSES,
} from './purchase-order.states.js';

const line = (quantity: string, cost: string) => ({
  quantity_ordered: decimal(quantity),
  unit_cost: decimal(cost),
});

describe('totals', () => {
  it('of 2 and 3 at 5 with 10 % tax are 25, 2.50 and 27.50', () => {
    const terms = { tax_amount: decimal('2.50'), shipping_cost: ZERO, currency_code: 'EUR' };
    const totals = orderTotals([line('2', '5'), line('3', '5')], terms);
    expect([totals.subtotal.toString(), totals.total.toString()]).toEqual(['25', '27.5']);
  });

  it('are sums of what is shown, each line rounded to its currency', () => {
    const lines = [line('3', '0.335'), line('3', '0.335')];
    const terms = { tax_amount: ZERO, shipping_cost: decimal(5) };
    expect(orderTotals(lines, { ...terms, currency_code: 'EUR' }).total.toString()).toBe('7.02');
    expect(orderTotals(lines, { ...terms, currency_code: 'JPY' }).total.toString()).toBe('7');
  });
});

describe('status by receipts', () => {
  const received = (ordered: number, came: number) => ({
    quantity_ordered: decimal(ordered),
    quantity_received: decimal(came),
  });
  it.each([
    ['nothing came', [received(3, 0)], 'ordered'],
    ['a part came', [received(3, 3), received(2, 1)], 'partially_received'],
    ['one line is all there', [received(3, 3), received(2, 0)], 'partially_received'],
    ['all came, some more than ordered', [received(3, 4), received(2, 2)], 'received'],
  ])('%s', (_name, lines, expected) => {
    expect(statusByReceipts('ordered', lines)).toBe(expected);
  });
});

describe('statuses', () => {
  it('lead from draft to closed, and to cancelled only before anything came', () => {
    const allowed = PURCHASE_ORDER_STATUSES.flatMap((from) =>
      nextStatuses(from).map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
      'draft > ordered',
      'draft > cancelled',
      'ordered > partially_received',
      'ordered > received',
      'ordered > cancelled',
      'partially_received > partially_received',
      'partially_received > received',
      'partially_received > closed',
      'received > closed',
    ]);
    expect(canBecome('draft', 'received')).toBe(false);
    expect(PURCHASE_ORDER_STATUSES.filter(isEditable)).toEqual(['draft', 'ordered', 'partially_received']);
    expect(PURCHASE_ORDER_STATUSES.filter(isReceivable)).toEqual(['ordered', 'partially_received']);
  });
});
