import { type Decimal, ONE, sum, ZERO } from '../../kernel/decimal.js';
import {
  addCosts,
  boughtCost,
  COST_KINDS,
  type CostByKind,
  mapKinds,
  NO_COST,
  totalCost,
} from './cost-kinds.rules.js';
import {
  type CostBasis,
  cyclesFor,
  type Demands,
  isMade,
  isOncePerOrder,
  type PriceSource,
  priceOf,
  type Structure,
  type StructureLine,
  type StructureOperation,
  totalOf,
} from './structure.rules.js';

export type CostSource = PriceSource | 'rolled_up' | 'missing';

export interface ComponentCost {
  line: StructureLine;
  /** For the whole order, in the component's stock unit. */
  quantity: Decimal;
  unitCost: Decimal;
  cost: Decimal;
  source: CostSource;
}

export interface OperationCost extends Omit<CostByKind, 'material'> {
  operation: StructureOperation;
  setupMinutes: Decimal;
  runMinutes: Decimal;
}

/** Cost of one stock unit. */
export interface ProductCost {
  unit: CostByKind;
  /** What the product itself takes: its operations, and what is bought for it. */
  thisLevel: CostByKind;
  /** What the made components cost. */
  below: CostByKind;
  source: CostSource;
}

export interface RolledUpCost extends ProductCost {
  unitCost: Decimal;
  /** By level, per piece of the product: operations there and what is bought for them. They add up to the unit cost. */
  levels: CostByKind[];
  /** Materials that an order takes once whatever its size, on all levels: cost of the order, not of the piece. */
  orderMaterialCost: Decimal;
  /** What goes straight into the product. */
  components: ComponentCost[];
  /** The product's own operations, for the whole order. */
  operations: OperationCost[];
  /** Products without any price, which are counted as 0. */
  missing: number[];
}

const MINUTES_PER_HOUR = 60;

/**
 * Material × (1 + scrap) + (set-up / lot + run) × rates, from the bottom up. The lot of a component is what the order
 * needs of it. What has a BOM or a routing is made; everything else is bought at its price.
 */
export function rollUpCost(
  structure: Structure,
  demands: Demands,
  rootId: number,
  basis: CostBasis = 'current',
): RolledUpCost {
  const costs = new Map<number, ProductCost>();
  const missing: number[] = [];
  let orderMaterialCost = ZERO;
  for (const id of [...demands.order].reverse()) {
    const demand = demands.of.get(id);
    if (!demand) continue;
    const lot = totalOf(demand);
    if (isMade(structure, id)) {
      orderMaterialCost = orderMaterialCost.plus(onceCost(structure, demands, id, costs));
      costs.set(id, madeCost(structure, demands, id, lot, costs));
    } else {
      const product = structure.products.get(id)!;
      const price = priceOf(product, basis);
      if (!price && !lot.isZero()) missing.push(id);
      const unit = boughtCost(product, price?.cost ?? ZERO);
      costs.set(id, { unit, thisLevel: unit, below: NO_COST, source: price?.source ?? 'missing' });
    }
  }
  const root = costs.get(rootId)!;
  const lot = totalOf(demands.of.get(rootId)!);
  return {
    ...root,
    unitCost: totalCost(root.unit),
    levels: costsByLevel(structure, demands, rootId, costs),
    orderMaterialCost,
    components: componentCosts(structure, demands, rootId, costs),
    operations: (structure.operations.get(rootId) ?? []).map((operation) => operationCost(operation, lot)),
    missing: missing.sort((a, b) => a - b),
  };
}

/** Set-up once, run by cycles; minutes are exact. An hour outside is subcontracted work, whatever it consists of. */
export function operationCost(operation: StructureOperation, quantity: Decimal): OperationCost {
  const setupMinutes = quantity.isZero() ? ZERO : operation.setupMinutes;
  const runMinutes = runMinutesFor(operation, quantity);
  const minutes = setupMinutes.plus(runMinutes);
  const at = (ratePerHour: Decimal) =>
    ratePerHour.isZero() ? ZERO : minutes.times(ratePerHour).dividedBy(MINUTES_PER_HOUR);
  const { machineRatePerHour: machine, laborRatePerHour: labor, overheadRatePerHour: overhead } = operation;
  return {
    operation,
    setupMinutes,
    runMinutes,
    ...(operation.isOutside
      ? { machine: ZERO, labor: ZERO, overhead: ZERO, subcontract: at(sum([machine, labor, overhead])) }
      : { machine: at(machine), labor: at(labor), overhead: at(overhead), subcontract: ZERO }),
  };
}

