import { dayNumber } from '../../kernel/business-day.js';
import { Decimal } from '../../kernel/decimal.js';
import {
  divideHalfUp,
  divideUp,
  type Fixed,
  FIXED_ONE,
  fixedRatio,
  type FixedRatio,
  toFixedPoint,
} from '../../kernel/fixed.js';
import { type Unit, type UnitConversion, UnitTable } from '../../kernel/unit-of-measure.js';
import { consumingOperation } from '../engineering/rules.js';
import { PlanningRefused } from './planning-refused.rules.js';
import type { PlanningSource } from './planning-source.query.js';
import type {
  AlternateLine,
  ComponentLine,
  Day,
  LineAlternates,
  LotSizing,
  MakeSource,
  PlannedWork,
  PlanningMethod,
  PlanningProduct,
  PlanningSettings,
  PlanningWorld,
  Receipt,
  StructureVersion,
  VendorOffer,
} from './planning-world.rules.js';
import type { WorkingDays } from './working-days.rules.js';

/** A row as COPY writes it, NULL as null. */
export type SourceRow = (string | null)[];

/** An operation as the routing has it, until its materials are known. */
interface ReadOperation {
  id: number;
  sequence: number;
  operationCode: string | null;
  operationName: string | null;
  piecesPerCycle: Fixed;
  work: PlannedWork;
}

interface ReadProduct extends PlanningProduct {
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

const HUNDRED = 100n * FIXED_ONE;
const COUNT = 'count';
const UNIT_SCALE = 15;

/**
 * Makes the world of planning out of rows, source by source in the order of `PLANNING_SOURCES`. Rows of products that
 * were not read are left out.
 */
export class PlanningInput {
  private readonly products = new Map<number, ReadProduct>();
  private readonly versions = new Map<number, { product: ReadProduct; version: StructureVersion }>();
  private readonly unitRows = new Map<string, Unit>();
  private readonly conversionRows: UnitConversion[] = [];
  private readonly ratios = new Map<string, FixedRatio | null>();
  /** Rows of alternates by their line. */
  private readonly alternates = new Map<string, SourceRow[]>();
  private table: UnitTable | null = null;

  constructor(
    private readonly settings: PlanningSettings,
    private readonly calendar: WorkingDays,
  ) {}

  /** The world that has been read so far. */
  world(): PlanningWorld {
    for (const product of this.products.values()) finish(product);
    return { settings: this.settings, calendar: this.calendar, products: this.products };
  }

  read(source: PlanningSource, row: SourceRow): void {
    this.readers[source](row);
  }

