import { type Decimal, roundQuantity, sum, ZERO } from '../../kernel/decimal.js';

/** What a cost consists of; `subcontract` is what others do for us, as services or at work centers outside. */
export const COST_KINDS = ['material', 'labor', 'machine', 'overhead', 'subcontract'] as const;
export type CostKind = (typeof COST_KINDS)[number];
export type CostByKind = Record<CostKind, Decimal>;

export const NO_COST: CostByKind = {
  material: ZERO,
  labor: ZERO,
  machine: ZERO,
  overhead: ZERO,
  subcontract: ZERO,
};

export function totalCost(cost: CostByKind): Decimal {
  return sum(COST_KINDS.map((kind) => cost[kind]));
}

export function mapKinds<T>(map: (kind: CostKind) => T): Record<CostKind, T> {
  return {
    material: map('material'),
    labor: map('labor'),
    machine: map('machine'),
    overhead: map('overhead'),
    subcontract: map('subcontract'),
  };
}

export function addCosts(first: CostByKind, second: CostByKind): CostByKind {
  return mapKinds((kind) => first[kind].plus(second[kind]));
}

export function roundKinds(cost: CostByKind): CostByKind {
  return mapKinds((kind) => roundQuantity(cost[kind]));
}

/** What is bought costs material; what is a service is work of others. */
export function boughtCost(product: { item_type: string }, price: Decimal): CostByKind {
  return { ...NO_COST, [product.item_type === 'service' ? 'subcontract' : 'material']: price };
}
