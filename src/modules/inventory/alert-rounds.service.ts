import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { systemPrincipal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { Runtime } from '../../platform/runtime.js';
import { readAlertSettings, readTouchedProducts, tryLockAlerts } from './alerts.repository.js';
import { EvaluateAlertsService } from './evaluate-alerts.service.js';

/** Everything is looked at this often: days pass and orders are made without any stock being touched. */
const EVERYTHING_EVERY_MS = 600_000;
/** A posting carries the instant at which its transaction began; one that takes longer is found by the next full round. */
const OVERLAP_MS = 60_000;
const LONG = { statementTimeoutMs: 60_000 };

/**
 * Evaluates alerts in the background. Balances carry the instant of their last change, so a round asks which products
 * were touched since the one before: postings write nothing for it, and an alert follows its cause within seconds. Of
 * several processes one does the round; the others find that it is being done.
 */
@Injectable()
export class AlertRoundsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AlertRoundsService.name);
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly alerts: EvaluateAlertsService,
    private readonly runtime: Runtime,
  ) {}

  onApplicationBootstrap(): void {
    const seconds = this.runtime.config.ALERTS_EVERY_SECONDS;
    if (seconds === 0) return;
    this.timer = setInterval(() => void this.roundOfTimer(), seconds * 1_000);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round over all organizations, each in a transaction of its own. */
  async run(): Promise<void> {
    const organizations = await this.transactions.lookup<{ id: number }>(
      'SELECT organizations_active() AS id',
      [],
    );
    for (const { id } of organizations) {
      await this.transactions.run(systemPrincipal(id), (tx) => this.round(tx), LONG);
    }
  }

  private async roundOfTimer(): Promise<void> {
    // A round that takes longer than the interval is not overtaken by the next.
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`A round of alerts was put off: ${(error as Error).message}`);
    } finally {
      this.isRunning = false;
    }
  }

  private async round(tx: Tx): Promise<void> {
    if (!(await tryLockAlerts(tx))) return;
    const { touched_through: through, evaluated_at: last } = await readAlertSettings(tx);
    const nowMs = tx.now.getTime();
    const isFull = through === null || last === null || nowMs - last.getTime() >= EVERYTHING_EVERY_MS;
    const touched = isFull ? null : await readTouchedProducts(tx, new Date(through.getTime() - OVERLAP_MS));
    if (touched === null || touched.length > 0) await this.alerts.evaluateIn(tx, touched);
    await tx.execute(
      `UPDATE inventory_alert_settings SET touched_through = $2, evaluated_at = CASE WHEN $3 THEN $2 ELSE evaluated_at END
        WHERE organization_id = $1`,
      [tx.organizationId, tx.now, isFull],
    );
  }
}
