import { Decimal, minimum, ZERO } from '../../kernel/decimal.js';

/** A rule that fits a product: so much of it may lie at a location. */
export interface FittingRule {
  ruleId: number;
  productId: number;
  locationId: number;
  /** 0 for a rule of the product itself, then its category and those above, at last rules for anything. */
  rank: number;
  priority: number;
  /** Of the rule's own product, or of everything at the location. */
  ofProduct: boolean;
  /** In stock units; null for as much as one likes. */
  capacity: Decimal | null;
}

export interface PlacedPart {
  ruleId: number;
  locationId: number;
  quantity: Decimal;
}

export interface PutAwayProposal {
  parts: PlacedPart[];
  /** What no rule has room for. */
  unplaced: Decimal;
}

/** What lies at locations already, and what a put-away adds to it line by line. */
export class Occupancy {
  private readonly totals = new Map<number, Decimal>();
  private readonly ofProducts = new Map<string, Decimal>();

  add(productId: number, locationId: number, quantity: Decimal): void {
    const key = `${productId}/${locationId}`;
    this.totals.set(locationId, (this.totals.get(locationId) ?? ZERO).plus(quantity));
    this.ofProducts.set(key, (this.ofProducts.get(key) ?? ZERO).plus(quantity));
  }

  /** What fits under a rule besides what is there; null for as much as one likes. */
  roomUnder(rule: FittingRule): Decimal | null {
    if (rule.capacity === null) return null;
    const used = rule.ofProduct
      ? this.ofProducts.get(`${rule.productId}/${rule.locationId}`)
      : this.totals.get(rule.locationId);
    return Decimal.max(ZERO, rule.capacity.minus(used ?? ZERO));
  }
}

/**
 * Spreads a quantity over the places that rules name: rules of the product first, then of its category, then for anything;
 * among these by priority, the smaller number first. A place takes no more than every rule for it allows.
 */
export function propose(
  quantity: Decimal,
  rules: readonly FittingRule[],
  occupancy: Occupancy,
): PutAwayProposal {
  const ordered = [...rules].sort(
    (a, b) =>
      a.rank - b.rank || a.priority - b.priority || a.locationId - b.locationId || a.ruleId - b.ruleId,
  );
  const parts: PlacedPart[] = [];
  let left = quantity;
  for (const locationId of new Set(ordered.map((rule) => rule.locationId))) {
    const here = ordered.filter((rule) => rule.locationId === locationId);
    const rooms = here.map((rule) => occupancy.roomUnder(rule)).filter((room) => room !== null);
    const part = minimum(left, ...rooms);
    if (part.lessThanOrEqualTo(0)) continue;
    const { ruleId, productId } = here[0]!;
    parts.push({ ruleId, locationId, quantity: part });
    occupancy.add(productId, locationId, part);
    left = left.minus(part);
  }
  return { parts, unplaced: left };
}
