import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { EvaluateAlertsService } from '../inventory/index.js';

/** What follows a live run, in a transaction of its own. */
@Injectable()
export class AfterRun {
  constructor(private readonly alerts: EvaluateAlertsService) {}

  /** Brings the alerts up to date: one for each component that open production orders are short of, naming them. */
  async afterRun(principal: Principal): Promise<void> {
    await this.alerts.evaluate({ ...principal, idempotency: undefined }, undefined);
  }
}
