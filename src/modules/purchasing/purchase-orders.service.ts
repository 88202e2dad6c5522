import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime, CompanySettings, NumberSeries, WorkingCalendar } from '../settings/index.js';
import { type LineInput, PurchaseLines, type StockLineInput } from './purchase-lines.js';
import type { PurchaseOrderEntity } from './purchase-order.entity.js';
import { canBecome, isEditable, nextStatuses, type PurchaseOrderStatus } from './purchase-order.states.js';
import {
  insertLines,
  listOrders,
  type OrderFilter,
  type PurchaseOrderSummary,
  purchaseOrders,
  type PurchaseOrderView,
  readLeadDays,
  readOrder,
  writeExpectedDates,
} from './purchase-orders.repository.js';
import { writeTotals } from './purchase-totals.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { VendorsService } from './vendors.service.js';

export interface HeaderInput {
  order_date?: string | null;
  expected_date?: string | null;
  currency_code?: string;
  exchange_rate?: Decimal;
  tax_amount?: Decimal;
  shipping_cost?: Decimal;
  external_reference?: string | null;
  notes?: string | null;
}

export type NewOrderInput = HeaderInput & {
  vendor_id: number;
  ignore_order_rules?: boolean;
  lines?: LineInput[];
};

/** Fields that are settled once something has been received: what came was valued by them. */
const SETTLED_BY_RECEIPTS = ['currency_code', 'exchange_rate'] as const;

/** Purchase orders from draft to close; lines and receipts have services of their own. */
@Injectable()
export class PurchaseOrdersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly vendors: VendorsService,
    private readonly lines: PurchaseLines,
    private readonly settings: CompanySettings,
    private readonly businessTime: BusinessTime,
    private readonly calendar: WorkingCalendar,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, filter: OrderFilter): Promise<Page<PurchaseOrderSummary>> {
    return this.transactions.read(principal, (tx) => listOrders(tx, filter));
  }

  get(principal: Principal, id: number): Promise<PurchaseOrderView> {
    return this.transactions.read(principal, (tx) => readOrder(tx, id));
  }

  create(principal: Principal, input: NewOrderInput): Promise<PurchaseOrderView> {
    return this.transactions.run(principal, (tx) => this.createIn(tx, input));
  }

  /** For the modules above, in their transaction: a draft with everything that the input leaves open. */
  async createIn(tx: Tx, input: NewOrderInput): Promise<PurchaseOrderView> {
    const { lines = [], ignore_order_rules: ignoreOrderRules = false, ...header } = input;
    const vendor = await this.vendors.requireActive(tx, input.vendor_id);
    const company = await this.settings.get(tx);
    const currency = header.currency_code ?? vendor.currency_code;
    const exchangeRate = exchangeRateOf(currency, company.currency_code, header.exchange_rate);
    const decided = await this.lines.decide(
      tx,
      lines,
      {
        vendorId: vendor.id,
        vendorCurrency: vendor.currency_code,
        currency,
        exchangeRate,
        date: header.order_date ?? (await this.businessTime.today(tx)),
        ignoreOrderRules,
      },
      (index) => `/lines/${index}`,
    );
    const order = await purchaseOrders.insert(tx, {
      ...header,
      currency_code: currency,
      exchange_rate: exchangeRate,
      created_by: tx.principal.userId,
      po_number: await this.series.next(tx, 'purchase_order'),
    });
    await insertLines(tx, order.id, decided);
    await writeTotals(tx, order);
    return readOrder(tx, order.id);
  }

  /** The same for so much of each product in its stock unit, whatever unit the vendor sells it in. */
  async createForStockIn(
    tx: Tx,
    input: Omit<NewOrderInput, 'lines'> & { lines: StockLineInput[] },
  ): Promise<PurchaseOrderView> {
    const lines = await this.lines.inPurchaseUnits(
      tx,
      input.vendor_id,
      input.lines,
      (index) => `/lines/${index}`,
    );
    return this.createIn(tx, { ...input, lines });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: HeaderInput & { vendor_id?: number },
  ): Promise<PurchaseOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await purchaseOrders.lockVersion(tx, id, version);
      requireEditable(order);
      await this.checkChanges(tx, order, changes);
      const changed = await purchaseOrders.update(tx, id, version, changes);
      await writeTotals(tx, changed);
      return readOrder(tx, id);
    });
  }

  /** Places a draft: from now on its lines are on their way. */
  order(principal: Principal, id: number): Promise<PurchaseOrderView> {
    return this.move(principal, id, 'ordered', async (tx, order) => {
      const { lines } = await readOrder(tx, id);
      if (lines.length === 0) throw new DomainError(PurchasingErrors.orderEmpty);
      await this.vendors.requireActive(tx, order.vendor_id);
      const orderDate = order.order_date ?? (await this.businessTime.today(tx));
      const expected = await this.expectLines(tx, id, orderDate);
      const latest = [...lines.map((line) => line.expected_date), ...expected].reduce(later, null);
      return { ordered_at: tx.now, order_date: orderDate, expected_date: order.expected_date ?? latest };
    });
  }

  /** Cancels an order of which nothing came. */
  cancel(principal: Principal, id: number): Promise<PurchaseOrderView> {
    return this.move(principal, id, 'cancelled', async () => ({}));
  }

  /** Closes an order; what has not come is not expected any more. */
  close(principal: Principal, id: number): Promise<PurchaseOrderView> {
    return this.move(principal, id, 'closed', async () => ({}));
  }

  private move(
    principal: Principal,
    id: number,
    status: PurchaseOrderStatus,
    effect: (tx: Tx, order: PurchaseOrderEntity) => Promise<Partial<PurchaseOrderEntity>>,
  ): Promise<PurchaseOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await purchaseOrders.lock(tx, id);
      if (!canBecome(order.status as PurchaseOrderStatus, status)) throw wrongStatus(order);
      const changes = await effect(tx, order);
      await purchaseOrders.update(tx, id, order.version, { ...changes, status });
      await appendEvents(tx, [orderEvent(order, status)]);
      return readOrder(tx, id);
    });
  }

  /** Gives the lines without a day the one that follows from their lead time; the days given. */
  private async expectLines(tx: Tx, orderId: number, orderDate: string): Promise<(string | null)[]> {
    const open = await readLeadDays(tx, orderId);
    const calendar = await this.calendar.load(tx);
    const dates = open.map(({ id, lead_days: days }) => ({
      id,
      date: days === null ? null : calendar.addWorkingDays(orderDate, days),
    }));
    await writeExpectedDates(tx, dates);
    return dates.map(({ date }) => date);
  }

  private async checkChanges(
    tx: Tx,
    order: PurchaseOrderEntity,
    changes: HeaderInput & { vendor_id?: number },
  ): Promise<void> {
    const { status, landed_cost_allocated: allocated } = order;
    if (changes.vendor_id !== undefined && changes.vendor_id !== order.vendor_id) {
      if (status !== 'draft') throw wrongStatus(order, '/vendor_id');
      await this.vendors.requireActive(tx, changes.vendor_id);
    }
    const settled = SETTLED_BY_RECEIPTS.find((field) => changes[field] !== undefined);
    if (settled && status === 'partially_received') {
      throw fieldRefusal(
        PurchasingErrors.alreadyReceived,
        `/${settled}`,
        PurchasingErrors.alreadyReceived.title,
      );
    }
    if (settled) {
      const company = await this.settings.get(tx);
      const currency = changes.currency_code ?? order.currency_code;
      const isSame = currency === order.currency_code;
      exchangeRateOf(
        currency,
        company.currency_code,
        changes.exchange_rate ?? (isSame ? order.exchange_rate : undefined),
      );
    }
    if (changes.shipping_cost?.lessThan(allocated)) {
      const { title } = PurchasingErrors.shippingBelowAllocated;
      throw fieldRefusal(PurchasingErrors.shippingBelowAllocated, '/shipping_cost', title, {
        landed_cost_allocated: allocated,
      });
    }
  }
}

