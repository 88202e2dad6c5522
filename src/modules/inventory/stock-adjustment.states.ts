export const ADJUSTMENT_STATUSES = ['draft', 'posted', 'cancelled'] as const;
export type AdjustmentStatus = (typeof ADJUSTMENT_STATUSES)[number];

/** A posted adjustment is never changed: its undoing is another one, posted the other way round. */
const TRANSITIONS: Readonly<Record<AdjustmentStatus, readonly AdjustmentStatus[]>> = {
  draft: ['posted', 'cancelled'],
  posted: [],
  cancelled: [],
};

export function nextAdjustmentStatuses(from: AdjustmentStatus): readonly AdjustmentStatus[] {
  return TRANSITIONS[from];
}
