import { type Decimal, ONE, roundQuantity } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import { addToGroup } from '../../kernel/group-by.js';
import { type BomLineValues, decideBomLines, type LineComponent, type LineFault } from './bom.rules.js';
import type { StructureLink } from './structure-graph.rules.js';
import { requiredQuantity, type StructureLine } from './structure.rules.js';

export interface Replacement {
  componentId: number;
  replacementId: number;
  /** So much of the new one stands for one of the old one, in the units of the lines. */
  factor: Decimal;
  /** In place of the lines' own unit. */
  unit: string | null;
}

/** The line with the new component; lines of others stay as they are. */
export function replaceIn<Line extends BomLineValues>(line: Line, wanted: Replacement): Line {
  if (line.component_id !== wanted.componentId) return line;
  return {
    ...line,
    component_id: wanted.replacementId,
    quantity: roundQuantity(line.quantity.times(wanted.factor)),
    setup_quantity: roundQuantity(line.setup_quantity.times(wanted.factor)),
    unit: wanted.unit ?? line.unit,
    // A multiple in another unit would be another one.
    rounding_multiple: wanted.unit === null || wanted.unit === line.unit ? line.rounding_multiple : null,
  };
}

/** What would be wrong with a BOM's lines afterwards; each fault once. */
export function faultsAfter(
  lines: readonly BomLineValues[],
  components: ReadonlyMap<number, LineComponent>,
  units: UnitTable,
  allowsRepeatedLines = false,
): LineFault[] {
  const { faults } = decideBomLines(lines, components, units, allowsRepeatedLines);
  return [...new Set(faults.map(({ fault }) => fault))];
}

/** The way down from one product to another, both named; null when the one does not contain the other. */
export function wayDown(links: readonly StructureLink[], fromId: number, toId: number): number[] | null {
  const below = new Map<number, number[]>();
  for (const { parentId, componentId } of links) addToGroup(below, parentId, componentId);
  const cameFrom = new Map<number, number | null>([[fromId, null]]);
  const open = [fromId];
  for (const id of open) {
    if (id === toId) return wayBack(cameFrom, id);
    for (const next of below.get(id) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      open.push(next);
    }
  }
  return null;
}

function wayBack(cameFrom: ReadonlyMap<number, number | null>, toId: number): number[] {
  const way = [toId];
  for (let id = cameFrom.get(toId) ?? null; id !== null; id = cameFrom.get(id) ?? null) way.unshift(id);
  return way;
}

/** What the line costs in an order over one piece; null when its unit cannot be converted. */
export function lineCost(
  line: BomLineValues,
  outputQuantity: Decimal,
  stockUnit: string,
  unitCost: Decimal,
  units: UnitTable,
): Decimal | null {
  const toStockUnit = units.ratio(line.unit, stockUnit, line.component_id);
  if (!toStockUnit) return null;
  const structureLine: StructureLine = {
    parentId: 0,
    componentId: line.component_id,
    source: 'bom',
    lineId: 0,
    operationSequence: null,
    quantity: line.quantity,
    quantityPer: 'unit',
    unit: line.unit,
    toStockUnit,
    outputQuantity,
    unitsPerCycle: ONE,
    scrapPercent: line.scrap_factor,
    setupQuantity: line.setup_quantity,
    roundingMultiple: line.rounding_multiple,
    isCostOnly: line.is_cost_only,
    isOptional: line.is_optional,
    consumeStage: line.consume_stage,
    effectiveFrom: line.effective_from,
    effectiveTo: line.effective_to,
  };
  return requiredQuantity(structureLine, ONE).times(unitCost);
}
