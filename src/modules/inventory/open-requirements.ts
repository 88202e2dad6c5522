import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Requirement } from './alerts.rules.js';

/** Tells what open orders still need of the products, or of all of them: one by one, once for each order and product. */
export type RequirementReader = (tx: Tx, productIds: readonly number[] | null) => AsyncIterable<Requirement>;

/** What the modules above need of the stock. A port: production registers its reader. */
@Injectable()
export class OpenRequirements {
  private readonly readers: RequirementReader[] = [];

  register(reader: RequirementReader): void {
    this.readers.push(reader);
  }

  async *read(tx: Tx, productIds: readonly number[] | null): AsyncGenerator<Requirement> {
    for (const reader of this.readers) yield* reader(tx, productIds);
  }
}
