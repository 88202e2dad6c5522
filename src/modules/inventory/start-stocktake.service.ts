import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { InventoryErrors } from './inventory.errors.js';
import type { StocktakeEntity } from './stocktake.entity.js';
import { isBeyond, statusAfterRefresh } from './stocktake.rules.js';
import { stocktakeCanBecome, type StocktakeStatus } from './stocktake.states.js';
import { countLines, setItemStatuses, snapshotExpected } from './stocktake-items.repository.js';
import {
  openStocktakeId,
  readStocktake,
  stocktakes,
  type StocktakeView,
  wrongStocktakeStatus,
} from './stocktakes.repository.js';
import { stocktakeEvent } from './stocktakes.service.js';

/** A count of many thousand lines is long by nature. */
const LONG = { statementTimeoutMs: 60_000 };

/** Begins a stocktake: what the ledger says at that moment is what is expected. */
@Injectable()
export class StartStocktakeService {
  constructor(private readonly transactions: Transactions) {}

  start(principal: Principal, id: number): Promise<StocktakeView> {
    const work = async (tx: Tx) => {
      const planned = await stocktakes.lock(tx, id);
      if (!stocktakeCanBecome(planned.status as StocktakeStatus, 'in_progress'))
        throw wrongStocktakeStatus(planned);
      const open = await openStocktakeId(tx, planned.warehouse_id);
      if (open !== null)
        throw new DomainError(InventoryErrors.stocktakeOpen, { extra: { stocktake_id: open } });
      // The unique key of open stocktakes is taken here, so that of two that start at once one waits and is refused.
      const started = await stocktakes.update(tx, id, planned.version, {
        status: 'in_progress',
        started_at: tx.now,
        started_by: principal.userId,
      });
      await this.snapshot(tx, started);
      await appendEvents(tx, [stocktakeEvent(started, 'stocktake.started')]);
      return readStocktake(tx, id, false);
    };
    return this.transactions.run(principal, work, LONG);
  }

  /**
   * Takes the expected quantities anew, for a count during which much has moved. Counted quantities stay; a line whose
   * difference is another one now is measured against the tolerance again.
   */
  refresh(principal: Principal, id: number): Promise<StocktakeView> {
    const work = async (tx: Tx) => {
      const stocktake = await stocktakes.lock(tx, id);
      if (stocktake.status !== 'in_progress') throw wrongStocktakeStatus(stocktake);
      await this.snapshot(tx, stocktake);
      await stocktakes.update(tx, id, stocktake.version, {});
      return readStocktake(tx, id, false);
    };
    return this.transactions.run(principal, work, LONG);
  }

  private async snapshot(tx: Tx, stocktake: StocktakeEntity): Promise<void> {
    const { product_ids: productIds } = await readStocktake(tx, stocktake.id, false);
    const refreshed = await snapshotExpected(tx, stocktake, productIds.length > 0);
    const tolerance = { percent: stocktake.tolerance_percent, quantity: stocktake.tolerance_quantity };
    const judged = refreshed
      .filter((item) => item.actual_quantity !== null)
      .map((item) => ({
        id: item.id,
        before: item.status,
        status: statusAfterRefresh(item, isBeyond(item.expected_quantity, item.actual_quantity!, tolerance)),
      }));
    await setItemStatuses(
      tx,
      judged.filter((item) => item.status !== item.before),
    );
    const { lines } = await countLines(tx, stocktake.id);
    if (lines <= LIMITS.stocktakeLinesMax) return;
    throw new DomainError(InventoryErrors.stocktakeTooLarge, {
      extra: { lines, lines_max: LIMITS.stocktakeLinesMax },
    });
  }
}