  private readonly readers: Record<PlanningSource, (row: SourceRow) => void> = {
    units: ([code, uomClass, factor]) => {
      this.unitRows.set(code!, { code: code!, uomClass: uomClass!, toBaseFactor: new Decimal(factor!) });
    },
    conversions: ([fromUnit, toUnit, factor, isBidirectional, productId]) => {
      this.conversionRows.push({
        fromUnit: fromUnit!,
        toUnit: toUnit!,
        factor: new Decimal(factor!),
        isBidirectional: isTrue(isBidirectional),
        productId: integer(productId),
      });
    },
    products: (row) => this.readProduct(row),
    boms: ([id, productId, output, from, to]) => {
      const product = this.products.get(Number(productId));
      if (!product) return;
      const version: StructureVersion = {
        bomId: Number(id),
        from: day(from),
        to: day(to),
        lines: [],
        byProducts: [],
      };
      product.boms.push(version);
      product.outputs.set(version.bomId!, toFixedPoint(output!));
      this.versions.set(version.bomId!, { product, version });
    },
    alternates: ([lineId, ...row]) => {
      const rows = this.alternates.get(lineId!);
      if (rows) rows.push(row);
      else this.alternates.set(lineId!, [row]);
    },
    bomLines: (row) => this.readBomLine(row),
    byProducts: ([bomId, productId, quantity, unit]) => {
      const found = this.versions.get(Number(bomId));
      const byProduct = this.products.get(Number(productId));
      if (!found || !byProduct) return;
      found.version.byProducts.push({
        productId: byProduct.id,
        factor: this.perPiece(quantity!, unit!, byProduct, found.product.outputs.get(Number(bomId))!),
      });
    },
    operations: (row) => this.readOperation(row),
    operationMaterials: (row) => this.readOperationMaterial(row),
    offers: (row) => this.readOffer(row),
    prices: ([productId, itemId, from, price, validFrom, validTo]) => {
      this.products
        .get(Number(productId))
        ?.offersById.get(Number(itemId))
        ?.prices.push({
          fromQuantity: toFixedPoint(from!),
          price: toFixedPoint(price!),
          validFrom: day(validFrom),
          validTo: day(validTo),
        });
    },
    salesLines: ([productId, id, date, quantity]) => {
      this.products.get(Number(productId))?.demands.push({
        kind: 'sales_order_line',
        ref: `sales_order_line:${id}`,
        day: dayNumber(date!),
        quantity: toFixedPoint(quantity!),
      });
    },
    orderMaterials: (row) => this.readOrderMaterial(row),
    forecasts: ([productId, id, from, to, quantity, fence]) => {
      const first = Math.max(dayNumber(from!), this.calendar.add(this.settings.today, Number(fence)));
      if (first >= dayNumber(to!)) return;
      this.products.get(Number(productId))?.demands.push({
        kind: 'forecast',
        ref: `forecast:${id}`,
        day: first,
        quantity: toFixedPoint(quantity!),
      });
    },
    purchaseLines: ([productId, id, date, quantity]) => {
      this.receive(productId, 'purchase_order_line', id, date, roundedText(quantity!));
    },
    productionOrders: ([productId, id, date, quantity]) => {
      this.receive(productId, 'production_order', id, date, toFixedPoint(quantity!));
    },
    orderByProducts: ([productId, id, date, pieces, quantity, unit, output]) => {
      const product = this.products.get(Number(productId));
      if (!product) return;
      const factor = this.perPiece(quantity!, unit!, product, toFixedPoint(output!));
      const expected = divideHalfUp(toFixedPoint(pieces!) * factor.numerator, factor.denominator);
      this.receive(productId, 'by_product', `production_order:${id}`, date, expected);
    },
    firmOrders: ([productId, id, type, quantity, start, due]) => {
      const ordered = toFixedPoint(quantity!);
      this.receive(productId, 'firm_planned_order', id, due, ordered);
      if (type !== 'production') return;
      const receipt = this.products.get(Number(productId))?.receipts.at(-1);
      if (receipt) receipt.order = { quantity: ordered, startDay: dayNumber(start!) };
    },
  };

