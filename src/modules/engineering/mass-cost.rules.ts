import { type Decimal, decimal } from '../../kernel/decimal.js';
import { divideHalfUp, type Fixed, FIXED_ONE } from '../../kernel/fixed.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import { addToGroup } from '../../kernel/group-by.js';
import { operationsCost } from './cost.rules.js';
import { boughtCost, COST_KINDS, type CostByKind, type CostKind } from './cost-kinds.rules.js';
import { orderGraph } from './structure-graph.rules.js';
import {
  type CostBasis,
  isOncePerOrder,
  priceOf,
  type QuantityPer,
  requiredQuantity,
  type StructureOperation,
  type StructureProduct,
} from './structure.rules.js';

/** Lines in the stock unit of their component without set-up, as they are read: `component:quantity[:scrap]`, told apart by a space. */
export interface PlainText {
  product_id: number;
  /** Null for one piece. */
  output_quantity: Decimal | null;
  lines: string;
}

/** The same as numbers; quantities have their scrap, as whole numbers of 10⁻¹⁸. */
export interface PlainLines {
  productId: number;
  output: Decimal | null;
  componentIds: readonly number[];
  quantities: readonly bigint[];
}

/** Any other line. */
export interface MassLine {
  product_id: number;
  component_id: number;
  is_routing: boolean;
  quantity: Decimal;
  quantity_per: QuantityPer;
  unit: string;
  output_quantity: Decimal;
  units_per_cycle: Decimal;
  scrap_factor: Decimal;
  setup_quantity: Decimal;
  rounding_multiple: Decimal | null;
  is_cost_only: boolean;
}

export type MassProduct = Pick<
  StructureProduct,
  'id' | 'sku' | 'unit' | 'item_type' | 'standard_cost' | 'average_cost' | 'last_cost'
> & { is_active: boolean };

export interface MassStructure {
  products: ReadonlyMap<number, MassProduct>;
  plain: readonly PlainLines[];
  lines: readonly MassLine[];
  operations: ReadonlyMap<number, readonly StructureOperation[]>;
  units: UnitTable;
  /** Per cent of its cost that a product carries, where by-products carry the rest. */
  ownShares: ReadonlyMap<number, Decimal>;
}

export interface MassCosts {
  /** Cost of one piece of everything that is made. */
  costs: ReadonlyMap<number, MassCost>;
  /** The products round a cycle; then nothing else here means anything. */
  cycle: number[] | null;
  /** A line whose unit is no longer one of its component; then nothing else here means anything. */
  notConvertible: MassLine | null;
  /** What has no price and is needed for a product. */
  missingFor: (productIds: Iterable<number>) => number[];
}

interface Made {
  id: number;
  plain: PlainLines | null;
  lines: MassLine[];
  operations: readonly StructureOperation[];
  /** Lines to made components that have no cost yet. */
  open: number;
  /** Components that have no price, or lack one below. */
  lacking: number[];
}

const KEPT_MAX = 10_000;

/** Decimals that a cost keeps on its way up, twice as many as are stored; a quantity with its scrap has no more. */
const CARRIED_DECIMALS = 18;
const CARRIED_ONE = 10n ** BigInt(CARRIED_DECIMALS);
const STORED_ONE = CARRIED_ONE / FIXED_ONE;

/** A cost by kind as whole numbers of 10⁻¹⁸: exact as decimals are, and ten times as fast. */
export type MassCost = Record<CostKind, bigint>;

/** Only what is not 0, so that a line costs as many products as it has kinds. */
type KnownCost = readonly { kind: CostKind; value: bigint }[];

/** So many lines are worked on before the caller is given the chance to do something else. */
const LINES_AT_ONCE = 1_000;

/**
 * The cost of everything that is made, components before what they go into: time in proportion to the lines. Every
 * product counts in lots of the same size. It yields now and then, so that a large structure does not hold up others.
 */
export function* rollUpMany(
  structure: MassStructure,
  lot: Decimal,
  basis: CostBasis,
): Generator<undefined, MassCosts> {
  const made = yield* madeProducts(structure);
  const parents = yield* linkParents(made);
  const known = new Map<number, KnownCost>();
  const costs = new Map<number, MassCost>();
  const missing = new Set<number>();
  const has = { structure, lot, basis, known, made, missing };
  const order = [...made.values()].filter((product) => product.open === 0);
  let worked = 0;
  for (const product of order) {
    const cost = productCost(product, has);
    if ('product_id' in cost) return { costs, cycle: null, notConvertible: cost, missingFor: () => [] };
    costs.set(product.id, cost);
    known.set(product.id, withoutZeros(cost));
    for (const parent of parents.get(product.id) ?? []) {
      parent.open -= 1;
      if (parent.open === 0) order.push(parent);
    }
    worked += sizeOf(product);
    if (worked < LINES_AT_ONCE) continue;
    worked = 0;
    yield;
  }
  const cycle = order.length === made.size ? null : cycleOf([...made.values()]);
  return { costs, cycle, notConvertible: null, missingFor: (ids) => missingBelow(made, missing, ids) };
}

