import { ApiProperty } from '@nestjs/swagger';
import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DecimalOut,
  IdField,
  IntegerField,
  LinesField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';

export class CreatePutAwayRuleRequest {
  @IdField({ optional: true, nullable: true, description: 'For this product only.' })
  product_id?: number | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'For products of this category and those below it. Neither: for anything.',
  })
  category_id?: number | null;

  @IdField({ example: 2 })
  location_id: number;

  @IntegerField({ optional: true, min: 1, max: 9_999, example: 10, description: 'The smaller one first.' })
  priority?: number;

  @QuantityField({
    optional: true,
    nullable: true,
    positive: true,
    example: '200',
    description:
      'In stock units: of the product under a rule of a product, of everything at the location under others. ' +
      'As much as one likes when left out.',
  })
  capacity?: Decimal | null;
}

export class UpdatePutAwayRuleRequest {
  @IdField({ optional: true, nullable: true })
  product_id?: number | null;

  @IdField({ optional: true, nullable: true })
  category_id?: number | null;

  @IdField({ optional: true })
  location_id?: number;

  @IntegerField({ optional: true, min: 1, max: 9_999 })
  priority?: number;

  @QuantityField({ optional: true, nullable: true, positive: true })
  capacity?: Decimal | null;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class PutAwayRuleListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  category_id?: number;

  @IdField({ optional: true })
  location_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class PutAwayRuleResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number | null;
  category_id: number | null;
  /** @example 2 */
  location_id: number;
  /** @example 10 */
  priority: number;
  @DecimalOut({ nullable: true, example: '200' })
  capacity: Decimal | null;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class PutAwayProposalRequest {
  @IdField({ example: 1 })
  product_id: number;

  @QuantityField({ positive: true, example: '300', description: 'In the stock unit.' })
  quantity: Decimal;

  @IdField({ example: 1 })
  warehouse_id: number;
}

export class PutAwayLineRequest {
  @IdField({ example: 1 })
  product_id: number;

  @IdField({ optional: true, nullable: true, description: 'Picked when left out.' })
  lot_id?: number | null;

  @QuantityField({ positive: true, example: '300', description: 'In the stock unit.' })
  quantity: Decimal;
}

export class PutAwayRequest {
  @IdField({ example: 3, description: 'The dock or wherever the stock lies now.' })
  from_location_id: number;

  @LinesField(() => PutAwayLineRequest)
  lines: PutAwayLineRequest[];

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class PlacedResponse {
  /** @example 1 */
  rule_id: number;
  /** @example 2 */
  location_id: number;
  /** @example A-01-03 */
  location_code: string;
  @DecimalOut({ example: '200' })
  quantity: Decimal;
  /** One for each lot; none in a proposal. */
  movement_ids: number[];
}

export class PutAwayLineResponse {
  /** @example 1 */
  product_id: number;
  lot_id: number | null;
  @DecimalOut({ example: '300' })
  quantity: Decimal;
  @DecimalOut({ example: '200' })
  placed_quantity: Decimal;
  @DecimalOut({ example: '100', description: 'What no rule has room for.' })
  unplaced_quantity: Decimal;
  @ApiProperty({ type: () => PlacedResponse, isArray: true })
  placed: PlacedResponse[];
}
