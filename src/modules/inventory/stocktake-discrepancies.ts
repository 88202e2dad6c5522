import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

/** One place where a completed count found something else than was expected. */
export interface StocktakeDiscrepancy {
  itemId: number;
  productId: number;
  locationId: number;
  lotId: number | null;
  expected: Decimal;
  actual: Decimal;
  /** Actual − expected; never zero. */
  difference: Decimal;
  /** Null when nothing was expected: the percentage is undefined, and it is a discrepancy all the same. */
  percent: Decimal | null;
  /** The difference at the cost of the day on which the count began. */
  value: Decimal;
}

export interface CompletedStocktake {
  id: number;
  stocktakeNumber: string;
  warehouseId: number;
  discrepancies: readonly StocktakeDiscrepancy[];
}

/** Does something about discrepancies, in the transaction that completes the count. */
export type StocktakeDiscrepancyReader = (tx: Tx, stocktake: CompletedStocktake) => Promise<void>;

/** Who wants to know what a completed count found. A port: alerts register their reader. */
@Injectable()
export class StocktakeDiscrepancies {
  private readonly readers: StocktakeDiscrepancyReader[] = [];

  register(reader: StocktakeDiscrepancyReader): void {
    this.readers.push(reader);
  }

  async tell(tx: Tx, stocktake: CompletedStocktake): Promise<void> {
    for (const reader of this.readers) await reader(tx, stocktake);
  }
}