function* madeProducts({ plain, lines, operations }: MassStructure): Generator<undefined, Map<number, Made>> {
  const made = new Map<number, Made>();
  const of = (id: number): Made => {
    const present = made.get(id);
    if (present) return present;
    const own = operations.get(id) ?? [];
    const added = { id, plain: null, lines: [], operations: own, open: 0, lacking: [] };
    made.set(id, added);
    return added;
  };
  for (const id of operations.keys()) of(id);
  for (const own of plain) of(own.productId).plain = own;
  yield;
  for (const [index, line] of lines.entries()) {
    of(line.product_id).lines.push(line);
    if (index % (LINES_AT_ONCE * 4) === 0) yield;
  }
  for (const product of made.values()) {
    // Where a routing has materials that take stock, they replace the BOM's.
    if (!product.lines.some((line) => line.is_routing && !line.is_cost_only)) continue;
    product.plain = null;
    product.lines = product.lines.filter((line) => line.is_routing);
  }
  return made;
}

function* linkParents(made: ReadonlyMap<number, Made>): Generator<undefined, Map<number, Made[]>> {
  const parents = new Map<number, Made[]>();
  let worked = 0;
  for (const product of made.values()) {
    for (const id of componentsOf(product)) {
      if (!made.has(id)) continue;
      product.open += 1;
      addToGroup(parents, id, product);
    }
    worked += sizeOf(product);
    if (worked < LINES_AT_ONCE * 4) continue;
    worked = 0;
    yield;
  }
  return parents;
}

const sizeOf = ({ plain, lines }: Made) => 1 + lines.length + (plain?.componentIds.length ?? 0);

function* componentsOf({ plain, lines }: Made): Generator<number> {
  if (plain) yield* plain.componentIds;
  for (const line of lines) yield line.component_id;
}

interface Known {
  structure: MassStructure;
  lot: Decimal;
  basis: CostBasis;
  known: Map<number, KnownCost>;
  made: ReadonlyMap<number, Made>;
  missing: Set<number>;
}

/** Cost of one piece, or the line that cannot be counted. */
function productCost(product: Made, has: Known): MassCost | MassLine {
  const { structure, lot } = has;
  const ofLot = otherCost(product, has);
  if ('product_id' in ofLot) return ofLot;
  const ofPiece = plainCost(product, has);
  const share = structure.ownShares.get(product.id);
  const cost = { ...NO_MASS_COST };
  for (const kind of COST_KINDS) {
    // Twice the decimals until everything is added, so that it is rounded once.
    const total = ofPiece[kind] + (ofLot[kind].isZero() ? 0n : doubly(ofLot[kind].dividedBy(lot)));
    if (total !== 0n) cost[kind] = divideHalfUp(share ? shareOf(total, share) : total, CARRIED_ONE);
  }
  return cost;
}

/** What operations and the lines that are not plain cost for the lot. */
function otherCost(product: Made, has: Known): CostByKind | MassLine {
  const { structure, lot } = has;
  const total = { ...operationsCost(product.operations, lot) };
  for (const line of product.lines) {
    const quantity = lineQuantity(line, lot, structure);
    if (quantity === null) return line;
    const cost = costOf(product, line.component_id, !quantity.isZero(), has);
    // What an order takes once belongs to the order, not to the piece.
    if (isOncePerOrder(cycleOfLine(line))) continue;
    for (const { kind, value } of cost) total[kind] = total[kind].plus(plainly(value).times(quantity));
  }
  return total;
}

/** What the plain lines cost for a piece, in 10⁻³⁶; divided by what the BOM makes once, in the end. */
function plainCost(product: Made, has: Known): MassCost {
  const cost = { ...NO_MASS_COST };
  if (!product.plain) return cost;
  const { componentIds, quantities, output } = product.plain;
  for (let index = 0; index < componentIds.length; index += 1) {
    const quantity = quantities[index]!;
    for (const part of costOf(product, componentIds[index]!, quantity !== 0n, has)) {
      cost[part.kind] += part.value * quantity;
    }
  }
  if (!output) return cost;
  for (const kind of COST_KINDS) cost[kind] = divideHalfUp(cost[kind] * CARRIED_ONE, carried(output));
  return cost;
}

const NO_MASS_COST: MassCost = { material: 0n, labor: 0n, machine: 0n, overhead: 0n, subcontract: 0n };

