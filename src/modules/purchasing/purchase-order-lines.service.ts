import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { type LineInput, type OrderTerms, PurchaseLines } from './purchase-lines.js';
import type { PurchaseOrderEntity } from './purchase-order.entity.js';
import {
  insertLines,
  type PurchaseOrderLineView,
  purchaseOrders,
  type PurchaseOrderView,
  readLines,
  readOrder,
  removeLine,
  updateLine,
} from './purchase-orders.repository.js';
import { requireEditable } from './purchase-orders.service.js';
import { touch, writeTotals } from './purchase-totals.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { vendorsTable } from './vendors.repository.js';

export type NewLineInput = LineInput & { ignore_order_rules?: boolean };
export type LineChanges = Partial<Omit<NewLineInput, 'product_id'>>;

/** Lines of an order while something can still come. Totals and status follow. */
@Injectable()
export class PurchaseOrderLinesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly lines: PurchaseLines,
    private readonly businessTime: BusinessTime,
  ) {}

  add(principal: Principal, orderId: number, input: NewLineInput): Promise<PurchaseOrderView> {
    const { ignore_order_rules: ignore = false, ...line } = input;
    return this.transactions.run(principal, async (tx) => {
      const order = await purchaseOrders.lock(tx, orderId);
      requireEditable(order);
      if ((await readLines(tx, orderId)).length >= LIMITS.documentLinesMax) {
        const detail = `An order has at most ${LIMITS.documentLinesMax} lines.`;
        throw new DomainError(PurchasingErrors.tooManyLines, { detail });
      }
      const decided = await this.lines.decide(tx, [line], await this.terms(tx, order, ignore), () => '');
      await insertLines(tx, orderId, decided);
      return this.finish(tx, order);
    });
  }

  change(
    principal: Principal,
    orderId: number,
    lineId: number,
    version: number,
    changes: LineChanges,
  ): Promise<PurchaseOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await purchaseOrders.lockVersion(tx, orderId, version);
      requireEditable(order);
      const line = await lineOf(tx, orderId, lineId);
      checkReceived(line, changes);
      const input = withPresent(line, changes);
      // A price or date alone is no new quantity, so the vendor's quantities are not asked again.
      const ignore = changes.ignore_order_rules ?? changes.quantity_ordered === undefined;
      const terms = { ...(await this.terms(tx, order, ignore)), allowInactive: true };
      const [decided] = await this.lines.decide(tx, [input], terms, () => '');
      await updateLine(tx, lineId, decided!);
      return this.finish(tx, order);
    });
  }

  remove(principal: Principal, orderId: number, lineId: number, version: number): Promise<PurchaseOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await purchaseOrders.lockVersion(tx, orderId, version);
      requireEditable(order);
      const line = await lineOf(tx, orderId, lineId);
      if (order.status !== 'draft' && (await readLines(tx, orderId)).length === 1) {
        throw new DomainError(PurchasingErrors.orderEmpty, { detail: 'An order keeps at least one line.' });
      }
      if (line.quantity_received.plus(line.quantity_rejected).greaterThan(0)) {
        throw new DomainError(PurchasingErrors.lineReceived, {
          extra: { quantity_received: line.quantity_received },
        });
      }
      await removeLine(tx, lineId);
      return this.finish(tx, order);
    });
  }

  private async finish(tx: Tx, order: PurchaseOrderEntity): Promise<PurchaseOrderView> {
    await writeTotals(tx, await touch(tx, order));
    return readOrder(tx, order.id);
  }

  private async terms(tx: Tx, order: PurchaseOrderEntity, ignoreOrderRules: boolean): Promise<OrderTerms> {
    const vendor = await vendorsTable.get(tx, order.vendor_id);
    return {
      vendorId: vendor.id,
      vendorCurrency: vendor.currency_code,
      currency: order.currency_code,
      exchangeRate: order.exchange_rate,
      date: order.order_date ?? (await this.businessTime.today(tx)),
      ignoreOrderRules,
    };
  }
}

async function lineOf(tx: Tx, orderId: number, lineId: number): Promise<PurchaseOrderLineView> {
  const line = (await readLines(tx, orderId)).find(({ id }) => id === lineId);
  if (!line) throw new DomainError(PurchasingErrors.lineNotFound, { extra: { id: lineId } });
  return line;
}

/** What came stays: not less than that, and counted as it was counted then. */
function checkReceived(line: PurchaseOrderLineView, changes: LineChanges): void {
  const received = line.quantity_received;
  if (changes.quantity_ordered?.lessThan(received)) {
    const detail = `${received} ${line.purchase_unit} have been received already.`;
    throw fieldRefusal(PurchasingErrors.belowReceived, '/quantity_ordered', detail, {
      quantity_received: received,
    });
  }
  const recounted = (['purchase_unit', 'purchase_conversion'] as const).find(
    (field) => changes[field] !== undefined,
  );
  if (recounted && received.plus(line.quantity_rejected).greaterThan(0)) {
    throw fieldRefusal(
      PurchasingErrors.alreadyReceived,
      `/${recounted}`,
      PurchasingErrors.alreadyReceived.title,
    );
  }
}

/** The line as it would be; another unit asks for its own conversion and price. */
function withPresent(line: PurchaseOrderLineView, changes: LineChanges): LineInput {
  const { ignore_order_rules: _ignore, ...given } = changes;
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const isSameUnit = (changes.purchase_unit ?? line.purchase_unit) === line.purchase_unit;
  return {
    product_id: line.product_id,
    quantity_ordered: line.quantity_ordered,
    purchase_unit: line.purchase_unit,
    ...(isSameUnit ? { purchase_conversion: line.purchase_conversion, unit_cost: line.unit_cost } : {}),
    expected_date: line.expected_date,
    description: line.description,
    notes: line.notes,
    ...defined,
  };
}
