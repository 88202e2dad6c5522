import fc from 'fast-check';
import { FIXED_ONE, type Fixed, fixedRatio, type FixedRatio } from '../../src/kernel/fixed.js';
import type {
  AlternateLine,
  ByProductLine,
  ComponentLine,
  Demand,
  LotSizing,
  MakeSource,
  PlannedWork,
  PlanningProduct,
  PlanningSettings,
  Receipt,
  StructureVersion,
  VendorOffer,
} from '../../src/modules/mrp/planning-world.rules.js';
import type { WorkingTime } from './reference-dates.js';
import type { SlowWorld } from './reference-planner.js';

/** A Wednesday; the days of a world lie around one of the week that follows. */
const SOME_DAY = 20_625;
const LEVELS = 5;

const rare = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
const often = fc.integer({ min: 0, max: 9 }).map((n) => n < 3);
const whole = (max: number, min = 0) => fc.integer({ min, max }).map((n) => BigInt(n) * FIXED_ONE);
const broken = (max: number) => fc.bigInt({ min: 1n, max: BigInt(max) * FIXED_ONE });
const quantity = (max: number): fc.Arbitrary<Fixed> =>
  fc.oneof({ arbitrary: whole(max, 1), weight: 3 }, { arbitrary: broken(max), weight: 1 });
/** 0, which means none, more often than not. */
const maybe = (max: number): fc.Arbitrary<Fixed> =>
  fc.oneof({ arbitrary: fc.constant(0n), weight: 3 }, { arbitrary: quantity(max), weight: 1 });
const ratioOf = (...pairs: [number, number][]): fc.Arbitrary<FixedRatio> =>
  fc.constantFrom(...pairs.map(([one, other]) => fixedRatio(BigInt(one), BigInt(other))));
const dayAround = (today: number, before = 12, after = 45) =>
  fc.integer({ min: today - before, max: today + after });
const period = (today: number) =>
  fc
    .tuple(fc.option(dayAround(today, 12, 20)), fc.option(dayAround(today, 0, 40)))
    .map(([from, to]) => ({ from, to }));

const times = fc.constantFrom(0, 0, 15, 60, 90.5, 480, 700);

