import type { Decimal } from '../../kernel/decimal.js';

export const ADJUSTMENT_TYPES = [
  'stock_take',
  'damage',
  'loss',
  'found',
  'correction',
  'return',
  'other',
] as const;
export type AdjustmentType = (typeof ADJUSTMENT_TYPES)[number];

/** What is damaged or lost is taken from stock, what is found is added; the other types go both ways. */
const DIRECTION: Readonly<Record<AdjustmentType, 'in' | 'out' | 'both'>> = {
  stock_take: 'both',
  damage: 'out',
  loss: 'out',
  found: 'in',
  correction: 'both',
  return: 'both',
  other: 'both',
};

/** May an adjustment of this type change stock by so much? Nothing is always allowed. */
export function allowsChange(type: AdjustmentType, change: Decimal): boolean {
  const direction = DIRECTION[type];
  if (direction === 'both' || change.isZero()) return true;
  return change.isNegative() === (direction === 'out');
}

/** How a line says what it does: a difference, or what is there afterwards. */
export type AdjustmentEntry = 'change' | 'after';

/** What a line leaves behind, from what is there before. May be negative: the caller refuses that. */
export function quantityAfter(entry: AdjustmentEntry, entered: Decimal, before: Decimal): Decimal {
  return entry === 'after' ? entered : before.plus(entered);
}
