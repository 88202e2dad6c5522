import type { Decimal } from '../../kernel/decimal.js';
import {
  DecimalOut,
  EnumField,
  IntegerField,
  PageQuery,
  PercentField,
  QuantityField,
} from '../../platform/http/index.js';
import { URGENCIES, type Urgency } from './timing.rules.js';

const LEAD_DAYS_MAX = 3650;
const part = (description: string, example: number) =>
  IntegerField({ optional: true, nullable: true, max: LEAD_DAYS_MAX, description, example });

export class UpdateLeadTimesRequest {
  @part('Days until the supplier has it ready.', 7)
  supplier_lead_days?: number | null;

  @part('Days on the way.', 5)
  shipping_lead_days?: number | null;

  @part('Days from arrival to the shelf.', 1)
  processing_lead_days?: number | null;

  @part('Days ahead, to be safe.', 2)
  safety_buffer_days?: number | null;
}

export class TimingSettingsRequest {
  @IntegerField({ max: LEAD_DAYS_MAX, example: 7 })
  supplier_lead_days: number;

  @IntegerField({ max: LEAD_DAYS_MAX, example: 5 })
  shipping_lead_days: number;

  @IntegerField({ max: LEAD_DAYS_MAX, example: 1 })
  processing_lead_days: number;

  @IntegerField({ max: LEAD_DAYS_MAX, example: 2 })
  safety_buffer_days: number;

  @IntegerField({
    optional: true,
    min: 7,
    max: 730,
    description: 'How many of the last days tell what a day uses.',
    example: 90,
  })
  usage_window_days?: number;
}

export class TimingSettingsResponse {
  /** @example 7 */
  supplier_lead_days: number;
  /** @example 5 */
  shipping_lead_days: number;
  /** @example 1 */
  processing_lead_days: number;
  /** @example 2 */
  safety_buffer_days: number;
  /** @example 90 */
  usage_window_days: number;
  /** @example 1 */
  version: number;
  created_at: Date;
  updated_at: Date;
}

export class DeadlineQuery extends PageQuery {
  @EnumField(URGENCIES, { optional: true })
  urgency?: Urgency;
}

export class DeadlineResponse {
  /** The product. @example 1 */
  id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  name: string;
  preferred_vendor_id: number | null;
  /** @example 2026-04-30 */
  projected_stockout_date: string;
  /** @example 2026-04-15 */
  last_order_by_date: string;
  /** Below zero when it is too late. @example 13 */
  days_until_order: number;
  /** @example upcoming */
  urgency: Urgency;
  timing_last_calculated: Date;
}

export class ProductTimingView {
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  /** @example G */
  unit: string;
  supplier_lead_days: number | null;
  shipping_lead_days: number | null;
  processing_lead_days: number | null;
  safety_buffer_days: number | null;
  /** Sum of the parts, the organization's where one is not given; null without any part. @example 15 */
  total_lead_days: number | null;
  /** @example override */
  lead_time_source: string | null;
  /** What counts. @example 15 */
  lead_days: number;
  /** @example calendar_days */
  lead_days_unit: string;
  /** Whose it is: of the parts, of the product's lead time, or of the organization. @example parts */
  lead_basis: string;
  @DecimalOut({ example: '5000', description: 'Stock that may be used, reserved or not.' })
  usable_quantity: Decimal;
  @DecimalOut({ example: '150' })
  usage_per_day: Decimal;
  /** @example 33 */
  days_of_stock: number | null;
  /** @example 2026-04-30 */
  projected_stockout_date: string | null;
  /** @example 2026-04-15 */
  last_order_by_date: string | null;
  /** @example 13 */
  days_until_order: number | null;
  /** @example upcoming */
  urgency: Urgency | null;
  /** Of the product. @example 1 */
  version: number;
}

export class ReorderPointQuery {
  @PercentField({
    optional: true,
    min: 50,
    max: 99.999,
    description: 'Per cent of cases in which stock lasts until it is there again; 95 unless told.',
    example: '95',
  })
  service_level_percent?: Decimal;

  @QuantityField({
    optional: true,
    max: 520,
    description: 'Weeks of usage as safety stock, instead of a service level.',
    example: '2',
  })
  safety_weeks?: Decimal;
}

export class ReorderPointResponse {
  /** @example 1 */
  product_id: number;
  /** @example G */
  unit: string;
  @DecimalOut({ example: '10' })
  usage_per_day: Decimal;
  @DecimalOut({ example: '3.2', description: 'Standard deviation of what a day uses.' })
  usage_deviation_per_day: Decimal;
  /** In days of the calendar. @example 14 */
  lead_days: number;
  @DecimalOut({ nullable: true, example: '1.644854', description: 'Null for weeks.' })
  z: Decimal | null;
  @DecimalOut({ example: '140' })
  safety_stock: Decimal;
  @DecimalOut({ example: '280' })
  reorder_point: Decimal;
  @DecimalOut({ nullable: true, example: '250', description: 'What the product has now.' })
  present_reorder_point: Decimal | null;
}

export class RecalculationResponse {
  /** @example 1350 */
  products: number;
  /** @example 420 */
  with_deadline: number;
  /** @example 37 */
  changed: number;
}
