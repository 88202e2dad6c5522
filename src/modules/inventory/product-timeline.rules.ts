import { Decimal, minimum, roundQuantity, sum, ZERO } from '../../kernel/decimal.js';
import { invariant } from '../../kernel/invariant.js';
import { StandardCost, type StockCost } from './costing.rules.js';
import type { MovementType } from './movement.js';

/** What a movement does to the stock of one place. */
export interface End {
  place: string;
  change: Decimal;
}

/** One movement in the order in which things happened, with all that was booked to correct it. */
export interface TimelineItem {
  /** Id of the row; negative for one that is about to be written. */
  key: number;
  /** Instant in milliseconds. Of equal instants the earlier entry comes first. */
  at: number;
  type: MovementType;
  lotId: number | null;
  /** One for what enters or leaves, two for a transfer, none for a value-only row. */
  ends: End[];
  /** What was counted; from then on the place holds this, whatever was before. */
  counted: Decimal | null;
  /** What documents say it is worth; null where the stock's own cost is taken. */
  given: Decimal | null;
  /** What documents have added to its worth since, such as freight. */
  added: Decimal;
  /** The movement that this one undoes. */
  undoes: number | null;
  /** The standard cost that begins here. */
  standard: Decimal | null;
  /** How it stands in the ledger; null for what is about to be written. */
  booked: { change: Decimal; effect: Decimal } | null;
}

/** What became of one movement. */
export interface SettledItem<I extends TimelineItem> {
  item: I;
  /** What the product's stock gained in value; of a transfer the value that it carried. */
  effect: Decimal;
  unitCost: Decimal;
  /** What a unit of the product costs after something has come in at a price; null after everything else. */
  costAfter: Decimal | null;
}

/** Later stock that an earlier movement would take away. */
export interface LaterShortage {
  place: string;
  at: number;
  onHand: Decimal;
}

/**
 * The movements of one product from some moment on. A movement may be put in before others; then everything after it is
 * as if it had been entered in order: counts absorb what came before them, values are worked out anew.
 */
export class ProductTimeline<I extends TimelineItem = TimelineItem> {
  private readonly added: I[] = [];
  private readonly byPlace = new Map<string, I[]>();
  private readonly mirrors = new Map<I, I>();

  /**
   * @param onHand stock of each place as it is now
   * @param cost value of the stock as it was before the first of `later`
   * @param later everything that has happened since, in order
   */
  constructor(
    private readonly onHand: Map<string, Decimal>,
    readonly cost: StockCost,
    private readonly later: readonly I[],
  ) {
    const byKey = new Map(later.map((item) => [item.key, item]));
    for (const item of later) {
      for (const end of item.ends) this.series(end.place).push(item);
      const undone = item.undoes === null ? undefined : byKey.get(item.undoes);
      if (undone && undone.counted !== null) this.mirrors.set(undone, item);
    }
  }

  now(place: string): Decimal {
    return this.onHand.get(place) ?? ZERO;
  }

  /** Stock of a place right after an instant. */
  balanceAt(place: string, at: number): Decimal {
    return this.balanceBefore(place, this.after(place, at));
  }

  /** What may leave a place at an instant without making a later moment short, and whether a later count hides it. */
  availableAt(place: string, at: number): { quantity: Decimal; absorbed: boolean } {
    let balance = this.balanceAt(place, at);
    let least = balance;
    for (const item of this.after(place, at)) {
      if (item.counted !== null) return { quantity: least, absorbed: true };
      balance = balance.plus(changeAt(item, place));
      least = minimum(least, balance);
    }
    return { quantity: least, absorbed: false };
  }

  /** Puts a movement where it belongs; gives the first later moment that would be short, if there is one. */
  insert(item: I): LaterShortage | null {
    let shortage: LaterShortage | null = null;
    for (const { place, change } of item.ends) {
      const series = this.series(place);
      const rest = this.after(place, item.at);
      shortage ??= this.shift(place, rest, change);
      series.splice(series.length - rest.length, 0, item);
    }
    this.added.push(item);
    return shortage;
  }

  /** Says what documents say now of a movement of the timeline. */
  addGiven(key: number, amount: Decimal): void {
    const item = this.later.find((candidate) => candidate.key === key);
    invariant(item, `movement ${key} lies in the timeline`);
    item.added = item.added.plus(amount);
  }

