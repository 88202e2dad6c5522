import { type Fixed, fixedMin } from '../../kernel/fixed.js';
import { makeTimes } from './lead-days.rules.js';
import { piecesOf, planOrders } from './netting.rules.js';
import type {
  Day,
  MakeSource,
  PlannedOrder,
  PlanningProduct,
  PlanningWorld,
} from './planning-world.rules.js';
import { type ProductLevels, requirementsOf } from './requirements.rules.js';

/** So much may be promised by a day, all that may be promised before included. */
export interface FreeSupply {
  day: Day;
  cumulative: Fixed;
}

/** What is promised of one supply. */
export interface PromisedPart {
  supply: 'stock' | 'receipt' | 'planned';
  quantity: Fixed;
  day: Day;
}

/** A product on the way down to what decides the day; `none` is for what cannot be had at all. */
export interface PromiseStep {
  productId: number;
  supply: 'available' | 'purchase' | 'production' | 'phantom' | 'none';
  quantity: Fixed;
  startDay: Day | null;
  day: Day | null;
}

/** When a quantity can be there; null when never. */
export interface CapablePromise {
  day: Day | null;
  parts: PromisedPart[];
  steps: PromiseStep[];
}

/** What would have to be bought or made. */
type Made = Pick<CapablePromise, 'day' | 'steps'>;

/**
 * Capable to promise: what is free first, the rest bought or made as soon as its components can be there, down the
 * structure. What is taken once is not free any more. Nothing that is promised or planned otherwise is touched, so capacity
 * and what planned orders bring do not count.
 */
export class CapablePromises {
  private taken = new Map<number, Fixed>();
  private readonly way = new Set<number>();

  constructor(
    private readonly world: PlanningWorld,
    private readonly levels: ProductLevels,
    private readonly freeOf: (productId: number) => readonly FreeSupply[],
  ) {}

  /** What comes by the day is as good as what is there; what comes later has to be sooner than what can be made. */
  promise(productId: number, quantity: Fixed, byDay: Day): CapablePromise {
    const early = this.take(productId, quantity, byDay);
    const rest = quantity - total(early);
    if (rest === 0n) return this.available(productId, quantity, early);
    const before = new Map(this.taken);
    const made = this.supply(this.world.products.get(productId)!, rest);
    const after = this.taken;
    this.taken = before;
    const late = this.take(productId, rest, Number.POSITIVE_INFINITY);
    const isThere = total(late) === rest;
    if (isThere && (made.day === null || late.at(-1)!.day <= made.day)) {
      return this.available(productId, quantity, [...early, ...late]);
    }
    this.taken = after;
    if (made.day === null) return { day: null, parts: early, steps: made.steps };
    const parts = [...early, { supply: 'planned' as const, quantity: rest, day: made.day }];
    const there = this.available(productId, total(early), early);
    return early.length > 0 && there.day! > made.day
      ? { ...there, parts }
      : { day: made.day, parts, steps: made.steps };
  }

  private available(productId: number, quantity: Fixed, parts: PromisedPart[]): CapablePromise {
    const day = parts.at(-1)?.day ?? this.world.settings.today;
    return { day, parts, steps: [{ productId, supply: 'available', quantity, startDay: null, day }] };
  }

  private take(productId: number, quantity: Fixed, byDay: Day): PromisedPart[] {
    const parts: PromisedPart[] = [];
    let open = quantity;
    for (const [index, { day, cumulative }] of this.freeOf(productId).entries()) {
      if (day > byDay || open === 0n) break;
      const gone = this.taken.get(productId) ?? 0n;
      const used = fixedMin(open, cumulative - gone);
      if (used <= 0n) continue;
      this.taken.set(productId, gone + used);
      parts.push({ supply: index === 0 ? 'stock' : 'receipt', quantity: used, day });
      open -= used;
    }
    return parts;
  }

  private supply(product: PlanningProduct, quantity: Fixed): Made {
    const { today } = this.world.settings;
    const never: Made = {
      day: null,
      steps: [{ productId: product.id, supply: 'none', quantity, startDay: null, day: null }],
    };
    // A circle, which the structure forbids, ends here.
    if (product.method === 'none' || this.way.has(product.id)) return never;
    this.way.add(product.id);
    const made =
      product.isPhantom && product.make
        ? this.phantom(product.id, product.make, quantity)
        : latest(ordersFor(product, quantity, this.world).map((order) => this.order(product, order)));
    this.way.delete(product.id);
    return made ?? { day: today, steps: [] };
  }

  private phantom(productId: number, make: MakeSource, quantity: Fixed): Made {
    const { today } = this.world.settings;
    const order = { quantity, startDay: today, dueDay: today };
    const { delay, steps } = this.components(make, order, [0]);
    const day = delay === null ? null : this.world.calendar.add(today, delay);
    return { day, steps: [{ productId, supply: 'phantom', quantity, startDay: null, day }, ...steps] };
  }

  /** An order is late by as many working days as the latest of its components is. */
  private order(product: PlanningProduct, order: PlannedOrder): Made {
    const { calendar } = this.world;
    const { make } = product;
    const days = make
      ? makeTimes({ leadDays: null }, make, piecesOf(order.quantity), calendar.minutesPerDay).operationDays
      : [];
    const { delay, steps } = make ? this.components(make, order, days) : { delay: 0, steps: [] };
    const day = delay === null ? null : calendar.add(order.dueDay, delay);
    const startDay = delay === null ? null : calendar.add(order.startDay, delay);
    const own = { productId: product.id, supply: order.type, quantity: order.quantity, startDay, day };
    return { day, steps: [own, ...steps] };
  }

  private components(
    make: MakeSource,
    { quantity, startDay, dueDay }: Pick<PlannedOrder, 'quantity' | 'startDay' | 'dueDay'>,
    operationDays: readonly number[],
  ): { delay: number | null; steps: PromiseStep[] } {
    let worst: { delay: number | null; steps: PromiseStep[] } = { delay: 0, steps: [] };
    for (const needed of requirementsOf(this.levels, make, quantity, startDay)) {
      const begins = this.world.calendar.add(startDay, operationDays[needed.operation] ?? 0);
      const needDay = Math.max(Math.min(begins, dueDay), this.world.settings.today);
      const { day, steps } = this.promise(needed.componentId, needed.quantity, needDay);
      const delay = day === null ? null : this.world.calendar.between(needDay, day);
      const isWorse = worst.delay !== null && (delay === null || delay > worst.delay);
      if (isWorse) worst = { delay, steps };
    }
    return worst;
  }
}

/** The orders for a quantity as soon as can be, by the rules of the product, as if nothing else were there. */
function ordersFor(product: PlanningProduct, quantity: Fixed, world: PlanningWorld): PlannedOrder[] {
  const alone: PlanningProduct = { ...product, method: 'mrp', onHand: 0n, safetyStock: 0n };
  const day = world.settings.today;
  return planOrders(alone, [{ kind: 'sales_order_line', ref: 'promise', day, quantity }], [], world);
}

/** What comes last decides; what never comes even more. */
function latest(all: readonly Made[]): Made | undefined {
  return all.reduce<Made | undefined>((last, one) => {
    if (!last || one.day === null) return one;
    return last.day !== null && one.day > last.day ? one : last;
  }, undefined);
}

function total(parts: readonly PromisedPart[]): Fixed {
  return parts.reduce((sum, { quantity }) => sum + quantity, 0n);
}
