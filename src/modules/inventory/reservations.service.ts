import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { keyset, type ListOptions, toPage, Transactions, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { InventoryReservationEntity } from './inventory-reservation.entity.js';
import { StockLedger } from './stock-ledger.js';
import { StockReservations } from './stock-reservations.js';

/** Reservations that people make by hand refer to themselves, so that each can be released alone. */
export const MANUAL_RESERVATION = 'manual';

/** A reservation as it is shown. */
export type ReservationView = Omit<InventoryReservationEntity, 'organization_id' | 'created_by'>;

export interface ReservationFilter extends ListOptions {
  product_id?: number;
  reference_type?: string;
  reference_id?: number;
  status?: string;
}

const SHOWN = `id, product_id, location_id, lot_id, quantity, quantity_open, reference_type, reference_id, priority, status,
               created_at, closed_at`;

/** Stock that people keep aside by hand, and a look at what documents keep. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly reservations: StockReservations,
    private readonly ledger: StockLedger,
  ) {}

  list(principal: Principal, filter: ReservationFilter): Promise<Page<ReservationView>> {
    return this.transactions.read(principal, async (tx) => {
      const parameters: unknown[] = [tx.organizationId];
      const place = (value: unknown) => `$${parameters.push(value)}`;
      const conditions = ['r.organization_id = $1'];
      for (const column of ['product_id', 'reference_type', 'reference_id', 'status'] as const) {
        if (filter[column] !== undefined) conditions.push(`r.${column} = ${place(filter[column])}`);
      }
      const order = keyset(filter, ['-id', 'priority'], place, 'r.');
      if (order.condition) conditions.push(order.condition);
      const rows = await tx.query<ReservationView>(
        `SELECT ${SHOWN} FROM inventory_reservations r WHERE ${conditions.join(' AND ')}
          ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
        parameters,
      );
      return toPage(rows, order);
    });
  }

  /** Reserves all of the quantity or nothing; several rows when it lies in several lots or places. */
  reserve(
    principal: Principal,
    request: {
      product_id: number;
      quantity: Decimal;
      location_id?: number;
      lot_id?: number;
      priority?: number;
    },
  ): Promise<ReservationView[]> {
    return this.transactions.run(principal, async (tx) => {
      const reference = { type: MANUAL_RESERVATION, id: await nextManualNumber(tx) };
      await this.reservations.reserve(tx, [
        {
          productId: request.product_id,
          quantity: request.quantity,
          from: { locationId: request.location_id, lotId: request.lot_id },
          reference,
          priority: request.priority,
        },
      ]);
      return tx.query<ReservationView>(
        `SELECT ${SHOWN} FROM inventory_reservations
          WHERE organization_id = $1 AND reference_type = $2 AND reference_id = $3 ORDER BY id`,
        [tx.organizationId, reference.type, reference.id],
      );
    });
  }

  /** Releases a reservation that was made by hand, with all rows that were made together with it. */
  release(principal: Principal, id: number): Promise<ReservationView> {
    return this.transactions.run(principal, async (tx) => {
      const found = await this.find(tx, id);
      await this.ledger.lock(tx, [found.product_id]);
      const reservation = await this.find(tx, id);
      if (reservation.reference_type !== MANUAL_RESERVATION) {
        throw new DomainError(InventoryErrors.reservationOfDocument);
      }
      if (reservation.status !== 'open') throw new DomainError(InventoryErrors.reservationClosed);
      await this.reservations.release(tx, [
        { type: reservation.reference_type, id: reservation.reference_id },
      ]);
      return this.find(tx, id);
    });
  }

  private async find(tx: Tx, id: number): Promise<ReservationView> {
    const rows = await tx.query<ReservationView>(
      `SELECT ${SHOWN} FROM inventory_reservations WHERE organization_id = $1 AND id = $2`,
      [tx.organizationId, id],
    );
    if (!rows[0]) throw new DomainError(InventoryErrors.reservationNotFound, { extra: { id } });
    return rows[0];
  }
}

/** What ties the rows of one manual reservation together: a number that no other has. */
async function nextManualNumber(tx: Tx): Promise<number> {
  const rows = await tx.query<{ number: number }>(
    `SELECT nextval(pg_get_serial_sequence('inventory_reservations', 'id')) AS number`,
  );
  return rows[0]!.number;
}
