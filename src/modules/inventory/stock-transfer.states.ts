export const STOCK_TRANSFER_STATUSES = ['draft', 'in_transit', 'received', 'cancelled'] as const;
export type StockTransferStatus = (typeof STOCK_TRANSFER_STATUSES)[number];

/** What was shipped cannot be called off any more; it can be returned, and a transfer of which all came back is cancelled. */
const TRANSITIONS: Readonly<Record<StockTransferStatus, readonly StockTransferStatus[]>> = {
  draft: ['in_transit', 'cancelled'],
  in_transit: ['received', 'cancelled'],
  received: [],
  cancelled: [],
};

export function nextTransferStatuses(from: StockTransferStatus): readonly StockTransferStatus[] {
  return TRANSITIONS[from];
}
