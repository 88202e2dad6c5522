import {
  divideHalfUp,
  divideUp,
  type Fixed,
  FIXED_ONE,
  fixedRatio,
  type FixedRatio,
} from '../../kernel/fixed.js';
import { invariant } from '../../kernel/invariant.js';
import type {
  AlternateLine,
  ByProductLine,
  ComponentLine,
  Day,
  LineAlternates,
  MakeSource,
  PlanningProduct,
  ReplaceablePart,
  StructureVersion,
} from './planning-world.rules.js';

/** What an order takes of one component for one operation; of stock units. */
export interface Requirement {
  componentId: number;
  operation: number;
  quantity: Fixed;
  /** What may stand in for all of it; null when nothing may. */
  part: ReplaceablePart | null;
}

/** Amounts between the lines of an order and its materials have nine more digits, so that thirds add up to a whole. */
const GUARD = FIXED_ONE;
/** The last of these hold what divisions left over; without them thirds of a half are a half again when it is rounded. */
const LEFT_OVER = 100_000n;

export function isEffective(period: { from: Day | null; to: Day | null }, day: Day): boolean {
  return (period.from === null || period.from <= day) && (period.to === null || day < period.to);
}

/** The version that counts on a day, if any. */
export function versionOn(make: MakeSource, day: Day): StructureVersion | null {
  return make.versions.find((version) => isEffective(version, day)) ?? null;
}

/** More replacements than this for one order are a circle, which the structure forbids. */
const PHANTOMS_MAX = 10_000;

/** Products, and how deep each stands below those that nothing consists of. */
export interface ProductLevels {
  products: ReadonlyMap<number, PlanningProduct>;
  levelOf(productId: number): number;
}

/** Guarded amounts by the operation that needs them. */
type Parts = Map<number, bigint>;

/**
 * What an order over `quantity` takes, of the version that counts on the day it starts. A phantom is replaced by what it
 * consists of, counted once over all that is needed of it. One requirement a component and operation, rounded to nine
 * decimals once; a line with alternates has its own.
 */
export function requirementsOf(
  { products, levelOf }: ProductLevels,
  make: MakeSource,
  quantity: Fixed,
  startDay: Day,
): Requirement[] {
  const plain = plainLines(make, products);
  if (plain) {
    const requirements: Requirement[] = [];
    for (const { componentId, operation, numerator, denominator, alternates } of plain) {
      const needed = divideHalfUp(quantity * numerator, denominator);
      if (needed > 0n) requirements.push(requirement(componentId, operation, needed, alternates));
    }
    return requirements;
  }
  const taken = new Map<number, Parts>();
  const replaceable = new Map<ComponentLine, Parts>();
  const phantoms = new Map<number, Parts>();
  let replaced = 0;
  for (const line of linesOn(make, startDay)) {
    add(line, line.operation, lineAmount(line, quantity * GUARD));
  }
  while (phantoms.size > 0) {
    const id = [...phantoms.keys()].reduce((upper, other) =>
      levelOf(other) < levelOf(upper) ? other : upper,
    );
    const parts = phantoms.get(id)!;
    phantoms.delete(id);
    replaced += 1;
    invariant(replaced <= PHANTOMS_MAX, `phantom ${id} is in a circle of phantoms`);
    replacePhantom(products.get(id)!.make!, parts);
  }
  const requirements: Requirement[] = [];
  for (const [componentId, parts] of taken) collect(componentId, parts, undefined);
  for (const [{ componentId, alternates }, parts] of replaceable) collect(componentId, parts, alternates);
  return requirements;

  function requirement(
    componentId: number,
    operation: number,
    needed: Fixed,
    alternates: LineAlternates | undefined,
  ): Requirement {
    const part = alternates ? partOf(alternates, needed, startDay) : null;
    return { componentId, operation, quantity: needed, part };
  }

  function collect(componentId: number, parts: Parts, alternates: LineAlternates | undefined): void {
    for (const [operation, guarded] of parts) {
      const needed = rounded(guarded);
      if (needed > 0n) requirements.push(requirement(componentId, operation, needed, alternates));
    }
  }

  function replacePhantom(source: MakeSource, parts: Parts): void {
    let total = 0n;
    for (const part of parts.values()) total += part;
    if (total === 0n) return;
    for (const line of linesOn(source, startDay)) {
      const amount = lineAmount(line, total);
      for (const [operation, part] of parts) add(line, operation, (amount * part) / total);
    }
  }

  function add(line: ComponentLine, operation: number, guarded: bigint): void {
    const component = products.get(line.componentId)!;
    if (component.isPhantom && component.make) addTo(phantoms, component.id, operation, guarded);
    else if (line.alternates) addTo(replaceable, line, operation, guarded);
    else addTo(taken, component.id, operation, guarded);
  }
}

