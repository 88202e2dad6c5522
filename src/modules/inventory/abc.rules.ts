import { Decimal, roundAmount, sum, ZERO } from '../../kernel/decimal.js';

export const ABC_CLASSES = ['A', 'B', 'C'] as const;
export type AbcClass = (typeof ABC_CLASSES)[number];

/** What share of the value used in a year is of class A, and what share of class B; the rest is C. */
export interface AbcShares {
  a: Decimal;
  b: Decimal;
}

export interface AnnualUse {
  productId: number;
  value: Decimal;
}

export interface Classified extends AnnualUse {
  abcClass: AbcClass;
  /** 1 for the product of which most is used. */
  position: number;
  /** Share of this product and all before it, in per cent. */
  cumulativePercent: Decimal;
}

/**
 * Puts products into classes by the value that is used of them: most first, until the classes' shares are used up. The
 * product that crosses a border still belongs to the class before it; a product of which nothing is used is of class C.
 */
export function classify(uses: readonly AnnualUse[], shares: AbcShares): Classified[] {
  const total = sum(uses.map((use) => use.value));
  const ordered = [...uses].sort((a, b) => b.value.comparedTo(a.value) || a.productId - b.productId);
  let before = ZERO;
  return ordered.map((use, index) => {
    const begins = total.isZero() ? new Decimal(100) : before.times(100).dividedBy(total);
    before = before.plus(use.value);
    const ends = total.isZero() ? new Decimal(100) : before.times(100).dividedBy(total);
    return {
      ...use,
      abcClass: use.value.isZero() ? 'C' : classAt(begins, shares),
      position: index + 1,
      cumulativePercent: roundAmount(ends),
    };
  });
}

function classAt(percent: Decimal, { a, b }: AbcShares): AbcClass {
  if (percent.lessThan(a)) return 'A';
  return percent.lessThan(a.plus(b)) ? 'B' : 'C';
}
