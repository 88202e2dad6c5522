import type { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  InstantField,
  IntegerField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { MAINTENANCE_TYPES } from './maintenance.rules.js';

const nullable = { optional: true, nullable: true } as const;

class LogFields {
  @TextField({ ...nullable, max: 200, example: 'Sam' })
  performed_by?: string | null;

  @DateField({
    ...nullable,
    description: "Left out, it follows from the resource's interval for preventive work and calibration.",
    example: '2026-06-30',
  })
  next_due_date?: string | null;

  @QuantityField({ ...nullable, scale: 6, example: '45' })
  downtime_minutes?: Decimal | null;

  @AmountField({ ...nullable, example: '12.50' })
  cost?: Decimal | null;

  @TextField({ ...nullable, example: 'Belts tightened, rails greased' })
  description?: string | null;

  @TextField(nullable)
  notes?: string | null;
}

export class CreateLogRequest extends LogFields {
  @IdField({ ...nullable, description: 'Resource that was maintained; or name a printer.' })
  resource_id?: number | null;

  @IdField({ ...nullable, description: 'Printer that was maintained; its resource is found by itself.' })
  printer_id?: number | null;

  @EnumField(MAINTENANCE_TYPES, { example: 'preventive' })
  maintenance_type: string;

  @InstantField({ optional: true, description: 'Now, unless told.' })
  performed_at?: string;
}

export class UpdateLogRequest extends LogFields {
  @EnumField(MAINTENANCE_TYPES, { optional: true, example: 'preventive' })
  maintenance_type?: string;
}

export class LogListQuery extends PageQuery {
  @IdField({ optional: true })
  resource_id?: number;

  @IdField({ optional: true })
  printer_id?: number;

  @EnumField(MAINTENANCE_TYPES, { optional: true })
  maintenance_type?: string;

  @InstantField({ optional: true, description: 'Performed at or after.' })
  performed_from?: string;

  @InstantField({ optional: true, description: 'Performed before.' })
  performed_to?: string;
}

export class DueQuery {
  @IntegerField({ optional: true, max: 3650, description: 'Days to look ahead; 7 unless told.', example: 7 })
  within_days?: number;
}

export class MaintenanceLogResponse {
  /** @example 1 */
  id: number;
  resource_id: number | null;
  printer_id: number | null;
  /** @example preventive */
  maintenance_type: string;
  /** @example Sam */
  performed_by: string | null;
  performed_at: Date;
  /** @example "2026-06-30" */
  next_due_date: string | null;
  @DecimalOut({ nullable: true, example: '45' })
  downtime_minutes: Decimal | null;
  @DecimalOut({ nullable: true, example: '12.50' })
  cost: Decimal | null;
  description: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class DueResponse {
  /** Set for a resource. @example 1 */
  resource_id: number | null;
  /** Set for a printer that is no planned resource. */
  printer_id: number | null;
  /** @example MILL-1 */
  code: string;
  /** @example Three-axis mill */
  name: string;
  /** @example "2026-01-05" */
  last_maintenance_date: string | null;
  /** @example "2026-04-05" */
  next_maintenance_date: string;
  /** Negative when overdue. @example 3 */
  days_until_due: number;
  is_overdue: boolean;
}

export class MaintenanceDueResponse {
  /** The business day that is counted from. @example "2026-04-02" */
  today: string;
  /** @example "2026-04-09" */
  until: string;
  due: DueResponse[];
}
