import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { readLayers, readLotValues } from './cost-layers.repository.js';
import {
  AverageCost,
  FifoCost,
  type Holding,
  LotCost,
  StandardCost,
  type StockCost,
} from './costing.rules.js';
import {
  type BookedItem,
  readBooked,
  readHistoryAfter,
  readLastUnitCost,
  readStandardAt,
} from './ledger-history.repository.js';
import type { ProductHistory } from './ledger-rows.js';
import type { LockedProduct } from './ledger.repository.js';
import { changeOf } from './product-timeline.rules.js';

/** For each product that is concerned the instant, in milliseconds, after which its history is wanted. */
export type Since = ReadonlyMap<number, number>;

/**
 * The locked products with what has happened to them after the given instants, and the value of their stock as it was
 * then: that of today with everything since taken back. Nothing is read of a product that is not named in `since`.
 */
export async function readHistories(
  tx: Tx,
  products: ReadonlyMap<number, LockedProduct>,
  since: Since,
): Promise<Map<number, ProductHistory>> {
  const later = since.size > 0 ? await readHistoryAfter(tx, since) : new Map<number, BookedItem[]>();
  await tellUndone(tx, [...later.values()].flat());
  const histories = new Map<number, ProductHistory>();
  for (const product of products.values()) {
    const items = later.get(product.id) ?? [];
    const cost = await costBefore(tx, product, items, since.get(product.id) ?? null);
    histories.set(product.id, { product, cost, later: items });
  }
  return histories;
}

/** What undoes a movement from before the histories takes back what that one is worth by now. */
async function tellUndone(tx: Tx, items: readonly BookedItem[]): Promise<void> {
  const known = new Set(items.map((item) => item.key));
  const undoing = items.filter((item) => item.undoes !== null && !known.has(item.undoes));
  if (undoing.length === 0) return;
  const undone = await readBooked(
    tx,
    undoing.map((item) => item.undoes!),
  );
  for (const item of undoing) item.given = undone.get(item.undoes!)!.booked.effect.abs();
}

async function costBefore(
  tx: Tx,
  product: LockedProduct,
  later: readonly BookedItem[],
  at: number | null,
): Promise<StockCost> {
  const start = await holdingBefore(tx, product, later, at);
  switch (product.cost_method) {
    case 'average':
      return new AverageCost(start);
    case 'standard':
      return new StandardCost(start, await standardBefore(tx, product, later, at));
    case 'fifo': {
      const ids = later.map((item) => item.key);
      return new FifoCost(start, await readLayers(tx, product.id, at, ids), later.length > 0);
    }
    case 'lot':
      return new LotCost(start, lotsBefore(await readLotValues(tx, product.id), later));
  }
}

async function holdingBefore(
  tx: Tx,
  product: LockedProduct,
  later: readonly BookedItem[],
  at: number | null,
): Promise<Holding> {
  const quantity = product.quantity.minus(sum(later.map(changeOf)));
  const value = product.total_value.minus(sum(later.map(valueAdded)));
  const lastUnitCost =
    later.length === 0
      ? product.last_unit_cost
      : quantity.isZero()
        ? await readLastUnitCost(tx, product.id, at!)
        : null;
  return { quantity, value, lastUnitCost: lastUnitCost ?? product.standard_cost ?? ZERO };
}

async function standardBefore(
  tx: Tx,
  product: LockedProduct,
  later: readonly BookedItem[],
  at: number | null,
): Promise<Decimal> {
  const present = product.standard_cost ?? ZERO;
  const [first] = later;
  if (!first) return present;
  // Each movement says at which standard it was valued; one that begins a new standard says nothing of the old.
  if (!first.standard && first.row.costPerUnit) return first.row.costPerUnit;
  return (await readStandardAt(tx, product.id, at!)) ?? present;
}

/** The lots as they were; of movements inside the company nothing is to be taken back. */
function lotsBefore(
  lots: Map<number, { quantity: Decimal; value: Decimal }>,
  later: readonly BookedItem[],
): Map<number, { quantity: Decimal; value: Decimal }> {
  for (const item of later) {
    if (item.lotId === null) continue;
    const lot = lots.get(item.lotId) ?? { quantity: ZERO, value: ZERO };
    lots.set(item.lotId, {
      quantity: lot.quantity.minus(changeOf(item)),
      value: lot.value.minus(valueAdded(item)),
    });
  }
  return lots;
}

/** What a movement added to the value of the stock; a transfer adds nothing. */
function valueAdded(item: BookedItem): Decimal {
  return item.ends.length === 2 ? ZERO : item.booked.effect;
}
