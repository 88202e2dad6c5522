import { Injectable } from '@nestjs/common';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError, type ErrorDefinition } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { addToGroup } from '../../kernel/group-by.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import type { Direction, TraceLink, TraceStart } from './trace.rules.js';
import {
  type ExitDetails,
  findSerial,
  findSpool,
  type LotDetails,
  type OperationDetails,
  type OrderDetails,
  type PlaceDetails,
  readExits,
  readLots,
  readOperations,
  readOrders,
  readPlaces,
  readReceipts,
  readSerials,
  readShipments,
  readSpools,
  type ReceiptDetails,
  type SerialDetails,
  type ShipmentDetails,
  type SpoolDetails,
} from './trace-details.query.js';
import { walk } from './trace-walk.query.js';
import { TraceabilityErrors } from './traceability.errors.js';

type TracedLot = LotDetails & { level: number };
type TracedOrder = OrderDetails & {
  level: number;
  operations: Omit<OperationDetails, 'production_order_id'>[];
  spools: Omit<SpoolDetails, 'production_order_id'>[];
};

export interface Trace {
  lots: TracedLot[];
  orders: TracedOrder[];
  links: TraceLink[];
  receipts: ReceiptDetails[];
  shipments: ShipmentDetails[];
  places: PlaceDetails[];
  serial_numbers: SerialDetails[];
  is_cut: boolean;
}

export interface Recall extends Omit<Trace, 'receipts'> {
  lot: TracedLot;
  customers: RecallCustomer[];
  exits: ExitDetails[];
}

export interface RecallCustomer {
  customer_id: number | null;
  customer_number: string | null;
  customer_name: string | null;
  product_id: number;
  sku: string;
  quantity: Decimal;
  lot_ids: number[];
  sales_order_ids: number[];
}

/** All statements of a trace see one moment. */
const SNAPSHOT = { snapshot: true, statementTimeoutMs: 30_000 };

/** Where things came from and where they went, through any number of levels; a constant number of statements. */
@Injectable()
export class TraceabilityService {
  constructor(private readonly transactions: Transactions) {}

  lot(principal: Principal, id: number, direction: Direction): Promise<Trace> {
    return this.read(principal, async (tx) => {
      await this.requireLot(tx, id);
      return trace(tx, { lotIds: [id], orderIds: [] }, direction);
    });
  }

  lotBothWays(principal: Principal, id: number): Promise<{ upstream: Trace; downstream: Trace }> {
    return this.read(principal, async (tx) => {
      await this.requireLot(tx, id);
      return bothWays(tx, { lotIds: [id], orderIds: [] });
    });
  }

  order(principal: Principal, id: number): Promise<{ upstream: Trace; downstream: Trace }> {
    return this.read(principal, async (tx) => {
      const [order] = await readOrders(tx, [id]);
      if (!order) throw missing(TraceabilityErrors.orderNotFound, id);
      return bothWays(tx, { lotIds: [], orderIds: [id] });
    });
  }

  /** The lot that is on the spool, and the orders that it was used for. */
  spool(principal: Principal, id: number): Promise<{ upstream: Trace; downstream: Trace }> {
    return this.read(principal, async (tx) => {
      const spool = await findSpool(tx, id);
      if (!spool) throw missing(TraceabilityErrors.spoolNotFound, id);
      const lotIds = spool.lot_id === null ? [] : [spool.lot_id];
      return {
        upstream: await trace(tx, { lotIds, orderIds: [] }, 'upstream'),
        downstream: await trace(tx, { lotIds: [], orderIds: spool.order_ids }, 'downstream'),
      };
    });
  }

  /** A piece: the order that made it, else the lot that it belongs to, and everything before. */
  serial(principal: Principal, id: number): Promise<{ serial_number: SerialDetails; upstream: Trace }> {
    return this.read(principal, async (tx) => {
      const serial = await findSerial(tx, id);
      if (!serial) throw missing(TraceabilityErrors.serialNotFound, id);
      const { production_order_id: order, lot_id: lot } = serial;
      const start = {
        lotIds: order === null && lot !== null ? [lot] : [],
        orderIds: order === null ? [] : [order],
      };
      return { serial_number: serial, upstream: await trace(tx, start, 'upstream') };
    });
  }

