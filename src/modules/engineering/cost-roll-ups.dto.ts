import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import { BooleanField, DecimalOut, IdsField, IntegerField } from '../../platform/http/index.js';
import { CostByKindResponse, CostQuery, MissingPriceResponse } from './structures.dto.js';

export class MassRollUpRequest extends CostQuery {
  @IdsField({
    optional: true,
    max: LIMITS.bomLinesMax,
    description: 'Everything that is made when left out.',
  })
  product_ids?: number[];

  @IdsField({ optional: true, description: 'What is made of these categories and those below them.' })
  category_ids?: number[];

  @BooleanField({ optional: true, description: 'Write the costs although some components have no price.' })
  allow_missing_prices?: boolean;

  @BooleanField({ optional: true, description: 'Only tell what would be written.' })
  preview?: boolean;

  @IntegerField({
    optional: true,
    min: 0,
    max: LIMITS.pageRowsMax,
    example: LIMITS.pageRowsDefault,
    description: 'Changed products that the answer lists; all of them are told by the lines of the run.',
  })
  limit?: number;
}

class RollUpTermsResponse {
  /** `current` or `standard`. @example standard */
  basis: string;
  @DecimalOut({ example: '1', description: 'Lot that set-ups are spread over.' })
  lot_quantity: Decimal;
  /** Day whose effectivity counted. @example 2026-03-31 */
  structure_date: string;
}

class RollUpCountsResponse extends RollUpTermsResponse {
  /** `all` or `selection`. @example all */
  scope: string;
  allow_missing_prices: boolean;
  /** Products with another standard cost than before. @example 120 */
  products_updated: number;
  /** Products that had this standard cost already. @example 880 */
  products_unchanged: number;
}

export class MassRollUpLineResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  @DecimalOut({ nullable: true, example: '6.5' })
  previous_standard_cost: Decimal | null;
  @DecimalOut({ example: '6.6' })
  unit_cost: Decimal;
  @DecimalOut({ nullable: true, example: '0.1' })
  change: Decimal | null;
  breakdown: CostByKindResponse;
}

export class MassRollUpResponse extends RollUpCountsResponse {
  /** Null for a preview. @example 1 */
  run_id: number | null;
  preview: boolean;
  /** The first products without any price, counted as 0. */
  missing_prices: MissingPriceResponse[];
  /** @example 0 */
  missing_prices_count: number;
  /** The first products whose standard cost changes. */
  lines: MassRollUpLineResponse[];
}

export class RollUpRunResponse extends RollUpCountsResponse {
  /** @example 1 */
  id: number;
  /** Products without any price, counted as 0. @example 0 */
  missing_prices: number;
  created_by: number | null;
  created_at: Date;
}

export class RollUpHistoryResponse extends RollUpTermsResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** Null when the product was rolled up alone. @example 1 */
  run_id: number | null;
  @DecimalOut({ example: '6.6', description: 'The standard cost that was written.' })
  unit_cost: Decimal;
  @DecimalOut({ example: '2.1' })
  material: Decimal;
  @DecimalOut({ example: '2.25' })
  labor: Decimal;
  @DecimalOut({ example: '1.5' })
  machine: Decimal;
  @DecimalOut({ example: '0.75' })
  overhead: Decimal;
  @DecimalOut({ example: '0' })
  subcontract: Decimal;
  @DecimalOut({ nullable: true, example: '6.5' })
  previous_standard_cost: Decimal | null;
  created_by: number | null;
  created_at: Date;
}
