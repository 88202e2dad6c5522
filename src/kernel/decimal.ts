import { Decimal as DecimalJs } from 'decimal.js';

/**
 * The one decimal type of the product. Half-up, with far more digits than any column holds, and never written in
 * exponent notation: `JSON.stringify` of a Decimal is the plain decimal string that the API promises.
 */
export const Decimal = DecimalJs.clone({
  precision: 60,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -60,
  toExpPos: 60,
});
export type Decimal = DecimalJs;

/** Scale of quantities and unit costs: `numeric(20,9)`. */
export const QUANTITY_SCALE = 9;
/** Scale of amounts of money before a document rounds them to its currency: `numeric(20,6)`. */
export const AMOUNT_SCALE = 6;

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);

export function decimal(value: Decimal.Value): Decimal {
  return new Decimal(value);
}

// eslint-disable-next-line @typescript-eslint/no-namespace
export declare namespace Decimal {
  type Value = DecimalJs.Value;
}

/** Rounds half-up to the nine decimals of a quantity or unit cost. */
export function roundQuantity(value: Decimal): Decimal {
  return value.toDecimalPlaces(QUANTITY_SCALE, DecimalJs.ROUND_HALF_UP);
}

/** Rounds half-up to the six decimals of a stored amount. */
export function roundAmount(value: Decimal): Decimal {
  return value.toDecimalPlaces(AMOUNT_SCALE, DecimalJs.ROUND_HALF_UP);
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

export function minimum(first: Decimal, ...rest: Decimal[]): Decimal {
  return rest.reduce((least, value) => (value.lessThan(least) ? value : least), first);
}
