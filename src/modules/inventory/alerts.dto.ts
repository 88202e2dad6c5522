import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import {
  BooleanField,
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  PageQuery,
  PercentField,
  TextField,
} from '../../platform/http/index.js';
import { ALERT_SEVERITIES, ALERT_TYPES, type AlertSeverity, type AlertType } from './alerts.rules.js';

export class AlertListQuery extends PageQuery {
  @EnumField(ALERT_TYPES, { optional: true })
  alert_type?: string;

  @EnumField(ALERT_SEVERITIES, { optional: true })
  severity?: string;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  material_type_id?: number;

  @IdField({ optional: true })
  location_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;

  @BooleanField({ optional: true })
  is_acknowledged?: boolean;
}

export class AlertResponse {
  /** @example 1 */
  id: number;
  /** @example low_stock */
  alert_type: AlertType;
  /** @example medium */
  severity: AlertSeverity;
  /** @example 1 */
  product_id: number | null;
  /** @example PLA-BLACK */
  sku: string | null;
  /** @example G */
  unit: string | null;
  material_type_id: number | null;
  material_type_code: string | null;
  /** Null when it is about all places together. */
  location_id: number | null;
  location_code: string | null;
  @DecimalOut({
    nullable: true,
    example: '500',
    description:
      'The limit; what is required for `shortage_for_mo`, days for `expiring`, per cent for `discrepancy`.',
  })
  threshold_value: Decimal | null;
  @DecimalOut({
    example: '350',
    description:
      'The quantity: in stock, free, expired, on hand for the orders; the difference for `discrepancy`.',
  })
  current_value: Decimal;
  @DecimalOut({
    nullable: true,
    example: '150',
    description: 'How much to order or make; the shortage of orders.',
  })
  suggested_quantity: Decimal | null;
  /** @example PLA-BLACK: 350 G in stock, at least 500 G wanted. */
  message: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'What it is about: `orders` of a shortage, `lots` that expire, `expected` and `actual` of a count.',
  })
  details: Record<string, unknown>;
  /** How often it was seen. @example 3 */
  occurrences: number;
  is_active: boolean;
  created_at: Date;
  last_seen_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: number | null;
  resolved_at: Date | null;
  /** Null when the cause was gone by itself. */
  resolved_by: number | null;
  resolution_notes: string | null;
}

export class AlertCountResponse {
  /** @example low_stock */
  alert_type: AlertType;
  /** @example medium */
  severity: AlertSeverity;
  /** @example 4 */
  active: number;
  /** How many of them somebody has acknowledged. @example 1 */
  acknowledged: number;
}

export class EvaluateAlertsRequest {
  /** Some products, with the material types that they belong to; everything when left out. @example [1, 2] */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.documentLinesMax)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  product_ids?: number[];
}

export class EvaluationResponse {
  /** Alerts that are new. @example 2 */
  raised: number;
  /** Alerts that are still true. @example 5 */
  updated: number;
  /** Alerts whose cause is gone. @example 1 */
  resolved: number;
  /** True, but resolved within the cooldown and quiet until it is over. @example 0 */
  suppressed: number;
}

export class ResolveAlertRequest {
  @TextField({ optional: true, example: 'Ordered by phone.' })
  notes?: string;
}

export class AlertSettingsResponse {
  /** How long a resolved alert does not come back. @example 24 */
  cooldown_hours: number;
  /** How long before it expires a lot is told of. @example 30 */
  expiring_days: number;
  @DecimalOut({ example: '10', description: 'A count that is further off than this is told of.' })
  discrepancy_percent: Decimal;
  /** When everything was evaluated last. */
  evaluated_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class UpdateAlertSettingsRequest {
  @IntegerField({ optional: true, max: 8_760, example: 24 })
  cooldown_hours?: number;

  @IntegerField({ optional: true, max: 3_650, example: 30 })
  expiring_days?: number;

  @PercentField({ optional: true, example: '10' })
  discrepancy_percent?: Decimal;
}
