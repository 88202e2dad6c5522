import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import {
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

/** Cost of one stock unit by kind, all levels together. */
export interface CostByKind {
  material: Decimal;
  labor: Decimal;
  machine: Decimal;
  overhead: Decimal;
}

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

export interface RolledUpCost {
  unit: CostByKind;
  unitCost: Decimal;
  source: CostSource;
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
const NOTHING: CostByKind = { material: ZERO, labor: ZERO, machine: ZERO, overhead: ZERO };

interface ProductCost {
  unit: CostByKind;
  source: CostSource;
}

/**
 * Material × (1 + scrap) + (set-up / lot + run) × rates, from the bottom up. The lot of a component is what the order
 * needs of it. What has a BOM or a routing is made; everything else is bought at its price.
 */
export function rollUpCost(structure: Structure, demands: Demands, rootId: number): RolledUpCost {
  const costs = new Map<number, ProductCost>();
  const missing: number[] = [];
  let orderMaterialCost = ZERO;
  for (const id of [...demands.order].reverse()) {
    const demand = demands.of.get(id);
    if (!demand) continue;
    const lot = totalOf(demand);
    if (isMade(structure, id)) {
      orderMaterialCost = orderMaterialCost.plus(onceCost(structure, demands, id, costs));
      costs.set(id, { unit: madeCost(structure, demands, id, lot, costs), source: 'rolled_up' });
    } else {
      const price = priceOf(structure.products.get(id)!);
      if (!price && !lot.isZero()) missing.push(id);
      costs.set(id, {
        unit: { ...NOTHING, material: price?.cost ?? ZERO },
        source: price?.source ?? 'missing',
      });
    }
  }
  const root = costs.get(rootId)!;
  const lot = totalOf(demands.of.get(rootId)!);
  return {
    unit: root.unit,
    unitCost: totalCost(root.unit),
    source: root.source,
    orderMaterialCost,
    components: componentCosts(structure, demands, rootId, costs),
    operations: (structure.operations.get(rootId) ?? []).map((operation) => operationCost(operation, lot)),
    missing: missing.sort((a, b) => a - b),
  };
}

export function totalCost(cost: CostByKind): Decimal {
  return sum([cost.material, cost.labor, cost.machine, cost.overhead]);
}

/** Set-up once, run by cycles; minutes are exact. */
export function operationCost(operation: StructureOperation, quantity: Decimal): OperationCost {
  const setupMinutes = quantity.isZero() ? ZERO : operation.setupMinutes;
  const runMinutes = runMinutesFor(operation, quantity);
  const minutes = setupMinutes.plus(runMinutes);
  const at = (ratePerHour: Decimal) => minutes.times(ratePerHour).dividedBy(MINUTES_PER_HOUR);
  return {
    operation,
    setupMinutes,
    runMinutes,
    machine: at(operation.machineRatePerHour),
    labor: at(operation.laborRatePerHour),
    overhead: at(operation.overheadRatePerHour),
  };
}

export function runMinutesFor(operation: StructureOperation, quantity: Decimal): Decimal {
  return cyclesFor(quantity, operation.unitsPerCycle).times(operation.runMinutes);
}

function madeCost(
  structure: Structure,
  demands: Demands,
  id: number,
  lot: Decimal,
  costs: ReadonlyMap<number, ProductCost>,
): CostByKind {
  if (lot.isZero()) return NOTHING;
  const total = { ...NOTHING };
  for (const line of structure.lines.get(id) ?? []) {
    if (isOncePerOrder(line)) continue;
    const quantity = demands.required.get(line)!;
    const { unit } = costs.get(line.componentId)!;
    for (const kind of KINDS) total[kind] = total[kind].plus(unit[kind].times(quantity));
  }
  for (const operation of structure.operations.get(id) ?? []) {
    const cost = operationCost(operation, lot);
    for (const kind of ['labor', 'machine', 'overhead'] as const) total[kind] = total[kind].plus(cost[kind]);
  }
  for (const kind of KINDS) total[kind] = total[kind].dividedBy(lot);
  return total;
}

const KINDS = ['material', 'labor', 'machine', 'overhead'] as const;

function onceCost(
  structure: Structure,
  demands: Demands,
  id: number,
  costs: ReadonlyMap<number, ProductCost>,
): Decimal {
  const once = (structure.lines.get(id) ?? []).filter(isOncePerOrder);
  return sum(
    once.map((line) => demands.required.get(line)!.times(totalCost(costs.get(line.componentId)!.unit))),
  );
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
