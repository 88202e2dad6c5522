import type { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, PageQuery, TextField } from '../../platform/http/index.js';

export class CalendarQuery {
  @DateField({ description: 'First day.', example: '2026-03-01' })
  from: string;

  @DateField({ description: 'Last day, at most 366 days in all.', example: '2026-03-31' })
  to: string;
}

export class CalendarDayResponse {
  /** @example "2026-03-31" */
  date: string;
  is_working_day: boolean;
  /** Set on a holiday. @example Good Friday */
  holiday_name: string | null;
  /** Null when closed. */
  opens_at: Date | null;
  /** Null when closed. */
  closes_at: Date | null;
  @DecimalOut({
    example: '9',
    description: 'Hours open; a day of changing clocks is as long as it really is.',
  })
  hours: Decimal;
}

export class CalendarResponse {
  /** @example "Europe/Berlin" */
  timezone: string;
  days: CalendarDayResponse[];
}

export class HolidayListQuery extends PageQuery {
  @DateField({ optional: true, description: 'Not before this day.' })
  from?: string;

  @DateField({ optional: true, description: 'Not after this day.', example: '2026-12-31' })
  to?: string;
}

export class CreateHolidayRequest {
  @DateField({ example: '2026-04-03' })
  holiday_date: string;

  @TextField({ max: 200, min: 1, example: 'Good Friday' })
  name: string;
}

export class UpdateHolidayRequest {
  @DateField({ optional: true, example: '2026-04-03' })
  holiday_date?: string;

  @TextField({ optional: true, max: 200, min: 1, example: 'Good Friday' })
  name?: string;
}

export class HolidayResponse {
  /** @example 1 */
  id: number;
  /** @example "2026-04-03" */
  holiday_date: string;
  /** @example Good Friday */
  name: string;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
