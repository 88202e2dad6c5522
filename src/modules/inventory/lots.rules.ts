export const LOT_STATUSES = ['active', 'hold', 'quarantine', 'depleted', 'expired'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];

/** What people do to a lot, and the statuses in which they can. */
const ACTIONS = {
  hold: { to: 'hold', from: ['active', 'quarantine', 'depleted', 'expired'] },
  quarantine: { to: 'quarantine', from: ['active', 'hold', 'depleted', 'expired'] },
  release: { to: 'active', from: ['hold', 'quarantine', 'expired'] },
} as const satisfies Record<string, { to: LotStatus; from: readonly LotStatus[] }>;
export type LotAction = keyof typeof ACTIONS;

/** The status that the action gives, or null when the lot cannot have it now. */
export function statusAfter(status: string, action: LotAction): LotStatus | null {
  const { to, from } = ACTIONS[action];
  return (from as readonly string[]).includes(status) ? to : null;
}

export function possibleActions(status: string): LotAction[] {
  return (Object.keys(ACTIONS) as LotAction[]).filter((action) => statusAfter(status, action) !== null);
}

const DAY_MS = 86_400_000;

/** The earlier of the date on the closed lot and the end of its life after opening; null when there is neither. */
export function effectiveExpiration(
  sealed: string | null,
  openedOn: string | null,
  openLifeDays: number | null,
): string | null {
  if (openedOn === null || openLifeDays === null) return sealed;
  const open = new Date(Date.parse(`${openedOn}T00:00:00Z`) + openLifeDays * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return sealed === null || open < sealed ? open : sealed;
}
