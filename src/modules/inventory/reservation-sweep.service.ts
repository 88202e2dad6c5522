import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { slicesOf } from '../../kernel/slices-of.js';
import { systemPrincipal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { Runtime } from '../../platform/runtime.js';
import { ReservationUpkeep } from './reservation-upkeep.js';
import { readProductsToRefresh } from './reservations.repository.js';

/** Products in one transaction; each holds its lock until the end. */
const PRODUCTS_AT_ONCE = 100;

/**
 * Lets go of reservations that have run out, and fills demands that stock became free for in another way than by a posting
 * or a release. Every process does it: the work is cheap, and done twice it finds nothing the second time.
 */
@Injectable()
export class ReservationSweepService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ReservationSweepService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly upkeep: ReservationUpkeep,
    private readonly runtime: Runtime,
  ) {}

  onApplicationBootstrap(): void {
    const seconds = this.runtime.config.RESERVATIONS_EVERY_SECONDS;
    if (seconds === 0) return;
    this.timer = setInterval(() => {
      this.run().catch((error: Error) =>
        this.logger.warn(`The sweep of reservations was put off: ${error.message}`),
      );
    }, seconds * 1_000);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round over all organizations. */
  async run(): Promise<void> {
    const organizations = await this.transactions.lookup<{ id: number }>(
      'SELECT organizations_active() AS id',
      [],
    );
    for (const { id } of organizations) await this.sweep(id);
  }

  private async sweep(organizationId: number): Promise<void> {
    const principal = systemPrincipal(organizationId);
    const productIds = await this.transactions.read(principal, readProductsToRefresh);
    for (const some of slicesOf(productIds, PRODUCTS_AT_ONCE)) {
      await this.transactions.run(principal, (tx) => this.upkeep.refresh(tx, some));
    }
  }
}