function operations(): fc.Arbitrary<PlannedWork[]> {
  const work = fc.record({
    workCenterId: fc.constant(1),
    sequence: fc.constant(0),
    setupMinutes: times,
    runMinutes: fc.constantFrom(0, 0.25, 3, 20, 45),
    waitMinutes: times,
    moveMinutes: fc.constantFrom(0, 0, 30),
    piecesPerCycle: fc.constantFrom(1, 1, 0.5, 4, 12, 2.5),
    predecessor: fc.integer({ min: 0, max: 3 }),
    overlapPieces: fc.constantFrom(0, 0, 0, 1, 5, 2.5),
  });
  return fc
    .tuple(fc.array(work, { maxLength: 4 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([list, named]) =>
      list.map((one, index) => ({
        ...one,
        sequence: (index + 1) * 10,
        predecessor: index > 0 && named[index] && named[0] ? one.predecessor % index : -1,
      })),
    );
}

function lineTo(componentId: number, today: number, operationCount: number): fc.Arbitrary<ComponentLine> {
  // Units of the line for one piece, and stock units that one of them is.
  const units = fc.constantFrom<[number, number, number, number]>(
    [1, 1, 1, 1],
    [2, 1, 1, 1],
    [11, 10, 1, 1],
    [1, 3, 1, 1],
    [3, 1, 1, 3],
    [1, 3, 3, 1],
    [105, 100_000, 1000, 1],
    [1500, 1, 1, 1000],
    [7, 30, 12, 7],
  );
  return fc
    .record({
      units,
      per: fc.constantFrom<ComponentLine['per']>('piece', 'piece', 'piece', 'cycle', 'order'),
      cycle: fc.constantFrom(4, 2.5, 1, 0.5),
      days: period(today),
      isLimited: rare,
      setup: maybe(5),
      roundingMultiple: fc.oneof(
        { arbitrary: fc.constant(0n), weight: 4 },
        { arbitrary: fc.constantFrom(FIXED_ONE, 5n * FIXED_ONE, FIXED_ONE / 4n, 333_333_333n), weight: 1 },
      ),
      operation: fc.nat(Math.max(operationCount - 1, 0)),
    })
    .map(
      ({ units: [n, d, stock, line], per, cycle, days, isLimited, setup, roundingMultiple, operation }) => ({
        componentId,
        from: isLimited ? days.from : null,
        to: isLimited ? days.to : null,
        per,
        piecesPerCycle: BigInt(cycle * 10) * (FIXED_ONE / 10n),
        factor: fixedRatio(BigInt(n), BigInt(d)),
        setup,
        roundingMultiple,
        toStock: fixedRatio(BigInt(stock), BigInt(line)),
        operation,
      }),
    );
}

/** Nothing for most lines; a line has each alternate once. */
function withAlternates(line: ComponentLine, place: Place, today: number): fc.Arbitrary<ComponentLine> {
  const level = place.levels.get(line.componentId)!;
  const peers = place.all.filter((id) => place.levels.get(id) === level);
  const choice = fc
    .record({
      productId: rare.chain((isAnything) => fc.constantFrom(...(isAnything ? place.all : peers))),
      days: period(today),
      isLimited: rare,
      ratio: ratioOf([1, 1], [1, 1], [2, 1], [1, 3], [7, 5], [1000, 1]),
      isPreferred: rare,
      rank: fc.integer({ min: 1, max: 2 }),
      unitCost: fc.option(broken(9)),
      leadDays: fc.integer({ min: 0, max: 2 }),
      minimum: maybe(5),
    })
    .map(({ days, isLimited, ...rest }): Omit<AlternateLine, 'id'> => ({
      ...rest,
      from: isLimited ? days.from : null,
      to: isLimited ? days.to : null,
    }));
  return fc.uniqueArray(choice, { maxLength: 3, selector: ({ productId }) => productId }).chain((choices) =>
    fc.nat(1_000_000).map((id) => {
      if (choices.length === 0) return line;
      const list = choices.map((one, index) => ({ ...one, id: id * 10 + index }));
      return { ...line, alternates: { lineId: id, choices: list } };
    }),
  );
}

function version(
  place: Place,
  today: number,
  operationCount: number,
  index: number,
): fc.Arbitrary<StructureVersion> {
  const lines = fc
    .array(fc.nat(1_000), { maxLength: place.below.length > 0 ? 3 : 0 })
    .chain((picks) =>
      fc.tuple(
        ...picks.map((pick) =>
          lineTo(place.below[pick % place.below.length]!, today, operationCount).chain((line) =>
            place.hasAlternates ? withAlternates(line, place, today) : fc.constant(line),
          ),
        ),
      ),
    );
  const byProducts = fc
    .uniqueArray(fc.constantFrom(...place.all), { maxLength: 2 })
    .chain((ids) =>
      fc.tuple(
        ...ids.map((productId) =>
          fc.record({ productId: fc.constant(productId), factor: ratioOf([1, 1], [1, 3], [1, 50], [2, 1]) }),
        ),
      ),
    );
  return fc
    .record({
      bomId: fc.constant(place.id * 10 + index),
      days: period(today),
      isOpen: fc.boolean(),
      lines,
      byProducts: fc.oneof(
        { arbitrary: fc.constant<ByProductLine[]>([]), weight: 3 },
        { arbitrary: byProducts, weight: 1 },
      ),
    })
    .map(({ bomId, days, isOpen, ...rest }) => ({
      bomId,
      from: isOpen ? null : days.from,
      to: isOpen ? null : days.to,
      ...rest,
    }));
}

function makeSource(place: Place, today: number): fc.Arbitrary<MakeSource> {
  return operations().chain((work) =>
    fc.record({
      routingId: fc.constant(work.length > 0 ? place.id * 10 : null),
      operations: fc.constant(work),
      yield: ratioOf([1, 1], [1, 1], [19, 20], [1, 3], [893, 1000]),
      versions: fc
        .integer({ min: 1, max: 3 })
        .chain((count) =>
          fc.tuple(...Array.from({ length: count }, (_, index) => version(place, today, work.length, index))),
        ),
    }),
  );
}

const lotSizing: fc.Arbitrary<LotSizing> = fc.record({
  rule: fc.constantFrom<LotSizing['rule']>(
    'lot_for_lot',
    'lot_for_lot',
    'fixed_quantity',
    'period',
    'economic',
  ),
  quantity: fc.oneof(fc.constant(0n), quantity(60)),
  periodDays: fc.constantFrom(1, 1, 7, 30),
  minimum: maybe(40),
  multiple: maybe(12),
  maximum: fc.oneof({ arbitrary: fc.constant(0n), weight: 4 }, { arbitrary: quantity(90), weight: 1 }),
  orderCost: fc.option(fc.constantFrom(0, 25, 3.5)),
  holdingCost: fc.option(fc.constantFrom(0, 1.5, 0.02)),
});

function offers(today: number): fc.Arbitrary<VendorOffer[]> {
  const price = fc
    .record({ fromQuantity: maybe(30), price: broken(20), days: period(today), isOpen: fc.boolean() })
    .map(({ days, isOpen, ...rest }) => ({
      ...rest,
      validFrom: isOpen ? null : days.from,
      validTo: isOpen ? null : days.to,
    }));
  const offer = fc.record({
    vendorId: fc.integer({ min: 1, max: 9 }),
    isPreferred: rare,
    leadDays: fc.option(fc.integer({ min: 0, max: 15 })),
    conversion: ratioOf([1, 1], [1, 1], [1000, 1], [12, 1], [1, 3], [25, 2], [28_349_523, 1_000_000_000]),
    isCountable: fc.boolean(),
    minimum: maybe(20),
    multiple: maybe(6),
    maximum: fc.oneof({ arbitrary: fc.constant(0n), weight: 4 }, { arbitrary: quantity(60), weight: 1 }),
    prices: fc.uniqueArray(price, {
      maxLength: 3,
      selector: ({ fromQuantity, validFrom }) => `${fromQuantity}:${validFrom}`,
    }),
  });
  return fc.uniqueArray(offer, { maxLength: 3, selector: ({ vendorId }) => vendorId }).map((list) =>
    list.map((one, index) => ({
      ...one,
      isPreferred: one.isPreferred && list.findIndex(({ isPreferred }) => isPreferred) === index,
    })),
  );
}

function demandsOf(id: number, today: number, maxLength: number): fc.Arbitrary<Demand[]> {
  const kinds = ['sales_order_line', 'production_material', 'forecast'] as const;
  const demand = fc.record({
    kind: fc.constantFrom(...kinds),
    day: dayAround(today),
    quantity: quantity(60),
  });
  return fc
    .array(demand, { maxLength })
    .map((list) => list.map((one, index) => ({ ...one, ref: `${one.kind}:${id}${index}` })));
}

function receiptsOf(id: number, today: number): fc.Arbitrary<Receipt[]> {
  const kinds = ['purchase_order_line', 'production_order', 'by_product', 'firm_planned_order'] as const;
  const receipt = fc.record({
    kind: fc.constantFrom(...kinds),
    day: dayAround(today, 12, 80),
    quantity: quantity(50),
    order: fc.option(fc.record({ quantity: quantity(50), daysBefore: fc.integer({ min: 0, max: 20 }) })),
  });
  return fc.array(receipt, { maxLength: 3 }).map((list) =>
    list.map(({ kind, day, quantity: coming, order }, index) => ({
      kind,
      ref: `${kind}:${id}${index}`,
      day,
      quantity: coming,
      ...(order && kind === 'firm_planned_order'
        ? { order: { quantity: order.quantity, startDay: day - order.daysBefore } }
        : {}),
    })),
  );
}

/** Where a product stands: what may go into it, and everything there is. */
interface Place {
  id: number;
  below: number[];
  all: number[];
  levels: ReadonlyMap<number, number>;
  hasAlternates: boolean;
}

const onHand: fc.Arbitrary<Fixed> = fc.oneof(
  fc.constant(0n),
  quantity(80),
  quantity(20).map((value) => -value),
);

function product(place: Place, today: number): fc.Arbitrary<PlanningProduct> {
  const isTop = place.levels.get(place.id) === 0;
  const isMade = place.below.length > 0 ? fc.integer({ min: 0, max: 9 }).map((n) => n < 8) : rare;
  return isMade
    .chain((made) => (made ? makeSource(place, today) : fc.constant(null)))
    .chain((make) =>
      fc.record({
        id: fc.constant(place.id),
        method: fc.constantFrom<PlanningProduct['method']>(
          'mrp',
          'mrp',
          'mrp',
          'mrp',
          'reorder_point',
          'none',
        ),
        isPhantom: place.hasAlternates ? rare : often,
        isCountable: fc.boolean(),
        onHand: place.hasAlternates && !isTop ? fc.oneof(onHand, quantity(900)) : onHand,
        safetyStock: maybe(20),
        safetyLeadDays: fc.constantFrom(0, 0, 0, 1, 3),
        planningFenceDays: fc.constantFrom(0, 0, 0, 1, 10),
        lotSizing,
        leadDays: fc.option(fc.integer({ min: 0, max: 12 })),
        make: fc.constant(make),
        vendors: make ? fc.constant<VendorOffer[]>([]) : offers(today),
        demands: demandsOf(place.id, today, place.hasAlternates && !isTop ? 1 : 5),
        receipts: receiptsOf(place.id, today),
      }),
    )
    .map((one) =>
      one.method === 'reorder_point' && one.lotSizing.quantity > 0n
        ? { ...one, lotSizing: { ...one.lotSizing, rule: 'fixed_quantity' as const } }
        : one,
    );
}

function settingsOf(today: number): fc.Arbitrary<PlanningSettings> {
  return fc.record({
    today: fc.constant(today),
    horizonEnd: fc.constantFrom(0, 20, 40, 90).map((days) => today + days),
    expediteWindowDays: fc.constantFrom(0, 5, 90),
    toleranceDays: fc.constantFrom(0, 3),
  });
}

function timeOf(today: number): fc.Arbitrary<WorkingTime> {
  return fc.record({
    weekdays: fc.constantFrom([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7], [2, 4]),
    holidays: fc.uniqueArray(dayAround(today, 20, 60), { maxLength: 6 }),
    minutesPerDay: fc.constantFrom(480, 960, 450),
  });
}

/** A company of some products, on up to five levels; ids say nothing about the level. */
export const randomWorld: fc.Arbitrary<SlowWorld> = fc
  .record({
    today: fc.integer({ min: SOME_DAY, max: SOME_DAY + 6 }),
    hasAlternates: fc.boolean(),
    anyLevels: fc.array(fc.nat(LEVELS - 1), { minLength: 1, maxLength: 12 }),
    // Many of a level, so that one can stand in for another.
    fewLevels: fc.array(fc.nat(2), { minLength: 5, maxLength: 9 }),
    ids: fc.shuffledSubarray([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22], { minLength: 12 }),
  })
  .chain(({ today, hasAlternates, anyLevels, fewLevels, ids }) => {
    const levels = hasAlternates ? fewLevels : anyLevels;
    const all = levels.map((_, index) => ids[index]!);
    const places = levels.map((level, index) => ({
      id: all[index]!,
      below: all.filter((_, other) => levels[other]! > level),
      all,
      levels: new Map(all.map((other, place) => [other, levels[place]!])),
      hasAlternates,
    }));
    return fc.record({
      settings: settingsOf(today),
      time: timeOf(today),
      products: fc
        .tuple(...places.map((place) => product(place, today)))
        .map((list) => new Map(list.map((one) => [one.id, one]))),
    });
  });
