import { dayNumber } from '../../kernel/business-day.js';
import { Decimal } from '../../kernel/decimal.js';
import { type Fixed, FIXED_ONE, fixedRatio, type FixedRatio, toFixedPoint } from '../../kernel/fixed.js';
import type { Day } from './planning-world.rules.js';

/** A row as COPY writes it, NULL as null. */
export type SourceRow = (string | null)[];

/** A product of two columns has more than nine decimals; what is planned to come is rounded up as well. */
export function roundedText(quantity: string): Fixed {
  return toFixedPoint(new Decimal(quantity).toDecimalPlaces(9, Decimal.ROUND_UP).toFixed());
}

export function decimalRatio(text: string): FixedRatio {
  return fixedRatio(toFixedPoint(text), FIXED_ONE);
}

export function fixedOr(text: string | null | undefined, otherwise: Fixed): Fixed {
  return text === null || text === undefined ? otherwise : toFixedPoint(text);
}

export function integer(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

export function day(text: string | null | undefined): Day | null {
  return text === null || text === undefined ? null : dayNumber(text);
}

/** COPY writes booleans as one letter. */
export function isTrue(text: string | null | undefined): boolean {
  return text === 't';
}
