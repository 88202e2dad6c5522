import { type Decimal, minimum, roundAmount, ZERO } from '../../kernel/decimal.js';
import type { BookedItem } from './ledger-history.repository.js';
import {
  correctionRows,
  type DraftItem,
  type FifoChange,
  fifoChanges,
  type Item,
  type LotChange,
  lotChanges,
  postedRow,
  productChange,
  type ProductHistory,
  rowOf,
  type Told,
} from './ledger-rows.js';
import { laterShortage, shortage } from './ledger-shortage.js';
import type { BalanceState, LedgerRow, ProductChange, ReservationChange } from './ledger.repository.js';
import { candidates, freeOf, type OpenReservation, type Pick, pick, placeKey } from './ledger.rules.js';
import type { Movement, Reference } from './movement.js';
import { ProductTimeline, type SettledItem } from './product-timeline.rules.js';

type ReservationState = OpenReservation & { productId: number; reference: Reference };

/** Everything that a posting writes beside its rows. */
export interface LedgerChanges {
  balances: BalanceState[];
  products: ProductChange[];
  reservations: ReservationChange[];
  fifo: FifoChange[];
  lots: LotChange[];
}

/** A row about to be written, and the movement of the call that it comes from; none for a correction. */
export interface DraftRow {
  row: LedgerRow;
  index: number | null;
}

/** Stock, values and reservations of the locked products while movements are put into their history. */
export class LedgerState {
  private readonly balances = new Map<string, BalanceState>();
  private readonly byProduct = new Map<number, Map<string, BalanceState>>();
  private readonly locationTypes = new Map<number, string>();
  private readonly lotNumbers = new Map<number, string | null>();
  private readonly timelines = new Map<number, ProductTimeline<Item>>();
  private readonly drafts: DraftItem[] = [];
  private readonly held: DraftRow[] = [];
  private readonly told = new Map<number, Told>();
  private readonly changedBalances = new Set<BalanceState>();
  private readonly changedReservations = new Set<ReservationState>();

  constructor(
    private readonly histories: ReadonlyMap<number, ProductHistory>,
    balances: readonly BalanceState[],
    private readonly reservations: readonly ReservationState[] = [],
  ) {
    for (const productId of histories.keys()) this.byProduct.set(productId, new Map());
    // A place comes twice when it is a target that holds stock already: the one with its stock counts.
    for (const balance of balances) {
      const known = this.balances.get(placeKey(balance));
      if (!known || known.onHand.isZero()) this.remember({ ...balance });
    }
    for (const [productId, { cost, later }] of histories) {
      const own = [...this.byProduct.get(productId)!];
      const onHand = new Map(own.map(([key, balance]) => [key, balance.onHand]));
      this.timelines.set(productId, new ProductTimeline<Item>(onHand, cost, later));
    }
  }

  /** Puts one movement into its place; refuses without changing anything that is written. */
  apply(movement: Movement, index: number, at: number): void {
    if (movement.counted) this.count(movement, index, at);
    else if (movement.from) this.leave(movement, index, at);
    else this.arrive(movement, index, at);
  }

  /** Lets a held movement happen, stock or no stock. */
  approve(item: BookedItem): void {
    this.timeline(item.productId).insert(item);
    const balance = this.balances.get(item.ends[0]!.place)!;
    this.bookEnd(item.ends[0]!.place);
    if (balance.onHand.isNegative()) balance.negativeLimit = balance.onHand.negated();
  }

  /** Begins a new standard cost. */
  setStandard(movement: Movement, standard: Decimal, at: number): void {
    const item = { ...this.draft(movement, 0, at, [], null, null), standard };
    this.timeline(movement.productId).insert(item);
    this.drafts.push(item);
  }

  /** Adds to what documents say of a movement that is booked already. */
  addGiven(productId: number, key: number, told: Told): void {
    this.timeline(productId).addGiven(key, told.amount);
    this.told.set(key, told);
  }

  /** Values everything: the rows of the call in its order, then what is held, then the corrections of booked rows. */
  settle(): { rows: DraftRow[]; changes: LedgerChanges } {
    const settled = [...this.timelines].map(([productId, timeline]) => ({
      history: this.histories.get(productId)!,
      items: timeline.settle(),
    }));
    const posted = new Map<Item, DraftRow>();
    const corrections: DraftRow[] = [];
    const products: ProductChange[] = [];
    for (const { history, items } of settled) {
      for (const one of items) {
        if (isDraft(one)) posted.set(one.item, this.posted(one, history));
        else {
          const told = this.told.get(one.item.key) ?? null;
          const rows = correctionRows(one as SettledItem<BookedItem>, history.product, told);
          corrections.push(...rows.map((row) => ({ row, index: null })));
        }
      }
      products.push(productChange(history, items));
    }
    const changes = {
      balances: [...this.changedBalances],
      products,
      reservations: [...this.changedReservations].map(({ id, open }) => ({ id, open })),
      fifo: settled.flatMap(({ history, items }) => fifoChanges(history, items)),
      lots: settled.flatMap(({ history }) => lotChanges(history)),
    };
    return { rows: [...this.drafts.map((item) => posted.get(item)!), ...this.held, ...corrections], changes };
  }

