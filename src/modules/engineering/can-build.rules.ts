import { type Decimal, decimal, ONE, sum, ZERO } from '../../kernel/decimal.js';
import { isMade, requiredQuantity, type Structure, type StructureLine } from './structure.rules.js';

/** How many whole units can be made of what is available; null when nothing limits it. */
export interface CanBuild {
  quantity: Decimal | null;
  /** What is short of one unit more. */
  limitedBy: number[];
}

export interface CanBuildRequest {
  structure: Structure;
  rootId: number;
  /** Parents before components. */
  order: readonly number[];
  available: ReadonlyMap<number, Decimal>;
  /** Whether sub-assemblies that are short may be made of what is below them; phantoms always are. */
  makesSubAssemblies: boolean;
}

/** More than this is as good as without a limit: a quantity in the database has eleven digits before the point. */
const MOST = decimal('1e11');

/**
 * The largest whole number of units whose needs are met at once: lines of one component add up, scrap, set-up and
 * rounding count as in an order. Optional and cost-only lines and lines of quantity 0 limit nothing. What a larger order
 * needs is never less, so halving the interval finds it.
 */
export function canBuild(request: CanBuildRequest): CanBuild {
  const shortOf = (quantity: Decimal) => shortages(request, quantity);
  if (shortOf(MOST).length === 0) return { quantity: null, limitedBy: [] };
  let [possible, impossible] = [ZERO, ONE];
  while (shortOf(impossible).length === 0) [possible, impossible] = [impossible, impossible.times(2)];
  while (impossible.minus(possible).greaterThan(1)) {
    const middle = possible.plus(impossible).dividedBy(2).floor();
    if (shortOf(middle).length === 0) possible = middle;
    else impossible = middle;
  }
  return { quantity: possible, limitedBy: shortOf(possible.plus(1)) };
}

/** Components that an order over the quantity is short of, after sub-assemblies are taken or made. */
function shortages(request: CanBuildRequest, quantity: Decimal): number[] {
  const { structure, rootId, order, available } = request;
  const needed = new Map<number, Decimal>([[rootId, quantity]]);
  const short: number[] = [];
  for (const id of order) {
    const need = needed.get(id) ?? ZERO;
    const isPhantom = structure.products.get(id)!.stocking_policy === 'phantom';
    const blownThrough = id === rootId || isPhantom;
    const make = blownThrough ? need : positive(need.minus(positive(available.get(id) ?? ZERO)));
    if (!blownThrough && !(request.makesSubAssemblies && isMade(structure, id))) {
      if (make.greaterThan(0)) short.push(id);
      continue;
    }
    for (const line of (structure.lines.get(id) ?? []).filter(limits)) {
      const present = needed.get(line.componentId) ?? ZERO;
      needed.set(line.componentId, present.plus(requiredQuantity(line, make)));
    }
  }
  return short.sort((a, b) => a - b);
}

function limits(line: StructureLine): boolean {
  return !line.isCostOnly && !line.isOptional && !sum([line.quantity, line.setupQuantity]).isZero();
}

function positive(value: Decimal): Decimal {
  return value.isNegative() ? ZERO : value;
}
