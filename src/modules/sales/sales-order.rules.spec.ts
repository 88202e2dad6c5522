import fc from 'fast-check';
import { decimal, ZERO } from '../../kernel/decimal.js';
import { fulfillmentOf, orderTotals, type PricedLine } from './sales-order.rules.js';

function line(quantity: string, unitPrice: string, discountPercent = '0', taxRate = '0'): PricedLine {
  return {
    quantity: decimal(quantity),
    unitPrice: decimal(unitPrice),
    discountPercent: decimal(discountPercent),
    taxRate: decimal(taxRate),
  };
}

describe('totals of a sales order', () => {
  it('taxes the subtotal: 3 × 12.50 and a fee of 10 at 8.25 %, shipping 5', () => {
    const totals = orderTotals(
      [line('3', '12.5', '0', '8.25'), line('1', '10', '0', '8.25')],
      decimal(5),
      'USD',
    );
    expect([totals.subtotal, totals.taxAmount, totals.total].map(String)).toEqual(['47.5', '3.92', '56.42']);
  });

  it('rounds a line to what the currency can pay', () => {
    expect(String(orderTotals([line('3', '0.335')], ZERO, 'USD').subtotal)).toBe('1.01');
    expect(String(orderTotals([line('3', '0.5')], ZERO, 'JPY').subtotal)).toBe('2');
    expect(String(orderTotals([line('1', '1.2345')], ZERO, 'KWD').subtotal)).toBe('1.235');
  });

  it('takes a discount off the line', () => {
    const totals = orderTotals([line('10', '2', '25')], ZERO, 'EUR');
    expect([totals.subtotal, totals.discountTotal].map(String)).toEqual(['15', '5']);
  });

  it('adds up: total = lines + tax + shipping, whatever the lines', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((n) => decimal(n).dividedBy(1000));
    const anyLine = fc.record({
      quantity: cents,
      unitPrice: cents,
      discountPercent: fc.integer({ min: 0, max: 100 }).map(decimal),
      taxRate: fc.integer({ min: 0, max: 30 }).map(decimal),
    });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), cents, (lines, shipping) => {
        const totals = orderTotals(lines, shipping, 'USD');
        const added = totals.lineTotals.reduce((sum, total) => sum.plus(total), ZERO);
        expect(String(totals.subtotal)).toBe(String(added));
        expect(String(totals.total)).toBe(String(added.plus(totals.taxAmount).plus(shipping)));
      }),
    );
  });
});

describe('fulfilment', () => {
  const progress = (quantity: number, shipped: number) => ({
    quantity: decimal(quantity),
    shipped: decimal(shipped),
  });

  it.each([
    [[progress(2, 0), progress(3, 0)], 'pending'],
    [[progress(2, 2), progress(3, 0)], 'partially_shipped'],
    [[progress(2, 1), progress(3, 3)], 'partially_shipped'],
    [[progress(2, 2), progress(3, 3)], 'shipped'],
    [[], 'pending'],
  ])('of %j is %s', (lines, expected) => {
    expect(fulfillmentOf(lines)).toBe(expected);
  });
});
