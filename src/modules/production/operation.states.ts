export const OPERATION_STATUSES = [
  'pending',
  'queued',
  'running',
  'paused',
  'completed',
  'skipped',
  'cancelled',
] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

const TRANSITIONS: Readonly<Record<OperationStatus, readonly OperationStatus[]>> = {
  pending: ['queued', 'running', 'completed', 'skipped', 'cancelled'],
  queued: ['running', 'completed', 'skipped', 'cancelled'],
  running: ['paused', 'completed', 'skipped', 'cancelled'],
  paused: ['running', 'completed', 'skipped', 'cancelled'],
  completed: [],
  skipped: [],
  cancelled: [],
};

export function operationCanBecome(from: OperationStatus, to: OperationStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

export function nextOperationStatuses(from: OperationStatus): readonly OperationStatus[] {
  return TRANSITIONS[from];
}

/** Nothing more is reported on it. */
export function isFinished(status: OperationStatus): boolean {
  return TRANSITIONS[status].length === 0;
}