  private readProduct(row: SourceRow): void {
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
      isCountable: this.isCountable(unit!),
      onHand: fixedOr(onHand, 0n),
      safetyStock: byReorderPoint ? fixedOr(reorderPoint, 0n) : fixedOr(safetyStock, 0n),
      safetyLeadDays: Number(safetyLead),
      planningFenceDays: Number(fence),
      lotSizing,
      leadDays: this.workingDays(integer(totalLead)) ?? integer(fixedLead),
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
        isCountable: this.isCountable(purchaseUnit!),
        minimum: 0n,
        multiple: 0n,
        maximum: 0n,
        prices: [],
      };
    }
    this.products.set(product.id, product);
  }

  private readBomLine(row: SourceRow): void {
    const [bomId, componentId, quantity, unit, scrap, setup, rounding, from, to, stage, lineId] = row;
    const found = this.versions.get(Number(bomId));
    const component = this.products.get(Number(componentId));
    if (!found || !component) return;
    const alternates = this.alternatesOf(lineId!, component, quantity!, unit!);
    found.version.lines.push({
      componentId: component.id,
      from: day(from),
      to: day(to),
      per: 'piece',
      piecesPerCycle: FIXED_ONE,
      factor: lineFactor(quantity!, scrap!, found.product.outputs.get(Number(bomId))!),
      setup: toFixedPoint(setup!),
      roundingMultiple: fixedOr(rounding, 0n),
      toStock: this.ratio(unit!, component),
      operation: operationOf(found.product, stage ?? null),
      ...(alternates ? { alternates } : {}),
    });
  }

  /** What may stand in for a component, each with a quantity of its own in place of the line's. */
  private alternatesOf(
    lineId: string,
    component: ReadProduct,
    quantity: string,
    unit: string,
  ): LineAlternates | null {
    const rows = this.alternates.get(lineId) ?? [];
    const perLine = toFixedPoint(quantity);
    if (rows.length === 0 || perLine === 0n) return null;
    const line = this.ratio(unit, component);
    const choices = rows.flatMap((row): AlternateLine[] => {
      const [id, productId, each, ownUnit, from, to, isPreferred, rank, cost, leadDays, minimum] = row;
      const product = this.products.get(Number(productId));
      const own = product ? this.ratioOrNull(ownUnit!, product) : null;
      if (!product || !own) return [];
      return [
        {
          id: Number(id),
          productId: product.id,
          from: day(from),
          to: day(to),
          ratio: fixedRatio(
            toFixedPoint(each!) * own.numerator * line.denominator,
            own.denominator * perLine * line.numerator,
          ),
          isPreferred: isTrue(isPreferred),
          rank: Number(rank),
          unitCost: cost === null || cost === undefined ? null : toFixedPoint(cost),
          leadDays: Number(leadDays),
          minimum: fixedOr(minimum, 0n),
        },
      ];
    });
    return choices.length > 0 ? { lineId: Number(lineId), choices } : null;
  }

  private readOperation(row: SourceRow): void {
    const [productId, routingId, id, sequence, workCenterId, code, name, ...times] = row;
    const [setup, run, wait, move, perCycle, scrapPercent, predecessorId, canOverlap, overlap] = times;
    const product = this.products.get(Number(productId));
    if (!product) return;
    product.routingId = Number(routingId);
    product.operations.push({
      id: Number(id),
      sequence: Number(sequence),
      operationCode: code ?? null,
      operationName: name ?? null,
      piecesPerCycle: toFixedPoint(perCycle!),
      work: {
        workCenterId: Number(workCenterId),
        sequence: Number(sequence),
        setupMinutes: Number(setup),
        runMinutes: Number(run),
        waitMinutes: Number(wait),
        moveMinutes: Number(move),
        piecesPerCycle: Number(perCycle),
        predecessor: product.operations.findIndex(
          (operation) => operation.id === Number(predecessorId ?? NaN),
        ),
        overlapPieces: isTrue(canOverlap) ? Number(overlap ?? 1) : 0,
      },
    });
    const good = fixedRatio(HUNDRED - toFixedPoint(scrapPercent!), HUNDRED);
    product.yield = fixedRatio(
      product.yield.numerator * good.numerator,
      product.yield.denominator * good.denominator,
    );
  }

  private readOperationMaterial(row: SourceRow): void {
    const [productId, operationId, componentId, quantity, per, unit, scrap, isCostOnly, isOptional] = row;
    const product = this.products.get(Number(productId));
    const component = this.products.get(Number(componentId));
    if (!product || !component) return;
    const operation = product.operations.findIndex(({ id }) => id === Number(operationId));
    product.routingLines.push({
      takesNothing: isTrue(isCostOnly),
      isOptional: isTrue(isOptional),
      line: {
        componentId: component.id,
        from: null,
        to: null,
        per: per === 'unit' ? 'piece' : per === 'batch' ? 'cycle' : 'order',
        piecesPerCycle: product.operations[operation]!.piecesPerCycle,
        factor: lineFactor(quantity!, scrap!, FIXED_ONE),
        setup: 0n,
        roundingMultiple: 0n,
        toStock: this.ratio(unit!, component),
        operation,
      },
    });
  }

  private readOffer(row: SourceRow): void {
    const [productId, id, vendorId, isPreferred, leadDays, vendorLead, unit, conversion, ...limits] = row;
    const [minimum, multiple, maximum] = limits;
    const product = this.products.get(Number(productId));
    if (!product) return;
    const offer: VendorOffer = {
      vendorId: Number(vendorId),
      isPreferred: isTrue(isPreferred) || product.preferred?.vendorId === Number(vendorId),
      leadDays: integer(leadDays) ?? product.leadDays ?? integer(vendorLead),
      conversion: decimalRatio(conversion!),
      isCountable: this.isCountable(unit!),
      minimum: fixedOr(minimum, 0n),
      multiple: fixedOr(multiple, 0n),
      maximum: fixedOr(maximum, 0n),
      prices: [],
    };
    product.vendors.push(offer);
    product.offersById.set(Number(id), offer);
  }

  /** Material is needed when its operation is to begin: as scheduled, else counted back from the due date. */
  private readOrderMaterial(row: SourceRow): void {
    const [productId, id, scheduled, due, fixedLead, minutesBefore, minutesInAll, quantity] = row;
    const product = this.products.get(Number(productId));
    if (!product) return;
    const { minutesPerDay } = this.calendar;
    const dueDay = day(due) ?? this.settings.today;
    const leadDays = integer(fixedLead) ?? Math.ceil(Number(minutesInAll) / minutesPerDay - 1e-9);
    const start = this.calendar.add(dueDay, -leadDays);
    const begins = this.calendar.add(
      start,
      Math.min(Math.floor(Number(minutesBefore) / minutesPerDay), leadDays),
    );
    product.demands.push({
      kind: 'production_material',
      ref: `production_material:${id}`,
      day: day(scheduled) ?? begins,
      quantity: toFixedPoint(quantity!),
    });
  }

  private receive(
    productId: string | null | undefined,
    kind: Receipt['kind'],
    id: string | null | undefined,
    date: string | null | undefined,
    quantity: Fixed,
  ): void {
    const product = this.products.get(Number(productId));
    if (!product) return;
    const expected = day(date) ?? this.calendar.add(this.settings.today, product.leadDays ?? 0);
    product.receipts.push({ kind, ref: `${kind}:${id}`, day: expected, quantity });
  }

  /** Lead times in parts are calendar days. */
  private workingDays(calendarDays: number | null): number | null {
    return calendarDays === null ? null : Math.ceil((calendarDays * this.calendar.daysPerWeek) / 7);
  }

  private isCountable(unit: string): boolean {
    return this.unitRows.get(unit)?.uomClass === COUNT;
  }

  private perPiece(quantity: string, unit: string, product: ReadProduct, output: Fixed): FixedRatio {
    const { numerator, denominator } = this.ratio(unit, product);
    return fixedRatio(toFixedPoint(quantity) * numerator, output * denominator);
  }

  private ratio(unit: string, product: ReadProduct): FixedRatio {
    const ratio = this.ratioOrNull(unit, product);
    if (ratio) return ratio;
    throw new PlanningRefused(
      'unitNotConvertible',
      `product ${product.id}: a line has ${unit}, which cannot be converted to ${product.unit}`,
    );
  }

  private ratioOrNull(unit: string, product: ReadProduct): FixedRatio | null {
    if (unit === product.unit) return ONE_TO_ONE;
    this.table ??= new UnitTable(this.unitRows.values(), this.conversionRows);
    const key = `${unit}\n${product.unit}\n${product.id}`;
    const known = this.ratios.get(key);
    if (known !== undefined) return known;
    const found = this.table.ratio(unit, product.unit, product.id);
    const ratio = found && fixedRatio(scaledUp(found.numerator), scaledUp(found.denominator));
    this.ratios.set(key, ratio);
    return ratio;
  }
}

