import {
  BooleanField,
  DateField,
  EnumField,
  IdsField,
  IntegerField,
  PageQuery,
} from '../../platform/http/index.js';
import { RUN_KINDS, RUN_STATUSES } from './mrp-runs.repository.js';

const HORIZON_DAYS_MAX = 730;

export class StartRunRequest {
  @EnumField(RUN_KINDS, {
    optional: true,
    example: 'live',
    description: '`live` writes the plan; `what_if` leaves it alone and keeps what it planned with the run.',
  })
  kind?: string;

  @DateField({ optional: true, description: 'Day that counts as today; today when left out.' })
  date?: string;

  @IntegerField({
    optional: true,
    min: 1,
    max: HORIZON_DAYS_MAX,
    example: 90,
    description: 'Calendar days, from the date on, whose demand counts.',
  })
  horizon_days?: number;

  @IntegerField({
    optional: true,
    min: 0,
    max: 3_650,
    example: 90,
    description:
      'An open order that comes at most so many days after it is needed is expedited rather than bought again.',
  })
  expedite_window_days?: number;

  @IntegerField({
    optional: true,
    min: 0,
    max: 365,
    example: 2,
    description: 'Open orders may be so many days early or late without a message.',
  })
  tolerance_days?: number;

  @IdsField({
    optional: true,
    description:
      'Plans these products and all that they are made of; everything else stays. Everything is planned when both are left out.',
  })
  product_ids?: number[];

  @IdsField({ optional: true, description: 'Plans the products of these categories and those below them.' })
  category_ids?: number[];
  @BooleanField({
    optional: true,
    description:
      'Whether alternates of BOM lines stand in for what is short of their components, as far as they are free. ' +
      'Net changes go on with what the last live run said.',
  })
  use_alternates?: boolean;
}

export class RunListQuery extends PageQuery {
  @EnumField(RUN_STATUSES, { optional: true })
  status?: string;

  @EnumField(RUN_KINDS, { optional: true })
  kind?: string;
}

export class RunResponse {
  /** @example 1 */
  id: number;
  /** `live` or `what_if`. @example live */
  kind: string;
  /** Products that the run was asked for; null together with the categories for everything. @example [17] */
  product_ids: number[] | null;
  /** Categories that the run was asked for. @example [3] */
  category_ids: number[] | null;
  /** `queued`, `running`, `completed`, `failed` or `cancelled`. @example running */
  status: string;
  /** `queued`, `reading`, `planning`, `writing` or `done`. @example planning */
  phase: string;
  /** @example 40 */
  progress_percent: number;
  /** Day that counted as today. @example 2026-04-01 */
  planning_date: string | null;
  /** @example 90 */
  planning_horizon_days: number;
  /** @example 90 */
  expedite_window_days: number;
  /** @example 0 */
  tolerance_days: number;
  /** Whether alternates stand in for what is short. @example false */
  use_alternates: boolean;
  /** Products that were planned. @example 2000 */
  components_analyzed: number;
  /** Planned orders of the products that were planned. @example 350 */
  orders_processed: number;
  /** Planned orders that come later than they are needed. @example 3 */
  shortages_found: number;
  /** Planned orders that are new. @example 12 */
  planned_orders_created: number;
  /** Planned orders that were there and are different now. @example 4 */
  orders_changed: number;
  /** Planned orders that nobody needs any more. @example 2 */
  orders_removed: number;
  /** @example 20 */
  messages_found: number;
  /** Milliseconds of reading; null where products are read as they are planned. @example 120 */
  read_ms: number | null;
  /** Milliseconds of planning. @example 90 */
  plan_ms: number | null;
  /** Milliseconds of writing. @example 150 */
  write_ms: number | null;
  error_message: string | null;
  /** Why it failed; null where only the log says it. @example mrp.quantity_too_large */
  error_code: string | null;
  created_by: number | null;
  run_date: Date;
  started_at: Date | null;
  completed_at: Date | null;
}
