import { divideHalfUp, divideUp, type Fixed, fixedMin } from '../../kernel/fixed.js';
import { stockToKeep } from './netting.rules.js';
import { inDemandOrder } from './pegging.rules.js';
import type {
  AlternateLine,
  Day,
  Demand,
  PlanningProduct,
  PlanningSettings,
  Receipt,
  ReplaceablePart,
} from './planning-world.rules.js';

/** A product of a group with all that is needed of it and comes of it; demands in the order in which they are served. */
export interface Needed {
  product: PlanningProduct;
  demands: readonly Demand[];
  receipts: readonly Receipt[];
}

/** What is needed of a product in the end, and of which others the rest is taken. */
export interface StandIns {
  demands: Demand[];
  alternateIds: number[];
}

/** So much of a demand is short of its product. */
interface Shortage {
  productId: number;
  demand: Demand;
  day: Day;
  short: Fixed;
}

/**
 * Lets products of a group stand in for one another: what stock and open orders of a product leave short of a demand is
 * taken of its alternates, as far as they are free. Who needs it first comes first. Nothing is ordered for it: what is free
 * of an alternate is what nobody else needs, on that day and on any later one.
 */
export function standIn(group: readonly Needed[], settings: PlanningSettings): Map<number, StandIns> {
  const free = new Map(group.map((needed) => [needed.product.id, new FreeStock(needed, settings.today)]));
  const taken: { from: Shortage; primary: Fixed; alternateId: number; quantity: Fixed }[] = [];
  for (const shortage of group.flatMap((needed) => shortagesOf(needed, settings)).sort(inOrder)) {
    let { short } = shortage;
    for (const part of inLineOrder(shortage.demand.parts!)) {
      let open = fixedMin(short, part.quantity);
      const choices = part.choices.filter(
        ({ productId }) => productId !== shortage.productId && free.has(productId),
      );
      while (open > 0n && choices.length > 0) {
        const choice = bestOf(choices, open, (id) => free.get(id)!.on(shortage.day));
        choices.splice(choices.indexOf(choice), 1);
        const { primary, quantity } = takenOf(choice, open, free.get(choice.productId)!.on(shortage.day));
        if (quantity <= 0n) continue;
        free.get(choice.productId)!.take(quantity);
        taken.push({ from: shortage, primary, alternateId: choice.productId, quantity });
        open -= primary;
        short -= primary;
      }
    }
  }
  return applied(group, taken);
}

/** What is short of each demand that something may stand in for; what has been short before is ordered by then. */
function shortagesOf({ product, demands, receipts }: Needed, settings: PlanningSettings): Shortage[] {
  if (!demands.some(({ parts }) => parts)) return [];
  const arrivals = [...receipts].sort((one, other) => one.day - other.day);
  const shortages: Shortage[] = [];
  let projected = product.onHand;
  let arrived = 0;
  receive(settings.today);
  if (projected < 0n) projected = 0n;
  for (const demand of demands) {
    const day = Math.max(demand.day, settings.today);
    receive(day);
    projected -= demand.quantity;
    if (projected >= 0n) continue;
    if (demand.parts) {
      shortages.push({
        productId: product.id,
        demand,
        day,
        short: fixedMin(-projected, demand.quantity),
      });
    }
    projected = 0n;
  }
  return shortages;

  function receive(day: Day): void {
    for (; arrived < arrivals.length; arrived += 1) {
      if (arrivals[arrived]!.day > day + settings.expediteWindowDays) return;
      projected += arrivals[arrived]!.quantity;
    }
  }
}

function inOrder(one: Shortage, other: Shortage): number {
  const byName = one.demand.ref < other.demand.ref ? -1 : Number(one.demand.ref > other.demand.ref);
  return one.day - other.day || byName || one.productId - other.productId;
}

/** Parts of the same line are one. */
function inLineOrder(parts: readonly ReplaceablePart[]): ReplaceablePart[] {
  const byLine = new Map<number, ReplaceablePart>();
  for (const part of parts) {
    const same = byLine.get(part.lineId);
    byLine.set(part.lineId, same ? { ...part, quantity: same.quantity + part.quantity } : part);
  }
  return [...byLine.values()].sort((one, other) => one.lineId - other.lineId);
}

/** What is free of a product, day by day, while it is taken in the order of days. */
class FreeStock {
  private readonly days: Day[];
  /** What is there at least from the end of each of the days on. */
  private readonly least: Fixed[] = [];
  private readonly after: Fixed[] = [];
  private index = 0;
  private gone: Fixed = 0n;

