import { Injectable } from '@nestjs/common';
import { sum } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import { invariant } from '../../kernel/invariant.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import {
  defaultLocationId,
  findOrCreateLots,
  InventoryErrors,
  type PostedMovement,
  StockLedger,
} from '../inventory/index.js';
import { Units } from '../products/index.js';
import { BusinessTime, CompanySettings, NumberSeries } from '../settings/index.js';
import { type ReceivedSpool, Spools } from '../spools/index.js';
import type { PurchaseOrderEntity } from './purchase-order.entity.js';
import { isReceivable, type PurchaseOrderStatus } from './purchase-order.states.js';
import { ORDER_REFERENCE, purchaseOrders, readLines } from './purchase-orders.repository.js';
import { orderEvent, wrongStatus } from './purchase-orders.service.js';
import { asOrdered, type PlannedLine, planReceipt, type ReceiptLineInput } from './receipt-plan.js';
import { isLastDelivery, spoolNumbers } from './receipt.rules.js';
import {
  addReceived,
  insertReceipts,
  listReceipts,
  readReceipt,
  type ReceiptView,
} from './receipts.repository.js';

export interface ReceiptInput {
  received_date?: string;
  location_id?: number;
  notes?: string | null;
  lines: ReceiptLineInput[];
}

/** A planned line that enters the stock: where, in which lot, and the movement that it became. */
interface StockedLine {
  item: PlannedLine;
  locationId: number;
  lotId: number | null;
}

/**
 * Receives purchase orders. The order's row is locked first, so deliveries of one order come one after the other; then
 * the products in key order. Any number of lines takes a constant number of statements.
 */
