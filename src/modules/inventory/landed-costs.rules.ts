import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import { roundToCurrency } from '../../kernel/money.js';

export const ALLOCATION_BASES = ['value', 'quantity'] as const;
export type AllocationBasis = (typeof ALLOCATION_BASES)[number];

/**
 * Spreads an amount of money by value (by quantity when all values are zero), in whole coins of the currency. Each part
 * is the difference of two rounded running totals, so the parts add up to the amount exactly.
 */
export function allocate(
  amount: Decimal,
  shares: readonly { quantity: Decimal; value: Decimal }[],
  basis: AllocationBasis,
  currency: string,
): Decimal[] {
  const values = shares.map((share) => share.value);
  const weights = basis === 'value' && !sum(values).isZero() ? values : shares.map((share) => share.quantity);
  const whole = sum(weights);
  let counted = ZERO;
  let spread = ZERO;
  return weights.map((weight) => {
    counted = counted.plus(weight);
    const until = whole.isZero() ? amount : roundToCurrency(amount.times(counted).dividedBy(whole), currency);
    const part = until.minus(spread);
    spread = until;
    return part;
  });
}