function addTo<Key>(target: Map<Key, Parts>, key: Key, operation: number, guarded: bigint): void {
  const parts = target.get(key);
  if (parts) parts.set(operation, (parts.get(operation) ?? 0n) + guarded);
  else target.set(key, new Map([[operation, guarded]]));
}

/** All of a need may be replaced by what counts on the day; null when nothing does. */
function partOf({ lineId, choices }: LineAlternates, quantity: Fixed, day: Day): ReplaceablePart | null {
  const effective: AlternateLine[] = choices.filter((choice) => isEffective(choice, day));
  return effective.length > 0 ? { lineId, quantity, choices: effective } : null;
}

function rounded(guarded: bigint): Fixed {
  return divideHalfUp(divideHalfUp(guarded, LEFT_OVER), GUARD / LEFT_OVER);
}

interface PlainLine extends FixedRatio {
  componentId: number;
  operation: number;
  alternates: LineAlternates | undefined;
}

const plainOf = new WeakMap<MakeSource, PlainLine[] | null>();

/**
 * The lines of what has one version for ever and needs no more than a multiplication; null for everything else. Most
 * structures are like that, and each is asked for once an order.
 */
function plainLines(make: MakeSource, products: ReadonlyMap<number, PlanningProduct>): PlainLine[] | null {
  const known = plainOf.get(make);
  if (known !== undefined) return known;
  const [version, ...others] = make.versions;
  const isPlain =
    version !== undefined &&
    others.length === 0 &&
    version.from === null &&
    version.to === null &&
    version.lines.every((line) => isPlainLine(line, products)) &&
    new Set(version.lines.map((line) => line.componentId)).size === version.lines.length;
  const plain = isPlain
    ? version.lines.map(({ componentId, operation, factor, toStock, alternates }) => ({
        componentId,
        operation,
        alternates,
        ...fixedRatio(factor.numerator * toStock.numerator, factor.denominator * toStock.denominator),
      }))
    : null;
  plainOf.set(make, plain);
  return plain;
}

function isPlainLine(line: ComponentLine, products: ReadonlyMap<number, PlanningProduct>): boolean {
  const component = products.get(line.componentId)!;
  return (
    line.per === 'piece' &&
    line.setup === 0n &&
    line.roundingMultiple === 0n &&
    line.from === null &&
    line.to === null &&
    line.factor.numerator > 0n &&
    !(component.isPhantom && component.make)
  );
}

function linesOn(make: MakeSource, day: Day): ComponentLine[] {
  return (versionOn(make, day)?.lines ?? []).filter((line) => isEffective(line, day));
}

/** Stock units of the component for so many pieces; both with guard digits. */
function lineAmount(line: ComponentLine, guardedPieces: bigint): bigint {
  if (guardedPieces === 0n) return 0n;
  const { factor, toStock } = line;
  // The amount asked for, as a fraction: divided once at the end, so that nothing is lost on the way.
  const asked =
    guardedTimes(line, guardedPieces) * factor.numerator + line.setup * GUARD * factor.denominator;
  if (line.roundingMultiple === 0n) {
    return (asked * toStock.numerator) / (factor.denominator * toStock.denominator);
  }
  // What lies beyond nine decimals of a multiple is no reason for another one.
  const multiples = divideUp(divideHalfUp(asked, factor.denominator * line.roundingMultiple), FIXED_ONE);
  return (multiples * line.roundingMultiple * GUARD * toStock.numerator) / toStock.denominator;
}

/** How many times the quantity of the line is needed. */
function guardedTimes(line: ComponentLine, guardedPieces: bigint): bigint {
  if (line.per === 'piece') return guardedPieces;
  if (line.per === 'order' || line.piecesPerCycle <= FIXED_ONE) return FIXED_ONE * GUARD;
  return divideUp(guardedPieces, line.piecesPerCycle * GUARD) * FIXED_ONE * GUARD;
}

/** What comes out beside so many good pieces. */
export function byProductQuantity(line: ByProductLine, goodPieces: Fixed): Fixed {
  return divideHalfUp(goodPieces * line.factor.numerator, line.factor.denominator);
}
