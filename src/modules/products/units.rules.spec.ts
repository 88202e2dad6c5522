import fc from 'fast-check';
import { decimal } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { STANDARD_UNITS } from './standard-units.js';
import { convertQuantity, normalizeUnitCode, purchaseConversion } from './units.rules.js';

const units = STANDARD_UNITS.map((unit) => ({
  code: unit.code,
  uomClass: unit.uom_class,
  toBaseFactor: unit.to_base_factor,
}));
const boxOf = (productId: number | null, factor: string, isBidirectional = true) => ({
  fromUnit: 'BOX',
  toUnit: 'EA',
  factor: decimal(factor),
  isBidirectional,
  productId,
});
const table = new UnitTable(units);
const convert = (quantity: string, from: string, to: string) =>
  convertQuantity(table, decimal(quantity), from, to);

describe('conversion', () => {
  it.each([
    ['1000', 'G', 'KG', '1'],
    ['1', 'KG', 'G', '1000'],
    ['50', 'G', 'KG', '0.05'],
    ['1', 'LB', 'KG', '0.45359237'],
    ['1', 'OZ', 'G', '28.349523125'],
    ['16', 'OZ', 'LB', '1'],
    ['1000', 'MM', 'M', '1'],
    ['12', 'IN', 'FT', '1'],
    ['1', 'GAL', 'L', '3.785411784'],
    ['2', 'DZ', 'PR', '12'],
    ['100', 'KG', 'G', '100000'],
    ['36', 'HR', 'DAY', '1.5'],
  ])('%s %s in %s is exactly %s', (quantity, from, to, expected) => {
    expect(convert(quantity, from, to)).toMatchObject({ quantity: decimal(expected), exact: true });
  });

  it.each([
    ['1', 'G', 'LB', '0.002204623'],
    ['5', 'SEC', 'MIN', '0.083333333'],
    ['25', 'SEC', 'HR', '0.006944444'],
    ['3', 'MM', 'IN', '0.118110236'],
    ['1', 'MG', 'T', '0.000000001'],
  ])('%s %s in %s is rounded to nine decimals, half-up', (quantity, from, to, expected) => {
    const converted = convert(quantity, from, to);
    expect(converted?.quantity.toFixed()).toBe(expected);
    expect(converted?.exact).toBe(expected === '0.000000001');
  });

  it.each([
    ['MM', 'LB'],
    ['KG', 'M'],
    ['EA', 'BOX'],
    ['BOX', 'BOX'],
    ['kg', 'G'],
  ])('%s into %s is refused', (from, to) => expect(convert('10', from, to)).toBeNull());

  it('divides for the way back, so that a pound stays a pound', () => {
    const codes = units.map((unit) => unit.code);
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(...codes),
        fc.integer({ min: 1, max: 1_000_000 }),
        (from, to, amount) => {
          const there = table.ratio(from, to);
          const back = table.ratio(to, from);
          if (!there || !back) return;
          const product = decimal(amount).times(there.numerator).times(back.numerator);
          expect(product.dividedBy(there.denominator.times(back.denominator)).equals(amount)).toBe(true);
        },
      ),
    );
  });

  it('prefers the conversion of the product, then the general one, then the units', () => {
    const own = new UnitTable(units, [boxOf(null, '10'), boxOf(7, '12')]);
    const ask = (productId?: number) =>
      convertQuantity(own, decimal(1), 'BOX', 'EA', productId)?.quantity.toFixed();
    expect([ask(), ask(7), ask(8)]).toEqual(['10', '12', '10']);
    expect(convertQuantity(own, decimal(30), 'EA', 'BOX', 7)?.quantity.toFixed()).toBe('2.5');
  });

  it('does not turn a one-way conversion round', () => {
    const oneWay = new UnitTable(units, [boxOf(null, '10', false)]);
    expect(convertQuantity(oneWay, decimal(1), 'BOX', 'EA')?.quantity.toFixed()).toBe('10');
    expect(convertQuantity(oneWay, decimal(1), 'EA', 'BOX')).toBeNull();
  });

  it('reads codes in any case and with space around them', () => {
    expect([' G ', 'kg', 'm2'].map(normalizeUnitCode)).toEqual(['G', 'KG', 'M2']);
  });
});

describe('standard units', () => {
  it('have one base unit a class, and unique codes', () => {
    const bases = STANDARD_UNITS.filter((unit) => unit.to_base_factor.equals(1));
    expect(bases.map((unit) => unit.code).sort()).toEqual(['EA', 'KG', 'L', 'M', 'M2', 'SEC']);
    for (const pick of ['code', 'unece_code'] as const) {
      expect(new Set(STANDARD_UNITS.map((unit) => unit[pick])).size).toBe(STANDARD_UNITS.length);
    }
  });
});

describe('purchase conversion', () => {
  const ask = (unit: string, purchaseUnit: string, given: string | null = null) => {
    const answer = purchaseConversion(table, {
      unit,
      purchaseUnit,
      given: given === null ? null : decimal(given),
    });
    return typeof answer === 'string' ? answer : answer.toFixed();
  };

  it.each([
    ['G', 'KG', null, '1000'],
    ['G', 'LB', null, '453.59237'],
    ['KG', 'LB', null, '0.45359237'],
    ['IN', 'FT', null, '12'],
    ['ML', 'L', null, '1000'],
    ['EA', 'EA', null, '1'],
    ['EA', 'EA', '1', '1'],
    ['EA', 'EA', '2', 'conversionNotOne'],
    ['EA', 'BOX', '48', '48'],
    ['EA', 'BOX', null, 'conversionNeeded'],
    ['EA', 'KG', null, 'conversionNeeded'],
    ['EA', 'KG', '250', '250'],
    ['T', 'MG', null, '0.000000001'],
    ['KM', 'IN', null, '0.0000254'],
  ])('stock %s, purchase %s, given %s: %s', (unit, purchaseUnit, given, expected) => {
    expect(ask(unit, purchaseUnit, given)).toBe(expected);
  });
});
