import { Injectable } from '@nestjs/common';
import { roundAmount, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { Movement } from './movement.js';
import { PresentStock } from './present-stock.js';
import { StockLedger } from './stock-ledger.js';
import type { StocktakeEntity } from './stocktake.entity.js';
import { percentOff, stockAfterCount } from './stocktake.rules.js';
import { stocktakeCanBecome, type StocktakeStatus } from './stocktake.states.js';
import {
  type CountedItem,
  readCountedItems,
  settleUncounted,
  writeCompletion,
} from './stocktake-completion.repository.js';
import { StocktakeDiscrepancies, type StocktakeDiscrepancy } from './stocktake-discrepancies.js';
import { countLines } from './stocktake-items.repository.js';
import {
  readStocktake,
  stocktakes,
  type StocktakeView,
  wrongStocktakeStatus,
} from './stocktakes.repository.js';
import { stocktakeEvent } from './stocktakes.service.js';

/** What the movements of a stocktake refer to. */
export const STOCKTAKE_REFERENCE = 'stocktake';

const ITEMS_TOLD_MAX = 100;
const LONG = { statementTimeoutMs: 60_000 };

/**
 * Completes a stocktake: what was found more or less than expected is added to the stock of now, so that movements during
 * the count survive. All lines or none, in a constant number of statements.
 */
@Injectable()
export class CompleteStocktakeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
    private readonly discrepancies: StocktakeDiscrepancies,
  ) {}

  complete(principal: Principal, id: number, uncounted: 'skip' | 'zero' | undefined): Promise<StocktakeView> {
    const work = async (tx: Tx) => {
      const stocktake = await stocktakes.lock(tx, id);
      if (!stocktakeCanBecome(stocktake.status as StocktakeStatus, 'completed'))
        throw wrongStocktakeStatus(stocktake);
      await requireCounted(tx, id, uncounted);
      if (uncounted) await settleUncounted(tx, id, uncounted);
      const items = await readCountedItems(tx, id);
      await this.post(tx, stocktake, items);
      await this.close(tx, stocktake, items, uncounted);
      return readStocktake(tx, id, false);
    };
    return this.transactions.run(principal, work, LONG);
  }

  private async post(tx: Tx, stocktake: StocktakeEntity, items: readonly CountedItem[]): Promise<void> {
    // Everything read after this stands still until the posting.
    await this.ledger.lock(tx, [...new Set(items.map((item) => item.product_id))]);
    const present = await PresentStock.of(
      tx,
      items.map((item) => item.product_id),
    );
    refuseImpossible(items, present);
    const date = await this.businessTime.today(tx);
    const moving = items.filter((item) => item.location_active || !differenceOf(item).isZero());
    const posted = await this.ledger.post(
      tx,
      moving.map((item) => movementOf(stocktake, item, present, date)),
    );
    await writeCompletion(
      tx,
      items,
      posted.map((movement) => ({ itemId: moving[movement.index]!.id, movementId: movement.id })),
    );
  }

  private async close(
    tx: Tx,
    stocktake: StocktakeEntity,
    items: readonly CountedItem[],
    uncounted: 'skip' | 'zero' | undefined,
  ): Promise<void> {
    const completed = await stocktakes.update(tx, stocktake.id, stocktake.version, {
      status: 'completed',
      uncounted: uncounted ?? null,
      completed_at: tx.now,
      completed_by: tx.principal.userId,
      completed_date: await this.businessTime.today(tx),
    });
    const discrepancies = items.filter((item) => !differenceOf(item).isZero()).map(discrepancyOf);
    await this.discrepancies.tell(tx, {
      id: completed.id,
      stocktakeNumber: completed.stocktake_number,
      warehouseId: completed.warehouse_id,
      discrepancies,
    });
    const figures = { counted_lines: items.length, discrepancy_lines: discrepancies.length };
    await appendEvents(tx, [stocktakeEvent(completed, 'stocktake.completed', figures)]);
  }
}

/** Refuses while lines are not counted, or are to be counted again. */
async function requireCounted(tx: Tx, id: number, uncounted: 'skip' | 'zero' | undefined): Promise<void> {
  const { open, recount } = await countLines(tx, id);
  const extra = { open_lines: open, recount_lines: recount };
  if (recount > 0) {
    const detail = `${recount} lines are too far off: count them again or accept them.`;
    throw new DomainError(InventoryErrors.stocktakeNeedsRecount, { detail, extra });
  }
  if (open === 0 || uncounted) return;
  const detail = `${open} lines are not counted: count them, or say what becomes of them with \`uncounted\`.`;
  throw new DomainError(InventoryErrors.stocktakeUncounted, { detail, extra });
}

/** What was found missing has to be there still, and not be reserved; the refusal names the lines. */
function refuseImpossible(items: readonly CountedItem[], present: PresentStock): void {
  const impossible = items
    .filter((item) => !differenceOf(item).isZero())
    .map((item) => {
      const place = { productId: item.product_id, locationId: item.location_id, lotId: item.lot_id };
      const [onHand, allocated] = [present.onHand(place), present.allocated(place)];
      const after = stockAfterCount(onHand, item.expected_quantity, item.actual_quantity);
      return { item, onHand, allocated, after };
    })
    .filter(({ item, allocated, after }) => {
      const less = differenceOf(item).isNegative();
      return less ? after.lessThan(allocated) : !item.location_active;
    });
  if (impossible.length === 0) return;
  throw new DomainError(InventoryErrors.stocktakeImpossible, {
    detail: `${impossible.length} lines cannot be posted; take the expected quantities anew and count them again.`,
    extra: {
      impossible_lines: impossible.length,
      items: impossible.slice(0, ITEMS_TOLD_MAX).map(({ item, onHand, allocated }) => ({
        item_id: item.id,
        sku: item.sku,
        on_hand: onHand,
        allocated,
        difference: differenceOf(item),
      })),
    },
  });
}

function differenceOf(item: CountedItem) {
  return item.actual_quantity.minus(item.expected_quantity);
}

/** A line without a difference is posted too: it proves the count, and is a barrier in time. */
function movementOf(
  stocktake: StocktakeEntity,
  item: CountedItem,
  present: PresentStock,
  date: string,
): Movement {
  const to = { locationId: item.location_id, lotId: item.lot_id };
  const onHand = present.onHand({ productId: item.product_id, ...to });
  return {
    type: 'count',
    productId: item.product_id,
    quantity: ZERO,
    counted: stockAfterCount(onHand, item.expected_quantity, item.actual_quantity),
    to,
    date,
    reference: { type: STOCKTAKE_REFERENCE, id: stocktake.id },
    reason: stocktake.stocktake_number,
  };
}

function discrepancyOf(item: CountedItem): StocktakeDiscrepancy {
  const difference = differenceOf(item);
  return {
    itemId: item.id,
    productId: item.product_id,
    locationId: item.location_id,
    lotId: item.lot_id,
    expected: item.expected_quantity,
    actual: item.actual_quantity,
    difference,
    percent: percentOff(item.expected_quantity, item.actual_quantity),
    value: roundAmount(difference.times(item.unit_cost)),
  };
}
