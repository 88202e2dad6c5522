import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  LinesField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { PRODUCTION_ORDER_STATUSES } from './production-order.states.js';

const optional = { optional: true, nullable: true } as const;

export class CreateProductionOrderRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '5', description: 'In the stock unit of the product.' })
  quantity: Decimal;

  @DateField(optional)
  due_date?: string | null;

  @IntegerField({ optional: true, min: 1, max: 5, description: '1 is most urgent.', example: 3 })
  priority?: number;

  @EnumField(['standard', 'rework', 'sample'], { optional: true })
  order_type?: string;

  @IdField({ optional: true, description: 'The active BOM when left out.' })
  bom_id?: number;

  @IdField({ optional: true, description: 'The active routing when left out.' })
  routing_id?: number;

  @IdField({
    optional: true,
    description: 'For a product without routing: where it is made in one operation.',
  })
  work_center_id?: number;

  @IdField({ ...optional, description: 'Where the product goes; the default location when left out.' })
  output_location_id?: number | null;

  @IdField({ ...optional, description: 'Sales order line that it is made for.' })
  sales_order_line_id?: number | null;

  @BooleanField({
    optional: true,
    description:
      'Where too little of a component is free for the order, its best alternate stands in for it.',
  })
  use_alternates?: boolean;

  @TextField(optional)
  notes?: string | null;
}

export class UpdateProductionOrderRequest {
  @QuantityField({
    optional: true,
    positive: true,
    description: 'Copies operations and materials again; alternates stay.',
  })
  quantity?: Decimal;

  @DateField(optional)
  due_date?: string | null;

  @IntegerField({ optional: true, min: 1, max: 5 })
  priority?: number;

  @IdField(optional)
  output_location_id?: number | null;

  @TextField(optional)
  notes?: string | null;
}

export class ReleaseRequest {
  @BooleanField({ optional: true, description: 'Release although material is missing.' })
  force?: boolean;

  @TextField({ optional: true, max: 500, description: 'Needed with force.' })
  reason?: string;
}

export class ReasonRequest {
  @TextField({ max: 500, example: 'The customer takes less' })
  reason: string;
}

export class MaterialUseRequest {
  @IdField()
  material_id: number;

  @QuantityField({
    optional: true,
    example: '105',
    description: 'From stock, in the stock unit of the component.',
  })
  quantity?: Decimal;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @IdField({ optional: true, description: 'From a spool; then give the weight.' })
  spool_id?: number;

  @QuantityField({ optional: true, positive: true, example: '0.105' })
  weight_kg?: Decimal;
}

export class ConsumeRequest {
  @LinesField(() => MaterialUseRequest, { max: 200 })
  materials: MaterialUseRequest[];
}

export class ReturnMaterialRequest {
  @QuantityField({ positive: true, example: '20' })
  quantity: Decimal;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;
}

export class ReportRequest {
  @QuantityField({ optional: true, example: '4' })
  quantity_good?: Decimal;

  @QuantityField({ optional: true, example: '1' })
  quantity_bad?: Decimal;

  @IdField({ optional: true, description: 'Needed for bad pieces.' })
  scrap_reason_id?: number;

  @TextField({ ...optional, max: 1000 })
  scrap_notes?: string | null;

  @QuantityField({ optional: true, example: '10', description: 'As planned when left out.' })
  setup_minutes?: Decimal;

  @QuantityField({ optional: true, example: '30', description: 'As planned for the pieces when left out.' })
  run_minutes?: Decimal;

  @IdField({ optional: true })
  printer_id?: number;

  @CodeField({ optional: true, description: 'Lot of the product; the order’s code when left out.' })
  lot_number?: string;

  @BooleanField({ optional: true, description: 'Finish although not everything that came in was made.' })
  complete?: boolean;

  @LinesField(() => MaterialUseRequest, {
    optional: true,
    min: 0,
    max: 200,
    description: 'What was really consumed; materials that are not named are consumed in proportion.',
  })
  materials?: MaterialUseRequest[];
}

