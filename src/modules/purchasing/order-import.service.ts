import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { invariant } from '../../kernel/invariant.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError } from '../../platform/imports/index.js';
import { defaultLocationId, findOrCreateLots, StockLedger, readClosedThrough } from '../inventory/index.js';
import { ProductReader, Units } from '../products/index.js';
import { BusinessTime, CompanySettings, NumberSeries } from '../settings/index.js';
import {
  closedLine,
  type ImportContext,
  type OrderFaults,
  type OrderFileOrder,
  resolveOrder,
  type ResolvedOrder,
} from './order-import-resolve.js';
import { came, columnsOf, type PlannedLine, type PlannedOrder, planOrder } from './order-import-plan.js';
import {
  lockByReference,
  numberOrders,
  type PresentLineRow,
  type PresentOrderRow,
  readLinesOf,
  readLocations,
  readVendors,
  writeLines,
  writeOrders,
} from './order-import.repository.js';
import { decideImport } from './order-import.rules.js';
import type { PurchaseOrderStatus } from './purchase-order.states.js';
import { ORDER_REFERENCE } from './purchase-orders.repository.js';
import { costPerStockUnit } from './receipt.rules.js';
import { insertReceipts, type NewReceipt } from './receipts.repository.js';
import { itemsOf } from './vendor-items.repository.js';

/** Movements that are posted at once. */
const POSTING_BATCH = 2_000;

/** What became of an order of a file. */
export type OrderImportOutcome = 'created' | 'updated' | 'unchanged' | OrderFaults;

interface Present {
  orders: Map<string, PresentOrderRow>;
  lines: Map<number, PresentLineRow[]>;
}

/**
 * Brings in purchase orders with their receipts, set-based: a constant number of statements, and four more for each
 * 2,000 goods received. Known by their external reference, so a second run changes nothing. Goods are received in the
 * order of their days over all orders, as the ledger wants them; so give it all orders at once.
 *
 * It is history: no events are appended, and numbers are taken at the very end.
 */