const ONE_TO_ONE: FixedRatio = { numerator: 1n, denominator: 1n };

/** Puts together how a product is made: materials of its routing replace the lines of its BOMs where there are any. */
function finish(product: ReadProduct): void {
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

function operationOf(product: ReadProduct, stage: string | null): number {
  const sequence = consumingOperation(product.operations, stage);
  return Math.max(
    product.operations.findIndex((operation) => operation.sequence === sequence),
    0,
  );
}

/** Units of the line for one piece: quantity and scrap over what the BOM makes. */
function lineFactor(quantity: string, scrapPercent: string, output: Fixed): FixedRatio {
  return fixedRatio(toFixedPoint(quantity) * (HUNDRED + toFixedPoint(scrapPercent)), output * HUNDRED);
}

/** A product of two columns has more than nine decimals; what is planned to come is rounded up as well. */
function roundedText(quantity: string): Fixed {
  return toFixedPoint(new Decimal(quantity).toDecimalPlaces(9, Decimal.ROUND_UP).toFixed());
}

function decimalRatio(text: string): FixedRatio {
  return fixedRatio(toFixedPoint(text), FIXED_ONE);
}

function scaledUp(value: Decimal): bigint {
  return BigInt(value.times(new Decimal(10).pow(UNIT_SCALE)).toFixed(0));
}

function fixedOr(text: string | null | undefined, otherwise: Fixed): Fixed {
  return text === null || text === undefined ? otherwise : toFixedPoint(text);
}

function integer(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

function day(text: string | null | undefined): Day | null {
  return text === null || text === undefined ? null : dayNumber(text);
}

/** COPY writes booleans as one letter. */
function isTrue(text: string | null | undefined): boolean {
  return text === 't';
}
