import { Injectable } from '@nestjs/common';
import { type Decimal, roundAmount, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import { invariant } from '../../kernel/invariant.js';
import type { Tx } from '../../platform/database/index.js';
import { type Reference, type Source, StockLedger } from '../inventory/index.js';
import { BusinessTime } from '../settings/index.js';
import { QualityErrors } from './quality.errors.js';
import { insertScrapRecords, type NewScrapRecord, readReasons } from './scrap-records.repository.js';

/** What was scrapped, in the stock unit of the product. */
export interface ScrapInput {
  productId: number;
  quantity: Decimal;
  scrapReasonId: number | null;
  /**
   * Takes the quantity out of stock by a movement of type `scrap`, whose value is the cost. Leave it out for what has
   * left stock already, and say what it cost.
   */
  fromStock?: { source: Source; date?: string; datePointer?: string; reference?: Reference };
  /** Cost per stock unit; ignored with `fromStock`. */
  unitCost?: Decimal;
  /** Cost of all of it, when it is known more exactly than by unit. */
  totalCost?: Decimal;
  productionOrderId?: number | null;
  operationId?: number | null;
  lotId?: number | null;
  notes?: string | null;
  /** Where the caller finds the quantity and the reason in its request. */
  pointer?: string;
  reasonPointer?: string;
}

/** Scrap for the modules above, inside their transactions. */
@Injectable()
export class ScrapRecords {
  constructor(
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
  ) {}

  /**
   * Records scrap, any number in a constant number of statements; gives the ids. What is picked from several lots or
   * places gives a record for each.
   */
  async record(tx: Tx, inputs: readonly ScrapInput[]): Promise<number[]> {
    if (inputs.length === 0) return [];
    await this.checkReasons(tx, inputs);
    const moving = inputs.filter((input) => input.fromStock);
    const today = await this.businessTime.today(tx);
    const posted = await this.ledger.post(
      tx,
      moving.map((input) => ({
        type: 'scrap',
        productId: input.productId,
        quantity: input.quantity,
        from: input.fromStock!.source,
        date: input.fromStock!.date ?? today,
        reference: input.fromStock!.reference ?? reasonOf(input),
        notes: input.notes ?? null,
        pointer: input.pointer,
        datePointer: input.fromStock!.datePointer,
      })),
    );
    const records = inputs.flatMap((input): NewScrapRecord[] => {
      if (!input.fromStock) return [recordOf(input)];
      const rows = posted.filter((row) => moving[row.index] === input);
      invariant(rows.length > 0, 'what is scrapped from stock has moved');
      return rows.map((row) => ({
        ...recordOf(input),
        quantity: row.quantity,
        unitCost: row.costPerUnit,
        totalCost: row.totalCost,
        lotId: row.lotId,
        transactionId: row.id,
      }));
    });
    return insertScrapRecords(tx, records);
  }

  private async checkReasons(tx: Tx, inputs: readonly ScrapInput[]): Promise<void> {
    const ids = inputs.flatMap((input) => input.scrapReasonId ?? []);
    if (ids.length === 0) return;
    const reasons = await readReasons(tx, [...new Set(ids)]);
    for (const { scrapReasonId, reasonPointer } of inputs) {
      if (scrapReasonId === null || reasons.get(scrapReasonId) === true) continue;
      const known = reasons.has(scrapReasonId);
      const definition = known ? QualityErrors.inactiveScrapReason : QualityErrors.unknownScrapReason;
      throw fieldRefusal(definition, reasonPointer ?? '/scrap_reason_id', definition.title);
    }
  }
}

/** A movement that refers to something is not reversed by hand, which would leave the record behind. */
function reasonOf(input: ScrapInput): Reference | undefined {
  return input.scrapReasonId === null ? undefined : { type: 'scrap_reason', id: input.scrapReasonId };
}

function recordOf(input: ScrapInput): NewScrapRecord {
  const totalCost = roundAmount(input.totalCost ?? input.unitCost?.times(input.quantity) ?? ZERO);
  return {
    productId: input.productId,
    quantity: input.quantity,
    unitCost: input.unitCost ?? roundQuantity(totalCost.dividedBy(input.quantity)),
    totalCost,
    scrapReasonId: input.scrapReasonId,
    productionOrderId: input.productionOrderId ?? null,
    operationId: input.operationId ?? null,
    lotId: input.lotId ?? null,
    transactionId: null,
    notes: input.notes ?? null,
  };
}