  private posted(one: SettledItem<DraftItem>, history: ProductHistory): DraftRow {
    const lotNumber = this.lotNumbers.get(one.item.lotId ?? 0) ?? null;
    return { row: postedRow(one, history.product, lotNumber), index: one.item.draft.index };
  }

  /** What was counted is there; the difference is that to what was there at that moment. */
  private count(movement: Movement, index: number, at: number): void {
    const balance = this.arrival(movement);
    const timeline = this.timeline(movement.productId);
    const place = placeKey(balance);
    const change = movement.counted!.minus(timeline.balanceAt(place, at));
    const missing = change.negated();
    // A later moment that would be short is found by the timeline; here it is what is reserved today.
    const reserved = missing.greaterThan(freeOf(balance)) && missing.lessThanOrEqualTo(balance.onHand);
    if (reserved && missing.greaterThan(0) && !timeline.availableAt(place, at).absorbed) {
      const { product } = this.histories.get(movement.productId)!;
      const wanted = { ...movement, quantity: missing };
      throw shortage(wanted, product, [balance], [balance], freeOf(balance));
    }
    const ends = [{ place, change }];
    const item = change.isNegative()
      ? this.draft(movement, index, at, ends, balance, null)
      : this.draft(movement, index, at, ends, null, balance);
    this.insert({ ...item, counted: movement.counted! });
  }

  private arrive(movement: Movement, index: number, at: number): void {
    const balance = this.arrival(movement);
    const ends = [{ place: placeKey(balance), change: movement.quantity }];
    this.insert(this.draft(movement, index, at, ends, null, balance));
  }

  private leave(movement: Movement, index: number, at: number): void {
    for (const { balance, quantity } of this.pick(movement, index, at)) {
      const ends = [{ place: placeKey(balance), change: quantity.negated() }];
      let target: BalanceState | null = null;
      if (movement.to) {
        target = this.place({ ...balance, locationId: movement.to.locationId }, balance);
        ends.push({ place: placeKey(target), change: quantity });
      }
      this.insert(this.draft(movement, index, at, ends, balance, target));
    }
  }

  /** What is taken from which place; nothing when the movement is held instead. */
  private pick(movement: Movement, index: number, at: number): Taken[] {
    const source = movement.from!;
    const places = this.placesAt(movement.productId, at).filter(
      ({ balance }) => !movement.to || balance.locationId !== movement.to.locationId,
    );
    const views = places.map(({ view }) => view);
    const usable = candidates(views, source, movement.type, movement.date);
    const own = source.reservedFor ? this.ownReservations(movement.productId, source.reservedFor) : [];
    const { picks, missing } = pick(movement.quantity, usable, own);
    if (missing.greaterThan(0)) {
      if (movement.hold) return this.hold(movement, index, at);
      const { product } = this.histories.get(movement.productId)!;
      throw shortage(movement, product, views, usable, movement.quantity.minus(missing));
    }
    const balanceOf = new Map(places.map(({ view, balance }) => [view, balance]));
    const real = picks.map((one) => ({ ...one, balance: balanceOf.get(one.balance)! }));
    real.forEach((one) => this.takeReserved(one));
    return mergeByBalance(real);
  }

  private takeReserved({ reservation, quantity, balance }: Pick<BalanceState>): void {
    if (!reservation) return;
    reservation.open = reservation.open.minus(quantity);
    this.changedReservations.add(reservation as ReservationState);
    balance.allocated = balance.allocated.minus(quantity);
    this.changedBalances.add(balance);
  }

  private hold(movement: Movement, index: number, at: number): Taken[] {
    const { product } = this.histories.get(movement.productId)!;
    const lotId = movement.from!.lotId ?? null;
    const row = {
      ...rowOf(movement, product, at),
      fromLocationId: movement.hold!.locationId,
      lotId,
      lotNumber: this.lotNumbers.get(lotId ?? 0) ?? null,
      holdReason: movement.hold!.reason,
    };
    this.held.push({ row, index });
    return [];
  }

