import { ApiProperty } from '@nestjs/swagger';
import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  IdsField,
  LinesField,
  PageQuery,
  PercentField,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { ABC_CLASSES } from './abc.rules.js';
import { STOCKTAKE_ITEM_STATUSES, type StocktakeItemStatus } from './stocktake.rules.js';
import { STOCKTAKE_STATUSES } from './stocktake.states.js';

export class StocktakeTermsRequest {
  @DateField({ optional: true, description: 'Today when left out.' })
  scheduled_date?: string;

  @BooleanField({ optional: true, description: 'Whoever counts does not see what is expected.' })
  is_blind?: boolean;

  @PercentField({
    optional: true,
    nullable: true,
    example: '2',
    description: 'A first count that is further off has to be repeated or accepted.',
  })
  tolerance_percent?: Decimal | null;

  @QuantityField({
    optional: true,
    nullable: true,
    example: '5',
    description: 'The same in stock units; with both, the narrower one decides.',
  })
  tolerance_quantity?: Decimal | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

class StocktakeScopeRequest extends StocktakeTermsRequest {
  @IdField({ optional: true, nullable: true, description: 'Only this location and what lies in it.' })
  location_id?: number | null;

  @IdField({ optional: true, nullable: true, description: 'Only products of this category or one below it.' })
  category_id?: number | null;

  @EnumField(ABC_CLASSES, { optional: true, nullable: true, description: 'Only products of this class.' })
  abc_class?: string | null;

  @IdsField({ optional: true, min: 0, description: 'Only these products.' })
  product_ids?: number[];
}

export class CreateStocktakeRequest extends StocktakeScopeRequest {
  @IdField({ example: 1 })
  warehouse_id: number;
}

export class UpdateStocktakeRequest extends StocktakeScopeRequest {}

export class CancelStocktakeRequest {
  @TextField({ optional: true, nullable: true, max: 500, example: 'Fire drill' })
  reason?: string | null;
}

export class CompleteStocktakeRequest {
  @EnumField(['skip', 'zero'], {
    optional: true,
    description:
      'What becomes of lines that nobody counted: left as they are, or taken for empty. Refused when left out.',
  })
  uncounted?: 'skip' | 'zero';
}

export class CountItemRequest {
  @QuantityField({ example: '41', description: 'What is there, in the stock unit.' })
  quantity: Decimal;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class CountLineRequest extends CountItemRequest {
  @IdField({ optional: true, description: 'A line of the list. Otherwise name product and location.' })
  item_id?: number;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true, nullable: true })
  lot_id?: number | null;

  @CodeField({ optional: true, nullable: true, max: 100, description: 'A new number makes a new lot.' })
  lot_number?: string | null;
}

export class CountLinesRequest {
  @LinesField(() => CountLineRequest)
  lines: CountLineRequest[];
}

export class StocktakeItemsRequest {
  @IdsField({ example: [1] })
  item_ids: number[];
}

export class StocktakeListQuery extends PageQuery {
  @EnumField(STOCKTAKE_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true })
  warehouse_id?: number;
}

export class StocktakeItemListQuery extends PageQuery {
  @EnumField(STOCKTAKE_ITEM_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  product_id?: number;
}

export class StocktakeSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example ST-2026-0001 */
  stocktake_number: string;
  /** @example 1 */
  warehouse_id: number;
  location_id: number | null;
  category_id: number | null;
  abc_class: string | null;
  /** `stock`: everything in scope when it starts; `places`: places that were chosen beforehand. @example stock */
  scope: string;
  /** @example in_progress */
  status: string;
  /** @example 2026-03-31 */
  scheduled_date: string;
  is_blind: boolean;
  @DecimalOut({ nullable: true, example: '2' })
  tolerance_percent: Decimal | null;
  @DecimalOut({ nullable: true, example: '5' })
  tolerance_quantity: Decimal | null;
  /** What became of lines that nobody counted. */
  uncounted: string | null;
  notes: string | null;
  cancellation_reason: string | null;
  scheduled_by: number | null;
  started_at: Date | null;
  started_by: number | null;
  completed_at: Date | null;
  completed_by: number | null;
  completed_date: string | null;
  cancelled_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class StocktakeFiguresResponse {
  /** @example 120 */
  lines: number;
  /** @example 30 */
  open_lines: number;
  /** Too far off: to be counted again or accepted. @example 2 */
  recount_lines: number;
  /** Added while counting. @example 1 */
  found_lines: number;
  /** @example 0 */
  skipped_lines: number;
  /** Null where it is hidden from whoever counts. @example 3 */
  discrepancy_lines: number | null;
  @DecimalOut({ nullable: true, example: '12.5', description: 'Value of what was found more.' })
  gain_value: Decimal | null;
  @DecimalOut({ nullable: true, example: '20', description: 'Value of what was missing.' })
  loss_value: Decimal | null;
  @DecimalOut({ nullable: true, example: '-7.5' })
  net_value: Decimal | null;
}

export class StocktakeResponse extends StocktakeSummaryResponse {
  /** Empty: all products in scope. */
  product_ids: number[];
  @ApiProperty({ type: () => StocktakeFiguresResponse })
  figures: StocktakeFiguresResponse;
}

export class StocktakeItemResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  product_name: string;
  /** @example G */
  unit: string;
  /** @example 1 */
  location_id: number;
  /** @example A-01-03 */
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  @ApiProperty({ enum: STOCKTAKE_ITEM_STATUSES, example: 'counted' })
  status: StocktakeItemStatus;
  /** How often it was counted. @example 1 */
  counts: number;
  /** Added while counting. */
  is_found: boolean;
  @DecimalOut({ nullable: true, example: '42', description: 'Null where it is hidden from whoever counts.' })
  expected_quantity: Decimal | null;
  @DecimalOut({ nullable: true, example: '41' })
  actual_quantity: Decimal | null;
  @DecimalOut({ nullable: true, example: '-1' })
  discrepancy_quantity: Decimal | null;
  @DecimalOut({ nullable: true, example: '-2.380952', description: 'Null when nothing was expected.' })
  discrepancy_percent: Decimal | null;
  @DecimalOut({ nullable: true, example: '-0.02' })
  discrepancy_value: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.02', description: 'When the count began.' })
  unit_cost: Decimal | null;
  counted_at: Date | null;
  counted_by: number | null;
  accepted_at: Date | null;
  accepted_by: number | null;
  notes: string | null;
  inventory_transaction_id: number | null;
}

export class StocktakeCountResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  round: number;
  @DecimalOut({ example: '41' })
  quantity: Decimal;
  notes: string | null;
  counted_by: number | null;
  counted_at: Date;
}
