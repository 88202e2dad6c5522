import { Decimal } from '../../kernel/decimal.js';
import { ApiProperty } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  LinesField,
  PageQuery,
  QuantityField,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import type { AdjustmentEntry } from './stock-adjustment.rules.js';
import { ADJUSTMENT_TYPES } from './stock-adjustment.rules.js';
import { ADJUSTMENT_STATUSES } from './stock-adjustment.states.js';

export class AdjustmentLineRequest {
  @IdField({ example: 1 })
  product_id: number;

  @IdField({ optional: true, description: 'The adjustment’s location or warehouse when left out.' })
  location_id?: number;

  @IdField({ optional: true, nullable: true, description: 'For products tracked by lots.' })
  lot_id?: number | null;

  @CodeField({
    optional: true,
    nullable: true,
    max: 100,
    description: 'Instead of `lot_id`; a new number makes a new lot when stock is added.',
  })
  lot_number?: string | null;

  @QuantityField({
    optional: true,
    min: -99_999_999_999,
    example: '-2',
    description: 'What is added, or taken when negative. Either this or `quantity_after`.',
  })
  quantity_change?: Decimal;

  @QuantityField({ optional: true, example: '40', description: 'What is there afterwards.' })
  quantity_after?: Decimal;

  @UnitPriceField({
    optional: true,
    nullable: true,
    description: 'Cost per stock unit of what is added; the present cost when left out.',
  })
  unit_cost?: Decimal | null;

  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;
}

export class CreateStockAdjustmentRequest {
  @IdField({ optional: true, nullable: true, description: 'Lines then lie in this warehouse.' })
  warehouse_id?: number | null;

  @IdField({ optional: true, nullable: true, description: 'Where the lines are that name no location.' })
  location_id?: number | null;

  @EnumField(ADJUSTMENT_TYPES, {
    example: 'damage',
    description: 'Damage and loss only take from stock, what is found is only added.',
  })
  adjustment_type: string;

  @CodeField({ example: 'damaged_goods', description: 'One of the adjustment reasons.' })
  reason_code: string;

  @TextField({ optional: true, nullable: true, max: 500, example: 'Fork lift' })
  reason?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @DateField({ optional: true, description: 'Business day; today when left out.' })
  adjustment_date?: string;

  @LinesField(() => AdjustmentLineRequest)
  lines: AdjustmentLineRequest[];
}

export class UpdateStockAdjustmentRequest {
  @IdField({ optional: true, nullable: true })
  warehouse_id?: number | null;

  @IdField({ optional: true, nullable: true })
  location_id?: number | null;

  @EnumField(ADJUSTMENT_TYPES, { optional: true })
  adjustment_type?: string;

  @CodeField({ optional: true })
  reason_code?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @DateField({ optional: true })
  adjustment_date?: string;

  @LinesField(() => AdjustmentLineRequest, { optional: true, description: 'In place of the present lines.' })
  lines?: AdjustmentLineRequest[];
}

export class ReverseStockAdjustmentRequest {
  @TextField({ optional: true, nullable: true, max: 500, example: 'Wrong bin' })
  reason?: string | null;
}

export class StockAdjustmentListQuery extends PageQuery {
  @EnumField(ADJUSTMENT_STATUSES, { optional: true })
  status?: string;

  @EnumField(ADJUSTMENT_TYPES, { optional: true })
  adjustment_type?: string;

  @IdField({ optional: true })
  warehouse_id?: number;

  @IdField({ optional: true })
  reason_id?: number;
}

export class StockAdjustmentSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example ADJ-2026-0001 */
  adjustment_number: string;
  warehouse_id: number | null;
  location_id: number | null;
  /** @example damage */
  adjustment_type: string;
  /** @example 2 */
  reason_id: number;
  reason: string | null;
  notes: string | null;
  /** @example 2026-03-31 */
  adjustment_date: string;
  /** @example posted */
  status: string;
  /** Lines that changed something. @example 3 */
  total_items_adjusted: number;
  /** The adjustment that this one undoes. */
  reversal_of_id: number | null;
  posted_at: Date | null;
  posted_by: number | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class AdjustmentLineResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  line_number: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example 1 */
  location_id: number;
  /** @example MAIN */
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  @ApiProperty({
    enum: ['change', 'after'],
    description: 'Whether the line says a difference or what is there afterwards.',
  })
  entry: AdjustmentEntry;
  @DecimalOut({ example: '-2' })
  entered_quantity: Decimal;
  @DecimalOut({ nullable: true, example: '42', description: 'Null until it is posted.' })
  quantity_before: Decimal | null;
  @DecimalOut({ nullable: true, example: '40' })
  quantity_after: Decimal | null;
  @DecimalOut({ nullable: true, example: '-2' })
  quantity_change: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.02' })
  unit_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.04', description: 'Value of what was added or taken.' })
  total_cost: Decimal | null;
  reason: string | null;
  inventory_transaction_id: number | null;
}

export class StockAdjustmentResponse extends StockAdjustmentSummaryResponse {
  /** @example damaged_goods */
  reason_code: string;
  /** The adjustment that undid this one. */
  reversed_by_id: number | null;
  @ApiProperty({ type: () => AdjustmentLineResponse, isArray: true })
  lines: AdjustmentLineResponse[];
}
