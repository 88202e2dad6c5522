import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime, NumberSeries } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { locations } from './locations.repository.js';
import {
  type FieldProblem,
  type PlaceFacts,
  placeProblem,
  readPlaces,
  refuseProblems,
} from './places.repository.js';
import { StockLedger } from './stock-ledger.js';
import { StockReservations } from './stock-reservations.js';
import type { StockTransferEntity } from './stock-transfer.entity.js';
import {
  type NewTransferLine,
  readTransfer,
  readTransferLines,
  replaceTransferLines,
  stockTransfers,
  TRANSFER_LINE_REFERENCE,
  TRANSFER_REFERENCE,
  transitLocationId,
  type TransferLineView,
  type TransferView,
  wrongTransferStatus,
} from './stock-transfers.repository.js';

export interface TransferLineValues {
  product_id: number;
  from_location_id?: number;
  lot_id?: number | null;
  quantity: Decimal;
  notes?: string | null;
}

export interface TransferValues {
  from_location_id: number;
  to_location_id: number;
  expected_date?: string | null;
  notes?: string | null;
  lines: TransferLineValues[];
}

/** Transfers from draft to shipping; what becomes of stock on its way has its own service. */
@Injectable()
export class StockTransfersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly reservations: StockReservations,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<StockTransferEntity>> {
    return this.transactions.read(principal, (tx) => stockTransfers.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<TransferView> {
    return this.transactions.read(principal, (tx) => readTransfer(tx, id));
  }

  create(principal: Principal, values: TransferValues): Promise<TransferView> {
    const { lines, ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      await checkEnds(tx, header.from_location_id, header.to_location_id);
      const resolved = await resolveLines(tx, header.from_location_id, lines);
      const transfer = await stockTransfers.insert(tx, {
        ...header,
        created_by: principal.userId,
        transfer_number: await this.series.next(tx, 'stock_transfer'),
      });
      await replaceTransferLines(tx, transfer.id, resolved);
      return readTransfer(tx, transfer.id);
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<TransferValues>,
  ): Promise<TransferView> {
    const { lines, ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      const before = await stockTransfers.lockVersion(tx, id, version);
      if (before.status !== 'draft') throw wrongTransferStatus(before);
      const from = header.from_location_id ?? before.from_location_id;
      await checkEnds(tx, from, header.to_location_id ?? before.to_location_id);
      if (lines) await replaceTransferLines(tx, id, await resolveLines(tx, from, lines));
      await stockTransfers.update(tx, id, version, header);
      return readTransfer(tx, id);
    });
  }

  /** Gives a draft up; nothing has moved yet. */
  cancel(principal: Principal, id: number, reason: string | null): Promise<TransferView> {
    return this.transactions.run(principal, async (tx) => {
      const before = await stockTransfers.lock(tx, id);
      if (before.status !== 'draft') throw wrongTransferStatus(before);
      await stockTransfers.update(tx, id, before.version, { status: 'cancelled', reason, closed_at: tx.now });
      await appendEvents(tx, [transferEvent(before, 'stock_transfer.cancelled')]);
      return readTransfer(tx, id);
    });
  }

  /** Stock leaves its place and is on its way. A line that was picked from several lots becomes one for each of them. */
  ship(principal: Principal, id: number): Promise<TransferView> {
    return this.transactions.run(principal, async (tx) => {
      const draft = await stockTransfers.lock(tx, id);
      if (draft.status !== 'draft') throw wrongTransferStatus(draft);
      const transitId = await transitLocationId(tx);
      const lines = await readTransferLines(tx, id);
      const shipped = await this.moveToTransit(tx, draft, lines, transitId);
      await replaceTransferLines(tx, id, shipped);
      await this.keep(tx, id, transitId);
      const after = await stockTransfers.update(tx, id, draft.version, {
        status: 'in_transit',
        transit_location_id: transitId,
        shipped_at: tx.now,
        shipped_by: principal.userId,
      });
      await appendEvents(tx, [transferEvent(after, 'stock_transfer.shipped')]);
      return readTransfer(tx, id);
    });
  }

  private async moveToTransit(
    tx: Tx,
    transfer: StockTransferEntity,
    lines: readonly TransferLineView[],
    transitId: number,
  ): Promise<NewTransferLine[]> {
    const date = await this.businessTime.today(tx);
    const posted = await this.ledger.post(
      tx,
      lines.map((line, index) => ({
        type: 'transfer' as const,
        productId: line.product_id,
        quantity: line.quantity,
        from: { locationId: line.from_location_id, lotId: line.lot_id ?? undefined },
        to: { locationId: transitId, lotId: line.lot_id ?? undefined },
        date,
        reference: { type: TRANSFER_REFERENCE, id: transfer.id },
        pointer: `/lines/${index}/quantity`,
      })),
    );
    return posted.map((movement) => ({
      productId: movement.productId,
      fromLocationId: lines[movement.index]!.from_location_id,
      lotId: movement.lotId,
      quantity: movement.quantity,
      shipped: movement.quantity,
      notes: lines[movement.index]!.notes,
    }));
  }

  /** Reserves what is on its way for its line, so that nobody else takes it out of transit. */
  private async keep(tx: Tx, transferId: number, transitId: number): Promise<void> {
    const lines = await readTransferLines(tx, transferId);
    await this.reservations.reserveAvailable(
      tx,
      lines.map((line) => ({
        productId: line.product_id,
        quantity: line.shipped_quantity,
        from: { locationId: transitId, lotId: line.lot_id },
        reference: { type: TRANSFER_LINE_REFERENCE, id: line.id },
      })),
    );
  }
}

/** What the world is told of a transfer that has become something else. */
export function transferEvent(transfer: StockTransferEntity, type: string) {
  const { id, transfer_number, from_location_id, to_location_id } = transfer;
  const payload = { id, transfer_number, from_location_id, to_location_id };
  return { type, aggregateType: TRANSFER_REFERENCE, aggregateId: id, payload };
}

async function checkEnds(tx: Tx, fromId: number, toId: number): Promise<void> {
  const { sameLocation, unknownLocation, locationInactive } = InventoryErrors;
  if (fromId === toId) throw fieldRefusal(sameLocation, '/to_location_id', sameLocation.title);
  for (const [pointer, id] of [
    ['/from_location_id', fromId],
    ['/to_location_id', toId],
  ] as const) {
    const location = await locations.find(tx, id);
    if (!location) throw fieldRefusal(unknownLocation, pointer, unknownLocation.title);
    if (!location.is_active) throw fieldRefusal(locationInactive, pointer, locationInactive.title);
  }
}

async function resolveLines(
  tx: Tx,
  fromLocationId: number,
  lines: readonly TransferLineValues[],
): Promise<NewTransferLine[]> {
  const resolved = lines.map((line) => ({
    productId: line.product_id,
    fromLocationId: line.from_location_id ?? fromLocationId,
    lotId: line.lot_id ?? null,
    quantity: line.quantity,
    notes: line.notes ?? null,
  }));
  const facts = await readPlaces(
    tx,
    resolved.map((line) => ({ ...line, locationId: line.fromLocationId })),
  );
  refuseProblems(resolved.flatMap((line, index) => lineProblem(line, facts[index]!, index)));
  return resolved;
}

/** Which lot is shipped may be left open: it is picked then. */
function lineProblem(line: NewTransferLine, facts: PlaceFacts, index: number): FieldProblem[] {
  const request = { productId: line.productId, locationId: line.fromLocationId, lotId: line.lotId };
  const problem = placeProblem(request, facts, `/lines/${index}`);
  if (!problem || problem.definition === InventoryErrors.lotRequired) return [];
  const ofLocation = problem.pointer.endsWith('/location_id');
  return [{ ...problem, pointer: ofLocation ? `/lines/${index}/from_location_id` : problem.pointer }];
}