export class ProductionOrderListQuery extends SearchQuery {
  @EnumField(PRODUCTION_ORDER_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  sales_order_id?: number;
}

export class ProductionOrderSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example WO-2026-0001 */
  code: string;
  /** @example 1 */
  product_id: number;
  bom_id: number | null;
  routing_id: number | null;
  sales_order_id: number | null;
  sales_order_line_id: number | null;
  parent_order_id: number | null;
  remake_of_id: number | null;
  split_sequence: number | null;
  @DecimalOut({ example: '5' })
  quantity_ordered: Decimal;
  @DecimalOut({ example: '4', description: 'Good pieces in stock.' })
  quantity_completed: Decimal;
  @DecimalOut({ example: '1' })
  quantity_scrapped: Decimal;
  @DecimalOut({ example: '80' })
  completion_percent: Decimal;
  /** @example manual */
  source: string;
  /** @example standard */
  order_type: string;
  /** Alternates may stand in for components that are short when the materials are copied. */
  use_alternates: boolean;
  /** @example draft */
  status: string;
  /** @example 3 */
  priority: number;
  /** What an order on hold was before. */
  previous_status: string | null;
  due_date: string | null;
  scheduled_start: Date | null;
  scheduled_end: Date | null;
  released_at: Date | null;
  actual_start: Date | null;
  actual_end: Date | null;
  completed_at: Date | null;
  closed_at: Date | null;
  @DecimalOut({ nullable: true, example: '12' })
  estimated_material_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '18.5' })
  estimated_labor_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '30.5' })
  estimated_total_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '12' })
  actual_material_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '18.5' })
  actual_labor_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '30.5' })
  actual_total_cost: Decimal | null;
  output_location_id: number | null;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

class ProductionOperationResponse {
  id: number;
  /** @example 10 */
  sequence: number;
  operation_code: string | null;
  /** @example Print */
  operation_name: string | null;
  /** @example pending */
  status: string;
  work_center_id: number;
  /** @example PRINT */
  work_center_code: string;
  resource_id: number | null;
  printer_id: number | null;
  @DecimalOut({ example: '4', description: 'Good pieces.' })
  quantity_completed: Decimal;
  @DecimalOut({ example: '1' })
  quantity_scrapped: Decimal;
  @DecimalOut({ example: '10' })
  planned_setup_minutes: Decimal;
  @DecimalOut({ example: '150' })
  planned_run_minutes: Decimal;
  @DecimalOut({ nullable: true, example: '10' })
  actual_setup_minutes: Decimal | null;
  @DecimalOut({ nullable: true, example: '150' })
  actual_run_minutes: Decimal | null;
  scrap_reason_id: number | null;
  scrap_notes: string | null;
  actual_start: Date | null;
  actual_end: Date | null;
}

class MaterialAlternateOfResponse {
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Taken because it is the only usable alternate; 100 EA are free, and 22 EA are needed. */
  reason: string;
}

class ProductionMaterialResponse {
  id: number;
  operation_id: number;
  component_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example unit */
  quantity_per: string;
  @DecimalOut({ example: '525' })
  quantity_required: Decimal;
  @DecimalOut({ example: '525', description: 'Reserved for this order.' })
  quantity_allocated: Decimal;
  @DecimalOut({ example: '0' })
  quantity_consumed: Decimal;
  @DecimalOut({ example: '0' })
  quantity_returned: Decimal;
  @DecimalOut({ nullable: true, example: '0.02' })
  unit_cost: Decimal | null;
  /** The lot that was consumed last. */
  lot_number: string | null;
  is_cost_only: boolean;
  is_optional: boolean;
  /** @example allocated */
  status: string;
  /** What it stands in for; null for what BOM and routing ask for. */
  alternate_of: MaterialAlternateOfResponse | null;
}

export class ProductionOrderResponse extends ProductionOrderSummaryResponse {
  operations: ProductionOperationResponse[];
  materials: ProductionMaterialResponse[];
}

export class ShortageResponse {
  material_id: number;
  component_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  @DecimalOut({ example: '525' })
  required: Decimal;
  @DecimalOut({ example: '300' })
  allocated: Decimal;
  @DecimalOut({ example: '75' })
  available: Decimal;
  @DecimalOut({ example: '150' })
  short: Decimal;
}
