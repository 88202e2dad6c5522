import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { systemPrincipal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { Runtime } from '../../platform/runtime.js';
import { type LedgerVerification, LedgerVerifier } from './ledger-verification.js';

/** What the last round found, over all organizations. It names none of them: readiness is public. */
export interface LedgerHealth {
  checked_at: string | null;
  is_clean: boolean | null;
  organizations: number;
  movements: number;
  differences: number;
  duration_ms: number;
}

const FIRST_AFTER_MS = 60_000;
const MINUTE_MS = 60_000;

/** Verifies every organization's ledger from time to time, and keeps what it found for the readiness answer. */
@Injectable()
export class LedgerWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LedgerWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private last: LedgerHealth = {
    checked_at: null,
    is_clean: null,
    organizations: 0,
    movements: 0,
    differences: 0,
    duration_ms: 0,
  };

  constructor(
    private readonly transactions: Transactions,
    private readonly verifier: LedgerVerifier,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  get health(): LedgerHealth {
    return this.last;
  }

  onApplicationBootstrap(): void {
    if (this.runtime.config.LEDGER_VERIFY_MINUTES > 0) this.plan(FIRST_AFTER_MS);
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  /** One round over all organizations, one after the other. */
  async run(
    tell: (organizationId: number, found: LedgerVerification) => void = () => undefined,
  ): Promise<LedgerHealth> {
    const started = performance.now();
    const organizations = await this.transactions.lookup<{ id: number }>(
      'SELECT organizations_active() AS id',
      [],
    );
    let movements = 0;
    let differences = 0;
    for (const { id } of organizations) {
      const found = await this.verifier.verify(systemPrincipal(id));
      movements += found.movements;
      differences += found.differences.length;
      if (!found.is_clean) this.logger.error(`The ledger of organization ${id} differs from its movements.`);
      tell(id, found);
    }
    this.last = {
      checked_at: this.clock.now().toISOString(),
      is_clean: differences === 0,
      organizations: organizations.length,
      movements,
      differences,
      duration_ms: Math.round(performance.now() - started),
    };
    return this.last;
  }

  private plan(afterMs: number): void {
    this.timer = setTimeout(() => {
      void this.round().then(() => this.plan(this.runtime.config.LEDGER_VERIFY_MINUTES * MINUTE_MS));
    }, afterMs);
    this.timer.unref();
  }

  private async round(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`Verifying the ledger was put off: ${(error as Error).message}`);
    }
  }
}
