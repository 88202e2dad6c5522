import { type Decimal, decimal, ONE, ZERO } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import { operationsCost } from './cost.rules.js';
import { boughtCost, COST_KINDS, type CostByKind, type CostKind, mapKinds } from './cost-kinds.rules.js';
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

/** Lines in the stock unit of their component without set-up, told apart by a space: `component:quantity[:scrap]`. */
export interface PlainLines {
  product_id: number;
  /** Null for one piece. */
  output_quantity: Decimal | null;
  lines: string;
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
  /** Cost of one piece of everything that is made, not rounded. */
  costs: ReadonlyMap<number, CostByKind>;
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

/** A part of a cost, also as a whole number of the last decimal that it keeps: exact as well, and ten times as fast. */
interface KnownPart {
  kind: CostKind;
  value: Decimal;
  carried: bigint;
}

/** Only what is not 0, so that a line costs as many products as it has kinds. */
type KnownCost = readonly KnownPart[];

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
  const costs = new Map<number, CostByKind>();
  const missing = new Set<number>();
  const has = { structure, lot, basis, known, made, missing, quantities: new Quantities() };
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
  for (const own of plain) of(own.product_id).plain = own;
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
      const above = parents.get(id);
      if (above) above.push(product);
      else parents.set(id, [product]);
    }
    worked += sizeOf(product);
    if (worked < LINES_AT_ONCE * 4) continue;
    worked = 0;
    yield;
  }
  return parents;
}

/** Characters are a good enough measure of plain lines. */
const sizeOf = ({ plain, lines }: Made) => 1 + lines.length + (plain ? plain.lines.length / 10 : 0);

function componentsOf({ plain, lines }: Made): number[] {
  const plainIds = plain ? plain.lines.split(' ').map((line) => Number.parseInt(line, 10)) : [];
  return [...plainIds, ...lines.map((line) => line.component_id)];
}

interface Known {
  structure: MassStructure;
  lot: Decimal;
  basis: CostBasis;
  known: Map<number, KnownCost>;
  made: ReadonlyMap<number, Made>;
  missing: Set<number>;
  quantities: Quantities;
}

/** Cost of one piece, or the line that cannot be counted. */
function productCost(product: Made, has: Known): CostByKind | MassLine {
  const { structure, lot } = has;
  const total = { ...operationsCost(product.operations, lot) };
  if (product.plain) addPlain(total, product, product.plain, has);
  for (const line of product.lines) {
    const quantity = lineQuantity(line, lot, structure);
    if (quantity === null) return line;
    const cost = costOf(product, line.component_id, !quantity.isZero(), has);
    // What an order takes once belongs to the order, not to the piece.
    if (isOncePerOrder(cycleOfLine(line))) continue;
    for (const { kind, value } of cost) total[kind] = total[kind].plus(value.times(quantity));
  }
  const share = structure.ownShares.get(product.id);
  if (share) for (const kind of COST_KINDS) total[kind] = total[kind].times(share).dividedBy(100);
  return lot.equals(ONE) ? total : mapKinds((kind) => total[kind].dividedBy(lot));
}

/** Divides by what the BOM makes once, in the end, so that nothing is lost in between. */
function addPlain(total: CostByKind, product: Made, plain: PlainLines, has: Known): void {
  const ofBom = { material: 0n, labor: 0n, machine: 0n, overhead: 0n, subcontract: 0n };
  for (const line of plain.lines.split(' ')) {
    const id = Number.parseInt(line, 10);
    const quantity = has.quantities.of(line.slice(line.indexOf(':') + 1));
    for (const part of costOf(product, id, quantity !== 0n, has)) ofBom[part.kind] += part.carried * quantity;
  }
  for (const kind of COST_KINDS) {
    if (ofBom[kind] === 0n) continue;
    const ofLot = decimal(`${ofBom[kind]}e-${2 * CARRIED_DECIMALS}`).times(has.lot);
    total[kind] = total[kind].plus(plain.output_quantity ? ofLot.dividedBy(plain.output_quantity) : ofLot);
  }
}

const carried = (value: Decimal) => BigInt(value.times(`1e${CARRIED_DECIMALS}`).toFixed(0));

/** Quantities with their scrap; those of half a million lines are a few numbers over and over. */
class Quantities {
  private readonly known = new Map<string, bigint>();

  /** `2` or, with five per cent of scrap, `2:5`. */
  of(text: string): bigint {
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
  const cost = withoutZeros(boughtCost(product, price?.cost ?? ZERO));
  known.set(id, cost);
  return cost;
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

function withoutZeros(cost: CostByKind): KnownCost {
  return COST_KINDS.filter((kind) => !cost[kind].isZero()).map((kind) => {
    const value = cost[kind].toDecimalPlaces(CARRIED_DECIMALS);
    return { kind, value, carried: carried(value) };
  });
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
    componentsOf(product).map((componentId) => ({ parentId: product.id, componentId })),
  );
  return orderGraph(links).cycle!;
}
