import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/invariant.js';
import type { Tx } from '../../platform/database/index.js';
import { BusinessTime } from './business-time.service.js';
import { formatNumber, type SeriesCode, seriesYear } from './number-series.rules.js';

/**
 * Document numbers without gaps: a number belongs to the transaction that takes it, and goes back when that one is
 * undone. So the row is locked until the commit; take the number as late in the transaction as possible.
 */
@Injectable()
export class NumberSeries {
  constructor(private readonly businessTime: BusinessTime) {}

  /** The next number of a series, such as `PO-2026-0001`. */
  async next(tx: Tx, series: SeriesCode): Promise<string> {
    const [number] = await this.nextMany(tx, series, 1);
    return number!;
  }

  /** So many consecutive numbers, in one statement. */
  async nextMany(tx: Tx, series: SeriesCode, count: number): Promise<string[]> {
    invariant(Number.isSafeInteger(count) && count >= 0, 'numbers are taken in whole');
    if (count === 0) return [];
    const year = seriesYear(series, await this.businessTime.today(tx));
    const rows = await tx.query<{ last_number: number }>(
      `INSERT INTO number_series (organization_id, code, series_year, last_number) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, code, series_year)
       DO UPDATE SET last_number = number_series.last_number + excluded.last_number
       RETURNING last_number`,
      [tx.organizationId, series, year, count],
    );
    const first = rows[0]!.last_number - count + 1;
    return Array.from({ length: count }, (_, index) => formatNumber(series, year, first + index));
  }
}
