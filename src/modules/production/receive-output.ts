import { Injectable } from '@nestjs/common';
import { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { defaultLocationId, findOrCreateLots, StockLedger } from '../inventory/index.js';
import { BusinessTime } from '../settings/index.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { insertReceipt, readOutput } from './order-costs.repository.js';
import { type OperationRow, ORDER_REFERENCE } from './production-orders.repository.js';
import { receiptValue } from './report.rules.js';

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

/** Puts good pieces into stock at what they have cost. */
@Injectable()
export class ReceiveOutput {
  constructor(
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
  ) {}

  async receive(tx: Tx, output: Output): Promise<void> {
    const { order, good } = output;
    const product = await readOutput(tx, order);
    const date = await this.businessTime.today(tx);
    const costInWork = output.spent.minus(product.received_value);
    const quantityInWork = output.isLast ? good : Decimal.max(good, piecesInWork(output));
    const value = receiptValue(costInWork, good, quantityInWork);
    const lotId = product.track_lots ? await outputLot(tx, output, date) : null;
    const [movement] = await this.ledger.post(tx, [
      {
        type: 'production',
        productId: order.product_id,
        quantity: good,
        to: { locationId: order.output_location_id ?? (await defaultLocationId(tx)), lotId },
        totalCost: value,
        date,
        reference: { type: ORDER_REFERENCE, id: order.id },
      },
    ]);
    await insertReceipt(tx, {
      movementId: movement!.id,
      orderId: order.id,
      quantityInWork,
      costInWork,
      value,
    });
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

async function outputLot(tx: Tx, output: Output, date: string): Promise<number> {
  const { order, lotNumber } = output;
  const [lotId] = await findOrCreateLots(tx, [
    {
      productId: order.product_id,
      lotNumber: lotNumber ?? order.code,
      receivedDate: date,
      manufacturedDate: date,
    },
  ]);
  return lotId!;
}
