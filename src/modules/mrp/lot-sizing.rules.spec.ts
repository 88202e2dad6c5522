import { offer, product, quantity } from '../../../test/mrp/world-builder.js';
import { type Fixed, fixedText } from '../../kernel/fixed.js';
import { lotsToBuy, lotsToMake } from './lot-sizing.rules.js';
import type { LotSizing, VendorOffer } from './planning-world.rules.js';

const sizing = (rules: Partial<LotSizing>): LotSizing => product({ id: 1, lotSizing: rules }).lotSizing;
const ONE_TO_ONE = { numerator: 1n, denominator: 1n };
const packOf = (numerator: bigint, denominator = 1n) => ({ conversion: { numerator, denominator } });
const limit = (minimum: number, multiple: number, maximum: number) => ({
  minimum: quantity(minimum),
  multiple: quantity(multiple),
  maximum: quantity(maximum),
});
const texts = (lots: readonly { sold: Fixed }[]) => lots.map(({ sold }) => fixedText(sold));

describe('lots', () => {
  it.each<[string, number, Partial<LotSizing>, boolean, string[]]>([
    ['exactly what is short', 2.5, {}, false, ['2.5']],
    ['whole pieces', 2.5, {}, true, ['3']],
    ['full lots', 41, { rule: 'fixed_quantity', quantity: quantity(20) }, true, ['60']],
    ['the minimum when there is one', 10, limit(1000, 0, 0), true, ['1000']],
    ['full multiples', 10, limit(0, 4, 0), true, ['12']],
    ['orders of the maximum and a rest', 250, limit(0, 0, 100), true, ['100', '100', '50']],
    ['a rest of at least the minimum', 120, limit(50, 0, 100), true, ['100', '50']],
    ['the maximum in full multiples', 200, limit(0, 30, 100), true, ['90', '90', '30']],
    ['whole limits of what is counted', 9, limit(2.5, 0, 4.5), true, ['4', '4', '3']],
    ['one multiple where the maximum is less', 25, limit(0, 10, 5), true, ['10', '10', '10']],
  ])('make %s', (_, net, rules, isCountable, expected) => {
    expect(texts(lotsToMake(quantity(net), sizing(rules), ONE_TO_ONE, isCountable))).toEqual(expected);
    expect(texts(lotsToBuy(quantity(net), sizing(rules), isCountable, null))).toEqual(expected);
    expect(texts(lotsToBuy(quantity(net), sizing(rules), isCountable, offer(1)))).toEqual(expected);
  });

  it.each<[string, number, Partial<LotSizing>, Partial<VendorOffer>, string[]]>([
    ['whole packs', 100, {}, { ...packOf(25n), isCountable: true }, ['4']],
    ['steps of his', 1234, {}, { ...packOf(1000n), multiple: quantity(0.01) }, ['1.24']],
    ['whole ones', 2, {}, { ...packOf(20n), isCountable: true }, ['1']],
    ['his minimum', 10, {}, { minimum: quantity(1000) }, ['1000']],
    [
      'packs below the maximum',
      200,
      limit(0, 0, 100),
      { ...packOf(40n), isCountable: true },
      ['2', '2', '1'],
    ],
    [
      'the smaller maximum',
      100,
      limit(0, 0, 40),
      { ...packOf(10n), maximum: quantity(3) },
      ['3', '3', '3', '1'],
    ],
    [
      'a pack where the maximum is less',
      100,
      limit(0, 0, 10),
      { ...packOf(40n), isCountable: true },
      ['1', '1', '1'],
    ],
    ['the larger minimum', 120, limit(50, 0, 100), { minimum: quantity(20) }, ['100', '50']],
  ])('buy as the vendor sells: %s', (_, net, rules, values, expected) => {
    expect(texts(lotsToBuy(quantity(net), sizing(rules), false, offer(1, values)))).toEqual(expected);
  });

  it('start more where not all comes out well, and never bring less than the need together', () => {
    const goodShare = { numerator: 1n, denominator: 3n };
    const lots = lotsToMake(quantity(100), sizing(limit(0, 0, 70)), goodShare, true);
    expect(lots.map((lot) => [fixedText(lot.quantity), fixedText(lot.receipt)])).toEqual([
      ['70', '23.333333334'],
      ['70', '23.333333334'],
      ['70', '23.333333334'],
      ['70', '23.333333334'],
      ['20', '6.666666667'],
    ]);
  });
});
