export const PRODUCTION_ORDER_STATUSES = [
  'draft',
  'scheduled',
  'released',
  'in_progress',
  'on_hold',
  'completed',
  'short',
  'closed',
  'cancelled',
  'scrapped',
] as const;
export type ProductionOrderStatus = (typeof PRODUCTION_ORDER_STATUSES)[number];

/** One status machine for production, manufacturing and work orders. */
const TRANSITIONS: Readonly<Record<ProductionOrderStatus, readonly ProductionOrderStatus[]>> = {
  draft: ['scheduled', 'released', 'cancelled'],
  scheduled: ['released', 'on_hold', 'cancelled'],
  released: ['in_progress', 'completed', 'short', 'scrapped', 'on_hold', 'cancelled', 'closed'],
  in_progress: ['completed', 'short', 'scrapped', 'on_hold', 'closed'],
  on_hold: ['scheduled', 'released', 'in_progress', 'cancelled'],
  completed: ['closed'],
  short: ['closed'],
  scrapped: ['closed'],
  closed: [],
  cancelled: [],
};

export function canBecome(from: ProductionOrderStatus, to: ProductionOrderStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

export function nextStatuses(from: ProductionOrderStatus): readonly ProductionOrderStatus[] {
  return TRANSITIONS[from];
}

/** Orders that still want something to be made. */
export const OPEN_STATUSES: readonly ProductionOrderStatus[] = [
  'draft',
  'scheduled',
  'released',
  'in_progress',
  'on_hold',
];

/** Work is reported on orders that have been released. */
export function isRunning(status: ProductionOrderStatus): boolean {
  return status === 'released' || status === 'in_progress';
}

export function isEditable(status: ProductionOrderStatus): boolean {
  return status === 'draft' || status === 'scheduled';
}
