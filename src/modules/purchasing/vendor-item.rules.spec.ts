import { decimal } from '../../kernel/decimal.js';
import { priceFor, quantityFault } from './vendor-item.rules.js';

const price = (min: number, unitPrice: string, from: string | null = null, to: string | null = null) => ({
  min_quantity: decimal(min),
  unit_price: decimal(unitPrice),
  valid_from: from,
  valid_to: to,
});

describe('price of a quantity on a day', () => {
  const prices = [
    price(0, '20'),
    price(10, '18'),
    price(10, '17', '2026-03-01', '2026-03-31'),
    price(100, '15', '2026-06-01'),
  ];
  it.each([
    ['below every break', '9.999', '2026-03-15', '20'],
    ['at the break', '10', '2026-02-28', '18'],
    ['the newer of two breaks', '10', '2026-03-01', '17'],
    ['on its last day', '50', '2026-03-31', '17'],
    ['after it', '50', '2026-04-01', '18'],
    ['a break that is not valid yet', '100', '2026-05-31', '18'],
    ['and is', '100', '2026-06-01', '15'],
  ])('%s', (_name, quantity, date, expected) => {
    expect(priceFor(prices, decimal(quantity), date)?.toString()).toBe(expected);
  });

  it('is not known when no price fits', () => {
    expect(priceFor([price(10, '18')], decimal(9), '2026-01-01')).toBeNull();
    expect(priceFor([], decimal(9), '2026-01-01')).toBeNull();
  });
});

describe('what a vendor sells', () => {
  const rules = (least: string | null, most: string | null, step: string | null) => ({
    min_order_qty: least === null ? null : decimal(least),
    max_order_qty: most === null ? null : decimal(most),
    order_multiple: step === null ? null : decimal(step),
  });
  it.each([
    ['nothing said', '7', rules(null, null, null), null],
    ['at the least', '1000', rules('1000', null, null), null],
    ['below the least', '10', rules('1000', null, null), [null, '1000']],
    ['above the most', '12', rules(null, '10', null), ['10', null]],
    ['a multiple', '0.75', rules(null, null, '0.25'), null],
    ['between two multiples', '17', rules(null, null, '10'), ['10', '20']],
    ['less than one step', '4', rules(null, null, '10'), [null, '10']],
    ['the least is raised to a step', '3', rules('15', null, '10'), [null, '20']],
    ['the most is lowered to a step', '27', rules(null, '25', '10'), ['20', null]],
    ['nothing fits', '5', rules('11', '19', '10'), [null, null]],
  ])('%s', (_name, quantity, given, expected) => {
    const fault = quantityFault(decimal(quantity), given);
    expect(fault && [fault.below?.toString() ?? null, fault.above?.toString() ?? null]).toEqual(expected);
  });
});