  constructor({ product, demands, receipts }: Needed, today: Day) {
    const changes = new Map<Day, Fixed>([[today, product.onHand - stockToKeep(product)]]);
    const change = (at: Day, by: Fixed) => {
      const day = Math.max(at, today);
      changes.set(day, (changes.get(day) ?? 0n) + by);
    };
    for (const { day, quantity } of receipts) change(day, quantity);
    for (const { day, quantity } of demands) change(day, -quantity);
    this.days = [...changes.keys()].sort((one, other) => one - other);
    let level = 0n;
    for (const day of this.days) this.after.push((level += changes.get(day)!));
    let least = level;
    for (let index = this.days.length - 1; index >= 0; index -= 1) {
      least = fixedMin(least, this.after[index]!);
      this.least[index] = least;
    }
  }

  /** Days are asked for as they come. */
  on(day: Day): Fixed {
    while (this.index + 1 < this.days.length && this.days[this.index + 1]! <= day) this.index += 1;
    const free = this.least[this.index]! - this.gone;
    return free > 0n ? free : 0n;
  }

  take(quantity: Fixed): void {
    this.gone += quantity;
  }
}

/** As much of the primary as is needed, or as what is free of the alternate stands for. */
function standsFor({ ratio }: AlternateLine, open: Fixed, free: Fixed): Fixed {
  return fixedMin(open, (free * ratio.denominator) / ratio.numerator);
}

/** The alternate is rounded up, so that nothing is left over of the primary that it stands for; as in the order that comes of it. */
function takenOf(choice: AlternateLine, open: Fixed, free: Fixed): { primary: Fixed; quantity: Fixed } {
  const { numerator, denominator } = choice.ratio;
  const quantity = divideUp(standsFor(choice, open, free) * numerator, denominator);
  return { primary: fixedMin(open, divideHalfUp(quantity * denominator, numerator)), quantity };
}

/** In the order in which engineering chooses: preferred, rank, enough of it, cost, lead time, least order, order of entry. */
function bestOf(
  choices: readonly AlternateLine[],
  open: Fixed,
  freeOf: (productId: number) => Fixed,
): AlternateLine {
  const isEnough = (choice: AlternateLine) => standsFor(choice, open, freeOf(choice.productId)) >= open;
  return choices.reduce((best, other) => {
    const order =
      Number(other.isPreferred) - Number(best.isPreferred) ||
      best.rank - other.rank ||
      Number(isEnough(other)) - Number(isEnough(best)) ||
      compareCosts(best, other) ||
      best.leadDays - other.leadDays ||
      compare(best.minimum, other.minimum) ||
      best.id - other.id;
    return order > 0 ? other : best;
  });
}

/** What the same need costs; what has no price comes last. */
function compareCosts(one: AlternateLine, other: AlternateLine): number {
  if (one.unitCost === null || other.unitCost === null) {
    return Number(one.unitCost === null) - Number(other.unitCost === null);
  }
  return compare(
    one.unitCost * one.ratio.numerator * other.ratio.denominator,
    other.unitCost * other.ratio.numerator * one.ratio.denominator,
  );
}

function compare(one: Fixed, other: Fixed): number {
  return one < other ? -1 : Number(one > other);
}

function applied(
  group: readonly Needed[],
  taken: readonly { from: Shortage; primary: Fixed; alternateId: number; quantity: Fixed }[],
): Map<number, StandIns> {
  const replaced = new Map<Demand, Fixed>();
  const added = new Map<number, Map<string, Demand>>(group.map(({ product }) => [product.id, new Map()]));
  const alternates = new Map<number, Set<number>>(group.map(({ product }) => [product.id, new Set()]));
  for (const { from, primary, alternateId, quantity } of taken) {
    const { kind, day, ref: name } = from.demand;
    replaced.set(from.demand, (replaced.get(from.demand) ?? 0n) + primary);
    alternates.get(from.productId)!.add(alternateId);
    // Says what it stands in for, so that it can be told from what is needed of the alternate itself.
    const ref = `${name}@${from.productId}`;
    const demands = added.get(alternateId)!;
    const same = demands.get(`${ref} ${day}`);
    if (same) same.quantity += quantity;
    else demands.set(`${ref} ${day}`, { kind, ref, day, quantity });
  }
  return new Map(
    group.map(({ product, demands }) => {
      const own = demands
        .map((demand) => ({ ...demand, quantity: demand.quantity - (replaced.get(demand) ?? 0n) }))
        .filter((demand) => demand.quantity > 0n || !demand.parts);
      const more = [...added.get(product.id)!.values()];
      return [
        product.id,
        {
          demands: more.length > 0 ? inDemandOrder([...own, ...more]) : own,
          alternateIds: [...alternates.get(product.id)!].sort((one, other) => one - other),
        },
      ];
    }),
  );
}
