import { Injectable } from '@nestjs/common';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime, NumberSeries } from '../settings/index.js';
import { checkAdjustmentLines } from './adjustment-lines.js';
import { InventoryErrors } from './inventory.errors.js';
import { findOrCreateLots } from './lots.repository.js';
import type { Movement, PostedMovement } from './movement.js';
import { type FieldProblem, type PlaceFacts, readPlaces, refuseProblems } from './places.repository.js';
import type { StockAdjustmentEntity } from './stock-adjustment.entity.js';
import { type AdjustmentType, allowsChange, quantityAfter } from './stock-adjustment.rules.js';
import {
  type AdjustmentLineView,
  adjustments,
  type AdjustmentView,
  readAdjustment,
  readAdjustmentLines,
  replaceAdjustmentLines,
  writeAdjustmentResults,
} from './stock-adjustments.repository.js';
import { requireDraft } from './stock-adjustments.service.js';
import { StockLedger } from './stock-ledger.js';

/** What the movements of an adjustment refer to. */
export const ADJUSTMENT_REFERENCE = 'stock_adjustment';

interface PlannedLine {
  line: AdjustmentLineView;
  index: number;
  lotId: number | null;
  before: Decimal;
  after: Decimal;
}

/** Posts adjustments, all of their lines or none, and undoes them by another adjustment the other way round. */
@Injectable()
export class PostAdjustmentService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  post(principal: Principal, id: number): Promise<AdjustmentView> {
    return this.transactions.run(principal, async (tx) => {
      const adjustment = await adjustments.lock(tx, id);
      requireDraft(adjustment);
      const lines = await readAdjustmentLines(tx, id);
      // Under the products' locks, so that what is read here is what the movements change.
      await this.ledger.lock(tx, [...new Set(lines.map((line) => line.product_id))]);
      const plan = await this.plan(tx, adjustment, lines);
      await this.checkAfterDates(tx, adjustment, plan);
      const changing = plan.filter(({ before, after }) => !before.equals(after));
      const posted = await this.ledger.post(
        tx,
        changing.map((item) => movementOf(adjustment, item)),
      );
      return this.finish(tx, adjustment, plan, changing, posted);
    });
  }

  /** Posts a linked adjustment that takes back every line of one that is posted, at its value. */
  reverse(principal: Principal, id: number, reason: string | null): Promise<AdjustmentView> {
    return this.transactions.run(principal, async (tx) => {
      const original = await adjustments.lock(tx, id);
      if (original.status !== 'posted' || original.reversal_of_id !== null)
        throw new DomainError(InventoryErrors.adjustmentNotReversible);
      const { reversed_by_id: reversedBy } = await readAdjustment(tx, id);
      if (reversedBy !== null)
        throw new DomainError(InventoryErrors.adjustmentReversed, { extra: { reversed_by_id: reversedBy } });
      const changed = (await readAdjustmentLines(tx, id)).filter(
        (line) => line.inventory_transaction_id !== null,
      );
      await this.ledger.lock(tx, [...new Set(changed.map((line) => line.product_id))]);
      const reversal = await this.insertReversal(tx, original, changed, reason);
      const lines = await readAdjustmentLines(tx, reversal.id);
      const facts = await readPlaces(tx, lines.map(placeOf));
      const plan = lines.map((line, index) => planLine(line, index, line.lot_id, facts[index]!));
      const posted = await this.ledger.post(
        tx,
        plan.map((item) => ({
          ...movementOf(reversal, item),
          type: 'reversal' as const,
          reversalOf: changed[item.index]!.inventory_transaction_id!,
        })),
      );
      return this.finish(tx, reversal, plan, plan, posted);
    });
  }

  private async insertReversal(
    tx: Tx,
    original: StockAdjustmentEntity,
    lines: readonly AdjustmentLineView[],
    reason: string | null,
  ): Promise<StockAdjustmentEntity> {
    const reversal = await adjustments.insert(tx, {
      warehouse_id: original.warehouse_id,
      location_id: original.location_id,
      adjustment_type: original.adjustment_type,
      reason_id: original.reason_id,
      reason: reason ?? original.reason,
      adjustment_date: await this.businessTime.today(tx),
      reversal_of_id: original.id,
      created_by: tx.principal.userId,
      adjustment_number: await this.series.next(tx, 'stock_adjustment'),
    });
    await replaceAdjustmentLines(
      tx,
      reversal.id,
      lines.map((line) => ({
        productId: line.product_id,
        locationId: line.location_id,
        lotId: line.lot_id,
        lotNumber: null,
        entry: 'change',
        quantity: line.quantity_change!.negated(),
        unitCost: null,
        reason: line.reason,
      })),
    );
    return reversal;
  }

  private async plan(
    tx: Tx,
    adjustment: StockAdjustmentEntity,
    lines: readonly AdjustmentLineView[],
  ): Promise<PlannedLine[]> {
    const type = adjustment.adjustment_type as AdjustmentType;
    const places = lines.map((line) => ({
      ...placeOf(line),
      entry: line.entry,
      quantity: line.entered_quantity,
      unitCost: line.unit_cost,
      reason: line.reason,
    }));
    const facts = await checkAdjustmentLines(tx, type, adjustment.warehouse_id, places);
    const lotIds = await makeLots(tx, adjustment, lines, facts);
    const plan = lines.map((line, index) => planLine(line, index, lotIds[index]!, facts[index]!));
    refuseProblems(plan.flatMap((item) => planProblem(type, item)));
    return plan;
  }

  /** What is there afterwards can be said for today only: the past has moved on since. */
  private async checkAfterDates(
    tx: Tx,
    adjustment: StockAdjustmentEntity,
    plan: readonly PlannedLine[],
  ): Promise<void> {
    const index = plan.findIndex(({ line }) => line.entry === 'after');
    if (index < 0 || adjustment.adjustment_date === (await this.businessTime.today(tx))) return;
    throw fieldRefusal(
      InventoryErrors.afterNeedsToday,
      `/lines/${index}/quantity_after`,
      InventoryErrors.afterNeedsToday.title,
    );
  }

  private async finish(
    tx: Tx,
    adjustment: StockAdjustmentEntity,
    plan: readonly PlannedLine[],
    changing: readonly PlannedLine[],
    posted: readonly PostedMovement[],
  ): Promise<AdjustmentView> {
    const movements = new Map(posted.map((movement) => [changing[movement.index]!.line.id, movement]));
    await writeAdjustmentResults(
      tx,
      plan.map(({ line, lotId, before, after }) => ({
        lineId: line.id,
        lotId,
        before,
        after,
        totalCost: movements.get(line.id)?.totalCost ?? null,
        movementId: movements.get(line.id)?.id ?? null,
      })),
    );
    const after = await adjustments.update(tx, adjustment.id, adjustment.version, {
      status: 'posted',
      total_items_adjusted: changing.length,
      posted_at: tx.now,
      posted_by: tx.principal.userId,
    });
    await appendEvents(tx, [postedEvent(after)]);
    return readAdjustment(tx, adjustment.id);
  }
}

