import { type Decimal, sum } from '../../kernel/decimal.js';
import type { StockTransferStatus } from './stock-transfer.states.js';

export interface TransferProgress {
  in_transit_quantity: Decimal;
  received_quantity: Decimal;
  written_off_quantity: Decimal;
}

/** What a shipped transfer is by what became of its lines. */
export function statusOfShipped(lines: readonly TransferProgress[]): StockTransferStatus {
  if (lines.some((line) => line.in_transit_quantity.greaterThan(0))) return 'in_transit';
  const arrived = sum(lines.map((line) => line.received_quantity.plus(line.written_off_quantity)));
  return arrived.isZero() ? 'cancelled' : 'received';
}
