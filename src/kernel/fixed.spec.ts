import fc from 'fast-check';
import { Decimal, decimal, roundQuantity } from './decimal.js';
import { divideHalfUp, divideUp, fixedRatio, fixedText, roundUpTo, toFixedPoint } from './fixed.js';

const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });
const exact = (value: bigint) => decimal(value.toString());

describe('whole numbers of 10⁻⁹', () => {
  it('are read and written as the decimals they stand for', () => {
    fc.assert(
      fc.property(whole, (value) => {
        const text = exact(value).dividedBy(1e9).toFixed();
        expect(fixedText(value)).toBe(text);
        expect(toFixedPoint(text)).toBe(value);
        expect(toFixedPoint(`${roundQuantity(decimal(text)).toFixed(9)}000`)).toBe(value);
      }),
    );
  });

  it.each(['0.0000000001', '1e3', '1.', '.5', '', ' 1', '+1'])('do not take %p', (text) => {
    expect(() => toFixedPoint(text)).toThrow('has at most nine decimals');
  });

  it('divide as decimals do', () => {
    fc.assert(
      fc.property(whole, positive, (value, divisor) => {
        const quotient = exact(value).dividedBy(exact(divisor));
        const up = exact(divideUp(value, divisor));
        expect(up.equals(quotient.ceil())).toBe(true);
        expect(up.times(exact(divisor)).equals(exact(roundUpTo(value, divisor)))).toBe(true);
        const nearest = quotient.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
        expect(exact(divideHalfUp(value, divisor)).equals(nearest)).toBe(true);
      }),
    );
  });

  it('keep the value of a ratio in lowest terms', () => {
    fc.assert(
      fc.property(positive, positive, positive, (one, other, factor) => {
        const { numerator, denominator } = fixedRatio(one * factor, other * factor);
        expect(numerator * other).toBe(denominator * one);
        expect(fixedRatio(one, other)).toEqual({ numerator, denominator });
      }),
    );
  });
});
