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

  constructor(
    units: Iterable<Unit>,
    private readonly conversions: readonly UnitConversion[] = [],
  ) {
    this.units = new Map([...units].map((unit) => [unit.code, unit]));
  }

  has(code: string): boolean {
    return this.units.has(code);
  }

  /** How many `to` one `from` is, or null when the two cannot be converted. A product's own conversion wins. */
  ratio(from: string, to: string, productId?: number): Ratio | null {
    if (from === to) return this.units.has(from) ? { numerator: ONE, denominator: ONE } : null;
    const explicit = this.explicit(from, to, productId ?? null) ?? this.explicit(from, to, null);
    if (explicit) return explicit;
    const source = this.units.get(from);
    const target = this.units.get(to);
    if (!source || !target || source.uomClass !== target.uomClass) return null;
    return { numerator: source.toBaseFactor, denominator: target.toBaseFactor };
  }

  private explicit(from: string, to: string, productId: number | null): Ratio | null {
    for (const conversion of this.conversions) {
      if (conversion.productId !== productId) continue;
      if (conversion.fromUnit === from && conversion.toUnit === to) {
        return { numerator: conversion.factor, denominator: ONE };
      }
      if (conversion.isBidirectional && conversion.fromUnit === to && conversion.toUnit === from) {
        return { numerator: ONE, denominator: conversion.factor };
      }
    }
    return null;
  }
}

/** Applies a ratio to an amount, multiplying before dividing. */
export function applyRatio(amount: Decimal, ratio: Ratio): Decimal {
  return amount.times(ratio.numerator).dividedBy(ratio.denominator);
}