function placeOf(line: AdjustmentLineView) {
  return {
    productId: line.product_id,
    locationId: line.location_id,
    lotId: line.lot_id,
    lotNumber: line.lot_id === null ? line.lot_number : null,
  };
}

function planLine(
  line: AdjustmentLineView,
  index: number,
  lotId: number | null,
  facts: PlaceFacts,
): PlannedLine {
  const before = facts.on_hand_quantity;
  return { line, index, lotId, before, after: quantityAfter(line.entry, line.entered_quantity, before) };
}

/** Lots that lines name by a number that is new, for stock that is added. */
async function makeLots(
  tx: Tx,
  adjustment: StockAdjustmentEntity,
  lines: readonly AdjustmentLineView[],
  facts: readonly PlaceFacts[],
): Promise<(number | null)[]> {
  const wanted = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line, index }) => line.lot_number !== null && facts[index]!.lot_id === null);
  const takes = wanted.find(({ line }) => line.entered_quantity.isNegative());
  if (takes) {
    throw fieldRefusal(
      InventoryErrors.unknownLot,
      `/lines/${takes.index}/lot_number`,
      `There is no lot "${takes.line.lot_number}".`,
    );
  }
  const made = await findOrCreateLots(
    tx,
    wanted.map(({ line }) => ({
      productId: line.product_id,
      lotNumber: line.lot_number!,
      receivedDate: adjustment.adjustment_date,
    })),
  );
  const lotIds = facts.map((fact) => fact.lot_id);
  wanted.forEach(({ index }, position) => (lotIds[index] = made[position]!));
  return lotIds;
}

function planProblem(type: AdjustmentType, { line, index, before, after }: PlannedLine): FieldProblem[] {
  const pointer = `/lines/${index}/quantity_${line.entry}`;
  if (after.lessThan(ZERO)) {
    const detail = `${line.sku}: ${before} ${line.unit} are there.`;
    return [{ definition: InventoryErrors.insufficientStock, pointer, detail }];
  }
  if (allowsChange(type, after.minus(before))) return [];
  return [{ definition: InventoryErrors.wrongDirection, pointer }];
}

function movementOf(
  adjustment: StockAdjustmentEntity,
  { line, index, lotId, before, after }: PlannedLine,
): Movement {
  const change = after.minus(before);
  const place = { locationId: line.location_id, lotId };
  return {
    type: 'adjustment',
    productId: line.product_id,
    quantity: change.abs(),
    ...(change.isNegative() ? { from: place } : { to: place, unitCost: line.unit_cost ?? undefined }),
    date: adjustment.adjustment_date,
    reference: { type: ADJUSTMENT_REFERENCE, id: adjustment.id },
    reason: line.reason ?? adjustment.reason,
    pointer: `/lines/${index}/quantity_${line.entry}`,
    datePointer: '/adjustment_date',
  };
}

function postedEvent(adjustment: StockAdjustmentEntity) {
  const payload = {
    id: adjustment.id,
    adjustment_number: adjustment.adjustment_number,
    adjustment_type: adjustment.adjustment_type,
    warehouse_id: adjustment.warehouse_id,
    reversal_of_id: adjustment.reversal_of_id,
    total_items_adjusted: adjustment.total_items_adjusted,
  };
  return {
    type: 'stock_adjustment.posted',
    aggregateType: ADJUSTMENT_REFERENCE,
    aggregateId: adjustment.id,
    payload,
  };
}
