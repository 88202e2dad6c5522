import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** A version of a structure that orders may have been made from. */
export type StructureVersion = { bomId: number } | { routingId: number };

/** Tells whether any production order, in whatever status, was made from the version. */
export type StructureUsageReader = (tx: Tx, version: StructureVersion) => Promise<boolean>;

/**
 * What the modules above know about the use of BOMs and routings. A port: production registers its reader. An order
 * keeps the version that it started with, so the lines of a used version do not change any more.
 */
@Injectable()
export class StructureUsage {
  private readonly readers: StructureUsageReader[] = [];

  register(reader: StructureUsageReader): void {
    this.readers.push(reader);
  }

  async isUsed(tx: Tx, version: StructureVersion): Promise<boolean> {
    for (const reader of this.readers) {
      if (await reader(tx, version)) return true;
    }
    return false;
  }
}
