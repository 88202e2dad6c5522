import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

const RESOURCE_STATUSES = ['available', 'busy', 'maintenance', 'offline'] as const;
const nullable = { optional: true, nullable: true } as const;

class ResourceFields {
  @TextField({ ...nullable, max: 100, example: 'CNC mill' })
  machine_type?: string | null;

  @TextField({ ...nullable, max: 100 })
  serial_number?: string | null;

  @QuantityField({ ...nullable, max: 24, scale: 6, example: '16' })
  capacity_hours_per_day?: Decimal | null;

  @EnumField(RESOURCE_STATUSES, { optional: true })
  status?: string;

  @DateField(nullable)
  last_maintenance_date?: string | null;

  @DateField(nullable)
  next_maintenance_date?: string | null;

  @IntegerField({ ...nullable, min: 1, max: 36_500, example: 90 })
  maintenance_interval_days?: number | null;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CreateResourceRequest extends ResourceFields {
  @CodeField({ max: 50, example: 'MILL-1' })
  code: string;

  @TextField({ max: 200, min: 1, example: 'Three-axis mill' })
  name: string;

  @IdField({ description: 'Work center that it belongs to.' })
  work_center_id: number;
}

export class UpdateResourceRequest extends ResourceFields {
  @CodeField({ optional: true, max: 50, example: 'MILL-1' })
  code?: string;

  @TextField({ optional: true, max: 200, min: 1, example: 'Three-axis mill' })
  name?: string;

  @IdField({ optional: true })
  work_center_id?: number;
}

export class ResourceListQuery extends SearchQuery {
  @IdField({ optional: true })
  work_center_id?: number;

  @EnumField(RESOURCE_STATUSES, { optional: true })
  status?: string;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class ResourceResponse {
  /** @example 1 */
  id: number;
  /** @example MILL-1 */
  code: string;
  /** @example Three-axis mill */
  name: string;
  /** @example 1 */
  work_center_id: number;
  /** @example CNC mill */
  machine_type: string | null;
  serial_number: string | null;
  @DecimalOut({ nullable: true, example: '16' })
  capacity_hours_per_day: Decimal | null;
  /** @example available */
  status: string;
  /** @example "2026-01-05" */
  last_maintenance_date: string | null;
  /** @example "2026-04-05" */
  next_maintenance_date: string | null;
  /** @example 90 */
  maintenance_interval_days: number | null;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
