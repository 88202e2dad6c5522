export const STOCKTAKE_STATUSES = ['planned', 'in_progress', 'completed', 'cancelled'] as const;
export type StocktakeStatus = (typeof STOCKTAKE_STATUSES)[number];

const TRANSITIONS: Readonly<Record<StocktakeStatus, readonly StocktakeStatus[]>> = {
  planned: ['in_progress', 'cancelled'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
};

export function stocktakeCanBecome(from: StocktakeStatus, to: StocktakeStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** What is possible now, for the refusal. */
export function nextStocktakeStatuses(from: StocktakeStatus): readonly StocktakeStatus[] {
  return TRANSITIONS[from];
}
