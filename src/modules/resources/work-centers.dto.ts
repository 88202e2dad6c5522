import type { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  BooleanField,
  CodeField,
  DecimalOut,
  EnumField,
  IntegerField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

const CENTER_TYPES = [
  'production',
  'machine',
  'station',
  'labor',
  'assembly',
  'quality',
  'shipping',
  'subcontract',
] as const;

class WorkCenterFields {
  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @EnumField(CENTER_TYPES, {
    optional: true,
    example: 'machine',
    description: '`subcontract` is outside of the house: its hours count as subcontracted work.',
  })
  center_type?: string;

  @QuantityField({
    optional: true,
    nullable: true,
    max: 24,
    scale: 6,
    description: 'Hours a day; null is as long as the working calendar.',
    example: '16',
  })
  capacity_hours_per_day?: Decimal | null;

  @AmountField({ optional: true, example: '4.50' })
  machine_rate_per_hour?: Decimal;

  @AmountField({ optional: true, example: '28' })
  labor_rate_per_hour?: Decimal;

  @AmountField({ optional: true, example: '6' })
  overhead_rate_per_hour?: Decimal;

  @BooleanField({ optional: true })
  is_bottleneck?: boolean;

  @IntegerField({ optional: true, min: 1, max: 10, example: 5 })
  scheduling_priority?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CreateWorkCenterRequest extends WorkCenterFields {
  @CodeField({ max: 50, example: 'FDM' })
  code: string;

  @TextField({ max: 200, min: 1, example: 'FDM printing' })
  name: string;
}

export class UpdateWorkCenterRequest extends WorkCenterFields {
  @CodeField({ optional: true, max: 50, example: 'FDM' })
  code?: string;

  @TextField({ optional: true, max: 200, min: 1, example: 'FDM printing' })
  name?: string;
}

export class WorkCenterListQuery extends SearchQuery {
  @EnumField(CENTER_TYPES, { optional: true })
  center_type?: string;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class WorkCenterResponse {
  /** @example 1 */
  id: number;
  /** @example FDM */
  code: string;
  /** @example FDM printing */
  name: string;
  description: string | null;
  /** @example machine */
  center_type: string;
  @DecimalOut({ nullable: true, example: '16' })
  capacity_hours_per_day: Decimal | null;
  @DecimalOut({ example: '4.50' })
  machine_rate_per_hour: Decimal;
  @DecimalOut({ example: '28' })
  labor_rate_per_hour: Decimal;
  @DecimalOut({ example: '6' })
  overhead_rate_per_hour: Decimal;
  is_bottleneck: boolean;
  /** @example 5 */
  scheduling_priority: number;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