/** 1 in the company's own currency; in another one somebody says what it is worth. */
function exchangeRateOf(currency: string, companyCurrency: string, given: Decimal | undefined): Decimal {
  if (currency !== companyCurrency) {
    if (given) return given;
    const detail = `Say what 1 ${currency} is worth in ${companyCurrency}.`;
    throw fieldRefusal(PurchasingErrors.exchangeRateNeeded, '/exchange_rate', detail);
  }
  if (!given || given.equals(ONE)) return ONE;
  const { title } = PurchasingErrors.exchangeRateNotOne;
  throw fieldRefusal(PurchasingErrors.exchangeRateNotOne, '/exchange_rate', title);
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

export function requireEditable(order: PurchaseOrderEntity): void {
  if (!isEditable(order.status as PurchaseOrderStatus)) throw wrongStatus(order);
}

/** 409 with what the order can become now. */
export function wrongStatus(order: { status: string }, pointer?: string): DomainError {
  const status = order.status as PurchaseOrderStatus;
  const { code } = PurchasingErrors.wrongStatus;
  const detail = `The order is ${status}.`;
  return new DomainError(PurchasingErrors.wrongStatus, {
    detail,
    ...(pointer ? { errors: [{ pointer, code, detail }] } : {}),
    extra: { order_status: status, possible: nextStatuses(status) },
  });
}

/** An event of the order; what happened is the last word of its type. */
export function orderEvent(
  order: { id: number; po_number: string; vendor_id: number },
  happened: string,
  payload: Record<string, unknown> = {},
) {
  return {
    type: `purchase_order.${happened}`,
    aggregateType: 'purchase_order',
    aggregateId: order.id,
    payload: { id: order.id, po_number: order.po_number, vendor_id: order.vendor_id, ...payload },
  };
}
