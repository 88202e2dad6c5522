import { invariant } from './invariant.js';

/**
 * A quantity as a whole number of 10⁻⁹: exact as `Decimal` is, and fast enough for millions of steps. For computations
 * in bulk; everything else uses `Decimal`.
 */
export type Fixed = bigint;

/** Digits after the point: those of `numeric(20,9)`. */
const SCALE = 9;
export const FIXED_ONE: Fixed = 1_000_000_000n;
/** Below ten thousand a binary number is off by far less than half a unit. */
const SHORT = /^\d{1,4}(?:\.\d{1,9})?$/;
const SHORT_LENGTH = 14;
const UNITS = 1e9;
const PLAIN = /^(-?)(\d+)(?:\.(\d{1,9})(\d*))?$/;

/** Reads a plain decimal; more than nine digits after the point are a mistake of the caller unless they are zero. */
export function toFixedPoint(text: string): Fixed {
  if (text.length <= SHORT_LENGTH && SHORT.test(text)) return BigInt(Math.round(Number(text) * UNITS));
  const match = PLAIN.exec(text);
  invariant(match && !/[1-9]/.test(match[4] ?? ''), `${text} has at most nine decimals`);
  const units = BigInt(match[2]! + (match[3] ?? '').padEnd(SCALE, '0'));
  return match[1] ? -units : units;
}

/** The plain decimal, without zeros at its end. */
export function fixedText(value: Fixed): string {
  if (value % FIXED_ONE === 0n) return (value / FIXED_ONE).toString();
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(SCALE + 1, '0');
  const whole = digits.slice(0, -SCALE);
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** A positive ratio of whole numbers, in lowest terms. */
export interface FixedRatio {
  numerator: bigint;
  denominator: bigint;
}

export function fixedRatio(numerator: bigint, denominator: bigint): FixedRatio {
  invariant(denominator > 0n, 'a ratio has a positive denominator');
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a > 1n ? { numerator: numerator / a, denominator: denominator / a } : { numerator, denominator };
}

/** `value ÷ divisor` rounded half away from zero; the divisor is positive. */
export function divideHalfUp(value: bigint, divisor: bigint): bigint {
  const doubled = value * 2n;
  return value < 0n ? (doubled - divisor) / (2n * divisor) : (doubled + divisor) / (2n * divisor);
}

/** `value ÷ divisor` rounded up; the divisor is positive. */
export function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value > 0n && quotient * divisor !== value ? quotient + 1n : quotient;
}

/** The next full multiple at or above. */
export function roundUpTo(value: Fixed, multiple: Fixed): Fixed {
  return divideUp(value, multiple) * multiple;
}

export function fixedMax(first: Fixed, second: Fixed): Fixed {
  return first > second ? first : second;
}

export function fixedMin(first: Fixed, second: Fixed): Fixed {
  return first < second ? first : second;
}
