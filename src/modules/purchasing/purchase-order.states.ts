/** What may become of a purchase order. What is received follows from receipts, the rest from people. */
export const PURCHASE_ORDER_STATUSES = [
  'draft',
  'ordered',
  'partially_received',
  'received',
  'closed',
  'cancelled',
] as const;
export type PurchaseOrderStatus = (typeof PURCHASE_ORDER_STATUSES)[number];

const TRANSITIONS: Readonly<Record<PurchaseOrderStatus, readonly PurchaseOrderStatus[]>> = {
  draft: ['ordered', 'cancelled'],
  ordered: ['partially_received', 'received', 'cancelled'],
  // Closed with something still open: the rest is not coming.
  partially_received: ['partially_received', 'received', 'closed'],
  received: ['closed'],
  closed: [],
  cancelled: [],
};

export function canBecome(from: PurchaseOrderStatus, to: PurchaseOrderStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** What is possible now, for the refusal. */
export function nextStatuses(from: PurchaseOrderStatus): readonly PurchaseOrderStatus[] {
  return TRANSITIONS[from];
}

/** Lines and terms may be changed while something can still come. */
export function isEditable(status: PurchaseOrderStatus): boolean {
  return status === 'draft' || status === 'ordered' || status === 'partially_received';
}

/** Goods arrive for what was ordered and is not all there. */
export function isReceivable(status: PurchaseOrderStatus): boolean {
  return canBecome(status, 'partially_received');
}
