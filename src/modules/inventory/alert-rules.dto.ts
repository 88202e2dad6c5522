import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DecimalOut,
  IdField,
  IntegerField,
  PageQuery,
  PercentField,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';

const threshold = (description: string, example: string) =>
  QuantityField({ optional: true, nullable: true, description, example });

export class UpdateAlertRuleRequest {
  @threshold('Low at this and below; the safety stock of the product when left out.', '500')
  minimum_quantity?: Decimal | null;

  @threshold('Free stock at which to order; that of the product when left out.', '1000')
  reorder_point?: Decimal | null;

  @threshold('Too much above this.', '10000')
  maximum_quantity?: Decimal | null;

  @IntegerField({ optional: true, nullable: true, max: 3_650, example: 30 })
  expiring_days?: number | null;

  @PercentField({ optional: true, nullable: true, example: '10' })
  discrepancy_percent?: Decimal | null;

  @threshold('Told of when a count differs by more than this, whatever the percentage.', '5')
  discrepancy_quantity?: Decimal | null;

  @BooleanField({ optional: true })
  is_active?: boolean;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class CreateAlertRuleRequest extends UpdateAlertRuleRequest {
  @IdField({ optional: true, description: 'Either a product or a material type.' })
  product_id?: number;

  @IdField({ optional: true, description: 'All products of this material together.' })
  material_type_id?: number;

  @IdField({ optional: true, description: 'Only the stock at this location and below it.' })
  location_id?: number;

  @TextField({
    optional: true,
    max: 20,
    min: 1,
    example: 'G',
    description: 'Unit of the quantities of a material type; those of a product are in its stock unit.',
  })
  unit?: string;
}

export class AlertRuleListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  material_type_id?: number;

  @IdField({ optional: true })
  location_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class AlertRuleResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number | null;
  material_type_id: number | null;
  location_id: number | null;
  unit: string | null;
  @DecimalOut({ nullable: true, example: '500' })
  minimum_quantity: Decimal | null;
  @DecimalOut({ nullable: true, example: '1000' })
  reorder_point: Decimal | null;
  @DecimalOut({ nullable: true, example: '10000' })
  maximum_quantity: Decimal | null;
  /** @example 30 */
  expiring_days: number | null;
  @DecimalOut({ nullable: true, example: '10' })
  discrepancy_percent: Decimal | null;
  @DecimalOut({ nullable: true, example: '5' })
  discrepancy_quantity: Decimal | null;
  is_active: boolean;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