  /** Values everything, in order. */
  settle(): SettledItem<I>[] {
    const ordered =
      this.added.length === 0 ? [...this.later] : [...this.later, ...this.added].sort((a, b) => a.at - b.at);
    const effects = new Map<number, Decimal>();
    return ordered.map((item) => {
      const effect = this.valueOf(item, effects);
      effects.set(item.key, effect);
      const costAfter = setsCost(item) ? this.cost.unitCost() : null;
      return { item, effect, unitCost: this.unitCostOf(item, effect), costAfter };
    });
  }

  private valueOf(item: I, effects: ReadonlyMap<number, Decimal>): Decimal {
    const { key, lotId, undoes, added } = item;
    if (item.standard) return this.revalue(item.standard);
    if (item.ends.length === 2) return this.cost.carry(item.ends[1]!.change, lotId);
    const change = changeOf(item);
    const undone = undoes === null ? undefined : effects.get(undoes)?.abs();
    const given = undone ?? item.given;
    if (change.greaterThan(0)) return this.cost.enter({ key, quantity: change, lotId, given, added });
    if (change.isZero()) return item.ends.length === 0 ? (item.booked?.effect ?? ZERO) : ZERO;
    return this.cost.leave({ key, quantity: change.negated(), lotId, given, undoes }).negated();
  }

  private revalue(standard: Decimal): Decimal {
    // A product that is valued otherwise keeps the change in its history only.
    return this.cost instanceof StandardCost ? this.cost.revalue(standard) : ZERO;
  }

  private unitCostOf(item: I, effect: Decimal): Decimal {
    if (item.standard) return item.standard;
    const quantity = item.ends.length === 2 ? item.ends[1]!.change : changeOf(item).abs();
    if (this.cost instanceof StandardCost || quantity.isZero()) return this.cost.unitCost(item.lotId);
    return roundQuantity(effect.abs().dividedBy(quantity));
  }

  /** Changes what a place holds before `rest`, the last of its movements, until a count says what is there. */
  private shift(place: string, rest: readonly I[], change: Decimal): LaterShortage | null {
    let before = this.balanceBefore(place, rest);
    for (const item of rest) {
      if (item.counted !== null) return this.absorb(item, change);
      before = before.plus(changeAt(item, place));
      const short = shortageAfter(before, change);
      if (short) return { place, at: item.at, onHand: short };
    }
    this.onHand.set(place, this.now(place).plus(change));
    return null;
  }

  /** A count absorbs what is entered before it; what undoes that count gives it back. */
  private absorb(count: I, change: Decimal): LaterShortage | null {
    const end = count.ends[0]!;
    end.change = end.change.minus(change);
    const mirror = this.mirrors.get(count);
    if (!mirror) return null;
    const back = mirror.ends[0]!;
    const series = this.series(back.place);
    const rest = series.slice(series.indexOf(mirror) + 1);
    const short = shortageAfter(this.balanceBefore(back.place, rest), change);
    if (short) return { place: back.place, at: mirror.at, onHand: short };
    back.change = back.change.plus(change);
    return this.shift(back.place, rest, change);
  }

  /** Stock of a place before the last of its movements, which these are. */
  private balanceBefore(place: string, rest: readonly I[]): Decimal {
    return rest.reduce((balance, item) => balance.minus(changeAt(item, place)), this.now(place));
  }

  private after(place: string, at: number): I[] {
    const series = this.series(place);
    let index = series.length;
    while (index > 0 && series[index - 1]!.at > at) index -= 1;
    return series.slice(index);
  }

  private series(place: string): I[] {
    let series = this.byPlace.get(place);
    if (!series) this.byPlace.set(place, (series = []));
    return series;
  }
}

/** What a movement does to the product's stock in all; nothing for a transfer. */
export function changeOf(item: TimelineItem): Decimal {
  return sum(item.ends.map((end) => end.change));
}

/** A price was told, or a standard; not by what only undoes another movement. */
function setsCost(item: TimelineItem): boolean {
  if (item.standard) return true;
  const told = item.given !== null || !item.added.isZero();
  return told && changeOf(item).greaterThan(0);
}

function changeAt(item: TimelineItem, place: string): Decimal {
  return sum(item.ends.filter((end) => end.place === place).map((end) => end.change));
}

/** What would be there, when it is less than nothing and less than before. */
function shortageAfter(before: Decimal, change: Decimal): Decimal | null {
  if (!change.isNegative()) return null;
  const after = before.plus(change);
  return after.isNegative() ? after : null;
}
