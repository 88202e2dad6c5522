import { decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { conversionOf, exactConversion, purchaseQuantity, stockQuantity } from './purchase-unit.rules.js';

const unit = (code: string, uomClass: string, factor: string) => ({
  code,
  uomClass,
  toBaseFactor: decimal(factor),
});
const table = new UnitTable([
  unit('KG', 'mass', '1'),
  unit('G', 'mass', '0.001'),
  unit('LB', 'mass', '0.45359237'),
  unit('T', 'mass', '1000'),
  unit('EA', 'count', '1'),
  unit('M', 'length', '1'),
  unit('UM', 'length', '0.000001'),
  unit('KM', 'length', '1000000'),
]);
const grams = { id: 1, unit: 'G', purchase_uom: 'KG', purchase_conversion: decimal(1000) };
const pounds = { id: 2, unit: 'LB', purchase_uom: 'LB', purchase_conversion: ONE };
const pieces = { id: 3, unit: 'EA', purchase_uom: 'EA', purchase_conversion: ONE };

describe('how many stock units a purchase unit is', () => {
  it.each([
    ['the stock unit is itself', grams, 'G', null, '1'],
    ['the product’s own purchase unit', grams, 'KG', null, '1000'],
    ['the units say it exactly', grams, 'LB', null, '453.59237'],
    ['what is given wins', pieces, 'M', '4', '4'],
    ['given for the stock unit it is 1', grams, 'G', '2', 'conversionNotOne'],
    ['no unit', grams, 'BOX', null, 'unknownUnit'],
    ['not even when a factor is given', grams, 'BOX', '5', 'unknownUnit'],
    ['another kind of unit', pieces, 'M', null, 'conversionNeeded'],
    ['too small to count', { ...pieces, unit: 'KM' }, 'UM', null, 'conversionTooSmall'],
  ])('%s', (_name, product, code, given, expected) => {
    expect(String(conversionOf(table, product, code, given === null ? null : decimal(given)))).toBe(expected);
  });

  it('is a division where the column has but a rounding', () => {
    const ratio = exactConversion(table, pounds, 'KG', decimal('2.204622622'));
    expect(stockQuantity(ZERO, decimal('0.45359237'), ratio).toString()).toBe('1');
    const declared = exactConversion(table, pounds, 'KG', decimal('2.2'));
    expect(stockQuantity(ZERO, decimal(1), declared).toString()).toBe('2.2');
  });

  it('2 LB are 907.18474 g', () => {
    const ratio = exactConversion(table, grams, 'LB', decimal('453.59237'));
    expect(stockQuantity(ZERO, decimal(2), ratio).toString()).toBe('907.18474');
  });

  it('adds up to the whole whatever the parts', () => {
    const ratio = exactConversion(table, pounds, 'KG', decimal('2.204622622'));
    const third = stockQuantity(ZERO, decimal('0.333333333'), ratio);
    const rest = stockQuantity(decimal('0.333333333'), decimal('0.666666667'), ratio);
    expect(third.plus(rest).toString()).toBe('2.204622622');
  });
});

describe('how many purchase units a stock quantity is', () => {
  it.each([
    ['exactly', '1250', '1000', false, '1.25'],
    ['whole ones where they are pieces', '120', '100', true, '2'],
    ['not one more for what the conversion was rounded by', '661.386786552', '2.204622622', true, '300'],
    ['no more decimals than it takes', '1360.77711', '453.59237', false, '3'],
    ['rounded up where nine decimals are too few', '1', '3', false, '0.333333334'],
    ['at least one piece', '0.000000001', '100', true, '1'],
    ['of one that is many stock units, as fine as they are counted', '0.5', '1000', false, '0.0005'],
  ])('%s', (_case, stock, conversion, isCountable, expected) => {
    expect(purchaseQuantity(decimal(stock), decimal(conversion), isCountable).toFixed()).toBe(expected);
  });
});