@Injectable()
export class OrderImport {
  constructor(
    private readonly ledger: StockLedger,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly settings: CompanySettings,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  /** Outcomes in the order of the orders; those with faults are not written. */
  async importOrders(tx: Tx, orders: readonly OrderFileOrder[]): Promise<OrderImportOutcome[]> {
    const present = await readPresent(tx, orders);
    const context = await this.read(tx, orders);
    const planned: PlannedOrder[] = [];
    const outcomes = orders.map((order): OrderImportOutcome => {
      const decided = decide(order, present, context);
      if ('faults' in decided) return decided.faults;
      if (decided.outcome !== 'unchanged') planned.push(planOrder(order, decided.resolved, decided.known));
      return decided.outcome;
    });
    if (planned.length > 0) await this.write(tx, planned);
    return outcomes;
  }

  private async read(tx: Tx, orders: readonly OrderFileOrder[]): Promise<ImportContext> {
    const lines = orders.flatMap((order) => order.lines);
    const vendors = await readVendors(
      tx,
      orders.map((order) => order.vendor_code),
    );
    const products = await this.products.getBySku(tx, [...new Set(lines.map((line) => line.sku))]);
    const pairs = orders.flatMap((order) =>
      order.lines.flatMap((line) => {
        const [vendor, product] = [vendors.get(order.vendor_code), products.get(line.sku)];
        return vendor && product ? [{ vendorId: vendor.id, productId: product.id }] : [];
      }),
    );
    const items = await itemsOf(tx, pairs);
    const company = await this.settings.get(tx);
    const productIds = [...products.values()].map((product) => product.id);
    return {
      vendors,
      products,
      locations: await readLocations(
        tx,
        lines.flatMap((line) => line.location_code ?? []),
      ),
      items: new Map(items.map((item) => [`${item.vendor_id}/${item.product_id}`, item])),
      table: await this.units.table(tx, productIds),
      companyCurrency: company.currency_code,
      overReceiptPercent: company.over_receipt_percent,
      defaultLocationId: lines.some((line) => line.location_code === null)
        ? await findDefaultLocation(tx)
        : null,
      closedThrough: await readClosedThrough(tx),
      today: await this.businessTime.today(tx),
    };
  }

  private async write(tx: Tx, planned: readonly PlannedOrder[]): Promise<void> {
    const ids = await writeOrders(
      tx,
      planned.map(({ record }) => record),
    );
    const idOf = ({ record }: PlannedOrder) => ids.get(record.external_reference)!;
    const lineIds = await writeLines(
      tx,
      planned.flatMap((order) =>
        order.lines.map(({ line }, index) => ({
          ...columnsOf(line),
          purchase_order_id: idOf(order),
          line_total: order.lineTotals[index]!,
        })),
      ),
    );
    const received = planned.filter((order) => order.lines.some(came));
    await this.post(tx, received, idOf);
    await this.writeReceipts(tx, received, idOf, lineIds);
    const made = planned.filter(({ record }) => record.id === null);
    const numbers = await this.series.nextMany(tx, 'purchase_order', made.length);
    await numberOrders(
      tx,
      made.map((order, index) => ({ id: idOf(order), poNumber: numbers[index]! })),
    );
  }

  /** Goods enter the stock in the order of their days. Products are locked before any lot is touched. */
  private async post(
    tx: Tx,
    received: readonly PlannedOrder[],
    idOf: (order: PlannedOrder) => number,
  ): Promise<void> {
    const entering = received
      .flatMap((order) => order.lines.map((item) => ({ order, item })))
      .filter(({ item }) => item.line.stockQuantity.greaterThan(0))
      .sort((a, b) => byDay(a.item.line, b.item.line));
    if (entering.length === 0) return;
    await this.ledger.lock(tx, [...new Set(entering.map(({ item }) => item.line.product_id))]);
    const tracked = entering.filter(({ item }) => item.line.lotNumber !== null);
    const lotIds = await findOrCreateLots(
      tx,
      tracked.map(({ order, item }) => ({
        productId: item.line.product_id,
        lotNumber: item.line.lotNumber!,
        receivedDate: item.line.receivedDate,
        vendorId: order.record.vendor_id,
        purchaseOrderId: idOf(order),
        unitCost: costPerStockUnit(item.value, item.line.stockQuantity),
      })),
    );
    tracked.forEach(({ item }, index) => {
      item.lotId = lotIds[index]!;
    });
    for (let first = 0; first < entering.length; first += POSTING_BATCH) {
      const batch = entering.slice(first, first + POSTING_BATCH);
      const posted = await this.ledger.post(
        tx,
        batch.map(({ order, item: { line, value, lotId } }) => ({
          type: 'receipt',
          productId: line.product_id,
          quantity: line.stockQuantity,
          to: { locationId: line.locationId!, lotId },
          totalCost: value,
          date: line.receivedDate,
          reference: { type: ORDER_REFERENCE, id: idOf(order) },
          pointer: '/quantity_accepted',
          datePointer: '/received_date',
        })),
      );
      invariant(posted.length === batch.length, 'what arrives at one place is one movement');
      posted.forEach((row) => {
        batch[row.index]!.item.transactionId = row.id;
      });
    }
  }

  /** One receipt for each day on which something of an order came. */
  private async writeReceipts(
    tx: Tx,
    received: readonly PlannedOrder[],
    idOf: (order: PlannedOrder) => number,
    lineIds: ReadonlyMap<string, number>,
  ): Promise<void> {
    const receipts: Omit<NewReceipt, 'receiptNumber'>[] = received.flatMap((order) => {
      const days = new Map<string, PlannedLine[]>();
      for (const item of order.lines.filter(came)) {
        days.set(item.line.receivedDate, [...(days.get(item.line.receivedDate) ?? []), item]);
      }
      return [...days].map(([receivedDate, items]) => ({
        orderId: idOf(order),
        receivedDate,
        notes: null,
        lines: items.map(({ line, landedCost, value, lotId, transactionId }) => ({
          orderLineId: lineIds.get(`${idOf(order)}/${line.line_number}`)!,
          accepted: line.quantity_received,
          rejected: line.quantity_rejected,
          stockQuantity: line.stockQuantity,
          unitCost: costPerStockUnit(value, line.stockQuantity),
          landedCost,
          lotId,
          locationId: transactionId === null ? null : line.locationId,
          transactionId,
        })),
      }));
    });
    receipts.sort(byDay);
    const numbers = await this.series.nextMany(tx, 'purchase_receipt', receipts.length);
    await insertReceipts(
      tx,
      receipts.map((receipt, index) => ({ ...receipt, receiptNumber: numbers[index]! })),
    );
  }
}

async function readPresent(tx: Tx, orders: readonly OrderFileOrder[]): Promise<Present> {
  const found = await lockByReference(
    tx,
    orders.map((order) => order.external_reference),
  );
  return {
    orders: found,
    lines: await readLinesOf(
      tx,
      [...found.values()].map((order) => order.id),
    ),
  };
}

async function findDefaultLocation(tx: Tx): Promise<number | null> {
  try {
    return await defaultLocationId(tx);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

type Decided =
  | { faults: OrderFaults }
  | { outcome: 'created' | 'updated' | 'unchanged'; resolved: ResolvedOrder; known: PresentOrderRow | null };

function decide(order: OrderFileOrder, present: Present, context: ImportContext): Decided {
  const known = present.orders.get(order.external_reference) ?? null;
  const lines = known && present.lines.get(known.id)!;
  const resolved = resolveOrder(order, known && { order: known, lines: lines! }, context);
  if ('faults' in resolved) return resolved;
  const before = known && { status: known.status as PurchaseOrderStatus, header: known, lines: lines! };
  const decision = decideImport(before, { status: order.status, ...resolved });
  if (decision === 'unchanged') return { outcome: 'unchanged', resolved, known };
  if (decision === 'movedOn') {
    const detail = `The order is ${known!.status} and says otherwise; a file does not change it any more.`;
    return fault(null, cellError('external_reference', 'moved_on', detail));
  }
  const closed = closedLine(resolved, context.closedThrough);
  if (closed) return fault(closed.line, closed.error);
  return { outcome: decision === 'create' ? 'created' : 'updated', resolved, known };
}

function fault(line: number | null, error: FieldError): { faults: OrderFaults } {
  return { faults: [{ line, error }] };
}

function byDay(a: { receivedDate: string }, b: { receivedDate: string }): number {
  if (a.receivedDate === b.receivedDate) return 0;
  return a.receivedDate < b.receivedDate ? -1 : 1;
}
