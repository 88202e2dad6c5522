import { type Fixed, fixedMin } from '../../kernel/fixed.js';
import {
  type Demand,
  DEMAND_KINDS,
  type DemandKind,
  type Peg,
  type Supply,
  SUPPLY_KINDS,
  type SupplyKind,
} from './planning-world.rules.js';

const demandRank = Object.fromEntries(DEMAND_KINDS.map((kind, rank) => [kind, rank])) as Record<
  DemandKind,
  number
>;
const supplyRank = Object.fromEntries(SUPPLY_KINDS.map((kind, rank) => [kind, rank])) as Record<
  SupplyKind,
  number
>;

/** In the order in which they are served: by day, kind and name; the safety stock takes what is left. */
export function inDemandOrder(demands: readonly Demand[]): Demand[] {
  return [...demands].sort(
    (one, other) =>
      Number(one.kind === 'safety_stock') - Number(other.kind === 'safety_stock') ||
      one.day - other.day ||
      demandRank[one.kind] - demandRank[other.kind] ||
      byName(one, other),
  );
}

/** In the order in which they are used: stock, then by day, kind and name. */
export function inSupplyOrder(supplies: readonly Supply[]): Supply[] {
  return [...supplies].sort(
    (one, other) =>
      Number(other.kind === 'stock') - Number(one.kind === 'stock') ||
      one.day - other.day ||
      supplyRank[one.kind] - supplyRank[other.kind] ||
      byName(one, other),
  );
}

function byName(one: { ref: string }, other: { ref: string }): number {
  return one.ref < other.ref ? -1 : Number(one.ref > other.ref);
}

/**
 * Which demand each supply is for: the first supply serves the first demand. What is pegged of a demand or a supply never
 * exceeds it; what is not pegged is short or in excess.
 */
export function pegInOrder(demands: readonly Demand[], supplies: readonly Supply[]): Peg[] {
  const pegs: Peg[] = [];
  let supply = 0;
  let left = supplies[0]?.quantity ?? 0n;
  for (const [demand, { quantity }] of demands.entries()) {
    let open: Fixed = quantity;
    while (open > 0n && supply < supplies.length) {
      const used = fixedMin(open, left);
      if (used > 0n) pegs.push({ demand, supply, quantity: used });
      open -= used;
      left -= used;
      if (left > 0n) continue;
      supply += 1;
      left = supplies[supply]?.quantity ?? 0n;
    }
  }
  return pegs;
}
