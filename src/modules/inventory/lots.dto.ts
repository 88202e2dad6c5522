import { DateField, TextField } from '../../platform/http/index.js';

export class LotReasonRequest {
  @TextField({ max: 1_000, example: 'Moisture in the vacuum bag.' })
  reason: string;
}

export class ReleaseLotRequest {
  @TextField({ optional: true, max: 1_000, example: 'Dried and tested.' })
  reason?: string;
}

export class OpenLotRequest {
  @DateField({ optional: true, description: 'Today when left out.', example: '2026-03-31' })
  opened_on?: string;
}

export class LotEventResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  lot_id: number;
  /** `opened`, `status` or `expiration`. @example status */
  event: string;
  /** @example active */
  from_status: string | null;
  /** @example hold */
  to_status: string | null;
  from_expiration_date: string | null;
  to_expiration_date: string | null;
  /** @example Moisture in the vacuum bag. */
  reason: string | null;
  created_by: number | null;
  created_at: Date;
}
