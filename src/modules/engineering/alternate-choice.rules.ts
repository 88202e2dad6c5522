import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';

/** The primary component of a line, or something that may stand in for it. Quantities are in its own stock unit. */
export interface Candidate {
  /** Null for the primary. */
  alternateId: number | null;
  productId: number;
  sku: string;
  unit: string;
  /** What the need comes to in this product. */
  required: Decimal;
  available: Decimal;
  unitCost: Decimal | null;
  rank: number;
  isPreferred: boolean;
  leadTimeDays: number;
  minOrderQuantity: Decimal;
  /** Why it cannot be taken at all: not valid on the day, not active, in a unit that nobody knows. */
  unusable: string | null;
}

export interface ChosenCandidate extends Candidate {
  isChosen: boolean;
  /** In one sentence, why it was taken or left. */
  reason: string;
}

interface Criterion {
  /** Below 0 when the first one is better. */
  compare(a: Candidate, b: Candidate): number;
  won(winner: Candidate): string;
  lost(loser: Candidate, winner: Candidate): string;
}

/** In this order. Whoever is left with the same in everything is taken in the order of entry. */
const CRITERIA: readonly Criterion[] = [
  {
    compare: (a, b) => Number(b.isPreferred) - Number(a.isPreferred),
    won: () => 'it is the preferred alternate',
    lost: (_, winner) => `${winner.sku} is the preferred alternate`,
  },
  {
    compare: (a, b) => a.rank - b.rank,
    won: ({ rank }) => `its rank ${rank} comes first`,
    lost: (loser, winner) => `its rank ${loser.rank} comes after ${winner.rank} of ${winner.sku}`,
  },
  {
    compare: (a, b) => Number(isEnough(b)) - Number(isEnough(a)),
    won: () => 'enough of it is in stock',
    lost: (loser) => stockOf(loser),
  },
  {
    compare: (a, b) => compareCosts(costOf(a), costOf(b)),
    won: () => 'it costs least',
    lost: (loser, winner) =>
      costOf(loser) ? `it costs more than ${winner.sku}` : `it has no price, and ${winner.sku} has one`,
  },
  {
    compare: (a, b) => a.leadTimeDays - b.leadTimeDays,
    won: ({ leadTimeDays }) => `it is there first, after ${leadTimeDays} days`,
    lost: (loser, winner) =>
      `it takes ${loser.leadTimeDays} days, and ${winner.sku} ${winner.leadTimeDays} days`,
  },
  {
    compare: (a, b) => a.minOrderQuantity.comparedTo(b.minOrderQuantity),
    won: () => 'least of it has to be ordered',
    lost: (_, winner) => `less of ${winner.sku} has to be ordered`,
  },
  {
    compare: (a, b) => (a.alternateId ?? 0) - (b.alternateId ?? 0),
    won: () => 'it was entered first',
    lost: (_, winner) => `${winner.sku} was entered first`,
  },
];

/**
 * Which product to take for a need. The primary, when enough of it is free. Else the first alternate by the criteria. An
 * alternate that is neither in stock nor preferred helps nobody: while all are like that, the primary stays.
 */
export function chooseAlternate(primary: Candidate, alternates: readonly Candidate[]): ChosenCandidate[] {
  const usable = alternates.filter((candidate) => !candidate.unusable).sort(byCriteria);
  const [best] = usable;
  if (isEnough(primary)) {
    return told(primary, alternates, primary, `Taken: ${stockOf(primary)}.`, () => 'the primary is in stock');
  }
  const helps = usable.some((candidate) => candidate.isPreferred || isEnough(candidate));
  if (!best || !helps) {
    const why = best ? 'no alternate is in stock or preferred' : 'it has no usable alternate';
    return told(primary, alternates, primary, `Kept although ${stockOf(primary)}: ${why}.`, stockOf);
  }
  const [won] = usable.slice(1).map((other) => deciding(best, other));
  const because = won ? won.won(best) : 'it is the only usable alternate';
  const reason = `Taken because ${because}; ${stockOf(best)}.`;
  return told(primary, alternates, best, reason, (loser) =>
    loser === primary ? stockOf(primary) : deciding(best, loser).lost(loser, best),
  );
}

function told(
  primary: Candidate,
  alternates: readonly Candidate[],
  chosen: Candidate,
  reason: string,
  whyNot: (loser: Candidate) => string,
): ChosenCandidate[] {
  return [primary, ...alternates].map((candidate) => {
    const isChosen = candidate === chosen;
    const left = `Left: ${candidate.unusable ?? (isChosen ? '' : whyNot(candidate))}.`;
    return { ...candidate, isChosen, reason: isChosen ? reason : left };
  });
}

function byCriteria(a: Candidate, b: Candidate): number {
  for (const { compare } of CRITERIA) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** The first criterion that tells the two apart; the order of entry always does. */
function deciding(winner: Candidate, loser: Candidate): Criterion {
  return CRITERIA.find(({ compare }) => compare(winner, loser) !== 0) ?? CRITERIA.at(-1)!;
}

function isEnough({ available, required }: Candidate): boolean {
  return available.greaterThanOrEqualTo(roundQuantity(required));
}

function stockOf(candidate: Candidate): string {
  const { required, unit } = candidate;
  const available = candidate.available.greaterThan(0) ? candidate.available : ZERO;
  const needed = `${roundQuantity(required).toFixed()} ${unit}`;
  return isEnough(candidate)
    ? `${available.toFixed()} ${unit} are free, and ${needed} are needed`
    : `only ${available.toFixed()} of ${needed} are free`;
}

/** What the need costs in this product; null without a price. */
function costOf({ required, unitCost }: Candidate): Decimal | null {
  return unitCost && required.times(unitCost);
}

function compareCosts(a: Decimal | null, b: Decimal | null): number {
  if (!a || !b) return Number(a === null) - Number(b === null);
  return a.comparedTo(b);
}
