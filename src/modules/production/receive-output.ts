import { Injectable } from '@nestjs/common';
import { Decimal, sum } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { defaultLocationId, findOrCreateLots, StockLedger } from '../inventory/index.js';
import { ByProducts } from '../engineering/index.js';
import { BusinessTime } from '../settings/index.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { insertReceipts, readOutput } from './order-costs.repository.js';
import { type OperationRow, ORDER_REFERENCE } from './production-orders.repository.js';
import { byProductValues, receiptValue } from './report.rules.js';

export interface Output {
  order: ProductionOrderEntity;
  /** After the report. */
  operations: readonly OperationRow[];
  good: Decimal;
  /** Everything spent on the order so far. */
  spent: Decimal;
  /** Nothing more will be made. */
  isLast: boolean;
  lotNumber?: string;
}

/** What one report puts into stock of one product. */
interface Part {
  productId: number;
  quantity: Decimal;
  value: Decimal;
  tracksLots: boolean;
  byProduct: { pieces: Decimal; sharePercent: Decimal } | null;
}

/** Puts good pieces into stock at what they have cost. */
@Injectable()
export class ReceiveOutput {
  constructor(
    private readonly ledger: StockLedger,
    private readonly byProducts: ByProducts,
    private readonly businessTime: BusinessTime,
  ) {}

  /** The product and what came out beside it, in one posting. */
  async receive(tx: Tx, output: Output): Promise<void> {
    const { order, good } = output;
    const product = await readOutput(tx, order);
    const costInWork = output.spent.minus(product.received_value);
    const quantityInWork = output.isLast ? good : Decimal.max(good, piecesInWork(output));
    const total = receiptValue(costInWork, good, quantityInWork);
    const parts = await this.partsOf(tx, output, product.track_lots, total);
    const date = await this.businessTime.today(tx);
    const locationId = order.output_location_id ?? (await defaultLocationId(tx));
    const lots = await lotsOf(tx, output, parts, date);
    const reference = { type: ORDER_REFERENCE, id: order.id };
    const posted = await this.ledger.post(
      tx,
      parts.map(({ productId, quantity, value }) => ({
        type: 'production' as const,
        productId,
        quantity,
        to: { locationId, lotId: lots.get(productId) ?? null },
        totalCost: value,
        date,
        reference,
      })),
    );
    const receipts = parts.map(({ value, byProduct }, index) => ({
      movementId: posted.find((row) => row.index === index)!.id,
      orderId: order.id,
      quantityInWork,
      costInWork,
      value,
      byProduct,
    }));
    await insertReceipts(tx, receipts);
  }

  /** By-products come first, each with its share of the value; the product takes the rest. */
  private async partsOf(tx: Tx, output: Output, tracksLots: boolean, total: Decimal): Promise<Part[]> {
    const { order, good } = output;
    const outputs = order.bom_id === null ? [] : await this.byProducts.of(tx, order.bom_id, good);
    const beside = outputs.filter(({ quantity }) => quantity.greaterThan(0));
    const values = byProductValues(
      total,
      beside.map((one) => one.costSharePercent),
    );
    const parts = beside.map(({ productId, quantity, tracksLots, costSharePercent }, index) => ({
      productId,
      quantity,
      value: values[index]!,
      tracksLots,
      byProduct: { pieces: good, sharePercent: costSharePercent },
    }));
    const product = { productId: order.product_id, tracksLots, quantity: good };
    return [...parts, { ...product, value: total.minus(sum(values)), byProduct: null }];
  }
}

/** Pieces that the cost in work belongs to: what reached the last operation and was neither received before nor bad. */
function piecesInWork(output: Output): Decimal {
  const { operations, order, good } = output;
  const last = operations.at(-1)!;
  const before = operations.slice(0, -1).findLast((operation) => operation.status !== 'skipped');
  // A single operation consumes as it makes, so all cost in work belongs to the pieces just made.
  if (!before) return good;
  return before.quantity_completed.minus(last.quantity_scrapped).minus(order.quantity_completed);
}

/** Lots of what is tracked by lots: of the product as reported, of all else by the order's code. */
async function lotsOf(
  tx: Tx,
  { order, lotNumber }: Output,
  parts: readonly Part[],
  date: string,
): Promise<Map<number, number>> {
  const tracked = parts.filter((part) => part.tracksLots);
  if (tracked.length === 0) return new Map();
  const lotIds = await findOrCreateLots(
    tx,
    tracked.map(({ productId, byProduct }) => ({
      productId,
      lotNumber: (byProduct ? null : lotNumber) ?? order.code,
      receivedDate: date,
      manufacturedDate: date,
    })),
  );
  return new Map(tracked.map(({ productId }, index) => [productId, lotIds[index]!]));
}
