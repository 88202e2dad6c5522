import { Injectable } from '@nestjs/common';
import { type Decimal, sum } from '../../kernel/decimal.js';
import { DomainError, type ErrorDefinition, fieldRefusal } from '../../kernel/domain-error.js';
import type { Ratio, UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import {
  defaultLocationId,
  type Movement,
  type PostedMovement,
  type Reference,
  StockLedger,
} from '../inventory/index.js';
import { Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { isExpired, statusAfter, stockChange } from './spool.rules.js';
import { SpoolsErrors } from './spools.errors.js';
import {
  insertSpools,
  type LockedSpool,
  lockSpools,
  type NewSpool,
  numbersOfLines,
  type SpoolMovementKind,
  type SpoolState,
  writeCreations,
  writeWeights,
} from './spools.repository.js';

/** Material that is taken off a spool. */
export interface SpoolUse {
  spoolId: number;
  weightKg: Decimal;
  productionOrderId?: number;
  /** The document behind the ledger movement; the spool itself when left out. */
  reference?: Reference;
  /** Stock reserved for this document may be taken, and its reservation shrinks with it. */
  reservedFor?: Reference;
  /** Business day; today when left out. */
  date?: string;
  notes?: string | null;
  /** Where the caller finds the weight in its request, for the refusal. */
  pointer?: string;
  /** Where the caller finds the spool in its request. */
  spoolPointer?: string;
}

/** A change of a spool's weight, up or down. */
export interface WeightChange extends Omit<SpoolUse, 'weightKg'> {
  changeKg: Decimal;
  kind: SpoolMovementKind;
  type: 'consumption' | 'adjustment';
  reason?: string | null;
}

/** What a change came to. */
export interface SpoolOutcome {
  spoolId: number;
  spoolNumber: string;
  productId: number;
  lotId: number | null;
  locationId: number | null;
  changeKg: Decimal;
  remainingKg: Decimal;
  /** In the stock unit of the product, positive. */
  quantity: Decimal;
  totalCost: Decimal;
  movements: PostedMovement[];
}

/** A spool that comes with a receipt, which has posted its stock already. */
export interface ReceivedSpool extends NewSpool {
  /** The movement that has received the stock of the spool. */
  transactionId: number;
}

interface Decided {
  change: WeightChange;
  spool: LockedSpool;
  afterKg: Decimal;
  quantity: Decimal;
}

/**
 * Spools for the modules above, inside their transactions. The one place that changes a spool's weight: ledger
 * movement, history and weight together. Spools are locked in key order before any product.
 */
@Injectable()
export class Spools {
  constructor(
    private readonly ledger: StockLedger,
    private readonly units: Units,
    private readonly businessTime: BusinessTime,
  ) {}

  /** Uses up material of spools; 409 with what is left when one holds less. Outcomes in the order of the uses. */
  async consume(tx: Tx, uses: readonly SpoolUse[]): Promise<SpoolOutcome[]> {
    const today = await this.businessTime.today(tx);
    const changes = uses.map(({ weightKg, ...use }) => ({
      ...use,
      changeKg: weightKg.negated(),
      kind: 'consumed' as const,
      type: 'consumption' as const,
    }));
    return this.changeWeights(tx, changes, (spool, change) => refuseUnusable(spool, change, today));
  }

  /** Changes weights, any number in a constant number of statements. `check` sees every spool under its lock. */
  async changeWeights(
    tx: Tx,
    changes: readonly WeightChange[],
    check: (spool: LockedSpool, change: WeightChange) => void = () => undefined,
  ): Promise<SpoolOutcome[]> {
    if (changes.length === 0) return [];
    const spools = await lockSpools(tx, [...new Set(changes.map((change) => change.spoolId))]);
    const table = await this.units.table(tx, [
      ...new Set([...spools.values()].map((spool) => spool.product_id)),
    ]);
    const decided = decide(changes, spools, table, check);
    const posted = await this.ledger.post(tx, await this.movements(tx, decided));
    const outcomes = decided.map((item, index) =>
      outcomeOf(
        item,
        posted.filter((row) => row.index === index),
      ),
    );
    await writeWeights(
      tx,
      decided.map(({ change }, index) => ({
        spoolId: change.spoolId,
        transactionId: outcomes[index]!.movements[0]!.id,
        changeKg: change.changeKg,
        kind: change.kind,
        productionOrderId: change.productionOrderId ?? null,
        notes: change.notes ?? change.reason ?? null,
      })),
      lastStates(decided),
    );
    return outcomes;
  }

  /** Makes the spools of a receipt. Their stock is what the receipt has posted; nothing moves here. */
  async createOnReceipt(tx: Tx, spools: readonly ReceivedSpool[]): Promise<number[]> {
    const ids = await insertSpools(tx, spools);
    await writeCreations(
      tx,
      spools.map(({ netWeightKg, transactionId }, index) => ({
        spoolId: ids[index]!,
        netWeightKg,
        transactionId,
      })),
    );
    return ids;
  }

  /** Numbers of the spools that purchase order lines have brought already. */
  numbersOfLines(tx: Tx, lineIds: readonly number[]): Promise<Map<number, string[]>> {
    return numbersOfLines(tx, lineIds);
  }

  private async movements(tx: Tx, decided: readonly Decided[]): Promise<Movement[]> {
    const today = await this.businessTime.today(tx);
    // Spools from before locations hold none; what is found on them goes where everything goes.
    const homeless = decided.some(({ spool }) => spool.location_id === null);
    const fallback = homeless ? await defaultLocationId(tx) : null;
    return decided.map(({ change, spool, quantity }) => {
      const end = { locationId: spool.location_id ?? fallback!, lotId: spool.material_lot_id };
      return {
        type: change.type,
        productId: spool.product_id,
        quantity: quantity.abs(),
        date: change.date ?? today,
        reference: change.reference ?? { type: 'spool', id: spool.id },
        reason: change.reason ?? null,
        notes: change.notes ?? null,
        pointer: change.pointer,
        ...(quantity.isNegative() ? { from: { ...end, reservedFor: change.reservedFor } } : { to: end }),
      };
    });
  }
}

/** One after the other, so that two uses of one spool see each other. */
function decide(
  changes: readonly WeightChange[],
  spools: ReadonlyMap<number, LockedSpool>,
  table: UnitTable,
  check: (spool: LockedSpool, change: WeightChange) => void,
): Decided[] {
  const weights = new Map([...spools.values()].map((spool) => [spool.id, spool.current_weight_kg]));
  return changes.map((change) => {
    const spool = spools.get(change.spoolId);
    if (!spool)
      throw refuse(SpoolsErrors.unknownSpool, change.spoolPointer ?? '/spool_id', {
        spool_id: change.spoolId,
      });
    check(spool, change);
    const beforeKg = weights.get(spool.id)!;
    const afterKg = beforeKg.plus(change.changeKg);
    if (afterKg.isNegative()) throw insufficientWeight(spool, change, beforeKg);
    const quantity = stockChange(beforeKg, afterKg, kilogramsInStock(table, spool));
    if (quantity.isZero()) throw refuse(SpoolsErrors.weightTooSmall, change.pointer ?? '/weight_kg', {});
    weights.set(spool.id, afterKg);
    return { change, spool, afterKg, quantity };
  });
}

/** How many stock units a kilogram of the product is. */
export function kilogramsInStock(
  table: UnitTable,
  product: { product_id: number; unit: string; sku: string },
  pointer = '/product_id',
): Ratio {
  const ratio = table.ratio('KG', product.unit, product.product_id);
  if (ratio) return ratio;
  const detail = `KG cannot be converted to ${product.unit}, the stock unit of ${product.sku}.`;
  throw fieldRefusal(SpoolsErrors.notStockedByWeight, pointer, detail);
}

function refuseUnusable(spool: LockedSpool, change: WeightChange, today: string): void {
  const usable = spool.status === 'active' || spool.status === 'consumed';
  const expired = isExpired(spool.expiry_date, today);
  if (usable && !expired) return;
  throw refuse(SpoolsErrors.notUsable, change.spoolPointer ?? '/spool_id', {
    spool_id: spool.id,
    spool_number: spool.spool_number,
    spool_status: expired ? 'expired' : spool.status,
  });
}

function insufficientWeight(spool: LockedSpool, change: WeightChange, availableKg: Decimal): DomainError {
  const requestedKg = change.changeKg.negated();
  const detail = `${spool.spool_number}: ${requestedKg} kg asked for, ${availableKg} kg left.`;
  return fieldRefusal(SpoolsErrors.insufficientWeight, change.pointer ?? '/weight_kg', detail, {
    spool_id: spool.id,
    requested_kg: requestedKg,
    available_kg: availableKg,
  });
}

function refuse(definition: ErrorDefinition, pointer: string, extra: Record<string, unknown>): DomainError {
  return fieldRefusal(definition, pointer, definition.title, extra);
}

function outcomeOf({ change, spool, afterKg, quantity }: Decided, movements: PostedMovement[]): SpoolOutcome {
  return {
    spoolId: spool.id,
    spoolNumber: spool.spool_number,
    productId: spool.product_id,
    lotId: spool.material_lot_id,
    locationId: spool.location_id,
    changeKg: change.changeKg,
    remainingKg: afterKg,
    quantity: quantity.abs(),
    totalCost: sum(movements.map((movement) => movement.totalCost)),
    movements,
  };
}

/** Where each spool stands after its last change. */
function lastStates(decided: readonly Decided[]): SpoolState[] {
  const states = new Map<number, SpoolState>();
  for (const { spool, afterKg } of decided) {
    states.set(spool.id, { id: spool.id, currentKg: afterKg, status: statusAfter(spool.status, afterKg) });
  }
  return [...states.values()];
}
