import type { Decimal } from '../../kernel/decimal.js';
import { DecimalOut, EnumField, IntegerField, QuantityField } from '../../platform/http/index.js';
import { LOT_SIZING_RULES, PLANNING_DAYS_MAX, PLANNING_METHODS } from './product-planning.rules.js';

const nullable = { optional: true, nullable: true } as const;

/** How a product is planned; part of creating and of changing it. */
export class ProductPlanningFields {
  @QuantityField({ ...nullable, positive: true, description: 'The most of one order.', example: '20000' })
  max_order_qty?: Decimal | null;

  @EnumField(PLANNING_METHODS, { optional: true, description: '`mrp` unless told. `none` is never planned.' })
  planning_method?: string;

  @EnumField(LOT_SIZING_RULES, { optional: true, description: '`lot_for_lot` unless told.' })
  lot_sizing_rule?: string;

  @QuantityField({ ...nullable, positive: true, description: 'The lot of `fixed_quantity`.', example: '500' })
  lot_quantity?: Decimal | null;

  @IntegerField({
    ...nullable,
    min: 1,
    max: PLANNING_DAYS_MAX,
    description: 'Days of need in one order of `period`.',
    example: 7,
  })
  lot_period_days?: number | null;

  @IntegerField({
    optional: true,
    max: PLANNING_DAYS_MAX,
    description: 'Days earlier than needed.',
    example: 2,
  })
  safety_lead_days?: number;

  @IntegerField({
    optional: true,
    max: PLANNING_DAYS_MAX,
    description: 'Days from now in which nothing is planned or moved by itself.',
    example: 14,
  })
  planning_time_fence_days?: number;

  @IntegerField({
    optional: true,
    max: PLANNING_DAYS_MAX,
    description: 'Days from now in which only orders count as demand. At most the planning time fence.',
    example: 7,
  })
  demand_time_fence_days?: number;
}

/** Lead times and dates; changed and calculated with the routes of `mrp/timing`. */
class ProductTimingResponse {
  /** @example 7 */
  supplier_lead_days: number | null;
  /** @example 5 */
  shipping_lead_days: number | null;
  /** @example 1 */
  processing_lead_days: number | null;
  /** @example 2 */
  safety_buffer_days: number | null;
  /** @example 15 */
  total_lead_days: number | null;
  /** @example override */
  lead_time_source: string | null;
  /** @example 2026-04-30 */
  projected_stockout_date: string | null;
  /** @example 2026-04-15 */
  last_order_by_date: string | null;
  timing_last_calculated: Date | null;
}

export class ProductPlanningResponse extends ProductTimingResponse {
  @DecimalOut({ nullable: true, example: '20000' })
  max_order_qty: Decimal | null;
  /** @example mrp */
  planning_method: string;
  /** @example lot_for_lot */
  lot_sizing_rule: string;
  @DecimalOut({ nullable: true, example: '500' })
  lot_quantity: Decimal | null;
  /** @example 7 */
  lot_period_days: number | null;
  /** @example 0 */
  safety_lead_days: number;
  /** @example 14 */
  planning_time_fence_days: number;
  /** @example 7 */
  demand_time_fence_days: number;
}
