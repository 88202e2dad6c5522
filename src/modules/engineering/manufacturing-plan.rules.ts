import { type Decimal, roundAmount, roundQuantity } from '../../kernel/decimal.js';
import { type ChosenAlternates, NO_ALTERNATES } from './alternate-choice.rules.js';
import {
  type AlternateShare,
  type AlternateShares,
  NO_SHARES,
  partOfShare,
  type StandIn,
} from './alternate-shares.rules.js';
import { operationCost } from './cost.rules.js';
import { consumingOperation } from './consume-stage.rules.js';
import {
  type Demands,
  explosionTree,
  priceOf,
  type QuantityPer,
  type Structure,
  type StructureLine,
  type TreeRow,
} from './structure.rules.js';

/** What has to be made, and by which structure; without ids the product's active BOM and routing are taken. */
export interface ManufacturingRequest {
  productId: number;
  /** In the product's stock unit; greater than 0. */
  quantity: Decimal;
  /** Business day, `YYYY-MM-DD`, on which lines and their effectivity are read. */
  date: string;
  bomId?: number | null;
  /** A routing of the product, or a template. */
  routingId?: number | null;
  /**
   * For reading transactions. Without it BOM and routing are held until the transaction ends, so that nobody changes
   * their lines between the plan and the order that copies it.
   */
  preview?: boolean;
  /** Alternates stand in for components that are short; lines of one order share the stock. */
  useAlternates?: boolean;
  /** With `useAlternates`: alternates that BOM lines have already, product by line id. They stay while they may. */
  keptAlternates?: ReadonlyMap<number, number>;
  /** Without `useAlternates`: what stands in for parts of components, as planning has decided. */
  standIns?: readonly StandIn[];
}

/** What stands in for the component of a BOM line, both in their stock units. */
export interface PlannedSubstitution {
  bomLineId: number;
  primaryId: number;
  primaryQuantity: Decimal;
  /** In one sentence, why it was taken. */
  reason: string;
}

/** One operation, its times scaled to the quantity and the rates that count for it. */
export interface PlannedOperation {
  routingOperationId: number;
  sequence: number;
  workCenterId: number;
  operationCode: string | null;
  operationName: string | null;
  /** Once per order. */
  plannedSetupMinutes: Decimal;
  plannedRunMinutes: Decimal;
  machineRatePerHour: Decimal;
  laborRatePerHour: Decimal;
  overheadRatePerHour: Decimal;
}

/** One material, in the stock unit of the component. */
export interface PlannedMaterial {
  /** The routing line that asks for it; null when it comes from a BOM. */
  routingOperationMaterialId: number | null;
  /** Sequence of the operation that uses it; null when there is no operation at all. */
  operationSequence: number | null;
  componentId: number;
  quantityPer: QuantityPer;
  /** For the whole order: scaled, scrap and set-up included. */
  quantityRequired: Decimal;
  /** Stock unit of the component. */
  unit: string;
  isCostOnly: boolean;
  isOptional: boolean;
  /** Per stock unit: average, then standard, then last cost; null when the component has no price at all. */
  unitCost: Decimal | null;
  /** What it stands in for; null for what the BOM or the routing asks for. */
  substitution: PlannedSubstitution | null;
}

/** Everything that a production order copies when it is made. */
export interface ManufacturingPlan {
  bomId: number | null;
  routingId: number | null;
  /** Rising by sequence; empty for a product without routing. */
  operations: PlannedOperation[];
  materials: PlannedMaterial[];
}

/**
 * Turns the structure of one product, phantoms with theirs, into a plan. A phantom is never made or stocked: what it
 * consists of takes its place. A line that needs nothing takes no part. Null when there are more than `materialsMax`.
 */
