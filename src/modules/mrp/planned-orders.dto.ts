import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  PageQuery,
} from '../../platform/http/index.js';
import { PLANNED_ORDER_STATUSES, PLANNED_ORDER_TYPES } from './planned-orders.repository.js';

export class PlannedOrderListQuery extends PageQuery {
  @EnumField(PLANNED_ORDER_STATUSES, { optional: true })
  status?: string;

  @EnumField(PLANNED_ORDER_TYPES, { optional: true })
  order_type?: string;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  vendor_id?: number;

  @IdField({
    optional: true,
    description: 'What-if run whose orders are asked for; those of the live plan when left out.',
  })
  run_id?: number;

  @DateField({ optional: true, description: 'To be released by this day.' })
  start_until?: string;

  @DateField({ optional: true })
  due_until?: string;

  @BooleanField({
    optional: true,
    description: 'Only those that come later than they are needed, or only the others.',
  })
  is_late?: boolean;
}

export class PlannedOrderResponse {
  /** @example 1 */
  id: number;
  /** `purchase` or `production`. @example production */
  order_type: string;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example Bracket */
  product_name: string;
  /** Stock unit, that quantities are in. @example EA */
  unit: string;
  @DecimalOut({ example: '105', description: 'To be bought or started.' })
  quantity: Decimal;
  @DecimalOut({ nullable: true, example: '100', description: 'What is expected to come of it, with yield.' })
  receipt_quantity: Decimal | null;
  /** Day to release it. @example 2026-04-01 */
  start_date: string;
  /** @example 2026-04-08 */
  due_date: string;
  /** Day on which it is needed first. @example 2026-04-08 */
  need_date: string | null;
  /** Counts the orders of one product and due date. @example 1 */
  lot_number: number;
  vendor_id: number | null;
  /** @example Filament Company */
  vendor_name: string | null;
  @DecimalOut({ nullable: true, example: '19.99', description: 'Of one purchase unit.' })
  unit_price: Decimal | null;
  bom_id: number | null;
  routing_id: number | null;
  /** Kind of what it is for in the first place. @example sales_order_line */
  source_demand_type: string | null;
  /** Id of it, where it is a document. @example 17 */
  source_demand_id: number | null;
  /** `planned`, `firmed`, `released` or `cancelled`. @example planned */
  status: string;
  /** Run that planned it last. @example 1 */
  mrp_run_id: number | null;
  what_if_run_id: number | null;
  /** Once released. */
  purchase_order_id: number | null;
  /** Once released. */
  production_order_id: number | null;
  notes: string | null;
  firmed_at: Date | null;
  released_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
