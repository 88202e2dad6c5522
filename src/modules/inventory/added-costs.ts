import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { readHistories } from './ledger-histories.js';
import { type BookedItem, readBooked } from './ledger-history.repository.js';
import { readState, refuse, type SavedRow, save } from './ledger-session.js';
import { type LockedProduct, lockProducts } from './ledger.repository.js';
import { changeOf } from './product-timeline.rules.js';

/** Cost that a document adds to stock that came in with a movement. */
export interface AddedCost {
  /** Each movement is named once. */
  movementId: number;
  amount: Decimal;
  reason: string | null;
  pointer: string;
}

/**
 * Adds cost (or takes it, when negative) to what came in, as of then: whatever left since carries its share. Gives all
 * rows that were written.
 */
export async function bookAddedCosts(tx: Tx, costs: readonly AddedCost[]): Promise<SavedRow[]> {
  const named = await readBooked(
    tx,
    costs.map((cost) => cost.movementId),
  );
  const products = await lockProducts(tx, productIdsOf(named.values()));
  // Read again under the locks: what was corrected meanwhile counts.
  const booked = await readBooked(tx, [...named.keys()]);
  const since = new Map<number, number>();
  for (const cost of costs) {
    const item = booked.get(cost.movementId);
    checkAddable(cost, item, item && products.get(item.productId));
    since.set(item!.productId, Math.min(item!.at - 1, since.get(item!.productId) ?? Infinity));
  }
  const histories = await readHistories(tx, products, since);
  const state = await readState(tx, [], histories);
  for (const cost of costs) {
    state.addGiven(booked.get(cost.movementId)!.productId, cost.movementId, cost);
  }
  return save(tx, state);
}

function productIdsOf(items: Iterable<BookedItem>): number[] {
  return [...new Set([...items].map((item) => item.productId))].sort((a, b) => a - b);
}

function checkAddable(
  cost: AddedCost,
  item: BookedItem | undefined,
  product: LockedProduct | undefined,
): void {
  const { movementId: movement_id, pointer } = cost;
  const incoming = item && item.ends.length === 1 && changeOf(item).greaterThan(0) && item.counted === null;
  if (!incoming || item.undoes !== null || !product) {
    throw refuse(InventoryErrors.costNotAddable, pointer, { movement_id });
  }
  if (product.closed_through !== null && item.row.date <= product.closed_through) {
    throw refuse(InventoryErrors.periodClosed, pointer, {
      movement_id,
      closed_through: product.closed_through,
    });
  }
  if (product.costed_since && item.at < product.costed_since.getTime()) {
    throw refuse(InventoryErrors.methodChanged, pointer, { movement_id, costed_since: product.costed_since });
  }
  const told = item.given?.plus(item.added) ?? item.booked.effect;
  if (told.plus(cost.amount).isNegative()) {
    throw refuse(InventoryErrors.costBelowZero, pointer, { movement_id, value: told });
  }
}
