import { Injectable } from '@nestjs/common';
import { ZERO } from '../../kernel/decimal.js';
import { invariant } from '../../kernel/invariant.js';
import type { Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { CostFlows } from './cost-flows.js';
import { InventoryErrors } from './inventory.errors.js';
import { readBooked } from './ledger-history.repository.js';
import { readHistories, type Since } from './ledger-histories.js';
import { nowOf, readState, refuse, save } from './ledger-session.js';
import { type LedgerRow, type LockedProduct, lockProducts } from './ledger.repository.js';
import type { Movement, PostedMovement } from './movement.js';
import { ReservationUpkeep } from './reservation-upkeep.js';

/** A movement with the instant, in milliseconds, at which it happens. */
interface Timed {
  movement: Movement;
  at: number;
}

/**
 * The one writer of the stock ledger: movements, balances, values and reservations change here together or not at all.
 *
 * Posting any number of movements takes a constant number of round trips: lock the products in key order, read their
 * stock, decide in pure rules, write everything in one statement. A movement that happened before others of its product
 * reads these as well, and what follows from it is written with it: here and, by way of `CostFlows`, in what documents
 * have made of the stock.
 */
@Injectable()
export class StockLedger {
  constructor(
    private readonly businessTime: BusinessTime,
    private readonly upkeep: ReservationUpkeep,
    private readonly flows: CostFlows,
  ) {}

  /** Posts movements in the given order, all of them or none; gives the rows that they became. */
  async post(tx: Tx, movements: readonly Movement[]): Promise<PostedMovement[]> {
    if (movements.length === 0) return [];
    const products = await this.lockFor(tx, movements);
    const timed = await this.timed(tx, await withUndoneValue(tx, movements), products);
    const histories = await readHistories(tx, products, earliest(timed, products));
    const state = await readState(tx, movements, histories);
    timed.forEach(({ movement, at }, index) => state.apply(movement, index, at));
    const rows = await save(tx, state);
    await this.upkeep.fill(tx, products);
    await this.flows.follow(tx, rows);
    return rows.flatMap(({ id, row, index }) => (index === null ? [] : [toPosted(id, row, index)]));
  }

  /** Locks products for what is decided before a posting, such as a count. */
  async lock(tx: Tx, productIds: readonly number[]): Promise<void> {
    await lockProducts(
      tx,
      [...new Set(productIds)].sort((a, b) => a - b),
    );
  }

  private async lockFor(tx: Tx, movements: readonly Movement[]): Promise<Map<number, LockedProduct>> {
    const productIds = [...new Set(movements.map((movement) => movement.productId))].sort((a, b) => a - b);
    const products = await lockProducts(tx, productIds);
    movements.forEach((movement) => checkProduct(products.get(movement.productId), movement));
    await this.upkeep.expire(tx, products);
    return products;
  }

  /** When each movement happens: not in the future, not in a closed period, today after all that is known. */
  private async timed(
    tx: Tx,
    movements: readonly Movement[],
    products: ReadonlyMap<number, LockedProduct>,
  ): Promise<Timed[]> {
    const today = await this.businessTime.today(tx);
    const timed: Timed[] = [];
    for (const movement of movements) {
      const product = products.get(movement.productId)!;
      const nowMs = nowOf(tx, product);
      if (movement.date > today || (movement.occurredAt && movement.occurredAt.getTime() > nowMs)) {
        throw refuse(InventoryErrors.futureDate, datePointerOf(movement), { today });
      }
      if (product.closed_through !== null && movement.date <= product.closed_through) {
        throw refuse(InventoryErrors.periodClosed, datePointerOf(movement), {
          closed_through: product.closed_through,
        });
      }
      const at = movement.occurredAt?.getTime() ?? (await this.momentOf(tx, movement.date, today, nowMs));
      if (product.costed_since && at < product.costed_since.getTime()) {
        throw refuse(InventoryErrors.methodChanged, datePointerOf(movement), {
          product_id: product.id,
          costed_since: product.costed_since,
        });
      }
      timed.push({ movement, at });
    }
    return timed;
  }

  /** Today is now; a day that is past is its end. */
  private async momentOf(tx: Tx, date: string, today: string, nowMs: number): Promise<number> {
    return date === today ? nowMs : (await this.businessTime.endOf(tx, date)).getTime();
  }
}

/** What undoes a movement takes back what that one is worth by now. */
async function withUndoneValue(tx: Tx, movements: readonly Movement[]): Promise<readonly Movement[]> {
  const ids = movements.flatMap((movement) => movement.reversalOf ?? []);
  if (ids.length === 0) return movements;
  const booked = await readBooked(tx, ids);
  return movements.map((movement) => {
    const undone = booked.get(movement.reversalOf ?? 0);
    return undone ? { ...movement, totalCost: undone.booked.effect.abs() } : movement;
  });
}

/** For each product the earliest of its movements, where others have happened since. */
function earliest(timed: readonly Timed[], products: ReadonlyMap<number, LockedProduct>): Since {
  const since = new Map<number, number>();
  for (const { movement, at } of timed) {
    const last = products.get(movement.productId)!.last_effective_at?.getTime() ?? 0;
    if (at < last) since.set(movement.productId, Math.min(at, since.get(movement.productId) ?? Infinity));
  }
  return since;
}

function datePointerOf(movement: Movement): string {
  const field = movement.occurredAt ? 'occurred_at' : 'transaction_date';
  return movement.datePointer ?? `${movement.path ?? ''}/${field}`;
}

function checkProduct(product: LockedProduct | undefined, movement: Movement): void {
  invariant(movement.from || movement.to, 'a movement has at least one end');
  invariant(
    movement.counted ? movement.type === 'count' && movement.to : movement.quantity.greaterThan(0),
    'a movement has a positive quantity, or is a count',
  );
  if (product) return;
  // Services have no valuation row either, and nothing of them is ever moved.
  throw refuse(InventoryErrors.productNotFound, `${movement.path ?? ''}/product_id`, {
    product_id: movement.productId,
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
    costPerUnit: row.costPerUnit ?? ZERO,
    totalCost: row.totalCost,
    held: row.holdReason !== null,
  };
}