const carried = (value: Decimal) => BigInt(value.times(`1e${CARRIED_DECIMALS}`).toFixed(0));
const doubly = (value: Decimal) => BigInt(value.times(`1e${2 * CARRIED_DECIMALS}`).toFixed(0));
const plainly = (value: bigint) => decimal(`${value}e-${CARRIED_DECIMALS}`);
const shareOf = (value: bigint, percent: Decimal) =>
  divideHalfUp(value * carried(percent), 100n * CARRIED_ONE);

/** A cost in the nine decimals that are stored; the total is rounded by itself. */
export function storedCost(cost: MassCost): { total: Fixed; kinds: Record<CostKind, Fixed> } {
  const kinds = { ...NO_MASS_COST };
  let total = 0n;
  for (const kind of COST_KINDS) {
    total += cost[kind];
    kinds[kind] = divideHalfUp(cost[kind], STORED_ONE);
  }
  return { total: divideHalfUp(total, STORED_ONE), kinds };
}

/** Reads plain lines; the quantities of half a million are a few numbers over and over. */
export class PlainLineReader {
  private readonly known = new Map<string, bigint>();

  read({ product_id: productId, output_quantity: output, lines }: PlainText): PlainLines {
    const componentIds: number[] = [];
    const quantities: bigint[] = [];
    for (const line of lines.split(' ')) {
      componentIds.push(Number.parseInt(line, 10));
      quantities.push(this.quantity(line.slice(line.indexOf(':') + 1)));
    }
    return { productId, output, componentIds, quantities };
  }

  /** `2` or, with five per cent of scrap, `2:5`. */
  private quantity(text: string): bigint {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const [quantity, scrap = '0'] = text.split(':');
    const value = carried(decimal(quantity!).times(decimal(scrap).plus(100)).dividedBy(100));
    if (this.known.size < KEPT_MAX) this.known.set(text, value);
    return value;
  }
}

/** Cost of a component, which has one by now; remembers what its parent lacks. */
function costOf(product: Made, id: number, isNeeded: boolean, has: Known): KnownCost {
  const cost = has.known.get(id) ?? priceFirst(id, has);
  const { missing, made } = has;
  if (missing.size > 0 && isNeeded && (missing.has(id) || made.get(id)?.lacking.length)) {
    product.lacking.push(id);
  }
  return cost;
}

/** What is bought is priced when it is first needed. */
function priceFirst(id: number, { structure, basis, known, missing }: Known): KnownCost {
  const product = structure.products.get(id)!;
  const price = priceOf(product, basis);
  if (!price) missing.add(id);
  const cost = price ? boughtAt(product, price.cost) : [];
  known.set(id, cost);
  return cost;
}

function boughtAt(product: MassProduct, price: Decimal): KnownCost {
  const cost = boughtCost(product, price);
  return withoutZeros({
    ...NO_MASS_COST,
    material: carried(cost.material),
    subcontract: carried(cost.subcontract),
  });
}

const cycleOfLine = (line: MassLine) => ({
  quantityPer: line.quantity_per,
  unitsPerCycle: line.units_per_cycle,
});

/** What the rule for one product says. Null: nobody knows the unit. */
function lineQuantity(line: MassLine, lot: Decimal, { products, units }: MassStructure): Decimal | null {
  const { unit } = products.get(line.component_id)!;
  const toStockUnit = units.ratio(line.unit, unit, line.component_id);
  if (!toStockUnit) return null;
  const scaled = {
    ...cycleOfLine(line),
    quantity: line.quantity,
    toStockUnit,
    outputQuantity: line.output_quantity,
    scrapPercent: line.scrap_factor,
    setupQuantity: line.setup_quantity,
    roundingMultiple: line.rounding_multiple,
  };
  return requiredQuantity(scaled, lot);
}

function withoutZeros(cost: MassCost): KnownCost {
  return COST_KINDS.filter((kind) => cost[kind] !== 0n).map((kind) => ({ kind, value: cost[kind] }));
}

/** Walks only where something lacks a price. */
function missingBelow(
  made: ReadonlyMap<number, Made>,
  missing: ReadonlySet<number>,
  productIds: Iterable<number>,
): number[] {
  const found = new Set<number>();
  const seen = new Set<number>();
  const open = [...productIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const componentId of made.get(id)?.lacking ?? []) {
      if (missing.has(componentId)) found.add(componentId);
      else open.push(componentId);
    }
  }
  return [...found].sort((a, b) => a - b);
}

function cycleOf(made: readonly Made[]): number[] {
  const waiting = made.filter((product) => product.open > 0);
  const links = waiting.flatMap((product) =>
    [...componentsOf(product)].map((componentId) => ({ parentId: product.id, componentId })),
  );
  return orderGraph(links).cycle!;
}
