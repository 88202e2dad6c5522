import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { AccessErrors, type Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { type HandMovement, HandMovements } from './hand-movements.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { type BookedItem, readBooked } from './ledger-history.repository.js';
import type { Movement } from './movement.js';
import { findPosted, getMovement, type MovementView } from './movements.query.js';
import { StockLedger } from './stock-ledger.js';

export interface ReversalRequest {
  reason?: string | null;
  transaction_date?: string;
}

/** Movements that people make by hand. Those of documents are posted by the documents' own modules. */
@Injectable()
export class StockMovementsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly hand: HandMovements,
    private readonly businessTime: BusinessTime,
  ) {}

  /**
   * Posts one movement. An issue that there is not enough stock for is refused, or held for approval when it is asked
   * for with a reason.
   */
  enter(principal: Principal, entered: HandMovement): Promise<MovementView[]> {
    if (entered.holds) checkHold(principal, entered);
    return this.transactions.run(principal, async (tx) =>
      this.post(tx, await this.hand.build(tx, [entered])),
    );
  }

  /**
   * Undoes one movement by one linked movement the other way round, at the same value: today, or on a day between the
   * original and today.
   */
  reverse(principal: Principal, id: number, request: ReversalRequest): Promise<MovementView[]> {
    return this.transactions.run(principal, async (tx) => {
      // Read again under the product's lock: of two who undo it at once, the second sees that it is done.
      await this.ledger.lock(tx, [(await getMovement(tx, id)).product_id]);
      const original = await getMovement(tx, id);
      const undoing = undo(original, (await readBooked(tx, [id])).get(id)!);
      const date = request.transaction_date ?? (await this.businessTime.today(tx));
      if (date < original.transaction_date) {
        const { reversalBefore } = InventoryErrors;
        throw fieldRefusal(reversalBefore, '/transaction_date', reversalBefore.title);
      }
      return this.post(tx, [{ ...undoing, date, reason: request.reason ?? null }]);
    });
  }

  private async post(tx: Tx, movements: readonly Movement[]): Promise<MovementView[]> {
    const posted = await this.ledger.post(tx, movements);
    return findPosted(
      tx,
      posted.map((row) => row.id),
    );
  }
}

/** Whoever asks for stock below zero may do so, and says why. */
function checkHold(principal: Principal, request: HandMovement): void {
  if (!principal.permissions.has(InventoryPermissions.allowNegative)) {
    throw new DomainError(AccessErrors.forbidden);
  }
  if (request.reason) return;
  throw fieldRefusal(InventoryErrors.reasonNeeded, '/reason', InventoryErrors.reasonNeeded.title);
}

/** The movement that takes back what another one did in the end, with everything that was booked to correct it. */
function undo(original: MovementView, booked: BookedItem): Omit<Movement, 'date'> {
  if (original.reversed_by_id !== null) {
    throw new DomainError(InventoryErrors.alreadyReversed, {
      extra: { reversed_by_id: original.reversed_by_id },
    });
  }
  const byHand = original.reference_type === null && original.transaction_type !== 'reversal';
  const [first, second] = booked.ends;
  const pending = original.status === 'held' || original.status === 'rejected';
  if (!byHand || pending || !first || first.change.isZero() || original.revalues_id !== null) {
    throw new DomainError(InventoryErrors.notReversible);
  }
  const base = {
    type: 'reversal' as const,
    productId: original.product_id,
    quantity: first.change.abs(),
    reversalOf: original.id,
  };
  const lotId = original.lot_id;
  if (second) {
    const from = { locationId: original.to_location_id!, lotId };
    return { ...base, from, to: { locationId: original.from_location_id!, lotId } };
  }
  const place = { locationId: booked.locationId!, lotId };
  return { ...base, ...(first.change.isPositive() ? { from: place } : { to: place }) };
}
