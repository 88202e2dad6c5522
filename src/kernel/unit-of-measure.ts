import { Decimal, ONE } from './decimal.js';

/** One unit: a code, the class it measures, and how many of the class's base unit one of it is. */
export interface Unit {
  code: string;
  uomClass: string;
  toBaseFactor: Decimal;
}

/** An explicit conversion: 1 `fromUnit` = `factor` `toUnit`; for one product when `productId` is set. */
export interface UnitConversion {
  fromUnit: string;
  toUnit: string;
  factor: Decimal;
  isBidirectional: boolean;
  productId: number | null;
}

/**
 * A ratio of two exact decimals. Kept apart until the last moment, so that the inverse of a conversion is a division
 * and never a stored rounding: 1 LB → KG → LB is 1 again.
 */
export interface Ratio {
  numerator: Decimal;
  denominator: Decimal;
}

/** Units and conversions of one organization; answers how many of one unit another is, or that nobody knows. */
export class UnitTable {
  private readonly units: Map<string, Unit>;
  private readonly conversions: Map<string, UnitConversion>;

  constructor(units: Iterable<Unit>, conversions: Iterable<UnitConversion> = []) {
    this.units = new Map([...units].map((unit) => [unit.code, unit]));
    this.conversions = new Map(
      [...conversions].map((item) => [key(item.fromUnit, item.toUnit, item.productId), item]),
    );
  }

  has(code: string): boolean {
    return this.units.has(code);
  }

  /** How many `to` one `from` is, or null when the two cannot be converted. A product's own conversion wins. */
  ratio(from: string, to: string, productId?: number): Ratio | null {
    if (from === to) return this.units.has(from) ? { numerator: ONE, denominator: ONE } : null;
    const ofProduct = productId === undefined ? null : this.explicit(from, to, productId);
    const explicit = ofProduct ?? this.explicit(from, to, null);
    if (explicit) return explicit;
    const source = this.units.get(from);
    const target = this.units.get(to);
    if (!source || !target || source.uomClass !== target.uomClass) return null;
    return { numerator: source.toBaseFactor, denominator: target.toBaseFactor };
  }

  /** A conversion that was entered this way round wins over the inverse of one that was entered the other way. */
  private explicit(from: string, to: string, productId: number | null): Ratio | null {
    const forward = this.conversions.get(key(from, to, productId));
    if (forward) return { numerator: forward.factor, denominator: ONE };
    const backward = this.conversions.get(key(to, from, productId));
    return backward?.isBidirectional ? { numerator: ONE, denominator: backward.factor } : null;
  }
}

/** Unit codes hold no line break, so the key is unambiguous. */
function key(from: string, to: string, productId: number | null): string {
  return `${productId ?? ''}\n${from}\n${to}`;
}

/** Applies a ratio to an amount, multiplying before dividing. */
export function applyRatio(amount: Decimal, ratio: Ratio): Decimal {
  return amount.times(ratio.numerator).dividedBy(ratio.denominator);
}
