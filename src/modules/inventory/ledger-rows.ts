import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { invariant } from '../../kernel/invariant.js';
import { type CostLayer, FifoCost, type LayerUse, LotCost, type StockCost } from './costing.rules.js';
import type { BookedItem } from './ledger-history.repository.js';
import type { BalanceState, LedgerRow, LockedProduct, ProductChange } from './ledger.repository.js';
import type { Movement } from './movement.js';
import { changeOf, type SettledItem, type TimelineItem } from './product-timeline.rules.js';

/** A movement on its way into the ledger, with the parts of its row that the timeline does not need. */
export interface DraftItem extends TimelineItem {
  draft: { movement: Movement; index: number; from: BalanceState | null; to: BalanceState | null };
}

export type Item = BookedItem | DraftItem;

/** One product under its lock, with everything that is needed to put movements into its history. */
export interface ProductHistory {
  product: LockedProduct;
  /** Value of the stock before the first of `later`. */
  cost: StockCost;
  /** What has happened after the earliest of the movements to be posted; nothing when they all happen now. */
  later: BookedItem[];
}

/** What the layers of one product have become. Keys below zero are rows about to be written: −1 the first, −2 the second. */
export interface FifoChange {
  productId: number;
  /** `at` is known of the layers that are new. */
  layers: (CostLayer & { at: number | null })[];
  uses: LayerUse[];
  /** Movements whose layers and uses were worked out anew. */
  replayed: number[];
}

export interface LotChange {
  productId: number;
  lotId: number;
  quantity: Decimal;
  value: Decimal;
}

/** What documents add to a booked movement after the fact, and why. */
export interface Told {
  amount: Decimal;
  reason: string | null;
}

const EARLIER_ENTERED = 'An earlier movement was entered.';
const APPROVED = 'The held movement was approved.';

/** A row with nothing but what the movement itself says. */
export function rowOf(movement: Movement, product: LockedProduct, at: number): LedgerRow {
  return {
    ...EMPTY_ROW,
    productId: movement.productId,
    type: movement.type,
    serialNumber: movement.serialNumber ?? null,
    quantity: movement.quantity,
    unit: product.unit,
    reference: movement.reference ?? null,
    reason: movement.reason ?? null,
    notes: movement.notes ?? null,
    reversalOf: movement.reversalOf ?? null,
    date: movement.date,
    at,
  };
}

const EMPTY_ROW = {
  fromLocationId: null,
  toLocationId: null,
  lotId: null,
  lotNumber: null,
  serialNumber: null,
  quantity: ZERO,
  costPerUnit: null,
  totalCost: ZERO,
  givenValue: null,
  countedQuantity: null,
  reason: null,
  notes: null,
  reversalOf: null,
  revalues: null,
  holdReason: null,
} satisfies Partial<LedgerRow>;

/** The row of a movement that was put into its timeline and valued. */
export function postedRow(
  { item, effect, unitCost }: SettledItem<DraftItem>,
  product: LockedProduct,
  lotNumber: string | null,
): LedgerRow {
  const { movement } = item.draft;
  const [from, to] = endsOf(item);
  return {
    ...rowOf(movement, product, item.at),
    fromLocationId: from?.locationId ?? null,
    toLocationId: to?.locationId ?? null,
    lotId: item.lotId,
    lotNumber,
    quantity: item.ends.length === 2 ? item.ends[1]!.change : changeOf(item).abs(),
    costPerUnit: unitCost,
    totalCost: item.ends.length === 0 ? effect : effect.abs(),
    givenValue: item.given,
    countedQuantity: item.counted,
  };
}

/** Where it leaves and where it arrives. What a count found is known only when everything before it is entered. */
function endsOf(item: DraftItem): [BalanceState | null, BalanceState | null] {
  const { from, to } = item.draft;
  if (item.counted === null) return [from, to];
  const place = from ?? to;
  return changeOf(item).isNegative() ? [place, null] : [null, place];
}

/**
 * Rows that make a booked movement what it would be, had everything been entered in order: one with a quantity where a
 * count has to absorb another difference, one without where the value is another. `told` is what documents add to it.
 */
export function correctionRows(
  { item, effect }: SettledItem<BookedItem>,
  product: LockedProduct,
  told: Told | null,
): LedgerRow[] {
  const { row } = item;
  const base: LedgerRow = {
    ...EMPTY_ROW,
    productId: product.id,
    type: 'revaluation',
    fromLocationId: row.fromLocationId,
    toLocationId: row.toLocationId,
    lotId: item.lotId,
    lotNumber: row.lotNumber,
    unit: product.unit,
    reference: row.reference,
    reason: told ? told.reason : item.approved ? APPROVED : EARLIER_ENTERED,
    revalues: item.key,
    date: row.date,
    at: item.at,
  };
  const rows: LedgerRow[] = [];
  const change = changeOf(item).minus(item.booked.change);
  if (!change.isZero()) {
    invariant(item.locationId !== null, 'a count touches one place');
    const [fromLocationId, toLocationId] = change.isNegative()
      ? [item.locationId, null]
      : [null, item.locationId];
    rows.push({ ...base, type: 'count', fromLocationId, toLocationId, quantity: change.abs() });
  }
  const value = effect.minus(item.booked.effect);
  if (value.isZero() && told === null) return rows;
  const outward = row.fromLocationId !== null && row.toLocationId === null;
  rows.push({ ...base, totalCost: outward ? value.negated() : value, givenValue: told?.amount ?? null });
  return rows;
}

/** Quantity, value and costs of a product after everything was valued. */
export function productChange(
  { product, cost }: ProductHistory,
  items: readonly SettledItem<Item>[],
): ProductChange {
  const receipt = items.findLast(({ item }) => item.type === 'receipt' && item.given !== null)?.item;
  const lastCost = receipt && roundQuantity(receipt.given!.plus(receipt.added).dividedBy(changeOf(receipt)));
  return {
    productId: product.id,
    quantity: cost.quantity,
    value: cost.value,
    lastUnitCost: cost.lastUnitCost,
    lastMomentMs: Math.max(product.last_effective_at?.getTime() ?? 0, items.at(-1)?.item.at ?? 0),
    averageCost: items.findLast(({ costAfter }) => costAfter !== null)?.costAfter ?? null,
    lastCost: lastCost && !product.last_cost?.equals(lastCost) ? lastCost : null,
  };
}

export function fifoChanges(
  { product, cost, later }: ProductHistory,
  items: readonly SettledItem<Item>[],
): FifoChange[] {
  if (!(cost instanceof FifoCost)) return [];
  const moments = new Map(items.map(({ item }) => [item.key, item.at]));
  const layers = cost.changedLayers().map((layer) => ({ ...layer, at: moments.get(layer.key) ?? null }));
  return [{ productId: product.id, layers, uses: cost.uses, replayed: later.map((item) => item.key) }];
}

export function lotChanges({ product, cost }: ProductHistory): LotChange[] {
  if (!(cost instanceof LotCost)) return [];
  return [...cost.lots].map(([lotId, { quantity, value }]) => ({
    productId: product.id,
    lotId,
    quantity,
    value,
  }));
}
