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

/** What was chosen for BOM lines in the place of their components, by line id. */
export type ChosenAlternates = ReadonlyMap<
  number,
  ChosenCandidate & { primaryId: number; primaryRequired: Decimal }
>;

export const NO_ALTERNATES: ChosenAlternates = new Map();

/** One line of several that take from the same stock. */
export interface SharedNeed {
  primary: Candidate;
  alternates: readonly Candidate[];
  /** What was chosen for the line before, if anything: it is taken again while it may be. */
  keptProductId: number | null;
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

/**
 * The same for lines that share the stock: what one takes is not there for the others. What was chosen before comes first,
 * then a component goes to its own lines as long as there is enough, in their order, and the lines that are short choose
 * from what is left.
 */
export function chooseTogether(needs: readonly SharedNeed[]): ChosenCandidate[][] {
  const stock = new Stock();
  const chosen = new Map<SharedNeed, ChosenCandidate[]>();
  const settle = (need: SharedNeed, candidates: ChosenCandidate[]) => {
    stock.take(candidates.find(({ isChosen }) => isChosen)!);
    chosen.set(need, candidates);
  };
  for (const need of needs) {
    const kept = need.alternates.find(
      (candidate) => candidate.productId === need.keptProductId && !candidate.unusable,
    );
    if (kept) settle(need, keepChoice(stock, need, kept));
  }
  const open = needs.filter((need) => !chosen.has(need));
  for (const need of open) {
    if (isEnough(stock.left(need.primary))) settle(need, chooseFrom(stock, need));
  }
  for (const need of open) {
    if (!chosen.has(need)) settle(need, chooseFrom(stock, need));
  }
  return needs.map((need) => chosen.get(need)!);
}

/** What is free of each product after what has been taken. */
class Stock {
  readonly #taken = new Map<number, Decimal>();

  left(candidate: Candidate): Candidate {
    const taken = this.#taken.get(candidate.productId) ?? ZERO;
    return { ...candidate, available: candidate.available.minus(taken) };
  }

  take({ productId, required }: Candidate): void {
    this.#taken.set(productId, (this.#taken.get(productId) ?? ZERO).plus(roundQuantity(required)));
  }
}

function chooseFrom(stock: Stock, { primary, alternates }: SharedNeed): ChosenCandidate[] {
  return chooseAlternate(
    stock.left(primary),
    alternates.map((candidate) => stock.left(candidate)),
  );
}

function keepChoice(stock: Stock, { primary, alternates }: SharedNeed, kept: Candidate): ChosenCandidate[] {
  const left = new Map([primary, ...alternates].map((candidate) => [candidate, stock.left(candidate)]));
  const reason = `Kept as it was chosen before; ${stockOf(left.get(kept)!)}.`;
  const others = alternates.map((candidate) => left.get(candidate)!);
  return told(left.get(primary)!, others, left.get(kept)!, reason, () => `${kept.sku} was chosen before`);
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
