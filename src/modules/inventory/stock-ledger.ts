import { Injectable } from '@nestjs/common';
import { DomainError, type ErrorDefinition } from '../../kernel/domain-error.js';
import { invariant } from '../../kernel/invariant.js';
import type { Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import {
  type BalanceState,
  type LedgerRow,
  type LockedProduct,
  lockProducts,
  readBalances,
  readLatestDates,
  readReservations,
  writeLedger,
} from './ledger.repository.js';
import { placeKey } from './ledger.rules.js';
import { LedgerState } from './ledger-state.js';
import type { Movement, PostedMovement } from './movement.js';

/**
 * The one writer of the stock ledger: movements, balances, values and reservations change here together or not at all.
 *
 * Posting any number of movements takes a constant number of round trips: lock the products in key order, read their
 * stock, decide in pure rules, write everything in one statement.
 */
@Injectable()
export class StockLedger {
  constructor(private readonly businessTime: BusinessTime) {}

  /** Posts movements in the given order, all of them or none; gives the rows that they became. */
  async post(tx: Tx, movements: readonly Movement[]): Promise<PostedMovement[]> {
    if (movements.length === 0) return [];
    const productIds = [...new Set(movements.map((movement) => movement.productId))].sort((a, b) => a - b);
    const products = await lockProducts(tx, productIds);
    movements.forEach((movement) => checkProduct(products.get(movement.productId), movement));
    await this.checkDates(tx, movements, productIds);
    const state = await this.readState(tx, movements, products);
    const posted = movements.flatMap((movement, index) => state.apply(movement, index));
    const ids = await writeLedger(tx, { rows: posted.map((row) => row.row), ...state.changes() });
    return posted.map(({ row, index }, position) => toPosted(ids[position]!, row, index));
  }

  /** Locks products for what is decided before a posting, such as a count. */
  async lock(tx: Tx, productIds: readonly number[]): Promise<void> {
    await lockProducts(
      tx,
      [...productIds].sort((a, b) => a - b),
    );
  }

  private async readState(tx: Tx, movements: readonly Movement[], products: Map<number, LockedProduct>) {
    const targets = movements
      .filter((movement) => movement.to)
      .map((movement) => ({
        productId: movement.productId,
        locationId: movement.to!.locationId,
        lotId: movement.to!.lotId ?? null,
      }));
    const balances = await readBalances(tx, [...products.keys()], targets);
    const references = movements.flatMap((movement) => movement.from?.reservedFor ?? []);
    const reservations = references.length > 0 ? await readReservations(tx, references) : [];
    checkTargets(movements, products, balances);
    return new LedgerState(products, balances, reservations);
  }

  /** Not in the future; and, for a day that is past, not before what the product has already lived through. */
  private async checkDates(tx: Tx, movements: readonly Movement[], productIds: number[]): Promise<void> {
    const today = await this.businessTime.today(tx);
    const future = movements.find((movement) => movement.date > today);
    if (future) throw refuse(InventoryErrors.futureDate, datePointerOf(future), { today });
    if (movements.every((movement) => movement.date === today)) return;
    const latest = await readLatestDates(tx, productIds);
    for (const movement of movements) {
      const last = latest.get(movement.productId);
      if (last !== undefined && movement.date < last) {
        throw refuse(InventoryErrors.backDated, datePointerOf(movement), {
          product_id: movement.productId,
          latest: last,
        });
      }
      latest.set(movement.productId, movement.date);
    }
  }
}

function datePointerOf(movement: Movement): string {
  return movement.datePointer ?? '/transaction_date';
}

function checkProduct(product: LockedProduct | undefined, movement: Movement): void {
  invariant(movement.from || movement.to, 'a movement has at least one end');
  invariant(
    movement.quantity.greaterThan(0) || (movement.type === 'count' && movement.quantity.isZero()),
    'a movement has a positive quantity',
  );
  if (product) return;
  // Services have no valuation row either, and nothing of them is ever moved.
  throw refuse(InventoryErrors.productNotFound, '/product_id', { product_id: movement.productId });
}

/** What arrives needs an active location of ours and, for a product tracked by lots, a lot of that product. */
function checkTargets(
  movements: readonly Movement[],
  products: Map<number, LockedProduct>,
  balances: BalanceState[],
): void {
  const places = new Map(balances.map((balance) => [placeKey(balance), balance]));
  for (const movement of movements) {
    if (!movement.to) continue;
    const product = products.get(movement.productId)!;
    const lotId = movement.to.lotId ?? null;
    // A transfer that is picked takes its lots along.
    const carriesLot = movement.from !== undefined && lotId === null;
    if (product.track_lots && lotId === null && !carriesLot) {
      throw refuse(InventoryErrors.lotRequired, '/lot_number', { product_id: product.id });
    }
    if (!product.track_lots && lotId !== null) {
      throw refuse(InventoryErrors.lotNotTracked, '/lot_id', { product_id: product.id });
    }
    const place = places.get(
      placeKey({ productId: movement.productId, locationId: movement.to.locationId, lotId }),
    );
    if (!place)
      throw refuse(InventoryErrors.unknownLocation, '/location_id', { location_id: movement.to.locationId });
    if (!place.locationActive) throw refuse(InventoryErrors.locationInactive, '/location_id', {});
    if (lotId !== null && place.lotProductId !== movement.productId) {
      throw refuse(
        place.lotProductId === null ? InventoryErrors.unknownLot : InventoryErrors.lotOfOtherProduct,
        '/lot_id',
        {},
      );
    }
  }
}

function refuse(definition: ErrorDefinition, pointer: string, extra: Record<string, unknown>): DomainError {
  return new DomainError(definition, {
    errors: [{ pointer, code: definition.code, detail: definition.title }],
    extra,
  });
}

function toPosted(id: number, row: LedgerRow, index: number): PostedMovement {
  return {
    id,
    index,
    type: row.type,
    productId: row.productId,
    quantity: row.quantity,
    fromLocationId: row.fromLocationId,
    toLocationId: row.toLocationId,
    lotId: row.lotId,
    costPerUnit: row.costPerUnit,
    totalCost: row.totalCost,
  };
}
