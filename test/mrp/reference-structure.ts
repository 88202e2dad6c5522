import { type Decimal, decimal, ONE, roundQuantity, ZERO } from '../../src/kernel/decimal.js';
import type { Fixed, FixedRatio } from '../../src/kernel/fixed.js';
import type {
  ComponentLine,
  Day,
  LineAlternates,
  PlanningProduct,
  StructureVersion,
} from '../../src/modules/mrp/planning-world.rules.js';

type Products = ReadonlyMap<number, PlanningProduct>;

export function amount(value: Fixed): Decimal {
  return decimal(value.toString()).dividedBy(1_000_000_000);
}

/** Multiplies first, so that nothing is lost in a division without end. */
export function timesRatio(value: Decimal, ratio: FixedRatio): Decimal {
  return value.times(ratio.numerator.toString()).dividedBy(ratio.denominator.toString());
}

export function overRatio(value: Decimal, ratio: FixedRatio): Decimal {
  return value.times(ratio.denominator.toString()).dividedBy(ratio.numerator.toString());
}

/** From inclusive, to exclusive; null is open. */
export function countsOn(period: { from: Day | null; to: Day | null }, day: Day): boolean {
  return (period.from === null || period.from <= day) && (period.to === null || day < period.to);
}

export function versionOf(product: PlanningProduct, day: Day): StructureVersion | null {
  return product.make?.versions.find((version) => countsOn(version, day)) ?? null;
}

/** Stock units of the component that one line asks for. */
function lineQuantity(line: ComponentLine, pieces: Decimal): Decimal {
  const perCycle = amount(line.piecesPerCycle);
  // As everywhere in engineering: what an operation takes each cycle of a single piece, it takes once an order.
  const cycles = perCycle.greaterThan(1) ? pieces.dividedBy(perCycle).ceil() : ONE;
  const times = { piece: pieces, cycle: cycles, order: ONE }[line.per];
  let asked = timesRatio(times, line.factor).plus(amount(line.setup));
  if (line.roundingMultiple > 0n) {
    const multiple = amount(line.roundingMultiple);
    asked = roundQuantity(asked.dividedBy(multiple)).ceil().times(multiple);
  }
  return timesRatio(asked, line.toStock);
}

interface Share {
  componentId: number;
  operation: number;
  quantity: Decimal;
  /** Of a line that has alternates. */
  alternates?: LineAlternates;
}

/**
 * What an order takes, phantoms replaced by what they consist of, by component and operation of the order. A phantom
 * that stands in several places is one order over all of it; each place takes its share.
 */
export function slowRequirements(
  products: Products,
  product: PlanningProduct,
  pieces: Decimal,
  day: Day,
): Share[] {
  let open = sharesOf(product, pieces, day);
  for (let phantom = nextPhantom(products, open); phantom; phantom = nextPhantom(products, open)) {
    const places = open.filter((share) => share.componentId === phantom!.id);
    const whole = places.reduce((total, place) => total.plus(place.quantity), ZERO);
    open = open.filter((share) => share.componentId !== phantom!.id);
    if (whole.isZero()) continue;
    for (const share of sharesOf(phantom, whole, day)) {
      for (const place of places) {
        const quantity = share.quantity.times(place.quantity).dividedBy(whole);
        open.push({ ...share, operation: place.operation, quantity });
      }
    }
  }
  const sums: Share[] = [];
  for (const share of open) {
    const same = sums.find(
      ({ componentId, operation, alternates }) =>
        componentId === share.componentId &&
        operation === share.operation &&
        alternates?.lineId === share.alternates?.lineId,
    );
    if (same) same.quantity = same.quantity.plus(share.quantity);
    else sums.push({ ...share });
  }
  // What divisions without end left over goes first, so that three thirds of a half are rounded as a half.
  return sums
    .map((share) => ({ ...share, quantity: roundQuantity(share.quantity.toDecimalPlaces(13)) }))
    .filter((share) => !share.quantity.isZero());
}

function sharesOf(product: PlanningProduct, pieces: Decimal, day: Day): Share[] {
  return (versionOf(product, day)?.lines ?? [])
    .filter((line) => countsOn(line, day))
    .map((line) => ({
      componentId: line.componentId,
      operation: line.operation,
      quantity: lineQuantity(line, pieces),
      ...(line.alternates ? { alternates: line.alternates } : {}),
    }));
}

/** A phantom that nothing is known to go into is a product like any other. */
export function isReplaced(product: PlanningProduct): boolean {
  return product.isPhantom && product.make !== null;
}

/** A phantom of which everything that is needed is known: no other open phantom has it below. */
function nextPhantom(products: Products, open: readonly Share[]): PlanningProduct | undefined {
  const phantoms = [...new Set(open.map((share) => share.componentId))]
    .map((id) => products.get(id)!)
    .filter(isReplaced);
  return phantoms.find((one) =>
    phantoms.every((other) => other === one || !componentsBelow(products, other.id).has(one.id)),
  );
}

/** Components of every version, and theirs. */
export function componentsBelow(products: Products, id: number): Set<number> {
  const found = new Set<number>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const version of products.get(next)!.make?.versions ?? []) {
      for (const { componentId } of version.lines) {
        if (!found.has(componentId)) open.push(componentId);
        found.add(componentId);
      }
    }
  }
  return found;
}