export function planManufacturing(
  structure: Structure,
  demands: Demands,
  chosen: { productId: number; quantity: Decimal; bomId: number | null; routingId: number | null },
  materialsMax: number,
  alternates: ChosenAlternates = NO_ALTERNATES,
  shares: AlternateShares = NO_SHARES,
): ManufacturingPlan | null {
  const operations = (structure.operations.get(chosen.productId) ?? []).map((operation) =>
    plannedOperation(operationCost(operation, chosen.quantity)),
  );
  const rows = explosionTree(structure, demands, chosen.productId, materialsMax);
  if (!rows) return null;
  const materials = new Map<string, PlannedMaterial>();
  const way: StructureLine[] = [];
  for (const row of rows) {
    way.length = row.level;
    way.push(row.line);
    if (structure.lines.has(row.line.componentId)) continue;
    const material = {
      ...plannedMaterial(structure, row, way, operations),
      substitution: substitutionOf(row.line, alternates),
    };
    const own = row.line.source === 'bom' ? (shares.get(row.line.lineId) ?? []) : [];
    for (const part of partsOf(material, own, demands.required.get(row.line)!)) add(part);
  }
  return {
    bomId: chosen.bomId,
    routingId: chosen.routingId,
    operations,
    materials: [...materials.values()]
      .map((material) => ({ ...material, quantityRequired: roundQuantity(material.quantityRequired) }))
      .filter(({ quantityRequired }) => !quantityRequired.isZero()),
  };

  function add(material: PlannedMaterial): void {
    const key = [
      material.routingOperationMaterialId,
      material.operationSequence,
      material.componentId,
      material.quantityPer,
      material.isCostOnly,
      material.isOptional,
      material.substitution?.bomLineId,
    ].join();
    const same = materials.get(key);
    if (same) same.quantityRequired = same.quantityRequired.plus(material.quantityRequired);
    else materials.set(key, material);
  }
}

/** What is taken of the component, and of what stands in for parts of it. */
function partsOf(
  material: PlannedMaterial,
  shares: readonly AlternateShare[],
  lineQuantity: Decimal,
): PlannedMaterial[] {
  let primary = material.quantityRequired;
  const others = shares.map((share): PlannedMaterial => {
    const part = partOfShare(share, material.quantityRequired, lineQuantity);
    primary = primary.minus(part.primary);
    const { alternate, reason } = share;
    return {
      ...material,
      componentId: alternate.productId,
      quantityRequired: part.alternate,
      unit: alternate.unit,
      unitCost: alternate.unitCost,
      substitution: { ...primaryOf(share), reason },
    };
  });
  return [{ ...material, quantityRequired: primary }, ...others];

  function primaryOf({ lineId, primaryQuantity }: AlternateShare) {
    return { bomLineId: lineId, primaryId: material.componentId, primaryQuantity };
  }
}

function plannedOperation(cost: ReturnType<typeof operationCost>): PlannedOperation {
  const { operation } = cost;
  return {
    routingOperationId: operation.routingOperationId,
    sequence: operation.sequence,
    workCenterId: operation.workCenterId,
    operationCode: operation.operationCode,
    operationName: operation.operationName,
    // Minutes have the six decimals of an amount.
    plannedSetupMinutes: roundAmount(cost.setupMinutes),
    plannedRunMinutes: roundAmount(cost.runMinutes),
    machineRatePerHour: operation.machineRatePerHour,
    laborRatePerHour: operation.laborRatePerHour,
    overheadRatePerHour: operation.overheadRatePerHour,
  };
}

/** `way` holds the lines from the product down to the row, through phantoms alone. */
function plannedMaterial(
  structure: Structure,
  row: TreeRow,
  way: readonly StructureLine[],
  operations: readonly PlannedOperation[],
): Omit<PlannedMaterial, 'substitution'> {
  const [top] = way;
  const component = structure.products.get(row.line.componentId)!;
  return {
    routingOperationMaterialId: top!.source === 'routing' ? top!.lineId : null,
    operationSequence: top!.operationSequence ?? consumingOperation(operations, top!.consumeStage),
    componentId: component.id,
    quantityPer: top!.quantityPer,
    quantityRequired: row.totalQuantity,
    unit: component.unit,
    isCostOnly: way.some((line) => line.isCostOnly),
    isOptional: way.some((line) => line.isOptional),
    unitCost: priceOf(component)?.cost ?? null,
  };
}

function substitutionOf(line: StructureLine, alternates: ChosenAlternates): PlannedSubstitution | null {
  const chosen = line.source === 'bom' ? alternates.get(line.lineId) : undefined;
  if (!chosen) return null;
  return {
    bomLineId: line.lineId,
    primaryId: chosen.primaryId,
    primaryQuantity: roundQuantity(chosen.primaryRequired),
    reason: chosen.reason,
  };
}
