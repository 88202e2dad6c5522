import { Decimal, minimum, roundQuantity, ZERO } from '../../kernel/decimal.js';
import type { Candidate } from './alternate-choice.rules.js';

/** So much of an alternate stands in for a component of an order; in the alternate's stock unit. */
export interface StandIn {
  primaryId: number;
  alternateId: number;
  quantity: Decimal;
}

/** Part of what a BOM line needs, and what is taken in its place. */
export interface AlternateShare {
  lineId: number;
  primary: Candidate;
  primaryQuantity: Decimal;
  alternate: Candidate;
  quantity: Decimal;
  /** In one sentence, why it is taken. */
  reason: string;
}

/** What is taken in the place of parts of BOM lines, by line id. */
export type AlternateShares = ReadonlyMap<number, readonly AlternateShare[]>;

export const NO_SHARES: AlternateShares = new Map();

/** A line with what it may take; each with what all of the line's need comes to in it. */
export interface ShareLine {
  lineId: number;
  primary: Candidate;
  alternates: readonly Candidate[];
}

/**
 * Gives what stands in for a component to the lines that need it, in their order, as far as each may take it. What no
 * line may take any more is left out: then the component is needed as before.
 */
export function shareOut(lines: readonly ShareLine[], standIns: readonly StandIn[]): AlternateShares {
  const shares = new Map<number, AlternateShare[]>();
  const open = new Map(lines.map((line) => [line, line.primary.required]));
  const inOrder = [...lines].sort((one, other) => one.lineId - other.lineId);
  for (const { primaryId, alternateId, quantity } of standIns) {
    let left = quantity;
    for (const line of inOrder.filter(({ primary }) => primary.productId === primaryId)) {
      const { primary } = line;
      const alternate = line.alternates.find(({ productId }) => productId === alternateId);
      if (!alternate || alternate.unusable || !alternate.required.greaterThan(0)) continue;
      const fits = open.get(line)!.times(alternate.required).dividedBy(primary.required);
      const taken = minimum(left, roundedUp(fits));
      if (!taken.greaterThan(0)) continue;
      const wanted = roundQuantity(taken.times(primary.required).dividedBy(alternate.required));
      const primaryQuantity = minimum(open.get(line)!, wanted);
      left = left.minus(taken);
      open.set(line, open.get(line)!.minus(primaryQuantity));
      add({ lineId: line.lineId, primary, primaryQuantity, alternate, quantity: taken });
    }
  }
  return shares;

  function add(share: Omit<AlternateShare, 'reason'>): void {
    const own = shares.get(share.lineId) ?? [];
    const same = own.find(({ alternate }) => alternate === share.alternate);
    const whole = {
      ...share,
      primaryQuantity: share.primaryQuantity.plus(same?.primaryQuantity ?? ZERO),
      quantity: share.quantity.plus(same?.quantity ?? ZERO),
    };
    const others = own.filter((one) => one !== same);
    shares.set(share.lineId, [...others, { ...whole, reason: reasonOf(whole) }]);
  }
}

/** As planning rounds it, so that the alternate stands for all that it is taken for; what divisions left over is no more. */
function roundedUp(quantity: Decimal): Decimal {
  return quantity.toDecimalPlaces(20).toDecimalPlaces(9, Decimal.ROUND_UP);
}

function reasonOf({ primary, primaryQuantity }: Omit<AlternateShare, 'reason'>): string {
  const [part, all] = [primaryQuantity.toFixed(), roundQuantity(primary.required).toFixed()];
  const { sku, unit } = primary;
  return part === all
    ? `Planned in place of all ${all} ${unit} of ${sku}.`
    : `Planned in place of ${part} of the ${all} ${unit} of ${sku}.`;
}

/** Part of a share: a line may stand in several places, each of which needs a part of it. */
export function partOfShare(share: AlternateShare, place: Decimal, line: Decimal) {
  const part = (quantity: Decimal) => (line.isZero() ? ZERO : quantity.times(place).dividedBy(line));
  return { primary: part(share.primaryQuantity), alternate: part(share.quantity) };
}