  /**
   * Places with what may leave them at an instant: what is there then and is missed at no later moment. Where no count
   * lies in between, what is reserved today is not free either.
   */
  private placesAt(productId: number, at: number): { view: BalanceState; balance: BalanceState }[] {
    const timeline = this.timeline(productId);
    return [...this.byProduct.get(productId)!].map(([key, balance]) => {
      const { quantity, absorbed } = timeline.availableAt(key, at);
      const onHand = absorbed ? quantity : minimum(quantity, balance.onHand);
      // What is there beyond that keeps the reservations as far as it goes.
      const kept = absorbed ? ZERO : balance.allocated.minus(balance.onHand.minus(onHand));
      return { view: { ...balance, onHand, allocated: kept.isNegative() ? ZERO : kept }, balance };
    });
  }

  private ownReservations(productId: number, reference: Reference): ReservationState[] {
    return this.reservations.filter(
      (reservation) =>
        reservation.productId === productId &&
        reservation.reference.type === reference.type &&
        reservation.reference.id === reference.id &&
        reservation.open.greaterThan(0),
    );
  }

  private insert(item: DraftItem): void {
    const { movement } = item.draft;
    const short = this.timeline(movement.productId).insert(item);
    if (short) {
      const { product } = this.histories.get(movement.productId)!;
      throw laterShortage(movement, product, short, this.balances.get(short.place)?.locationId);
    }
    for (const end of item.ends) this.bookEnd(end.place);
    this.drafts.push(item);
  }

  private bookEnd(place: string): void {
    const balance = this.balances.get(place)!;
    balance.onHand = this.timeline(balance.productId).now(place);
    if (!balance.onHand.isNegative()) balance.negativeLimit = ZERO;
    this.changedBalances.add(balance);
  }

  private arrival(movement: Movement): BalanceState {
    const { locationId, lotId = null } = movement.to!;
    return this.place({ productId: movement.productId, locationId, lotId }, null);
  }

  private place(
    place: { productId: number; locationId: number; lotId: number | null },
    origin: BalanceState | null,
  ): BalanceState {
    const { productId, locationId, lotId } = place;
    const known = this.balances.get(placeKey({ productId, locationId, lotId }));
    if (known) return known;
    // A transfer arrives in the lot that was picked; its target is known by location only.
    const locationType = this.locationTypes.get(locationId) ?? 'other';
    const fresh = { ...EMPTY_PLACE, ...origin, ...NO_STOCK, locationType, productId, locationId, lotId };
    this.remember(fresh);
    return fresh;
  }

  private remember(balance: BalanceState): void {
    const key = placeKey(balance);
    this.balances.set(key, balance);
    this.byProduct.get(balance.productId)!.set(key, balance);
    this.locationTypes.set(balance.locationId, balance.locationType);
    if (balance.lotId !== null) this.lotNumbers.set(balance.lotId, balance.lotNumber);
  }

  private draft(
    movement: Movement,
    index: number,
    at: number,
    ends: DraftItem['ends'],
    from: BalanceState | null,
    to: BalanceState | null,
  ): DraftItem {
    return {
      key: -1 - this.drafts.length,
      at,
      type: movement.type,
      lotId: (from ?? to)?.lotId ?? null,
      ends,
      counted: null,
      given: toldValue(movement),
      added: ZERO,
      undoes: movement.reversalOf ?? null,
      standard: null,
      booked: null,
      draft: { movement, index, from, to },
    };
  }

  private timeline(productId: number): ProductTimeline<Item> {
    return this.timelines.get(productId)!;
  }
}

interface Taken {
  balance: BalanceState;
  quantity: Decimal;
}

const NO_STOCK = { onHand: ZERO, allocated: ZERO, negativeLimit: ZERO };
const EMPTY_PLACE = {
  locationActive: true,
  lotProductId: null,
  lotStatus: null,
  lotNumber: null,
  lotExpiresOn: null,
  lotReceivedOn: null,
};

function isDraft(one: SettledItem<Item>): one is SettledItem<DraftItem> {
  return 'draft' in one.item;
}

function toldValue(movement: Movement): Decimal | null {
  const told = movement.totalCost ?? movement.unitCost?.times(movement.quantity);
  return told ? roundAmount(told) : null;
}

/** What was picked from one balance, reserved and free, is one row of the ledger. */
function mergeByBalance(picks: readonly Pick<BalanceState>[]): Taken[] {
  const merged = new Map<BalanceState, Decimal>();
  for (const { balance, quantity } of picks)
    merged.set(balance, (merged.get(balance) ?? ZERO).plus(quantity));
  return [...merged].map(([balance, quantity]) => ({ balance, quantity }));
}
