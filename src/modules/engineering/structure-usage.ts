import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

/** A version of a structure that orders may have been made from. */
export type StructureVersion = { bomId: number } | { routingId: number };

/** Tells whether any production order, in whatever status, was made from the version. */
export type StructureUsageReader = (tx: Tx, version: StructureVersion) => Promise<boolean>;

/** An order that was made from a BOM version. */
export interface StructureOrder {
  id: number;
  code: string;
  status: string;
  product_id: number;
  quantity_ordered: Decimal;
  due_date: string | null;
}

export interface StructureOrders {
  count: number;
  /** At most as many as were asked for, oldest first. */
  orders: StructureOrder[];
}

/** Knows the orders of BOM versions. */
export interface StructureOrdersReader {
  /** Orders that were made from the version: those that are not finished yet, or all. */
  orders(tx: Tx, bomId: number, which: 'open' | 'all', limit: number): Promise<StructureOrders>;
  /** Those of the versions that any order was made from; one statement. */
  usedBoms(tx: Tx, bomIds: readonly number[]): Promise<number[]>;
}

/**
 * What the modules above know about the use of BOMs and routings. A port: production registers its readers. An order
 * keeps the version that it started with, so the lines of a used version do not change any more.
 */
@Injectable()
export class StructureUsage {
  private readonly readers: StructureUsageReader[] = [];
  private readonly ordersReaders: StructureOrdersReader[] = [];

  register(reader: StructureUsageReader): void {
    this.readers.push(reader);
  }

  registerOrders(reader: StructureOrdersReader): void {
    this.ordersReaders.push(reader);
  }

  async isUsed(tx: Tx, version: StructureVersion): Promise<boolean> {
    for (const reader of this.readers) {
      if (await reader(tx, version)) return true;
    }
    return false;
  }

  async orders(tx: Tx, bomId: number, which: 'open' | 'all', limit: number): Promise<StructureOrders> {
    const all: StructureOrders = { count: 0, orders: [] };
    for (const reader of this.ordersReaders) {
      const { count, orders } = await reader.orders(tx, bomId, which, limit - all.orders.length);
      all.count += count;
      all.orders.push(...orders);
    }
    return all;
  }

  async usedBoms(tx: Tx, bomIds: readonly number[]): Promise<Set<number>> {
    const used = new Set<number>();
    for (const reader of this.ordersReaders) {
      for (const id of await reader.usedBoms(tx, bomIds)) used.add(id);
    }
    return used;
  }
}
