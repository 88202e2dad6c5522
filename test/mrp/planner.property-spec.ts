import fc from 'fast-check';
import type { Decimal } from '../../src/kernel/decimal.js';
import { type Fixed, fixedText } from '../../src/kernel/fixed.js';
import { PlanningRefused } from '../../src/modules/mrp/planning-refused.rules.js';
import { Planner } from '../../src/modules/mrp/planner.rules.js';
import type { PlanningProduct, ProductPlan } from '../../src/modules/mrp/planning-world.rules.js';
import { workingDaysOf } from '../../src/modules/mrp/working-days.rules.js';
import { randomWorld } from './random-worlds.js';
import { mapped, scaled, withoutAnySteps } from './scaled-worlds.js';
import { TooManyLots } from './reference-lots.js';
import type { SlowPlan } from './reference-pegs.js';
import { ReferencePlanner, type SlowWorld } from './reference-planner.js';

/** More of them find more: `PROPERTY_RUNS=3000 npx jest planner.property`. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 100);

function planOf({ settings, time, products }: SlowWorld): ProductPlan[] {
  const planner = new Planner({ settings, calendar: workingDaysOf(time, settings.today), products });
  try {
    return planner
      .order()
      .map((product) => planner.plan(product))
      .sort((one, other) => one.productId - other.productId);
  } catch (error) {
    // What nobody could decide on any more is refused, and no company to look at.
    fc.pre(!(error instanceof PlanningRefused));
    throw error;
  }
}

/** An order that takes decades ends where the table of working days does. */
function isWithinCalendar({ dueDay, startDay }: { dueDay: number; startDay: number }): boolean {
  return dueDay - startDay < 9_000;
}

/** Null for what planning has no rules for. */
function referenceOf(world: SlowWorld): SlowPlan[] | null {
  try {
    const plans = new ReferencePlanner(world).plan();
    return [...plans.values()].sort((one, other) => one.productId - other.productId);
  } catch (error) {
    if (error instanceof TooManyLots) return null;
    throw error;
  }
}

interface Named {
  kind: string;
  ref: string;
  day: number;
}

const nameOf = ({ kind, ref, day }: Named) => `${kind} ${ref} on ${day}`;
const text = (value: Fixed | null) => (value === null ? null : fixedText(value));
const decimalText = (value: Decimal | null) => value?.toFixed() ?? null;

/** Orders, pegs and messages of a plan in one form, whoever made it. */
function told({ productId, demands, supplies, pegs, orders, messages }: ProductPlan) {
  return {
    productId,
    orders: orders.map((order) => ({
      ...order,
      quantity: text(order.quantity),
      receipt: text(order.receipt),
      unitPrice: text(order.unitPrice),
    })),
    pegs: pegs
      .map((peg) => [nameOf(supplies[peg.supply]!), nameOf(demands[peg.demand]!), text(peg.quantity)])
      .sort(),
    messages: messages
      .map((message) => ({
        ...message,
        quantity: text(message.quantity),
        byQuantity: text(message.byQuantity),
      }))
      .sort(byRef),
  };
}

function toldByReference({ productId, orders, pegs, messages }: SlowPlan) {
  const sums = new Map<string, [string, string, Decimal]>();
  for (const { supply, demand, quantity } of pegs) {
    const names: [string, string] = [nameOf(supply), nameOf(demand)];
    const same = sums.get(names.join());
    sums.set(names.join(), [...names, same ? same[2].plus(quantity) : quantity]);
  }
  return {
    productId,
    orders: orders.map((order) => ({
      ...order,
      quantity: decimalText(order.quantity),
      receipt: decimalText(order.receipt),
      unitPrice: decimalText(order.unitPrice),
    })),
    pegs: [...sums.values()]
      .map(([supply, demand, quantity]) => [supply, demand, decimalText(quantity)])
      .sort(),
    messages: messages
      .map((message) => ({
        ...message,
        quantity: decimalText(message.quantity),
        byQuantity: decimalText(message.byQuantity),
      }))
      .sort(byRef),
  };
}