  /** Everything that a lot is in: where it lies now, and which customers received how much. */
  recall(principal: Principal, id: number): Promise<Recall> {
    return this.read(principal, async (tx) => {
      await this.requireLot(tx, id);
      const { receipts: _receipts, ...found } = await trace(tx, { lotIds: [id], orderIds: [] }, 'downstream');
      const exits = await readExits(
        tx,
        found.lots.map((lot) => lot.lot_id),
      );
      const lot = found.lots.find((one) => one.lot_id === id)!;
      return { lot, ...found, customers: customersOf(found.shipments), exits };
    });
  }

  private read<T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.read(principal, work, SNAPSHOT);
  }

  private async requireLot(tx: Tx, id: number): Promise<void> {
    const [lot] = await readLots(tx, [id]);
    if (!lot) throw missing(TraceabilityErrors.lotNotFound, id);
  }
}

async function bothWays(tx: Tx, start: TraceStart): Promise<{ upstream: Trace; downstream: Trace }> {
  return {
    upstream: await trace(tx, start, 'upstream'),
    downstream: await trace(tx, start, 'downstream'),
  };
}

/** Walks one way. Receipts are where it began, upstream; shipments, places and pieces where it ended. */
async function trace(tx: Tx, start: TraceStart, direction: Direction): Promise<Trace> {
  const { lots: lotLevels, orders: orderLevels, links, is_cut: isCut } = await walk(tx, start, direction);
  const lotIds = [...lotLevels.keys()];
  const orderIds = [...orderLevels.keys()];
  const isUp = direction === 'upstream';
  const lots = await readLots(tx, lotIds);
  const orders = await readOrders(tx, orderIds);
  const operations = byOrder(await readOperations(tx, orderIds));
  const spools = byOrder(await readSpools(tx, orderIds));
  const receipts = isUp ? await readReceipts(tx, lotIds) : [];
  const shipments = isUp ? [] : await readShipments(tx, lotIds);
  const places = await readPlaces(tx, lotIds);
  const serials = isUp ? [] : await readSerials(tx, lotIds, orderIds);
  const lists = [receipts, shipments, places, serials];
  return {
    lots: lots.map((lot) => ({ ...lot, level: lotLevels.get(lot.lot_id)! })).sort(byLevel),
    orders: orders
      .map((order) => ({
        ...order,
        level: orderLevels.get(order.production_order_id)!,
        operations: operations.get(order.production_order_id) ?? [],
        spools: spools.get(order.production_order_id) ?? [],
      }))
      .sort(byLevel),
    links: links
      .filter((link) => orderLevels.has(link.production_order_id) && link.quantity.greaterThan(0))
      .slice(0, LIMITS.traceLinksMax),
    receipts: receipts.slice(0, LIMITS.traceRowsMax),
    shipments: shipments.slice(0, LIMITS.traceRowsMax),
    places: places.slice(0, LIMITS.traceRowsMax),
    serial_numbers: serials.slice(0, LIMITS.traceRowsMax),
    is_cut: isCut || lists.some((list) => list.length > LIMITS.traceRowsMax),
  };
}

function byLevel(a: { level: number }, b: { level: number }): number {
  return a.level - b.level;
}

function byOrder<T extends { production_order_id: number }>(
  rows: readonly T[],
): Map<number, Omit<T, 'production_order_id'>[]> {
  const groups = new Map<number, Omit<T, 'production_order_id'>[]>();
  for (const { production_order_id: id, ...row } of rows) addToGroup(groups, id, row);
  return groups;
}

function customersOf(shipments: readonly ShipmentDetails[]): RecallCustomer[] {
  const customers = new Map<string, RecallCustomer>();
  for (const item of shipments) {
    // Without a customer the order says who got it.
    const key = `${item.customer_id ?? `order ${item.sales_order_id}`}/${item.product_id}`;
    const known = customers.get(key);
    customers.set(key, {
      customer_id: item.customer_id,
      customer_number: item.customer_number,
      customer_name: item.customer_name,
      product_id: item.product_id,
      sku: item.sku,
      quantity: (known?.quantity ?? ZERO).plus(item.quantity),
      lot_ids: [...new Set([...(known?.lot_ids ?? []), item.lot_id])],
      sales_order_ids: [...new Set([...(known?.sales_order_ids ?? []), item.sales_order_id])],
    });
  }
  return [...customers.values()];
}

function missing(definition: ErrorDefinition, id: number): DomainError {
  return new DomainError(definition, { extra: { id } });
}
