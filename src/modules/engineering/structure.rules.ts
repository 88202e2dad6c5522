import { type Decimal, ONE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { applyRatio, type Ratio } from '../../kernel/unit-of-measure.js';
import { orderGraph } from './structure-graph.rules.js';

/** What a material's quantity is for: each piece, each batch, or the order. */
export const QUANTITY_PER = ['unit', 'batch', 'order'] as const;
export type QuantityPer = (typeof QUANTITY_PER)[number];

/** Stage at which a BOM line is used; `any` fits every operation. */
export const CONSUME_STAGES = ['production', 'assembly', 'finishing', 'shipping', 'any'] as const;

/** What the rules need to know about a product. Costs are per stock unit. */
export interface StructureProduct {
  id: number;
  sku: string;
  name: string;
  unit: string;
  item_type: string;
  procurement_type: string;
  stocking_policy: string;
  average_cost: Decimal | null;
  standard_cost: Decimal | null;
  last_cost: Decimal | null;
}

/** A line of a BOM or a material of a routing, ready to be scaled. */
export interface StructureLine {
  parentId: number;
  componentId: number;
  source: 'bom' | 'routing';
  /** Id of the BOM line or of the routing material. */
  lineId: number;
  /** Sequence of the operation, for materials of a routing. */
  operationSequence: number | null;
  quantity: Decimal;
  quantityPer: QuantityPer;
  unit: string;
  /** Stock units of the component that one `unit` is. */
  toStockUnit: Ratio;
  /** Pieces that the quantity makes: the BOM's output quantity, 1 for a routing. */
  outputQuantity: Decimal;
  /** Pieces per cycle of the operation; one batch is one cycle. 1 for a BOM. */
  unitsPerCycle: Decimal;
  scrapPercent: Decimal;
  /** Added once per order, in `unit`. */
  setupQuantity: Decimal;
  /** What is taken is a multiple of this, in `unit`. */
  roundingMultiple: Decimal | null;
  isCostOnly: boolean;
  isOptional: boolean;
  consumeStage: string | null;
  effectiveFrom: string | null;
  effectiveTo: string | null;
}

export interface StructureOperation {
  routingOperationId: number;
  productId: number;
  sequence: number;
  workCenterId: number;
  operationCode: string | null;
  operationName: string | null;
  setupMinutes: Decimal;
  runMinutes: Decimal;
  unitsPerCycle: Decimal;
  machineRatePerHour: Decimal;
  laborRatePerHour: Decimal;
  overheadRatePerHour: Decimal;
  /** At a work center outside of the house: all of it is subcontracted work. */
  isOutside: boolean;
}

/** Products with what they are made of and how, as of one day. */
export interface Structure {
  products: ReadonlyMap<number, StructureProduct>;
  lines: ReadonlyMap<number, readonly StructureLine[]>;
  operations: ReadonlyMap<number, readonly StructureOperation[]>;
  /** Per cent of its cost that a product carries, where by-products carry the rest. */
  ownShares: ReadonlyMap<number, Decimal>;
}

/** Where a routing has materials that take stock, they replace the BOM's; otherwise both count. */
export function effectiveLines<Line extends Pick<StructureLine, 'source' | 'isCostOnly'>>(
  lines: readonly Line[],
): Line[] {
  const replaced = lines.some((line) => line.source === 'routing' && !line.isCostOnly);
  return replaced ? lines.filter((line) => line.source === 'routing') : [...lines];
}

/** Whether the line asks for the same amount however many pieces are made. */
export function isOncePerOrder(line: Pick<StructureLine, 'quantityPer' | 'unitsPerCycle'>): boolean {
  return (
    line.quantityPer === 'order' ||
    (line.quantityPer === 'batch' && line.unitsPerCycle.lessThanOrEqualTo(ONE))
  );
}

/** Cycles that it takes to make the pieces: whole ones where a cycle makes more than one piece. */
export function cyclesFor(quantity: Decimal, unitsPerCycle: Decimal): Decimal {
  const cycles = quantity.dividedBy(unitsPerCycle);
  return unitsPerCycle.greaterThan(ONE) ? cycles.ceil() : cycles;
}

/** What of a line its quantity depends on. */
type ScaledLine = Pick<
  StructureLine,
  | 'quantity'
  | 'quantityPer'
  | 'toStockUnit'
  | 'outputQuantity'
  | 'unitsPerCycle'
  | 'scrapPercent'
  | 'setupQuantity'
  | 'roundingMultiple'
>;

/** Stock units of the component for an order over `quantity` pieces: scaled, with scrap, set-up once, in full multiples. */
export function requiredQuantity(line: ScaledLine, quantity: Decimal): Decimal {
  if (quantity.isZero()) return ZERO;
  const scaled = line.quantity.times(pieces(line, quantity)).times(line.scrapPercent.plus(100));
  const perHundred = applyRatio(scaled, line.toStockUnit).dividedBy(line.outputQuantity.times(100));
  if (line.roundingMultiple === null) {
    return perHundred.plus(applyRatio(line.setupQuantity, line.toStockUnit));
  }
  const asked = scaled.dividedBy(line.outputQuantity.times(100)).plus(line.setupQuantity);
  return applyRatio(roundUpTo(asked, line.roundingMultiple), line.toStockUnit);
}

/** The next full multiple; what lies beyond nine decimals is no reason for another one. */
function roundUpTo(quantity: Decimal, multiple: Decimal): Decimal {
  return roundQuantity(quantity.dividedBy(multiple)).ceil().times(multiple);
}

/** What has lines or operations is made; everything else is bought. */
export function isMade(structure: Structure, productId: number): boolean {
  return (
    (structure.lines.get(productId)?.length ?? 0) > 0 ||
    (structure.operations.get(productId)?.length ?? 0) > 0
  );
}

/** Stock units of the component in one piece of the parent, without scrap and set-up. */
export function quantityPerPiece(line: StructureLine): Decimal {
  return applyRatio(line.quantity, line.toStockUnit).dividedBy(line.outputQuantity);
}

function pieces(line: ScaledLine, quantity: Decimal): Decimal {
  if (line.quantityPer === 'unit') return quantity;
  return isOncePerOrder(line) ? ONE : cyclesFor(quantity, line.unitsPerCycle);
}

/** How much of a product is needed: what takes stock, and what only counts in the cost. */
export interface Demand {
  stock: Decimal;
  costOnly: Decimal;
}

export interface Demands {
  /** Parents before components. */
  order: number[];
  /** The products round a cycle; then nothing else here means anything. */
  cycle: number[] | null;
  of: ReadonlyMap<number, Demand>;
  required: ReadonlyMap<StructureLine, Decimal>;
}

/**
 * What an order over `quantity` needs of every product below it. Each product counts as one order over all that is
 * needed of it, wherever it stands in the tree; so its set-up quantities are added once.
 */
export function demandsOf(structure: Structure, rootId: number, quantity: Decimal): Demands {
  const { order, cycle } = orderGraph([...structure.lines.values()].flat(), [rootId]);
  const of = new Map<number, Demand>([[rootId, { stock: quantity, costOnly: ZERO }]]);
  const required = new Map<StructureLine, Decimal>();
  for (const id of cycle ? [] : order) {
    const demand = of.get(id);
    if (!demand) continue;
    const total = totalOf(demand);
    for (const line of structure.lines.get(id) ?? []) {
      const amount = requiredQuantity(line, total);
      required.set(line, amount);
      of.set(line.componentId, add(of.get(line.componentId), amount, line, demand));
    }
  }
  return { order, cycle, of, required };
}

export function totalOf(demand: Demand): Decimal {
  return demand.stock.plus(demand.costOnly);
}

/** Below a component that only counts in the cost nothing takes stock. */
function add(present: Demand | undefined, amount: Decimal, line: StructureLine, parent: Demand): Demand {
  const stock = line.isCostOnly || amount.isZero() ? ZERO : share(amount, parent.stock, totalOf(parent));
  const before = present ?? { stock: ZERO, costOnly: ZERO };
  return {
    stock: before.stock.plus(stock),
    costOnly: before.costOnly.plus(amount.minus(stock)),
  };
}

/** Multiplies first, and leaves a whole share alone, so that nothing is lost in a division without end. */
function share(amount: Decimal, part: Decimal, whole: Decimal): Decimal {
  return part.equals(whole) ? amount : amount.times(part).dividedBy(whole);
}

export interface TreeRow {
  /** 0 for what goes straight into the product. */
  level: number;
  /** Component ids from the top down to this row. */
  path: number[];
  line: StructureLine;
  totalQuantity: Decimal;
}

/**
 * The indented tree. A component that stands in several places gets, at each, its share of what is needed of it in all,
 * so that the rows of one component add up to its total. Null when there are more rows than `rowsMax`.
 */
export function explosionTree(
  structure: Structure,
  demands: Demands,
  rootId: number,
  rowsMax: number,
): TreeRow[] | null {
  const rows: TreeRow[] = [];
  const open: TreeRow[] = [];
  const rootQuantity = totalOf(demands.of.get(rootId)!);
  push(rootId, rootQuantity, -1, []);
  for (let row = open.pop(); row; row = open.pop()) {
    if (rows.length === rowsMax) return null;
    rows.push(row);
    push(row.line.componentId, row.totalQuantity, row.level, row.path);
  }
  return rows;

  /** Pushed backwards, since the last one pushed is the next one told. */
  function push(parentId: number, quantity: Decimal, level: number, path: readonly number[]): void {
    const lines = structure.lines.get(parentId) ?? [];
    const parentTotal = totalOf(demands.of.get(parentId)!);
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      const line = lines[index]!;
      const totalQuantity = share(
        demands.required.get(line)!,
        quantity,
        parentTotal.isZero() ? ONE : parentTotal,
      );
      open.push({ level: level + 1, path: [...path, line.componentId], line, totalQuantity });
    }
  }
}

/** Which price of what is bought comes first. */
export const COST_BASES = ['standard', 'current'] as const;
export type CostBasis = (typeof COST_BASES)[number];
export type PriceSource = 'average' | 'standard' | 'last';

const PRICES: Record<CostBasis, readonly PriceSource[]> = {
  standard: ['standard', 'average', 'last'],
  current: ['average', 'standard', 'last'],
};

/** What is bought, by what has been paid for it (`current`) or by what was agreed on (`standard`). */
export function priceOf(
  product: Pick<StructureProduct, 'average_cost' | 'standard_cost' | 'last_cost'>,
  basis: CostBasis = 'current',
): { cost: Decimal; source: PriceSource } | null {
  for (const source of PRICES[basis]) {
    const cost = product[`${source}_cost`];
    if (cost) return { cost, source };
  }
  return null;
}
