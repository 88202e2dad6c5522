import { ApiProperty } from '@nestjs/swagger';
import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import {
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  PageQuery,
  PercentField,
} from '../../platform/http/index.js';
import { ABC_CLASSES, type AbcClass } from './abc.rules.js';
import { StocktakeTermsRequest } from './stocktakes.dto.js';

export class UpdateCycleCountSettingsRequest {
  @PercentField({
    optional: true,
    max: 100,
    example: '80',
    description: 'Share of the value used that is of class A.',
  })
  a_percent?: Decimal;

  @PercentField({
    optional: true,
    max: 100,
    example: '15',
    description: 'Of class B; the rest is of class C.',
  })
  b_percent?: Decimal;

  @IntegerField({
    optional: true,
    min: 1,
    max: 3_660,
    example: 30,
    description: 'Days between counts of class A.',
  })
  a_days?: number;

  @IntegerField({ optional: true, min: 1, max: 3_660, example: 90 })
  b_days?: number;

  @IntegerField({ optional: true, min: 1, max: 3_660, example: 180 })
  c_days?: number;
}

export class CycleCountSettingsResponse {
  /** @example 1 */
  id: number;
  created_at: Date;
  @DecimalOut({ example: '80' })
  a_percent: Decimal;
  @DecimalOut({ example: '15' })
  b_percent: Decimal;
  /** @example 30 */
  a_days: number;
  /** @example 90 */
  b_days: number;
  /** @example 180 */
  c_days: number;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class AbcClassTotals {
  @ApiProperty({ enum: ABC_CLASSES })
  abc_class: AbcClass;
  /** @example 12 */
  products: number;
  @DecimalOut({ example: '8000' })
  annual_value: Decimal;
}

export class ClassificationResponse {
  /** @example 2026-03-31 */
  classified_on: string;
  /** What was used after this day counts. @example 2025-03-31 */
  used_from: string;
  /** @example 120 */
  products: number;
  @DecimalOut({ example: '10000' })
  annual_value: Decimal;
  @ApiProperty({ type: () => AbcClassTotals, isArray: true })
  classes: AbcClassTotals[];
}

export class AbcClassListQuery extends PageQuery {
  @EnumField(ABC_CLASSES, { optional: true })
  abc_class?: string;

  @IdField({ optional: true })
  product_id?: number;
}

export class AbcProductResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  name: string;
  @ApiProperty({ enum: ABC_CLASSES })
  abc_class: AbcClass;
  /** 1 for the product of which most is used. @example 1 */
  position: number;
  @DecimalOut({ example: '5000', description: 'Issued, consumed and shipped in a year, at cost.' })
  annual_value: Decimal;
  @DecimalOut({ example: '50', description: 'Share of this product and all before it.' })
  cumulative_percent: Decimal;
  /** @example 2026-03-31 */
  classified_on: string;
}

export class DueListQuery extends PageQuery {
  @IdField({ optional: true })
  warehouse_id?: number;

  @EnumField(ABC_CLASSES, { optional: true })
  abc_class?: string;
}

export class DuePlaceResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  warehouse_id: number;
  /** @example 2 */
  location_id: number;
  /** @example A-01-03 */
  location_code: string;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  product_name: string;
  lot_id: number | null;
  lot_number: string | null;
  @ApiProperty({ enum: ABC_CLASSES, description: 'C for a product without a class.' })
  abc_class: AbcClass;
  last_counted_at: Date | null;
  /** @example 2026-03-31 */
  due_on: string;
}

export class CreateCycleCountRequest extends StocktakeTermsRequest {
  @IdField({ example: 1 })
  warehouse_id: number;

  @EnumField(ABC_CLASSES, { optional: true, description: 'Only products of this class.' })
  abc_class?: string;

  @IntegerField({
    optional: true,
    min: 1,
    max: LIMITS.documentLinesMax,
    example: 50,
    description: `The places that are due longest; ${LIMITS.pageRowsMax} when left out.`,
  })
  lines_max?: number;
}
