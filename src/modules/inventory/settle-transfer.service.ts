import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { Movement } from './movement.js';
import { StockLedger } from './stock-ledger.js';
import { StockReservations } from './stock-reservations.js';
import type { StockTransferEntity } from './stock-transfer.entity.js';
import { statusOfShipped } from './stock-transfer.rules.js';
import {
  addOutcome,
  readTransfer,
  readTransferLines,
  stockTransfers,
  TRANSFER_LINE_REFERENCE,
  TRANSFER_REFERENCE,
  type TransferLineView,
  type TransferOutcome,
  type TransferView,
  wrongTransferStatus,
} from './stock-transfers.repository.js';
import { transferEvent } from './stock-transfers.service.js';

export interface TransferPart {
  line_id: number;
  quantity: Decimal;
  /** Where it arrives, when it is not where the transfer goes. */
  location_id?: number;
}

export interface SettleValues {
  /** Everything that is on its way when left out. */
  lines?: TransferPart[];
  reason?: string | null;
}

interface Settled extends TransferPart {
  line: TransferLineView;
}

/** What becomes of stock that is on its way: it arrives, goes back, or is written off; in parts if need be. */
@Injectable()
export class SettleTransferService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly reservations: StockReservations,
    private readonly businessTime: BusinessTime,
  ) {}

  receive(principal: Principal, id: number, values: SettleValues): Promise<TransferView> {
    return this.settle(principal, id, 'received', values);
  }

  return(principal: Principal, id: number, values: SettleValues): Promise<TransferView> {
    return this.settle(principal, id, 'returned', values);
  }

  writeOff(principal: Principal, id: number, values: SettleValues): Promise<TransferView> {
    return this.settle(principal, id, 'written_off', values);
  }

  private settle(
    principal: Principal,
    id: number,
    outcome: TransferOutcome,
    values: SettleValues,
  ): Promise<TransferView> {
    return this.transactions.run(principal, async (tx) => {
      const transfer = await stockTransfers.lock(tx, id);
      if (transfer.status !== 'in_transit') throw wrongTransferStatus(transfer);
      const parts = partsOf(values, await readTransferLines(tx, id));
      const date = await this.businessTime.today(tx);
      await this.ledger.post(
        tx,
        parts.map((part, index) => ({
          ...movementOf(transfer, outcome, part, values.reason ?? null),
          date,
          pointer: `/lines/${index}/quantity`,
        })),
      );
      await addOutcome(
        tx,
        outcome,
        parts.map((part) => ({ lineId: part.line.id, quantity: part.quantity })),
      );
      await this.close(tx, transfer, outcome, values.reason ?? null);
      return readTransfer(tx, id);
    });
  }

  private async close(
    tx: Tx,
    transfer: StockTransferEntity,
    outcome: TransferOutcome,
    reason: string | null,
  ): Promise<void> {
    const lines = await readTransferLines(tx, transfer.id);
    const status = statusOfShipped(lines);
    const closes = status !== 'in_transit';
    await stockTransfers.update(tx, transfer.id, transfer.version, {
      status,
      reason: reason ?? transfer.reason,
      closed_at: closes ? tx.now : null,
    });
    if (closes) {
      await this.reservations.release(
        tx,
        lines.map((line) => ({ type: TRANSFER_LINE_REFERENCE, id: line.id })),
      );
    }
    await appendEvents(tx, [transferEvent(transfer, `stock_transfer.${outcome}`)]);
  }
}

/** Each line once, each of this transfer, and not more than is on its way: the refusal says what is. */
function partsOf(values: SettleValues, lines: readonly TransferLineView[]): Settled[] {
  if (!values.lines) {
    return lines
      .filter((line) => line.in_transit_quantity.greaterThan(0))
      .map((line) => ({ line_id: line.id, quantity: line.in_transit_quantity, line }));
  }
  const byId = new Map(lines.map((line) => [line.id, line]));
  const seen = new Set<number>();
  return values.lines.map((part, index) => {
    const line = byId.get(part.line_id);
    const { unknownTransferLine, placeTwice, transferExceeded } = InventoryErrors;
    const pointer = `/lines/${index}/line_id`;
    if (!line) throw fieldRefusal(unknownTransferLine, pointer, unknownTransferLine.title);
    if (seen.has(line.id)) throw fieldRefusal(placeTwice, pointer, placeTwice.title);
    seen.add(line.id);
    if (part.quantity.greaterThan(line.in_transit_quantity)) {
      const detail = `${line.in_transit_quantity} ${line.unit} of line ${line.line_number} are on their way.`;
      throw new DomainError(transferExceeded, {
        detail,
        errors: [{ pointer: `/lines/${index}/quantity`, code: transferExceeded.code, detail }],
        extra: { line_id: line.id, in_transit: line.in_transit_quantity },
      });
    }
    return { ...part, line };
  });
}

function movementOf(
  transfer: StockTransferEntity,
  outcome: TransferOutcome,
  { line, quantity, location_id: locationId }: Settled,
  reason: string | null,
): Omit<Movement, 'date'> {
  const target = {
    received: locationId ?? transfer.to_location_id,
    returned: locationId ?? line.from_location_id,
    written_off: null,
  }[outcome];
  return {
    type: target === null ? 'adjustment' : 'transfer',
    productId: line.product_id,
    quantity,
    from: {
      locationId: transfer.transit_location_id!,
      lotId: line.lot_id,
      reservedFor: { type: TRANSFER_LINE_REFERENCE, id: line.id },
    },
    ...(target === null ? {} : { to: { locationId: target, lotId: line.lot_id } }),
    reference: { type: TRANSFER_REFERENCE, id: transfer.id },
    reason,
  };
}