export function runMinutesFor(operation: StructureOperation, quantity: Decimal): Decimal {
  return cyclesFor(quantity, operation.unitsPerCycle).times(operation.runMinutes);
}

/** Cost of the product's own operations for a lot. */
export function operationsCost(operations: readonly StructureOperation[], lot: Decimal): CostByKind {
  let total = NO_COST;
  for (const operation of operations) {
    total = addCosts(total, { material: ZERO, ...operationCost(operation, lot) });
  }
  return total;
}

function madeCost(
  structure: Structure,
  demands: Demands,
  id: number,
  lot: Decimal,
  costs: ReadonlyMap<number, ProductCost>,
): ProductCost {
  if (lot.isZero()) return { unit: NO_COST, thisLevel: NO_COST, below: NO_COST, source: 'rolled_up' };
  const own = { ...operationsCost(structure.operations.get(id) ?? [], lot) };
  const made = { ...NO_COST };
  for (const line of structure.lines.get(id) ?? []) {
    if (isOncePerOrder(line)) continue;
    const quantity = demands.required.get(line)!;
    const { unit, source } = costs.get(line.componentId)!;
    const total = source === 'rolled_up' ? made : own;
    for (const kind of COST_KINDS) total[kind] = total[kind].plus(unit[kind].times(quantity));
  }
  const perPiece = (cost: Decimal) => ownShare(structure, id, cost).dividedBy(lot);
  const thisLevel = mapKinds((kind) => perPiece(own[kind]));
  const below = mapKinds((kind) => perPiece(made[kind]));
  const unit = mapKinds((kind) => perPiece(own[kind].plus(made[kind])));
  return { unit, thisLevel, below, source: 'rolled_up' };
}

/** What of a cost the product carries itself, after its by-products have taken theirs. */
function ownShare({ ownShares }: Structure, id: number, cost: Decimal): Decimal {
  const percent = ownShares.get(id);
  return percent ? cost.times(percent).dividedBy(100) : cost;
}

/** What every level takes of its own, for one piece on top. A product on several levels counts on each of them. */
function costsByLevel(
  structure: Structure,
  demands: Demands,
  rootId: number,
  costs: ReadonlyMap<number, ProductCost>,
): CostByKind[] {
  const levels: CostByKind[] = [];
  const perPiece = new Map<number, Map<number, Decimal>>([[rootId, new Map([[0, ONE]])]]);
  for (const id of demands.order) {
    const places = perPiece.get(id);
    const { thisLevel, source } = costs.get(id) ?? {};
    if (!places || !thisLevel || (source !== 'rolled_up' && id !== rootId)) continue;
    for (const [level, pieces] of places) {
      const before = levels[level] ?? NO_COST;
      levels[level] = mapKinds((kind) => before[kind].plus(thisLevel[kind].times(pieces)));
    }
    const lot = totalOf(demands.of.get(id)!);
    for (const line of lot.isZero() ? [] : (structure.lines.get(id) ?? [])) {
      if (isOncePerOrder(line)) continue;
      const below = perPiece.get(line.componentId) ?? new Map<number, Decimal>();
      perPiece.set(line.componentId, below);
      const quantity = demands.required.get(line)!;
      for (const [level, pieces] of places) {
        const share = ownShare(structure, id, quantity.times(pieces)).dividedBy(lot);
        below.set(level + 1, (below.get(level + 1) ?? ZERO).plus(share));
      }
    }
  }
  return levels;
}

function onceCost(
  structure: Structure,
  demands: Demands,
  id: number,
  costs: ReadonlyMap<number, ProductCost>,
): Decimal {
  const once = (structure.lines.get(id) ?? []).filter(isOncePerOrder);
  const total = sum(
    once.map((line) => demands.required.get(line)!.times(totalCost(costs.get(line.componentId)!.unit))),
  );
  return ownShare(structure, id, total);
}

function componentCosts(
  structure: Structure,
  demands: Demands,
  rootId: number,
  costs: ReadonlyMap<number, ProductCost>,
): ComponentCost[] {
  return (structure.lines.get(rootId) ?? []).map((line) => {
    const { unit, source } = costs.get(line.componentId)!;
    const quantity = demands.required.get(line)!;
    const unitCost = totalCost(unit);
    return { line, quantity, unitCost, cost: quantity.times(unitCost), source };
  });
}
