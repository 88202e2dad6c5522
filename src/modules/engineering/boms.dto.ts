import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import {
  BooleanField,
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  LinesField,
  NameField,
  PercentField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';
import { CONSUME_STAGES } from './structure.rules.js';

const optional = { optional: true, nullable: true } as const;

export class BomLineRequest {
  @IdField()
  component_id: number;

  @QuantityField({ example: '4', description: 'For the output quantity of the BOM; 0 takes no part.' })
  quantity: Decimal;

  @UnitCodeField({ optional: true, description: 'The stock unit of the component when left out.' })
  unit?: string;

  @EnumField(CONSUME_STAGES, { optional: true, description: '`production` when left out.' })
  consume_stage?: string;

  @BooleanField({ optional: true, description: 'Counts in the cost, takes no stock. True for services.' })
  is_cost_only?: boolean;

  @BooleanField({ optional: true, description: 'May be left out by an order; counted until then.' })
  is_optional?: boolean;

  @PercentField({ optional: true, description: 'Scrap in per cent, on top of the quantity.' })
  scrap_factor?: Decimal;

  @QuantityField({ optional: true, example: '1', description: 'Added once an order.' })
  setup_quantity?: Decimal;

  @QuantityField({
    ...optional,
    positive: true,
    example: '1',
    description: 'What an order takes is rounded up to a multiple of this, in the unit of the line.',
  })
  rounding_multiple?: Decimal | null;

  @DateField({ ...optional, description: 'First day.' })
  effective_from?: string | null;

  @DateField({ ...optional, description: 'First day on which it does not count any more.' })
  effective_to?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class ByProductRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '0.2', description: 'For the output quantity of the BOM.' })
  quantity: Decimal;

  @UnitCodeField({ optional: true, description: 'The stock unit of the by-product when left out.' })
  unit?: string;

  @PercentField({
    optional: true,
    max: 100,
    description: 'Per cent of the cost that it carries; 0 when left out.',
  })
  cost_share_percent?: Decimal;

  @TextField(optional)
  notes?: string | null;
}

class BomHeader {
  @CodeField({ ...optional, example: 'BRACKET-01-A' })
  code?: string | null;

  @NameField({ ...optional, example: 'Bracket, glued' })
  name?: string | null;

  @TextField({ ...optional, max: 50, example: 'A' })
  revision?: string | null;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1',
    description: 'Pieces that the lines make together.',
  })
  output_quantity?: Decimal;

  @DateField({ ...optional, description: 'First day on which the version counts; empty is always.' })
  effective_from?: string | null;

  @DateField({ ...optional, description: 'First day on which it does not count any more; empty is never.' })
  effective_to?: string | null;

  @BooleanField({
    optional: true,
    description:
      'Whether a component may stand in several lines; planning adds them up. False when left out.',
  })
  allows_repeated_lines?: boolean;

  @TextField(optional)
  notes?: string | null;
}

export class CreateBomRequest extends BomHeader {
  @IdField()
  product_id: number;

  @BooleanField({
    optional: true,
    description: 'True when left out: the new version becomes the active one.',
  })
  active?: boolean;

  @LinesField(() => BomLineRequest, { max: LIMITS.bomLinesMax })
  lines: BomLineRequest[];

  @LinesField(() => ByProductRequest, { optional: true, min: 0, max: LIMITS.byProductsMax })
  by_products?: ByProductRequest[];
}

export class UpdateBomRequest extends BomHeader {}

export class ReplaceBomLinesRequest {
  @LinesField(() => BomLineRequest, { max: LIMITS.bomLinesMax, description: 'In place of all lines.' })
  lines: BomLineRequest[];
}

export class ReplaceByProductsRequest {
  @LinesField(() => ByProductRequest, {
    min: 0,
    max: LIMITS.byProductsMax,
    description: 'In place of all by-products.',
  })
  by_products: ByProductRequest[];
}

export class BomListQuery extends SearchQuery {
  @IdField({ optional: true })
  product_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class BomLineResponse {
  /** @example 1 */
  id: number;
  /** @example 10 */
  sequence: number;
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Screw M3 */
  component_name: string;
  @DecimalOut({ example: '4' })
  quantity: Decimal;
  /** @example EA */
  unit: string;
  /** @example EA */
  stock_unit: string;
  /** @example production */
  consume_stage: string;
  is_cost_only: boolean;
  is_optional: boolean;
  @DecimalOut({ example: '5', description: 'Per cent.' })
  scrap_factor: Decimal;
  @DecimalOut({ example: '0' })
  setup_quantity: Decimal;
  @DecimalOut({ nullable: true, example: '1' })
  rounding_multiple: Decimal | null;
  effective_from: string | null;
  effective_to: string | null;
  notes: string | null;
}

export class ByProductResponse {
  /** @example 1 */
  id: number;
  /** @example 10 */
  sequence: number;
  /** @example 7 */
  product_id: number;
  /** @example PLA-REGRIND */
  sku: string;
  /** @example PLA, ground */
  product_name: string;
  @DecimalOut({ example: '0.2', description: 'For the output quantity of the BOM.' })
  quantity: Decimal;
  /** @example G */
  unit: string;
  /** @example G */
  stock_unit: string;
  @DecimalOut({ example: '5', description: 'Per cent of the cost that it carries.' })
  cost_share_percent: Decimal;
  notes: string | null;
}

export class BomSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example Bracket */
  product_name: string;
  code: string | null;
  name: string | null;
  /** Counts up by product. @example 1 */
  bom_version: number;
  revision: string | null;
  is_active: boolean;
  /** First day on which the version counts; null is always. */
  effective_from: string | null;
  /** First day on which it does not count any more; null is never. */
  effective_to: string | null;
  /** Whether a component may stand in several lines. */
  allows_repeated_lines: boolean;
  @DecimalOut({ example: '1' })
  output_quantity: Decimal;
  /** @example EA */
  output_unit: string;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class BomResponse extends BomSummaryResponse {
  lines: BomLineResponse[];
  by_products: ByProductResponse[];
}
