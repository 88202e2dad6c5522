import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  IdsField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { PLANNED_ORDER_STATUSES, PLANNED_ORDER_TYPES } from './planned-orders.repository.js';

export class PlannedOrderListQuery extends SearchQuery {
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
  po_number: string | null;
  /** Once released. */
  production_order_id: number | null;
  production_order_code: string | null;
  notes: string | null;
  firmed_at: Date | null;
  released_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
  /** Days that it comes after it is needed. @example 0 */
  days_late: number;
  /** Why it is there. @example Make 14 EA by 2026-04-08 for production order WO-2026-0001 (8 EA on 2026-04-08) and 2 more; needed on 2026-04-08. */
  reason: string;
}

export class PegDocumentResponse {
  /** Name that the plan gives it. @example sales_order_line:17 */
  ref: string;
  /** `sales_order`, `production_order`, `purchase_order` or `planned_order`. @example sales_order */
  type: string;
  /** @example 4 */
  id: number;
  /** @example SO-2026-0004 */
  code: string | null;
  /** Line of it, or material of a production order. @example 17 */
  line_id: number | null;
  /** @example 1 */
  line_number: number | null;
  /** What is sold, made or bought by it. @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example confirmed */
  status: string;
}

export class PlannedOrderDemandResponse {
  /** `sales_order_line`, `production_material`, `planned_order`, `forecast` or `safety_stock`. @example sales_order_line */
  demand_kind: string;
  /** @example sales_order_line:17 */
  demand_ref: string;
  /** @example 2026-04-08 */
  demand_date: string;
  @DecimalOut({ example: '8', description: 'So much of the order is for it.' })
  quantity: Decimal;
  /** Whether it needs the product itself, or something that the product goes into. @example true */
  is_direct: boolean;
  document: PegDocumentResponse | null;
}

export class PlannedOrderPegResponse extends PlannedOrderDemandResponse {
  /** Component that is short, so that this product stands in for it; null in what was kept. @example null */
  stands_in_for_sku: string | null;
}

export class PlannedOrderDetailsResponse extends PlannedOrderResponse {
  /** What it is for: as the plan has it, or as it was when it was firmed or released. */
  demands: PlannedOrderPegResponse[];
}

export class PeggingQuery {
  @EnumField(['up', 'down'], {
    optional: true,
    description: '`up` to what it is for, which is the default, `down` to what it is made of.',
  })
  direction?: 'up' | 'down';
}

export class PeggingRowResponse {
  /** Depth; a row belongs to the row above it with a smaller level. @example 1 */
  level: number;
  /** Kind of the demand on the way up, of the supply on the way down; `short` for what comes from nowhere. @example sales_order_line */
  kind: string;
  /** @example sales_order_line:17 */
  ref: string | null;
  /** Product that the quantity is of. @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '8' })
  quantity: Decimal;
  /** @example 2026-04-08 */
  needed_on: string;
  /** @example 2026-04-10 */
  supplied_on: string | null;
  /** Days that the supply comes after it is needed. @example 2 */
  days_late: number;
  /** Component that was short, so that this product stands in for it. @example null */
  stands_in_for_id: number | null;
  /** @example null */
  stands_in_for_sku: string | null;
  document: PegDocumentResponse | null;
}

export class PeggingResponse {
  /** @example 1 */
  planned_order_id: number;
  /** @example up */
  direction: string;
  rows: PeggingRowResponse[];
  /** Whether there is more than could be told. @example false */
  is_truncated: boolean;
}

const optional = { optional: true, nullable: true } as const;

export class CreatePlannedOrderRequest {
  @IdField()
  product_id: number;

  @EnumField(PLANNED_ORDER_TYPES, {
    optional: true,
    description: 'When left out, what has an active BOM or routing is made, everything else bought.',
  })
  order_type?: 'purchase' | 'production';

  @QuantityField({
    positive: true,
    example: '105',
    description: 'To be bought or started, in the stock unit.',
  })
  quantity: Decimal;

  @DateField()
  start_date: string;

  @DateField()
  due_date: string;

  @IdField(optional)
  vendor_id?: number | null;

  @TextField(optional)
  notes?: string | null;
}

export class UpdatePlannedOrderRequest {
  @QuantityField({ optional: true, positive: true, example: '105' })
  quantity?: Decimal;

  @DateField({ optional: true })
  start_date?: string;

  @DateField({ optional: true })
  due_date?: string;

  @IdField(optional)
  vendor_id?: number | null;

  @TextField(optional)
  notes?: string | null;
}

export class FirmOrdersRequest {
  @IdsField({ description: 'Planned orders, all of which become firm or none.' })
  ids: number[];
}

export class FirmedOrdersResponse {
  /** @example [1] */
  ids: number[];
}
