import type { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, EnumField, IdField } from '../../platform/http/index.js';
import { PlanQuery } from './plan-grid.dto.js';

const BUCKETS = ['day', 'week'] as const;

export class CapacityQuery extends PlanQuery {
  @DateField({ description: 'First day.', example: '2026-10-01' })
  from: string;

  @DateField({ description: 'Last day.', example: '2026-10-31' })
  to: string;

  @EnumField(BUCKETS, { optional: true, example: 'day', description: 'Weeks begin on Mondays.' })
  bucket?: (typeof BUCKETS)[number];

  @IdField({ optional: true, description: 'All active ones when left out.' })
  work_center_id?: number;
}

export class CapacityOrderResponse {
  /** `production_order` or `planned_order`. @example production_order */
  kind: string;
  /** @example 4 */
  document_id: number;
  /** Of a production order. @example MO-2026-0004 */
  document_code: string | null;
  /** @example 1 */
  product_id: number;
  @DecimalOut({ example: '300' })
  load_minutes: Decimal;
}

class LoadResponse {
  @DecimalOut({ example: '480' })
  capacity_minutes: Decimal;
  @DecimalOut({ example: '550' })
  load_minutes: Decimal;
  @DecimalOut({ nullable: true, example: '114.58', description: 'Null without capacity.' })
  utilization_percent: Decimal | null;
  is_overloaded: boolean;
  /** @example 1 */
  working_days: number;
}

export class CapacityBucketResponse extends LoadResponse {
  /** @example 2026-10-01 */
  from: string;
  /** @example 2026-10-01 */
  to: string;
  /** What makes an overload, the most first; at most 20, and none without an overload. */
  orders: CapacityOrderResponse[];
}

export class CapacityCenterResponse extends LoadResponse {
  /** @example 1 */
  work_center_id: number;
  /** @example PRINT */
  code: string;
  name: string;
  @DecimalOut({ example: '480', description: 'Of a working day.' })
  minutes_per_day: Decimal;
  @DecimalOut({ example: '13200', description: 'What operations that ended on these days were to take.' })
  done_planned_minutes: Decimal;
  @DecimalOut({ example: '11700', description: 'What they took.' })
  done_actual_minutes: Decimal;
  @DecimalOut({ nullable: true, example: '88.64', description: 'What was taken, of what was planned.' })
  actual_percent: Decimal | null;
  buckets: CapacityBucketResponse[];
}

export class CapacityResponse {
  /** @example 2026-10-01 */
  from: string;
  /** @example 2026-10-31 */
  to: string;
  /** @example day */
  bucket: string;
  work_centers: CapacityCenterResponse[];
}
