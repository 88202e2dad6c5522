import { DateField, TextField } from '../../platform/http/index.js';

export class ClosePeriodRequest {
  @DateField({ example: '2026-02-28', description: 'The last day that is closed; it is over.' })
  closed_through: string;

  @TextField({ optional: true, nullable: true, max: 1000, example: 'Month end' })
  reason?: string | null;
}

export class ReopenPeriodRequest {
  @TextField({ optional: true, nullable: true, max: 1000, example: 'An invoice came late' })
  reason?: string | null;
}

export class PeriodClosingResponse {
  /** @example 1 */
  id: number;
  /** @example 2026-02-28 */
  closed_through: string;
  reason: string | null;
  closed_by: number | null;
  closed_at: Date;
  reopen_reason: string | null;
  reopened_by: number | null;
  /** Null while it is closed. */
  reopened_at: Date | null;
}
