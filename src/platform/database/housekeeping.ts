import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { systemPrincipal } from '../access/principal.js';
import { removeExpiredAnswers } from './idempotency-store.js';
import { Transactions } from './transactions.js';

const EVERY_MS = 3_600_000;

/**
 * Removes what has outlived its promise. Every process does it once an hour: the work is cheap, and done twice it finds
 * nothing the second time.
 */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly transactions: Transactions) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.run().catch((error: Error) => this.logger.warn(`Housekeeping was put off: ${error.message}`));
    }, EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round over all organizations, each in a short transaction of its own; gives the number of rows removed. */
  async run(): Promise<number> {
    const organizations = await this.transactions.lookup<{ id: number }>(
      'SELECT organizations_active() AS id',
      [],
    );
    let removed = 0;
    for (const { id } of organizations) {
      removed += await this.transactions.run(systemPrincipal(id), (tx) => removeExpiredAnswers(tx));
    }
    return removed;
  }
}
