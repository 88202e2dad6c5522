import { Injectable } from '@nestjs/common';
import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { AccessErrors, type Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { type BookedItem, readBooked } from './ledger-history.repository.js';
import { defaultLocationId } from './locations.repository.js';
import { findLotId, findOrCreateLots } from './lots.repository.js';
import type { Movement } from './movement.js';
import { findMovements, getMovement, type MovementView } from './movements.query.js';
import { StockLedger } from './stock-ledger.js';

/** What the requests of all movement kinds share. */
export interface MovementRequest {
  product_id: number;
  quantity: Decimal;
  unit?: string;
  transaction_date?: string;
  occurred_at?: string;
  reason?: string | null;
  notes?: string | null;
  serial_number?: string | null;
}

export interface ReceiptRequest extends MovementRequest {
  location_id?: number;
  unit_cost?: Decimal;
  lot_number?: string;
  vendor_lot_number?: string | null;
  expiration_date?: string | null;
}

export interface IssueRequest extends MovementRequest {
  location_id?: number;
  lot_id?: number;
  allow_negative?: boolean;
}

export interface TransferRequest extends MovementRequest {
  from_location_id: number;
  to_location_id: number;
  lot_id?: number;
}

export interface AdjustmentRequest extends Omit<MovementRequest, 'quantity'> {
  location_id?: number;
  lot_id?: number;
  lot_number?: string;
  quantity_change: Decimal;
  unit_cost?: Decimal;
}

export interface CountRequest extends Omit<MovementRequest, 'quantity'> {
  location_id?: number;
  lot_id?: number;
  counted_quantity: Decimal;
}

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
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly businessTime: BusinessTime,
  ) {}

  receive(principal: Principal, request: ReceiptRequest): Promise<MovementView[]> {
    return this.transactions.run(principal, async (tx) => {
      const base = await this.base(tx, request);
      const lotId = await this.lotOf(tx, request, base.date);
      return this.post(tx, {
        ...base,
        type: 'receipt',
        to: { locationId: await this.location(tx, request.location_id), lotId },
        totalCost: request.unit_cost?.times(request.quantity),
      });
    });
  }

  /** An issue that there is not enough stock for is refused, or held for approval when it is asked for with a reason. */
  issue(principal: Principal, request: IssueRequest): Promise<MovementView[]> {
    if (request.allow_negative) checkHold(principal, request);
    return this.transactions.run(principal, async (tx) => {
      const base = await this.base(tx, request);
      const from = { locationId: request.location_id, lotId: request.lot_id };
      if (!request.allow_negative) return this.post(tx, { ...base, type: 'issue', from });
      const locationId = await this.location(tx, request.location_id);
      return this.post(tx, { ...base, type: 'issue', from, hold: { reason: request.reason!, locationId } });
    });
  }

  transfer(principal: Principal, request: TransferRequest): Promise<MovementView[]> {
    if (request.from_location_id === request.to_location_id) {
      throw fieldRefusal(InventoryErrors.sameLocation, '/to_location_id', InventoryErrors.sameLocation.title);
    }
    return this.transactions.run(principal, async (tx) =>
      this.post(tx, {
        ...(await this.base(tx, request)),
        type: 'transfer',
        from: { locationId: request.from_location_id, lotId: request.lot_id },
        to: { locationId: request.to_location_id, lotId: request.lot_id },
      }),
    );
  }

  adjust(principal: Principal, request: AdjustmentRequest): Promise<MovementView[]> {
    const change = request.quantity_change;
    if (change.isZero())
      throw fieldRefusal(InventoryErrors.zeroChange, '/quantity_change', InventoryErrors.zeroChange.title);
    return this.transactions.run(principal, async (tx) => {
      const base = await this.base(tx, { ...request, quantity: change.abs() }, '/quantity_change');
      const locationId = await this.location(tx, request.location_id);
      if (change.isNegative()) {
        return this.post(tx, {
          ...base,
          type: 'adjustment',
          from: { locationId, lotId: request.lot_id ?? (await this.knownLot(tx, request)) },
        });
      }
      const lotId = request.lot_id ?? (await this.lotOf(tx, request, base.date));
      const totalCost = request.unit_cost?.times(change);
      return this.post(tx, { ...base, type: 'adjustment', to: { locationId, lotId }, totalCost });
    });
  }

  /** Sets the stock of one place to what was counted; what was reserved there stays reserved. */
  count(principal: Principal, request: CountRequest): Promise<MovementView[]> {
    return this.transactions.run(principal, async (tx) => {
      const base = await this.base(
        tx,
        { ...request, quantity: request.counted_quantity },
        '/counted_quantity',
        true,
      );
      const to = { locationId: await this.location(tx, request.location_id), lotId: request.lot_id ?? null };
      return this.post(tx, { ...base, type: 'count', quantity: ZERO, counted: base.quantity, to });
    });
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
      return this.post(tx, { ...undoing, date, reason: request.reason ?? null });
    });
  }

  private async post(tx: Tx, movement: Movement): Promise<MovementView[]> {
    const posted = await this.ledger.post(tx, [movement]);
    return findMovements(
      tx,
      posted.map((row) => row.id),
    );
  }

  private async base(tx: Tx, request: MovementRequest, pointer = '/quantity', zeroAllowed = false) {
    // Under the product's lock, so that its unit is still the one that the quantity was converted to.
    if (request.unit) await this.ledger.lock(tx, [request.product_id]);
    const occurredAt = request.occurred_at === undefined ? undefined : new Date(request.occurred_at);
    if (occurredAt && request.transaction_date) {
      throw fieldRefusal(InventoryErrors.dateTwice, '/occurred_at', InventoryErrors.dateTwice.title);
    }
    return {
      productId: request.product_id,
      quantity: await this.inStockUnit(tx, request, pointer, zeroAllowed),
      date: request.transaction_date ?? (await this.businessTime.dayOf(tx, occurredAt ?? tx.now)),
      ...(occurredAt ? { occurredAt } : {}),
      reason: request.reason ?? null,
      notes: request.notes ?? null,
      serialNumber: request.serial_number ?? null,
      pointer,
    };
  }

  /** The quantity in the product's stock unit, exact to nine decimals. */
  private async inStockUnit(
    tx: Tx,
    request: MovementRequest,
    pointer: string,
    zeroAllowed: boolean,
  ): Promise<Decimal> {
    if (!request.unit) return request.quantity;
    const product = (await this.products.getMany(tx, [request.product_id])).get(request.product_id);
    if (!product)
      throw fieldRefusal(
        InventoryErrors.productNotFound,
        '/product_id',
        InventoryErrors.productNotFound.title,
      );
    const converted = await this.units.convert(tx, request.quantity, request.unit, product.unit, product.id);
    if (converted === null) {
      const detail = `${request.unit} cannot be converted to ${product.unit}, the stock unit of ${product.sku}.`;
      throw fieldRefusal(InventoryErrors.unitNotConvertible, '/unit', detail);
    }
    const quantity = roundQuantity(converted);
    if (quantity.isZero() && !zeroAllowed) {
      throw fieldRefusal(InventoryErrors.quantityTooSmall, pointer, InventoryErrors.quantityTooSmall.title);
    }
    return quantity;
  }

  private async location(tx: Tx, given: number | undefined): Promise<number> {
    return given ?? defaultLocationId(tx);
  }

  /** The lot that a request names by its number, for stock that leaves. */
  private async knownLot(tx: Tx, request: AdjustmentRequest): Promise<number | undefined> {
    if (request.lot_number === undefined) return undefined;
    const lotId = await findLotId(tx, request.product_id, request.lot_number);
    if (lotId !== null) return lotId;
    throw fieldRefusal(InventoryErrors.unknownLot, '/lot_number', `There is no lot "${request.lot_number}".`);
  }

  private async lotOf(
    tx: Tx,
    request: {
      product_id: number;
      lot_number?: string;
      vendor_lot_number?: string | null;
      expiration_date?: string | null;
    },
    date: string,
  ): Promise<number | null> {
    if (request.lot_number === undefined) return null;
    // First the product, then its lots: the same way round as whoever changes a lot.
    await this.ledger.lock(tx, [request.product_id]);
    const [lotId] = await findOrCreateLots(tx, [
      {
        productId: request.product_id,
        lotNumber: request.lot_number,
        receivedDate: date,
        vendorLotNumber: request.vendor_lot_number,
        expirationDate: request.expiration_date,
      },
    ]);
    // A product that does not exist makes no lot; the ledger then says so.
    return lotId ?? null;
  }
}

/** Whoever asks for stock below zero may do so, and says why. */
function checkHold(principal: Principal, request: IssueRequest): void {
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
  const totalCost = booked.booked.effect.abs();
  return { ...base, totalCost, ...(first.change.isPositive() ? { from: place } : { to: place }) };
}
