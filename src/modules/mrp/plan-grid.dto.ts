import type { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, EnumField, IdField } from '../../platform/http/index.js';
import { GRID_BUCKETS, type GridBucket } from './plan-grid.rules.js';

export class PlanQuery {
  @IdField({
    optional: true,
    description: 'What-if run whose plan is asked for; the live plan when left out.',
  })
  run_id?: number;
}

export class GridQuery extends PlanQuery {
  @EnumField(GRID_BUCKETS, { optional: true, example: 'day', description: 'Weeks begin on Mondays.' })
  bucket?: GridBucket;

  @DateField({ optional: true, description: 'First day; that of the plan when left out.' })
  from?: string;

  @DateField({ optional: true, description: 'Last day; the end of the horizon when left out.' })
  to?: string;
}

class PlannedProductResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example Bracket */
  name: string;
  /** Stock unit, that quantities are in. @example EA */
  unit: string;
  /** `mrp`, `reorder_point` or `none`. @example mrp */
  planning_method: string;
  /** @example lot_for_lot */
  lot_sizing_rule: string;
  @DecimalOut({ nullable: true, example: '100' })
  lot_quantity: Decimal | null;
  /** @example 7 */
  lot_period_days: number | null;
  @DecimalOut({ nullable: true, example: '10' })
  min_order_qty: Decimal | null;
  @DecimalOut({ nullable: true, example: '5' })
  order_multiple: Decimal | null;
  @DecimalOut({ nullable: true, example: '500' })
  max_order_qty: Decimal | null;
  /** Working days; null where routing or vendor say. @example 2 */
  lead_time_days: number | null;
  /** @example 0 */
  safety_lead_days: number;
  /** @example 0 */
  planning_time_fence_days: number;
  /** Never stocked: what it consists of takes its place. */
  is_phantom: boolean;
  /** 0 for what nothing consists of. @example 0 */
  low_level_code: number;
  /** Run that the plan is of. @example 1 */
  run_id: number;
  /** Day that counted as today. @example 2026-04-01 */
  planning_date: string;
}

export class GridColumnResponse {
  @DecimalOut({ example: '60' })
  gross_requirements: Decimal;
  @DecimalOut({ example: '50', description: 'Open orders and by-products.' })
  scheduled_receipts: Decimal;
  @DecimalOut({ example: '10', description: 'At the end of the last day.' })
  projected_on_hand: Decimal;
  @DecimalOut({ example: '45', description: 'What had to be planned for; a shortage is counted once.' })
  net_requirements: Decimal;
  @DecimalOut({ example: '45', description: 'Of planned and firm planned orders.' })
  planned_order_receipts: Decimal;
  @DecimalOut({ example: '30', description: 'To be ordered or started, yield included.' })
  planned_order_releases: Decimal;
}

export class GridBucketResponse extends GridColumnResponse {
  /** First day. @example 2026-04-01 */
  from: string;
  /** Last day. @example 2026-04-01 */
  to: string;
}

export class GridResponse extends PlannedProductResponse {
  /** @example day */
  bucket: string;
  /** @example 2026-04-01 */
  from: string;
  /** @example 2026-06-29 */
  to: string;
  @DecimalOut({ example: '45', description: 'Usable stock when it was planned.' })
  on_hand: Decimal;
  @DecimalOut({ example: '10', description: 'Safety stock, or the reorder point of what is planned by it.' })
  safety_stock: Decimal;
  /** What comes before the first day, with the stock at its beginning. */
  before: GridColumnResponse;
  buckets: GridBucketResponse[];
}

class PlanEntryResponse {
  /** Names it within the plan. @example sales_order_line:17 */
  ref: string;
  /** @example 2026-04-08 */
  date: string;
  @DecimalOut({ example: '40' })
  quantity: Decimal;
  /** @example sales_order_line */
  kind: string;
  /** Of the line, material or order that is named. @example 17 */
  id: number | null;
  /** Of its document. @example 4 */
  document_id: number | null;
  /** @example SO-2026-0004 */
  document_code: string | null;
  /** @example 1 */
  line_number: number | null;
  /** Product that the document is for or makes. @example 1 */
  product_id: number | null;
  /** Phantom by way of which it is needed. */
  phantom_product_id: number | null;
  /** Component of which it is short, when the product stands in for it. @example null */
  stands_in_for_product_id: number | null;
}

export class PlanDemandResponse extends PlanEntryResponse {
  @DecimalOut({ example: '0', description: 'What no supply is pegged to.' })
  short_quantity: Decimal;
}

export class PlanSupplyResponse extends PlanEntryResponse {
  @DecimalOut({ example: '0', description: 'What no demand is pegged to.' })
  excess_quantity: Decimal;
}

export class PlanPegResponse {
  /** @example sales_order_line:17 */
  demand_ref: string;
  /** @example purchase_order_line:4 */
  supply_ref: string;
  /** Place in the list of demands, from 0. @example 0 */
  demand_index: number;
  /** Place in the list of supplies, from 0. @example 0 */
  supply_index: number;
  @DecimalOut({ example: '40' })
  quantity: Decimal;
  /** Days that the supply comes after it is needed. @example 0 */
  days_late: number;
}

export class ProductPlanResponse extends PlannedProductResponse {
  /** Products that its orders take from or bring something to. */
  component_ids: number[];
  /** In the order in which they are served. */
  demands: PlanDemandResponse[];
  /** In the order in which they are used. */
  supplies: PlanSupplyResponse[];
  pegs: PlanPegResponse[];
  @DecimalOut({ example: '0' })
  short_quantity: Decimal;
  @DecimalOut({ example: '0' })
  excess_quantity: Decimal;
}
