import { type Decimal, ONE, roundQuantity } from '../../kernel/decimal.js';
import { applyRatio, type Ratio, type UnitTable } from '../../kernel/unit-of-measure.js';

/** Unit codes are compared in capitals and without surrounding space. */
export function normalizeUnitCode(code: string): string {
  return code.trim().toUpperCase();
}

export interface UnitMeaning {
  uom_class: string;
  to_base_factor: Decimal;
}

/** Whether a change makes the unit mean another amount; its name and symbol do not. */
export function changesMeaning(present: UnitMeaning, change: Partial<UnitMeaning>): boolean {
  const { uom_class: uomClass, to_base_factor: factor } = change;
  return (
    (uomClass !== undefined && uomClass !== present.uom_class) ||
    (factor !== undefined && !factor.equals(present.to_base_factor))
  );
}

export interface Converted {
  /** Nine decimals, half-up. */
  quantity: Decimal;
  /** Whether nothing was rounded away. */
  exact: boolean;
  ratio: Ratio;
}

/** The quantity in another unit, or null when nobody knows the conversion. */
export function convertQuantity(
  table: UnitTable,
  quantity: Decimal,
  from: string,
  to: string,
  productId?: number,
): Converted | null {
  const ratio = table.ratio(from, to, productId);
  if (!ratio) return null;
  const rounded = roundQuantity(applyRatio(quantity, ratio));
  // Compared without the division, which may have no end.
  const exact = rounded.times(ratio.denominator).equals(quantity.times(ratio.numerator));
  return { quantity: rounded, exact, ratio };
}

export type PurchaseFault = 'conversionNotOne' | 'conversionNeeded' | 'conversionTooSmall';

/**
 * How many stock units one purchase unit is: 1 for the same unit, what was given, or what the units say. Never a guess.
 */
export function purchaseConversion(
  table: UnitTable,
  purchase: { unit: string; purchaseUnit: string; given: Decimal | null; productId?: number },
): Decimal | PurchaseFault {
  const { unit, purchaseUnit, given, productId } = purchase;
  if (purchaseUnit === unit) return given === null || given.equals(1) ? ONE : 'conversionNotOne';
  if (given !== null) return given;
  const ratio = table.ratio(purchaseUnit, unit, productId);
  if (!ratio) return 'conversionNeeded';
  const conversion = roundQuantity(applyRatio(ONE, ratio));
  return conversion.isZero() ? 'conversionTooSmall' : conversion;
}
