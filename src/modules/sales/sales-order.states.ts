/** What may become of a sales order. Shipping and delivery follow from shipments, the rest from people. */
export const SALES_ORDER_STATUSES = [
  'draft',
  'confirmed',
  'in_production',
  'ready_to_ship',
  'partially_shipped',
  'shipped',
  'delivered',
  'completed',
  'on_hold',
  'cancelled',
] as const;
export type SalesOrderStatus = (typeof SALES_ORDER_STATUSES)[number];

const TRANSITIONS: Readonly<Record<SalesOrderStatus, readonly SalesOrderStatus[]>> = {
  draft: ['confirmed', 'cancelled'],
  confirmed: ['in_production', 'ready_to_ship', 'partially_shipped', 'shipped', 'on_hold', 'cancelled'],
  in_production: ['ready_to_ship', 'partially_shipped', 'shipped', 'on_hold', 'cancelled'],
  ready_to_ship: ['partially_shipped', 'shipped', 'on_hold', 'cancelled'],
  partially_shipped: ['partially_shipped', 'shipped', 'on_hold'],
  shipped: ['delivered', 'completed'],
  delivered: ['completed'],
  completed: [],
  on_hold: ['confirmed', 'partially_shipped', 'cancelled'],
  cancelled: [],
};

export function canBecome(from: SalesOrderStatus, to: SalesOrderStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** What is possible now, for the refusal. */
export function nextStatuses(from: SalesOrderStatus): readonly SalesOrderStatus[] {
  return TRANSITIONS[from];
}

/** Lines may be changed while nothing is promised. */
export function isEditable(status: SalesOrderStatus): boolean {
  return status === 'draft';
}
