import { type Decimal, roundQuantity, sum, ZERO } from '../../kernel/decimal.js';
import { DomainError, type ErrorDefinition, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { applyRatio, type UnitTable } from '../../kernel/unit-of-measure.js';
import { InventoryErrors } from '../inventory/index.js';
import { kilogramsInStock, netWeight, splitWeight, SpoolsErrors, weightsMatch } from '../spools/index.js';
import type { PurchaseOrderEntity } from './purchase-order.entity.js';
import type { PurchaseOrderLineView } from './purchase-orders.repository.js';
import { exactConversion, stockQuantity } from './purchase-unit.rules.js';
import { PurchasingErrors } from './purchasing.errors.js';
import {
  costPerStockUnit,
  type Delivery,
  landedCosts,
  type OrderedLine,
  receiptValue,
  receivable,
  remaining,
} from './receipt.rules.js';

export interface SpoolInput {
  spool_number?: string;
  net_weight_kg?: Decimal;
  gross_weight_kg?: Decimal;
  tare_weight_kg?: Decimal;
}

export interface ReceiptLineInput {
  line_id: number;
  quantity_accepted: Decimal;
  quantity_rejected?: Decimal;
  quantity_received?: Decimal;
  location_id?: number;
  lot_number?: string;
  vendor_lot_number?: string | null;
  expiration_date?: string | null;
  spools?: SpoolInput[];
  spool_count?: number;
}

export interface PlannedSpool {
  spoolNumber: string | null;
  netWeightKg: Decimal;
  tareWeightKg: Decimal | null;
}

/** One line of a receipt, decided: what enters the stock, at what value, on which spools. */
export interface PlannedLine {
  input: ReceiptLineInput;
  line: PurchaseOrderLineView;
  pointer: string;
  accepted: Decimal;
  rejected: Decimal;
  stockQuantity: Decimal;
  landedCost: Decimal;
  totalCost: Decimal;
  unitCost: Decimal;
  spools: PlannedSpool[];
}

export interface PlanContext {
  order: PurchaseOrderEntity;
  lines: readonly PurchaseOrderLineView[];
  table: UnitTable;
  overReceiptPercent: Decimal;
}

/** Checks a delivery against its order and decides everything about it that needs no database. */
export function planReceipt(inputs: readonly ReceiptLineInput[], context: PlanContext): PlannedLine[] {
  const { order, lines, table } = context;
  const matched = matchLines(inputs, context);
  const deliveries = matched.map(({ line, accepted }): Delivery => ({ lineId: line.id, accepted }));
  const shares = landedCosts(lines.map(asOrdered), deliveries, {
    cost: order.shipping_cost,
    allocated: order.landed_cost_allocated,
  });
  const planned = matched.map((item, index): PlannedLine => {
    const quantity = quantityInStock(item, table);
    const landedCost = shares[index]!;
    const value = receiptValue({
      acceptedBefore: item.line.quantity_received,
      accepted: item.accepted,
      unitCost: item.line.unit_cost,
      landedCost,
      exchangeRate: order.exchange_rate,
    });
    return {
      ...item,
      stockQuantity: quantity,
      landedCost,
      totalCost: value,
      unitCost: costPerStockUnit(value, quantity),
      spools: planSpools(item, quantity, table),
    };
  });
  const spools = planned.reduce((count, item) => count + item.spools.length, 0);
  if (spools > LIMITS.spoolsPerReceiptMax) {
    const detail = `A receipt makes at most ${LIMITS.spoolsPerReceiptMax} spools.`;
    throw new DomainError(PurchasingErrors.tooManySpools, { detail });
  }
  return planned;
}

/** A line as the rules of receiving see it. */
export function asOrdered(line: PurchaseOrderLineView): OrderedLine {
  return { ...line, isStocked: line.is_stocked };
}

type MatchedLine = Pick<PlannedLine, 'input' | 'line' | 'pointer' | 'accepted' | 'rejected'>;

function matchLines(inputs: readonly ReceiptLineInput[], context: PlanContext): MatchedLine[] {
  const known = new Map(context.lines.map((line) => [line.id, line]));
  const seen = new Set<number>();
  return inputs.map((input, index) => {
    const pointer = `/lines/${index}`;
    const line = known.get(input.line_id);
    if (!line) throw refuse(PurchasingErrors.unknownLine, `${pointer}/line_id`);
    if (seen.has(line.id)) throw refuse(PurchasingErrors.lineTwice, `${pointer}/line_id`);
    seen.add(line.id);
    const item = {
      input,
      line,
      pointer,
      accepted: input.quantity_accepted,
      rejected: input.quantity_rejected ?? ZERO,
    };
    checkQuantities(item, context.overReceiptPercent);
    if (input.lot_number !== undefined && !line.track_lots) {
      throw refuse(InventoryErrors.lotNotTracked, `${pointer}/lot_number`);
    }
    return item;
  });
}

function checkQuantities(
  { input, line, pointer, accepted, rejected }: MatchedLine,
  tolerance: Decimal,
): void {
  const came = accepted.plus(rejected);
  if (came.isZero()) throw refuse(PurchasingErrors.nothingReceived, `${pointer}/quantity_accepted`);
  if (input.quantity_received && !input.quantity_received.equals(came)) {
    throw refuse(PurchasingErrors.quantityMismatch, `${pointer}/quantity_received`);
  }
  const most = receivable(asOrdered(line), tolerance);
  if (came.lessThanOrEqualTo(most)) return;
  const detail = `Line ${line.line_number}: ${came} ${line.purchase_unit} came, ${remaining(line)} are still to come.`;
  throw fieldRefusal(PurchasingErrors.overReceipt, `${pointer}/quantity_accepted`, detail, {
    line_id: line.id,
    requested: came,
    remaining: remaining(line),
    receivable: most,
    unit: line.purchase_unit,
  });
}

function quantityInStock({ line, pointer, accepted }: MatchedLine, table: UnitTable): Decimal {
  if (!line.is_stocked || accepted.isZero()) return ZERO;
  const product = { id: line.product_id, unit: line.stock_unit };
  const conversion = exactConversion(table, product, line.purchase_unit, line.purchase_conversion);
  const quantity = stockQuantity(line.quantity_received, accepted, conversion);
  if (quantity.isZero()) throw refuse(InventoryErrors.quantityTooSmall, `${pointer}/quantity_accepted`);
  return quantity;
}

/** The spools of a line: as they were weighed, or so many alike. Together they hold exactly what was accepted. */
function planSpools(
  { input, line, pointer }: MatchedLine,
  quantity: Decimal,
  table: UnitTable,
): PlannedSpool[] {
  const { spools, spool_count: count } = input;
  if (spools === undefined && count === undefined) return [];
  if (spools !== undefined && count !== undefined)
    throw refuse(PurchasingErrors.spoolsTwice, `${pointer}/spool_count`);
  const given = spools !== undefined ? `${pointer}/spools` : `${pointer}/spool_count`;
  if (quantity.isZero()) throw refuse(PurchasingErrors.spoolsOfNothing, given);
  const product = { product_id: line.product_id, unit: line.stock_unit, sku: line.sku };
  const perKg = kilogramsInStock(table, product, given);
  const expectedKg = roundQuantity(
    applyRatio(quantity, { numerator: perKg.denominator, denominator: perKg.numerator }),
  );
  const planned =
    spools !== undefined
      ? spools.map((spool, index) => weighed(spool, `${given}/${index}`))
      : splitWeight(expectedKg, count!).map((weight) => ({
          spoolNumber: null,
          netWeightKg: weight,
          tareWeightKg: null,
        }));
  if (planned.some((spool) => spool.netWeightKg.isZero())) throw refuse(SpoolsErrors.weightTooSmall, given);
  const givenKg = sum(planned.map((spool) => spool.netWeightKg));
  if (weightsMatch(givenKg, quantity, perKg)) return planned;
  const detail = `${expectedKg} kg were accepted, the spools hold ${givenKg} kg.`;
  throw fieldRefusal(PurchasingErrors.spoolWeightsDiffer, given, detail, {
    expected_kg: expectedKg,
    given_kg: givenKg,
  });
}

function weighed(spool: SpoolInput, pointer: string): PlannedSpool {
  const tare = spool.tare_weight_kg ?? null;
  const net = netWeight({ net: spool.net_weight_kg, gross: spool.gross_weight_kg, tare });
  if (typeof net === 'string') {
    throw refuse(SpoolsErrors[net], `${pointer}/${net === 'oneWeight' ? 'net' : 'gross'}_weight_kg`);
  }
  return { spoolNumber: spool.spool_number ?? null, netWeightKg: net, tareWeightKg: tare };
}

function refuse(definition: ErrorDefinition, pointer: string): DomainError {
  return fieldRefusal(definition, pointer, definition.title);
}
