import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { businessDayOf, endOfBusinessDay } from './calendar.rules.js';
import { readCompanySettings } from './company-settings.repository.js';

/** How long another process may go on with the zone from before a change. */
const ZONE_KEPT_MS = 5_000;
const ZONES_KEPT_MAX = 10_000;

/** Which business day it is: the organization's time zone decides. */
@Injectable()
export class BusinessTime {
  private readonly zones = new Map<number, { timezone: string; staleAtMs: number }>();

  /** Today, `YYYY-MM-DD`, by the instant at which the transaction began. */
  async today(tx: Tx): Promise<string> {
    return this.dayOf(tx, tx.now);
  }

  /** The business day that an instant falls on. */
  async dayOf(tx: Tx, instant: Date): Promise<string> {
    return businessDayOf(instant, await this.timezone(tx));
  }

  /** The last millisecond of a business day. */
  async endOf(tx: Tx, date: string): Promise<Date> {
    return endOfBusinessDay(date, await this.timezone(tx));
  }

  /** The organization's IANA zone; nearly every write asks, so it is kept for a few seconds. */
  async timezone(tx: Tx): Promise<string> {
    const kept = this.zones.get(tx.organizationId);
    if (kept && kept.staleAtMs > Date.now()) return kept.timezone;
    const { timezone } = await readCompanySettings(tx);
    if (this.zones.size >= ZONES_KEPT_MAX) this.zones.clear();
    this.zones.set(tx.organizationId, { timezone, staleAtMs: Date.now() + ZONE_KEPT_MS });
    return timezone;
  }

  /** After a change of settings in this process. */
  forget(organizationId: number): void {
    this.zones.delete(organizationId);
  }
}
