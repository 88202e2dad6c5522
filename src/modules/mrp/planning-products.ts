import {
  divideUp,
  type Fixed,
  FIXED_ONE,
  fixedRatio,
  type FixedRatio,
  toFixedPoint,
} from '../../kernel/fixed.js';
import { consumingOperation } from '../engineering/rules.js';
import { decimalRatio, fixedOr, integer, isTrue, type SourceRow } from './planning-cells.js';
import type { PlanningUnits } from './planning-units.js';
import type {
  ComponentLine,
  LotSizing,
  MakeSource,
  PlannedWork,
  PlanningMethod,
  PlanningProduct,
  StructureVersion,
  VendorOffer,
} from './planning-world.rules.js';
import type { WorkingDays } from './working-days.rules.js';

export const HUNDRED = 100n * FIXED_ONE;

/** An operation as the routing has it, until its materials are known. */
interface ReadOperation {
  id: number;
  sequence: number;
  operationCode: string | null;
  operationName: string | null;
  piecesPerCycle: Fixed;
  work: PlannedWork;
}

/** A product while it is read. */
export interface ReadProduct extends PlanningProduct {
  unit: string;
  fixedLeadDays: number | null;
  boms: StructureVersion[];
  outputs: Map<number, Fixed>;
  routingId: number | null;
  operations: ReadOperation[];
  yield: FixedRatio;
  routingLines: { line: ComponentLine; takesNothing: boolean; isOptional: boolean }[];
  preferred: VendorOffer | null;
  offersById: Map<number, VendorOffer>;
}

/** A product with how it is planned, before anything else is known of it. */
export function productOf(row: SourceRow, units: PlanningUnits, calendar: WorkingDays): ReadProduct {
  const [id, unit, isActive, method, isPhantom, safetyStock, reorderPoint, reorderQuantity, ...planning] =
    row;
  const [safetyLead, fence, rule, lotQuantity, period, minimum, multiple, maximum, ...rest] = planning;
  const [fixedLead, totalLead, vendorId, purchaseUnit, conversion, vendorLead, ...costs] = rest;
  const [orderCost, holdingRate, unitCost, isService, onHand] = costs;
  const byReorderPoint = method === 'reorder_point';
  const lotSizing: LotSizing = {
    rule: rule as LotSizing['rule'],
    quantity: fixedOr(lotQuantity, byReorderPoint ? fixedOr(reorderQuantity, 0n) : 0n),
    periodDays: Number(period ?? 1),
    minimum: fixedOr(minimum, 0n),
    multiple: fixedOr(multiple, 0n),
    maximum: fixedOr(maximum, 0n),
    orderCost: orderCost === null ? null : Number(orderCost),
    holdingCost: holdingRate === null || unitCost === null ? null : Number(holdingRate) * Number(unitCost),
  };
  if (byReorderPoint && lotSizing.quantity > 0n) lotSizing.rule = 'fixed_quantity';
  const product: ReadProduct = {
    id: Number(id),
    unit: unit!,
    method: isTrue(isActive) && !isTrue(isService) ? (method as PlanningMethod) : 'none',
    isPhantom: isTrue(isPhantom),
    isCountable: units.isCountable(unit!),
    onHand: fixedOr(onHand, 0n),
    safetyStock: byReorderPoint ? fixedOr(reorderPoint, 0n) : fixedOr(safetyStock, 0n),
    safetyLeadDays: Number(safetyLead),
    planningFenceDays: Number(fence),
    lotSizing,
    leadDays: workingDays(integer(totalLead), calendar) ?? integer(fixedLead),
    fixedLeadDays: integer(fixedLead),
    make: null,
    vendors: [],
    demands: [],
    receipts: [],
    boms: [],
    outputs: new Map(),
    routingId: null,
    operations: [],
    yield: { numerator: 1n, denominator: 1n },
    routingLines: [],
    preferred: null,
    offersById: new Map(),
  };
  if (vendorId !== null) {
    product.preferred = {
      vendorId: Number(vendorId),
      isPreferred: true,
      leadDays: product.leadDays ?? integer(vendorLead),
      conversion: decimalRatio(conversion!),
      isCountable: units.isCountable(purchaseUnit!),
      minimum: 0n,
      multiple: 0n,
      maximum: 0n,
      prices: [],
    };
  }
  return product;
}

/** Lead times in parts are calendar days. */
function workingDays(calendarDays: number | null, calendar: WorkingDays): number | null {
  return calendarDays === null ? null : Math.ceil((calendarDays * calendar.daysPerWeek) / 7);
}

/** Puts together how a product is made: materials of its routing replace the lines of its BOMs where there are any. */
export function finish(product: ReadProduct): void {
  if (
    product.preferred &&
    !product.vendors.some(({ vendorId }) => vendorId === product.preferred!.vendorId)
  ) {
    product.vendors.push(product.preferred);
  }
  const operations = product.operations.map(({ work }) => work);
  const materials = product.routingLines.filter((material) => !material.takesNothing);
  const routingLines = materials.filter((material) => !material.isOptional).map(({ line }) => line);
  for (const version of product.boms) {
    if (materials.length > 0) version.lines = routingLines;
  }
  const hasRoutingOnly = product.boms.length === 0 && product.operations.length > 0;
  const versions = hasRoutingOnly
    ? [{ bomId: null, from: null, to: null, lines: routingLines, byProducts: [] }]
    : product.boms;
  if (versions.length === 0) return;
  const make: MakeSource = { routingId: product.routingId, operations, yield: product.yield, versions };
  product.make = make;
  product.leadDays = product.fixedLeadDays;
  for (const receipt of product.receipts) {
    if (receipt.kind !== 'production_order' && !receipt.order) continue;
    receipt.quantity = divideUp(receipt.quantity * make.yield.numerator, make.yield.denominator);
  }
}

/** The operation that consumes what a line takes. */
export function operationOf(product: ReadProduct, stage: string | null): number {
  const sequence = consumingOperation(product.operations, stage);
  return Math.max(
    product.operations.findIndex((operation) => operation.sequence === sequence),
    0,
  );
}

/** Units of the line for one piece: quantity and scrap over what the BOM makes. */
export function lineFactor(quantity: string, scrapPercent: string, output: Fixed): FixedRatio {
  return fixedRatio(toFixedPoint(quantity) * (HUNDRED + toFixedPoint(scrapPercent)), output * HUNDRED);
}
