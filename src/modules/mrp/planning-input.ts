import { dayNumber } from '../../kernel/business-day.js';
import { divideHalfUp, type Fixed, FIXED_ONE, fixedRatio, toFixedPoint } from '../../kernel/fixed.js';
import { addToGroup } from '../../kernel/group-by.js';
import {
  day,
  decimalRatio,
  fixedOr,
  integer,
  isTrue,
  roundedText,
  type SourceRow,
} from './planning-cells.js';
import {
  finish,
  HUNDRED,
  lineFactor,
  operationOf,
  productOf,
  type ReadProduct,
} from './planning-products.js';
import type { PlanningSource } from './planning-source.query.js';
import { PlanningUnits } from './planning-units.js';
import type {
  AlternateLine,
  LineAlternates,
  PlanningSettings,
  PlanningWorld,
  Receipt,
  StructureVersion,
  VendorOffer,
} from './planning-world.rules.js';
import type { WorkingDays } from './working-days.rules.js';

/**
 * Makes the world of planning out of rows, source by source in the order of `PLANNING_SOURCES`. Rows of products that
 * were not read are left out.
 */
export class PlanningInput {
  private readonly products = new Map<number, ReadProduct>();
  private readonly versions = new Map<number, { product: ReadProduct; version: StructureVersion }>();
  private readonly units = new PlanningUnits();
  /** Rows of alternates by their line. */
  private readonly alternates = new Map<string, SourceRow[]>();

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
    units: (row) => this.units.readUnit(row),
    conversions: (row) => this.units.readConversion(row),
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
    alternates: ([lineId, ...row]) => addToGroup(this.alternates, lineId!, row),
    bomLines: (row) => this.readBomLine(row),
    byProducts: ([bomId, productId, quantity, unit]) => {
      const found = this.versions.get(Number(bomId));
      const byProduct = this.products.get(Number(productId));
      if (!found || !byProduct) return;
      found.version.byProducts.push({
        productId: byProduct.id,
        factor: this.units.perPiece(quantity!, unit!, byProduct, found.product.outputs.get(Number(bomId))!),
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
      const factor = this.units.perPiece(quantity!, unit!, product, toFixedPoint(output!));
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
    const product = productOf(row, this.units, this.calendar);
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
      toStock: this.units.ratio(unit!, component),
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
    const line = this.units.ratio(unit, component);
    const choices = rows.flatMap((row): AlternateLine[] => {
      const [id, productId, each, ownUnit, from, to, isPreferred, rank, cost, leadDays, minimum] = row;
      const product = this.products.get(Number(productId));
      const own = product ? this.units.ratioOrNull(ownUnit!, product) : null;
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
        toStock: this.units.ratio(unit!, component),
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
      isCountable: this.units.isCountable(unit!),
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
}
