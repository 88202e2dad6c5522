import { Injectable } from '@nestjs/common';
import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { type DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { ErrorDefinition } from '../../kernel/domain-error.js';
import { applyRatio, type UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { normalizeUnitCode, ProductReader, type ProductSummary, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { defaultLocationId } from './locations.repository.js';
import { findLotIds, findOrCreateLots } from './lots.repository.js';
import type { Movement } from './movement.js';
import { StockLedger } from './stock-ledger.js';

export const HAND_KINDS = ['receipt', 'issue', 'transfer', 'adjustment', 'count'] as const;
export type HandKind = (typeof HAND_KINDS)[number];

/** A movement as somebody enters it. */
export interface HandMovement {
  kind: HandKind;
  product_id: number;
  /** What moves; of an adjustment the change, with its sign; of a count what is there. */
  quantity: Decimal;
  unit?: string;
  /** Where it arrives, leaves or is counted; of a transfer where it comes from. */
  location_id?: number;
  to_location_id?: number;
  lot_id?: number;
  lot_number?: string;
  vendor_lot_number?: string | null;
  expiration_date?: string | null;
  /** Per `unit`. */
  unit_cost?: Decimal;
  transaction_date?: string;
  occurred_at?: string;
  reason?: string | null;
  notes?: string | null;
  serial_number?: string | null;
  /** Holds an issue for approval when there is not enough stock for it. */
  holds?: boolean;
  /** Where the request has it: '' or `/lines/3`, and how it calls the quantity. */
  path: string;
  quantityField?: string;
}

type Draft = HandMovement & { magnitude: Decimal; date: string };

/** Turns what people enter into movements of the ledger, any number in a constant number of statements. */
@Injectable()
export class HandMovements {
  constructor(
    private readonly ledger: StockLedger,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly businessTime: BusinessTime,
  ) {}

  async build(tx: Tx, entered: readonly HandMovement[]): Promise<Movement[]> {
    entered.forEach(checkShape);
    // Under the products' locks, so that units are still those that quantities are converted to; and first the
    // products, then their lots: the same way round as whoever changes a lot.
    const locked = entered.filter((line) => line.unit !== undefined || line.lot_number !== undefined);
    if (locked.length > 0)
      await this.ledger.lock(
        tx,
        locked.map((line) => line.product_id),
      );
    const drafts = await this.draft(tx, entered);
    const lotIds = await nameLots(tx, drafts);
    const needsPlace = drafts.some((line) => line.location_id === undefined && !isPicked(line));
    const place = needsPlace ? await defaultLocationId(tx) : null;
    return drafts.map((line, index) => toMovement(line, lotIds[index]!, line.location_id ?? place));
  }

  private async draft(tx: Tx, entered: readonly HandMovement[]): Promise<Draft[]> {
    const inUnits = entered.filter((line) => line.unit !== undefined);
    const ids = inUnits.map((line) => line.product_id);
    const products = ids.length > 0 ? await this.products.getMany(tx, ids) : new Map();
    const table = ids.length > 0 ? await this.units.table(tx, ids) : null;
    const drafts: Draft[] = [];
    for (const line of entered) {
      const at = line.occurred_at === undefined ? tx.now : new Date(line.occurred_at);
      const date = line.transaction_date ?? (await this.businessTime.dayOf(tx, at));
      const quantity = line.quantity.abs();
      const magnitude =
        line.unit === undefined
          ? quantity
          : inStockUnit(line, quantity, products.get(line.product_id), table!);
      drafts.push({ ...line, magnitude, date });
    }
    return drafts;
  }
}

/** What leaves without a place is picked from wherever it is. */
function isPicked(line: HandMovement): boolean {
  return line.kind === 'issue' && !line.holds;
}

function entersByAdjustment(line: HandMovement): boolean {
  return line.kind === 'adjustment' && line.quantity.isPositive();
}

function checkShape(line: HandMovement): void {
  if (line.occurred_at !== undefined && line.transaction_date !== undefined) {
    throw refuse(line, InventoryErrors.dateTwice, 'occurred_at');
  }
  if (line.kind === 'adjustment' && line.quantity.isZero()) {
    throw refuse(line, InventoryErrors.zeroChange, line.quantityField ?? 'quantity');
  }
  if (line.kind !== 'transfer') return;
  if (line.location_id === undefined) throw refuse(line, InventoryErrors.unknownLocation, 'location_id');
  if (line.to_location_id === undefined)
    throw refuse(line, InventoryErrors.unknownLocation, 'to_location_id');
  if (line.to_location_id === line.location_id) {
    throw refuse(line, InventoryErrors.sameLocation, 'to_location_id');
  }
}

/** The quantity in the product's stock unit, exact to nine decimals. */
function inStockUnit(
  line: HandMovement,
  quantity: Decimal,
  product: ProductSummary | undefined,
  table: UnitTable,
): Decimal {
  if (!product) throw refuse(line, InventoryErrors.productNotFound, 'product_id');
  const ratio = table.ratio(normalizeUnitCode(line.unit!), normalizeUnitCode(product.unit), product.id);
  if (!ratio) {
    const detail = `${line.unit} cannot be converted to ${product.unit}, the stock unit of ${product.sku}.`;
    throw fieldRefusal(InventoryErrors.unitNotConvertible, `${line.path}/unit`, detail);
  }
  const converted = roundQuantity(applyRatio(quantity, ratio));
  if (converted.isZero() && line.kind !== 'count') {
    throw refuse(line, InventoryErrors.quantityTooSmall, line.quantityField ?? 'quantity');
  }
  return converted;
}

/** Lots by number: what enters makes those that are new, what leaves names one that is known. */
async function nameLots(tx: Tx, drafts: readonly Draft[]): Promise<(number | undefined)[]> {
  const named = drafts.filter((line) => line.lot_id === undefined && line.lot_number !== undefined);
  const enters = (line: Draft) => line.kind === 'receipt' || entersByAdjustment(line);
  const made = named.filter(enters);
  const madeIds = await findOrCreateLots(
    tx,
    made.map((line) => ({
      productId: line.product_id,
      lotNumber: line.lot_number!,
      receivedDate: line.date,
      vendorLotNumber: line.vendor_lot_number,
      expirationDate: line.expiration_date,
    })),
  );
  const known = named.filter((line) => !enters(line));
  const knownIds = await findLotIds(
    tx,
    known.map((line) => ({ productId: line.product_id, lotNumber: line.lot_number! })),
  );
  known.forEach((line, index) => {
    if (knownIds[index] !== null) return;
    const detail = `There is no lot "${line.lot_number}".`;
    throw fieldRefusal(InventoryErrors.unknownLot, `${line.path}/lot_number`, detail);
  });
  const ids = new Map<Draft, number | undefined>();
  // A product that does not exist makes no lot; the ledger then says so.
  made.forEach((line, index) => ids.set(line, madeIds[index]));
  known.forEach((line, index) => ids.set(line, knownIds[index]!));
  return drafts.map((line) => line.lot_id ?? ids.get(line));
}

function toMovement(line: Draft, lotId: number | undefined, place: number | null): Movement {
  const base = {
    type: line.kind,
    productId: line.product_id,
    quantity: line.magnitude,
    date: line.date,
    ...(line.occurred_at === undefined ? {} : { occurredAt: new Date(line.occurred_at) }),
    reason: line.reason ?? null,
    notes: line.notes ?? null,
    serialNumber: line.serial_number ?? null,
    path: line.path,
    pointer: `${line.path}/${line.quantityField ?? 'quantity'}`,
  };
  const totalCost = line.unit_cost?.times(line.quantity.abs());
  const here = { locationId: place!, lotId: lotId ?? null };
  switch (line.kind) {
    case 'receipt':
      return { ...base, to: here, totalCost };
    case 'adjustment':
      return line.quantity.isPositive()
        ? { ...base, to: here, totalCost }
        : { ...base, from: { locationId: place!, lotId } };
    case 'count':
      return { ...base, quantity: ZERO, counted: line.magnitude, to: here };
    case 'transfer':
      return {
        ...base,
        from: { locationId: place!, lotId },
        to: { locationId: line.to_location_id!, lotId },
      };
    case 'issue': {
      const from = { locationId: line.location_id, lotId };
      return line.holds
        ? { ...base, from, hold: { reason: line.reason!, locationId: place! } }
        : { ...base, from };
    }
  }
}

function refuse(line: HandMovement, definition: ErrorDefinition, field: string): DomainError {
  return fieldRefusal(definition, `${line.path}/${field}`, definition.title);
}
