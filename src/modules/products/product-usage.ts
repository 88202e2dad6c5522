import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** Tells which of the products have a history that fixes their stock unit and tracking. */
export type ProductHistoryReader = (tx: Tx, productIds: readonly number[]) => Promise<readonly number[]>;

/** What the modules above know about the use of products. A port: inventory registers its reader. */
@Injectable()
export class ProductUsage {
  private readonly readers: ProductHistoryReader[] = [];

  register(reader: ProductHistoryReader): void {
    this.readers.push(reader);
  }

  /** Those of the products whose unit and tracking can no longer change. */
  async withHistory(tx: Tx, productIds: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    if (productIds.length === 0) return found;
    for (const reader of this.readers) {
      for (const id of await reader(tx, productIds)) found.add(id);
    }
    return found;
  }
}
