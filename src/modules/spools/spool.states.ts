/** What may become of a spool. `consumed` is reached and left by weight alone. */
export const SPOOL_STATUSES = ['active', 'quarantine', 'expired', 'consumed'] as const;
export type SpoolStatus = (typeof SPOOL_STATUSES)[number];

/** Statuses that people set. */
export const SETTABLE_STATUSES = ['active', 'quarantine', 'expired'] as const;

const TRANSITIONS: Readonly<Record<SpoolStatus, readonly SpoolStatus[]>> = {
  active: ['quarantine', 'expired'],
  quarantine: ['active', 'expired'],
  expired: ['active', 'quarantine'],
  consumed: [],
};

export function canBecome(from: SpoolStatus, to: SpoolStatus): boolean {
  return from === to || TRANSITIONS[from].includes(to);
}

/** What is possible now, for the refusal. */
export function nextStatuses(from: SpoolStatus): readonly SpoolStatus[] {
  return TRANSITIONS[from];
}