@Injectable()
export class ReceiveGoodsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly spools: Spools,
    private readonly units: Units,
    private readonly settings: CompanySettings,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, orderId: number, options: ListOptions): Promise<Page<ReceiptView>> {
    return this.transactions.read(principal, async (tx) => {
      await purchaseOrders.get(tx, orderId);
      return listReceipts(tx, orderId, options);
    });
  }

  get(principal: Principal, id: number): Promise<ReceiptView> {
    return this.transactions.read(principal, (tx) => readReceipt(tx, id));
  }

  receive(principal: Principal, orderId: number, input: ReceiptInput): Promise<ReceiptView> {
    return this.transactions.run(principal, async (tx) => {
      const order = await purchaseOrders.lock(tx, orderId);
      if (!isReceivable(order.status as PurchaseOrderStatus)) throw wrongStatus(order);
      const date = await this.dayOf(tx, input);
      const lines = await readLines(tx, orderId);
      const table = await this.units.table(tx, [...new Set(lines.map((line) => line.product_id))]);
      const { over_receipt_percent: overReceiptPercent } = await this.settings.get(tx);
      const plan = planReceipt(input.lines, { order, lines, table, overReceiptPercent });
      const stocked = await this.place(tx, order, plan, { date, locationId: input.location_id });
      const posted = await this.post(tx, order, stocked, date);
      await this.makeSpools(tx, order, stocked, { date, posted });
      await addReceived(
        tx,
        plan.map((item) => ({ ...item, orderLineId: item.line.id })),
      );
      const isLast = isLastDelivery(
        lines.map(asOrdered),
        plan.map((item) => ({ ...item, lineId: item.line.id })),
      );
      const status = isLast ? 'received' : 'partially_received';
      await purchaseOrders.update(tx, order.id, order.version, {
        status,
        received_date: isLast ? date : order.received_date,
        landed_cost_allocated: order.landed_cost_allocated.plus(sum(plan.map((item) => item.landedCost))),
      });
      const receiptId = await this.write(tx, order, {
        plan,
        stocked,
        posted,
        date,
        notes: input.notes ?? null,
      });
      await appendEvents(tx, [
        orderEvent(order, 'received', { receipt_id: receiptId, order_status: status }),
      ]);
      return readReceipt(tx, receiptId);
    });
  }

  private async dayOf(tx: Tx, input: ReceiptInput): Promise<string> {
    const today = await this.businessTime.today(tx);
    const date = input.received_date ?? today;
    if (date <= today) return date;
    throw fieldRefusal(InventoryErrors.futureDate, '/received_date', InventoryErrors.futureDate.title, {
      today,
    });
  }

  /** Finds location and lot of everything that enters the stock. Products are locked before any lot is touched. */
  private async place(
    tx: Tx,
    order: PurchaseOrderEntity,
    plan: readonly PlannedLine[],
    target: { date: string; locationId: number | undefined },
  ): Promise<StockedLine[]> {
    const entering = plan.filter((item) => item.stockQuantity.greaterThan(0));
    if (entering.length === 0) return [];
    const open =
      target.locationId === undefined && entering.some(({ input }) => input.location_id === undefined);
    const fallback = target.locationId ?? (open ? await defaultLocationId(tx) : undefined);
    await this.ledger.lock(tx, [...new Set(entering.map(({ line }) => line.product_id))]);
    const tracked = entering.filter(({ line }) => line.track_lots);
    const lotIds = await findOrCreateLots(
      tx,
      tracked.map(({ input, line, unitCost }) => ({
        productId: line.product_id,
        lotNumber: input.lot_number ?? linePrefix(order, line),
        receivedDate: target.date,
        vendorId: order.vendor_id,
        purchaseOrderId: order.id,
        vendorLotNumber: input.vendor_lot_number,
        expirationDate: input.expiration_date,
        unitCost,
      })),
    );
    const lots = new Map(tracked.map((item, index) => [item, lotIds[index]!]));
    return entering.map((item) => ({
      item,
      locationId: item.input.location_id ?? fallback!,
      lotId: lots.get(item) ?? null,
    }));
  }

  private async post(
    tx: Tx,
    order: PurchaseOrderEntity,
    stocked: readonly StockedLine[],
    date: string,
  ): Promise<PostedMovement[]> {
    const posted = await this.ledger.post(
      tx,
      stocked.map(({ item, locationId, lotId }) => ({
        type: 'receipt',
        productId: item.line.product_id,
        quantity: item.stockQuantity,
        to: { locationId, lotId },
        totalCost: item.totalCost,
        date,
        reference: { type: ORDER_REFERENCE, id: order.id },
        pointer: `${item.pointer}/quantity_accepted`,
        datePointer: '/received_date',
      })),
    );
    invariant(posted.length === stocked.length, 'what arrives at one place is one movement');
    return posted;
  }

  private async makeSpools(
    tx: Tx,
    order: PurchaseOrderEntity,
    stocked: readonly StockedLine[],
    { date, posted }: { date: string; posted: readonly PostedMovement[] },
  ): Promise<void> {
    const wound = stocked
      .map((place, index) => ({ ...place, index }))
      .filter(({ item }) => item.spools.length > 0);
    if (wound.length === 0) return;
    const taken = await this.spools.numbersOfLines(
      tx,
      wound.map(({ item }) => item.line.id),
    );
    const spools = wound.flatMap(({ item, locationId, lotId, index }): ReceivedSpool[] => {
      const { input, line } = item;
      const mine = [
        ...(taken.get(line.id) ?? []),
        ...item.spools.flatMap((spool) => spool.spoolNumber ?? []),
      ];
      const numbers = spoolNumbers(linePrefix(order, line), item.spools.length, mine);
      return item.spools.map((spool) => ({
        ...spool,
        spoolNumber: spool.spoolNumber ?? numbers.shift()!,
        productId: line.product_id,
        locationId,
        lotId,
        supplierLotNumber: input.vendor_lot_number ?? null,
        receivedDate: date,
        expiryDate: input.expiration_date ?? null,
        purchaseOrderLineId: line.id,
        notes: null,
        transactionId: posted[index]!.id,
      }));
    });
    await this.spools.createOnReceipt(tx, spools);
  }

  /** The receipt itself comes last: its number is taken from a row that everybody waits for. */
  private async write(
    tx: Tx,
    order: PurchaseOrderEntity,
    receipt: {
      plan: readonly PlannedLine[];
      stocked: readonly StockedLine[];
      posted: readonly PostedMovement[];
      date: string;
      notes: string | null;
    },
  ): Promise<number> {
    const places = new Map(receipt.stocked.map((place, index) => [place.item, { ...place, index }]));
    const lines = receipt.plan.map((item) => {
      const place = places.get(item);
      return {
        ...item,
        orderLineId: item.line.id,
        lotId: place?.lotId ?? null,
        locationId: place?.locationId ?? null,
        transactionId: place ? receipt.posted[place.index]!.id : null,
      };
    });
    const receiptNumber = await this.series.next(tx, 'purchase_receipt');
    const [id] = await insertReceipts(tx, [
      { orderId: order.id, receiptNumber, receivedDate: receipt.date, notes: receipt.notes, lines },
    ]);
    return id!;
  }
}

/** What lots and spools of a line are called by default. */
function linePrefix(order: { po_number: string }, line: { line_number: number }): string {
  return `${order.po_number}-L${line.line_number}`;
}
