import { Injectable } from '@nestjs/common';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { roundToCurrency } from '../../kernel/money.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { StockReservations } from '../inventory/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime, CompanySettings, NumberSeries } from '../settings/index.js';
import { CustomersService } from './customers.service.js';
import { SalesErrors } from './sales.errors.js';
import type { SalesOrderEntity } from './sales-order.entity.js';
import { orderTotals } from './sales-order.rules.js';
import { canBecome, isEditable, nextStatuses, type SalesOrderStatus } from './sales-order.states.js';
import {
  LINE_REFERENCE,
  lockOrder,
  type NewLine,
  orderEvent,
  readLines,
  readOrder,
  refreshAllocation,
  replaceLines,
  salesOrders,
  type SalesOrderSummary,
  type SalesOrderView,
  summarize,
} from './sales-orders.repository.js';

export interface LineValues {
  product_id: number;
  quantity: Decimal;
  unit_price?: Decimal;
  discount_percent?: Decimal;
  tax_rate?: Decimal;
  requested_date?: string | null;
  description?: string | null;
  notes?: string | null;
}

export interface HeaderValues {
  requested_date?: string | null;
  tax_rate?: Decimal;
  shipping_cost?: Decimal;
  customer_reference?: string | null;
  notes?: string | null;
  shipping_name?: string | null;
  shipping_address_line1?: string | null;
  shipping_address_line2?: string | null;
  shipping_city?: string | null;
  shipping_state?: string | null;
  shipping_zip?: string | null;
  shipping_country?: string | null;
}

export type NewOrder = HeaderValues & { customer_id: number; order_date?: string; lines: LineValues[] };

