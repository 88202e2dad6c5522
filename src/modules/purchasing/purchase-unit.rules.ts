import { Decimal, ONE, QUANTITY_SCALE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { applyRatio, type Ratio, type UnitTable } from '../../kernel/unit-of-measure.js';

/** What the units of a product say about buying it. */
export interface BoughtProduct {
  id: number;
  unit: string;
  purchase_uom: string | null;
  purchase_conversion: Decimal | null;
}

export type UnitFault = 'unknownUnit' | 'conversionNotOne' | 'conversionNeeded' | 'conversionTooSmall';

/**
 * How many stock units one purchase unit is: 1 for the stock unit, what was given, what the product says of its own
 * purchase unit, or what the units say. Never a guess.
 */
export function conversionOf(
  table: UnitTable,
  product: BoughtProduct,
  unit: string,
  given: Decimal | null | undefined,
): Decimal | UnitFault {
  if (!table.has(unit)) return 'unknownUnit';
  if (unit === product.unit) return !given || given.equals(1) ? ONE : 'conversionNotOne';
  if (given) return given;
  if (unit === product.purchase_uom && product.purchase_conversion) return product.purchase_conversion;
  const ratio = table.ratio(unit, product.unit, product.id);
  if (!ratio) return 'conversionNeeded';
  const conversion = roundQuantity(applyRatio(ONE, ratio));
  return conversion.isZero() ? 'conversionTooSmall' : conversion;
}

/**
 * The conversion as exactly as it is known. The column holds nine decimals; when they are the rounding of what the units
 * say (kilograms into pounds is a division without an end), the units say it better.
 */
export function exactConversion(
  table: UnitTable,
  product: { id: number; unit: string },
  purchaseUnit: string,
  conversion: Decimal,
): Ratio {
  const ratio = table.ratio(purchaseUnit, product.unit, product.id);
  const known = ratio !== null && roundQuantity(applyRatio(ONE, ratio)).equals(conversion);
  return known ? ratio : { numerator: conversion, denominator: ONE };
}

/**
 * Stock units of what is accepted on top of what was accepted before. The difference of two sums, so that the parts of a
 * delivery add up to the whole in any unit.
 */
export function stockQuantity(acceptedBefore: Decimal, accepted: Decimal, conversion: Ratio): Decimal {
  const total = (quantity: Decimal) => roundQuantity(applyRatio(quantity, conversion));
  return total(acceptedBefore.plus(accepted)).minus(total(acceptedBefore));
}

/**
 * How many purchase units so many stock units are, with no more decimals than it takes to say it exactly; what cannot be
 * said in nine decimals is rounded up, and so is a part of something that is sold in whole ones.
 */
export function purchaseQuantity(stockQuantity: Decimal, conversion: Decimal, isCountable: boolean): Decimal {
  const exact = stockQuantity.dividedBy(conversion);
  const finest = isCountable ? 0 : QUANTITY_SCALE;
  for (let digits = 0; digits <= finest; digits += 1) {
    const quantity = exact.toDecimalPlaces(digits);
    // The conversion is itself rounded to nine decimals: that makes no further piece.
    const tolerance = isCountable ? quantity.plus(ONE).times(SMALLEST) : ZERO;
    const difference = roundQuantity(quantity.times(conversion)).minus(stockQuantity).abs();
    if (difference.lessThanOrEqualTo(tolerance) && quantity.greaterThan(ZERO)) return quantity;
  }
  return exact.toDecimalPlaces(finest, Decimal.ROUND_UP);
}

const SMALLEST = new Decimal('1e-9');