function byRef(one: { ref: string; action: string }, other: { ref: string; action: string }): number {
  const [first, second] = [`${one.ref} ${one.action}`, `${other.ref} ${other.action}`];
  return first < second ? -1 : Number(first > second);
}

/** The order in which things were told, by a number that fast-check chose. */
function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  return values
    .map((value, index) => ({ value, rank: ((index + 1) * (2 * seed + 1) * 7_919) % 104_729 }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}

function shuffledProduct(product: PlanningProduct, seed: number): PlanningProduct {
  const versions = product.make?.versions.map((version) => ({
    ...version,
    lines: shuffled(version.lines, seed),
    byProducts: shuffled(version.byProducts, seed),
  }));
  return {
    ...product,
    make: product.make && { ...product.make, versions: versions! },
    vendors: shuffled(product.vendors, seed),
    demands: shuffled(product.demands, seed),
    receipts: shuffled(product.receipts, seed),
  };
}

describe('The engine and the reference planner', () => {
  it('agree on orders, pegs and messages', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const expected = referenceOf(world);
        fc.pre(expected !== null && expected.every((plan) => plan.orders.every(isWithinCalendar)));
        expect(planOf(world).map(told)).toEqual(expected.map(toldByReference));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('A plan', () => {
  it('never pegs more of a demand or a supply than there is', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        for (const { pegs, demands, supplies } of planOf(world)) {
          const [ofDemand, ofSupply] = [demands.map(() => 0n), supplies.map(() => 0n)];
          for (const { demand, supply, quantity } of pegs) {
            expect(quantity).toBeGreaterThan(0n);
            ofDemand[demand]! += quantity;
            ofSupply[supply]! += quantity;
          }
          ofDemand.forEach((used, index) => expect(used).toBeLessThanOrEqual(demands[index]!.quantity));
          ofSupply.forEach((used, index) => expect(used).toBeLessThanOrEqual(supplies[index]!.quantity));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('covers all that is needed within the horizon of what is planned by its needs', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        for (const { productId, pegs, demands } of planOf(world)) {
          const product = world.products.get(productId)!;
          if (product.method !== 'mrp' || (product.isPhantom && product.make)) continue;
          const needed = demands.reduce((total, { quantity }) => total + quantity, 0n);
          expect(pegs.reduce((total, { quantity }) => total + quantity, 0n)).toBe(needed);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same when it is made again, and whatever order things are told in', () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(1_000), (world, seed) => {
        const plan = planOf(world).map(told);
        expect(planOf(world).map(told)).toEqual(plan);
        const products = shuffled([...world.products.values()], seed).map(
          (product) => [product.id, shuffledProduct(product, seed)] as const,
        );
        expect(planOf({ ...world, products: new Map(products) }).map(told)).toEqual(plan);
      }),
      { numRuns: RUNS },
    );
  });

  it('is so many times as large when everything is', () => {
    fc.assert(
      fc.property(randomWorld, fc.integer({ min: 2, max: 50 }), (world, times) => {
        const plain = { ...world, products: withoutAnySteps(world.products) };
        const large = { ...plain, products: mapped(plain.products, (one) => scaled(one, BigInt(times))) };
        const plan = planOf(plain);
        for (const { orders, pegs } of plan) {
          for (const order of orders) {
            order.quantity *= BigInt(times);
            order.receipt *= BigInt(times);
          }
          for (const peg of pegs) peg.quantity *= BigInt(times);
        }
        const ordersAndPegs = (plans: ProductPlan[]) =>
          plans.map(told).map(({ orders, pegs }) => ({ orders, pegs }));
        expect(ordersAndPegs(planOf(large))).toEqual(ordersAndPegs(plan));
      }),
      { numRuns: RUNS },
    );
  });
});