/** Sales orders from draft to confirmation and cancellation; shipping has its own service. */
@Injectable()
export class SalesOrdersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly customers: CustomersService,
    private readonly products: ProductReader,
    private readonly reservations: StockReservations,
    private readonly settings: CompanySettings,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<SalesOrderSummary>> {
    const own = principal.customerId === null ? {} : { customer_id: principal.customerId };
    return this.transactions.read(principal, async (tx) => {
      const page = await salesOrders.list(tx, { ...options, where: { ...options.where, ...own } });
      return { ...page, data: page.data.map(summarize) };
    });
  }

  get(principal: Principal, id: number): Promise<SalesOrderView> {
    return this.transactions.read(principal, (tx) => readOrder(tx, id));
  }

  create(principal: Principal, values: NewOrder): Promise<SalesOrderView> {
    const { lines, customer_id: customerId, order_date: orderDate, ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      const customer = await this.customers.requireActive(tx, customerId);
      const settings = await this.settings.get(tx);
      const priced = await this.price(tx, lines, header.tax_rate ?? ZERO);
      const shippingCost = roundToCurrency(header.shipping_cost ?? ZERO, settings.currency_code);
      const totals = orderTotals(priced, shippingCost, settings.currency_code);
      const order = await salesOrders.insert(tx, {
        ...addressOf(customer),
        ...header,
        customer_id: customerId,
        order_date: orderDate ?? (await this.businessTime.today(tx)),
        currency_code: settings.currency_code,
        shipping_cost: shippingCost,
        ...totalColumns(totals),
        created_by: principal.userId,
        order_number: await this.series.next(tx, 'sales_order'),
      } as Partial<SalesOrderEntity>);
      await replaceLines(tx, order.id, priced, totals);
      return readOrder(tx, order.id);
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: HeaderValues & { lines?: LineValues[] },
  ): Promise<SalesOrderView> {
    const { lines, ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      const order = await lockOrder(tx, id, version);
      if (!isEditable(order.status as SalesOrderStatus)) throw wrongStatus(order.status);
      const taxRate = header.tax_rate ?? order.tax_rate;
      const priced = lines
        ? await this.price(tx, lines, taxRate)
        : (await readLines(tx, id)).map(pricedAsBefore);
      const shippingCost = roundToCurrency(header.shipping_cost ?? order.shipping_cost, order.currency_code);
      const totals = orderTotals(priced, shippingCost, order.currency_code);
      await salesOrders.update(tx, id, version, {
        ...header,
        shipping_cost: shippingCost,
        ...totalColumns(totals),
      } as Partial<SalesOrderEntity>);
      if (lines) await replaceLines(tx, id, priced, totals);
      return readOrder(tx, id);
    });
  }

  /** Confirms a draft and reserves what is free of its products. */
  confirm(principal: Principal, id: number): Promise<SalesOrderView> {
    return this.move(principal, id, 'confirmed', async (tx, order) => {
      if ((await readLines(tx, id)).length === 0) throw new DomainError(SalesErrors.orderEmpty);
      await this.allocateLines(tx, id);
      await appendEvents(tx, [orderEvent(order, 'sales_order.confirmed')]);
      return { confirmed_at: tx.now };
    });
  }

  /** Reserves what has become free since. */
  allocate(principal: Principal, id: number): Promise<SalesOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockOrder(tx, id);
      if (!['confirmed', 'in_production', 'ready_to_ship', 'partially_shipped'].includes(order.status)) {
        throw wrongStatus(order.status);
      }
      await this.allocateLines(tx, id);
      await salesOrders.update(tx, id, order.version, {});
      return readOrder(tx, id);
    });
  }

  hold(principal: Principal, id: number): Promise<SalesOrderView> {
    return this.move(principal, id, 'on_hold', async (tx, order) => {
      await appendEvents(tx, [orderEvent(order, 'sales_order.held')]);
      return {};
    });
  }

  /** Ends a hold; the status follows from what has been shipped. */
  resume(principal: Principal, id: number): Promise<SalesOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockOrder(tx, id);
      if (order.status !== 'on_hold') throw wrongStatus(order.status);
      const status = order.fulfillment_status === 'partially_shipped' ? 'partially_shipped' : 'confirmed';
      await salesOrders.update(tx, id, order.version, { status });
      await appendEvents(tx, [orderEvent(order, 'sales_order.resumed')]);
      return readOrder(tx, id);
    });
  }

  complete(principal: Principal, id: number): Promise<SalesOrderView> {
    return this.move(principal, id, 'completed', async (tx, order) => {
      await appendEvents(tx, [orderEvent(order, 'sales_order.completed')]);
      return {};
    });
  }

  /** Cancels an order of which nothing was shipped, and releases what was reserved for it. */
  cancel(principal: Principal, id: number, reason: string): Promise<SalesOrderView> {
    return this.move(principal, id, 'cancelled', async (tx, order) => {
      const lines = await readLines(tx, id);
      if (lines.some((line) => line.shipped_quantity.greaterThan(0)))
        throw new DomainError(SalesErrors.alreadyShipped);
      await this.reservations.release(
        tx,
        lines.map((line) => ({ type: LINE_REFERENCE, id: line.id })),
      );
      await refreshAllocation(tx, id);
      await appendEvents(tx, [orderEvent(order, 'sales_order.cancelled')]);
      return { cancelled_at: tx.now, cancellation_reason: reason };
    });
  }

  private move(
    principal: Principal,
    id: number,
    status: SalesOrderStatus,
    effect: (tx: Tx, order: SalesOrderEntity) => Promise<Partial<SalesOrderEntity>>,
  ): Promise<SalesOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await lockOrder(tx, id);
      if (!canBecome(order.status as SalesOrderStatus, status)) throw wrongStatus(order.status);
      const changes = await effect(tx, order);
      await salesOrders.update(tx, id, order.version, { ...changes, status });
      return readOrder(tx, id);
    });
  }

  private async allocateLines(tx: Tx, orderId: number): Promise<void> {
    const open = (await readLines(tx, orderId))
      .map((line) => ({
        line,
        missing: line.quantity.minus(line.shipped_quantity).minus(line.allocated_quantity),
      }))
      .filter(({ missing }) => missing.greaterThan(0));
    await this.reservations.reserveAvailable(
      tx,
      open.map(({ line, missing }) => ({
        productId: line.product_id,
        quantity: missing,
        reference: { type: LINE_REFERENCE, id: line.id },
      })),
    );
    await refreshAllocation(tx, orderId);
  }

  private async price(tx: Tx, lines: readonly LineValues[], orderTaxRate: Decimal): Promise<NewLine[]> {
    const products = await this.products.getMany(
      tx,
      lines.map((line) => line.product_id),
    );
    return lines.map((line, index) => {
      const product = products.get(line.product_id);
      if (!product?.is_active) {
        throw fieldRefusal(
          SalesErrors.unknownProduct,
          `/lines/${index}/product_id`,
          SalesErrors.unknownProduct.title,
        );
      }
      const unitPrice = line.unit_price ?? product.selling_price;
      if (!unitPrice)
        throw fieldRefusal(SalesErrors.noPrice, `/lines/${index}/unit_price`, SalesErrors.noPrice.title);
      return {
        productId: line.product_id,
        description: line.description ?? product.name,
        quantity: line.quantity,
        unitPrice,
        discountPercent: line.discount_percent ?? ZERO,
        taxRate: line.tax_rate ?? orderTaxRate,
        requestedDate: line.requested_date ?? null,
        notes: line.notes ?? null,
      };
    });
  }
}

/** 409 with what the order can become now. */
export function wrongStatus(status: string): DomainError {
  return new DomainError(SalesErrors.wrongStatus, {
    detail: `The order is ${status}.`,
    extra: { order_status: status, possible: nextStatuses(status as SalesOrderStatus) },
  });
}

function totalColumns(totals: ReturnType<typeof orderTotals>) {
  return {
    subtotal: totals.subtotal,
    discount_total: totals.discountTotal,
    tax_amount: totals.taxAmount,
    total_amount: totals.total,
  };
}

function pricedAsBefore(line: SalesOrderView['lines'][number]): NewLine {
  return {
    productId: line.product_id,
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unit_price,
    discountPercent: line.discount_percent,
    taxRate: line.tax_rate,
    requestedDate: line.requested_date,
    notes: line.notes,
  };
}

/** An order goes to the customer's address unless it says otherwise. */
function addressOf(customer: { [column: string]: unknown } | object): Record<string, unknown> {
  const columns = customer as Record<string, unknown>;
  const names = ['address_line1', 'address_line2', 'city', 'state', 'zip', 'country'].map(
    (name) => `shipping_${name}`,
  );
  const person = [columns['first_name'], columns['last_name']].filter(Boolean).join(' ');
  return {
    ...Object.fromEntries(names.map((name) => [name, columns[name]])),
    shipping_name: columns['company_name'] ?? (person || null),
  };
}
