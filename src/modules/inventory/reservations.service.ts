import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { staleVersion, Transactions, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { ReservationUpkeep } from './reservation-upkeep.js';
import {
  changeReservations,
  getReservation,
  listReservations,
  markProducts,
  nextManualNumber,
  readReservationsOf,
  type ReservationFilter,
  type ReservationView,
} from './reservations.repository.js';
import { StockLedger } from './stock-ledger.js';
import { StockReservations } from './stock-reservations.js';

/** Reservations that people make by hand refer to themselves, so that each can be released alone. */
const MANUAL_RESERVATION = 'manual';

interface ReservationWish {
  product_id: number;
  quantity: Decimal;
  location_id?: number;
  lot_id?: number;
  priority?: number;
  source_type?: string;
  source_id?: number;
  expires_at?: string;
  partial?: boolean;
  allow_shortage?: boolean;
}

interface ReservationChanges {
  priority?: number;
  expires_at?: string | null;
}

/** A row of an answer to a wish, with what became of the whole wish. */
export type ReservedView = ReservationView & { requested_quantity: Decimal; missing_quantity: Decimal };

/** Stock that people keep aside by hand, and a look at what documents keep. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly reservations: StockReservations,
    private readonly upkeep: ReservationUpkeep,
    private readonly ledger: StockLedger,
  ) {}

  list(principal: Principal, filter: ReservationFilter): Promise<Page<ReservationView>> {
    return this.transactions.read(principal, (tx) => listReservations(tx, filter));
  }

  get(principal: Principal, id: number): Promise<ReservationView> {
    return this.transactions.read(principal, (tx) => getReservation(tx, id));
  }

  /**
   * Reserves all of the quantity or nothing, unless a part will do or the rest may wait; several rows when it lies in
   * several lots or places.
   */
  reserve(principal: Principal, wish: ReservationWish): Promise<ReservedView[]> {
    checkSource(wish);
    return this.transactions.run(principal, async (tx) => {
      const reference = { type: MANUAL_RESERVATION, id: await nextManualNumber(tx) };
      const request = {
        productId: wish.product_id,
        quantity: wish.quantity,
        from: { locationId: wish.location_id, lotId: wish.lot_id },
        reference,
        priority: wish.priority,
        source: wish.source_type ? { type: wish.source_type, id: wish.source_id! } : undefined,
        expiresAt: wish.expires_at === undefined ? undefined : futureOf(tx, wish.expires_at),
        allowShortage: wish.allow_shortage,
      };
      const [outcome] = wish.partial
        ? await this.reservations.reservePart(tx, [request])
        : await this.reservations.reserve(tx, [request]);
      const rows = await readReservationsOf(tx, reference);
      return rows.map((row) => ({
        ...row,
        requested_quantity: wish.quantity,
        missing_quantity: outcome!.missing,
      }));
    });
  }

  /** Changes how urgent a reservation is and how long it is kept, for all rows that were made together with it. */
  update(
    principal: Principal,
    id: number,
    version: number,
    changes: ReservationChanges,
  ): Promise<ReservationView> {
    return this.transactions.run(principal, async (tx) => {
      const reservation = await this.lockOpen(tx, id);
      if (reservation.version !== version) throw staleVersion(reservation.version);
      // A document would not know that its stock is kept no longer.
      if (changes.expires_at !== undefined) refuseDocument(reservation);
      const { expires_at: until } = changes;
      const reference = { type: reservation.reference_type, id: reservation.reference_id };
      await changeReservations(tx, reference, {
        priority: changes.priority,
        expiresAt: typeof until === 'string' ? futureOf(tx, until) : until,
      });
      await markProducts(tx, [reservation.product_id]);
      return getReservation(tx, id);
    });
  }

  /** Gives a waiting demand what is free by now. More urgent ones of the product are served before it. */
  fill(principal: Principal, id: number): Promise<ReservationView> {
    return this.transactions.run(principal, async (tx) => {
      const reservation = await this.lockOpen(tx, id);
      if (reservation.quantity_short.isZero()) throw new DomainError(InventoryErrors.reservationNotWaiting);
      await this.upkeep.refresh(tx, [reservation.product_id]);
      return getReservation(tx, id);
    });
  }

  /** Releases a reservation that was made by hand, with all rows that were made together with it. */
  release(principal: Principal, id: number): Promise<ReservationView> {
    return this.transactions.run(principal, async (tx) => {
      const reservation = await this.lock(tx, id);
      refuseDocument(reservation);
      if (reservation.status !== 'open') throw new DomainError(InventoryErrors.reservationClosed);
      await this.reservations.release(tx, [
        { type: reservation.reference_type, id: reservation.reference_id },
      ]);
      return getReservation(tx, id);
    });
  }

  /** The reservation as it stands under its product's lock. */
  private async lock(tx: Tx, id: number): Promise<ReservationView> {
    const found = await getReservation(tx, id);
    await this.ledger.lock(tx, [found.product_id]);
    return getReservation(tx, id);
  }

  private async lockOpen(tx: Tx, id: number): Promise<ReservationView> {
    const reservation = await this.lock(tx, id);
    if (reservation.status !== 'open') throw new DomainError(InventoryErrors.reservationClosed);
    return reservation;
  }
}

function refuseDocument(reservation: ReservationView): void {
  if (reservation.reference_type === MANUAL_RESERVATION) return;
  throw new DomainError(InventoryErrors.reservationOfDocument);
}

function checkSource(wish: ReservationWish): void {
  if ((wish.source_type === undefined) === (wish.source_id === undefined)) return;
  const pointer = wish.source_type === undefined ? '/source_type' : '/source_id';
  const { reservationSource } = InventoryErrors;
  throw fieldRefusal(reservationSource, pointer, reservationSource.title);
}

function futureOf(tx: Tx, instant: string): Date {
  const at = new Date(instant);
  if (at.getTime() > tx.now.getTime()) return at;
  const { reservationExpiry } = InventoryErrors;
  throw fieldRefusal(reservationExpiry, '/expires_at', reservationExpiry.title);
}
