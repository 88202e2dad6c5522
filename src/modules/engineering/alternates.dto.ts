import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DateField,
  DecimalOut,
  IdField,
  IntegerField,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';

const optional = { optional: true, nullable: true } as const;

class AlternateFields {
  @UnitCodeField({ optional: true, description: 'The stock unit of the alternate when left out.' })
  unit?: string;

  @IntegerField({ optional: true, min: 1, max: 1_000, example: 1, description: 'The lowest comes first.' })
  preference_rank?: number;

  @BooleanField({
    optional: true,
    description: 'Comes before every rank. A line has one at most: setting it takes it from the other.',
  })
  is_preferred?: boolean;

  @QuantityField({ optional: true, example: '100', description: 'In the stock unit of the alternate.' })
  min_order_quantity?: Decimal;

  @IntegerField({ optional: true, max: 10_000, example: 5 })
  lead_time_days?: number;

  @DateField({ ...optional, description: 'First day.' })
  effective_from?: string | null;

  @DateField({ ...optional, description: 'First day on which it does not count any more.' })
  effective_to?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class CreateAlternateRequest extends AlternateFields {
  @IdField({ example: 3 })
  alternate_item_id: number;

  @QuantityField({ positive: true, example: '1.5', description: 'In place of the quantity of the line.' })
  quantity_required: Decimal;
}

export class UpdateAlternateRequest extends AlternateFields {
  @QuantityField({ optional: true, positive: true, example: '1.5' })
  quantity_required?: Decimal;
}

export class AlternateResponse {
  /** @example 1 */
  id: number;
  /** The BOM line. @example 2 */
  primary_component_id: number;
  /** @example 3 */
  alternate_item_id: number;
  /** @example SCREW-M3-A2 */
  sku: string;
  /** @example Screw M3, stainless */
  name: string;
  @DecimalOut({ example: '1.5' })
  quantity_required: Decimal;
  /** @example EA */
  unit: string;
  /** @example EA */
  stock_unit: string;
  @DecimalOut({ nullable: true, example: '12', description: 'Per stock unit, now; null without a price.' })
  unit_cost: Decimal | null;
  @DecimalOut({
    nullable: true,
    example: '-2',
    description: 'Quantity × cost of the alternate less that of the line; null while a price is missing.',
  })
  cost_difference: Decimal | null;
  /** @example 1 */
  preference_rank: number;
  is_preferred: boolean;
  @DecimalOut({ example: '0' })
  min_order_quantity: Decimal;
  /** @example 5 */
  lead_time_days: number;
  effective_from: string | null;
  effective_to: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class AlternateChoiceQuery {
  @QuantityField({
    optional: true,
    positive: true,
    example: '10',
    description: 'Pieces of the BOM’s product; 1 when left out.',
  })
  quantity?: Decimal;

  @DateField({ optional: true, description: 'Today when left out.' })
  date?: string;
}

export class AlternateCandidateResponse {
  /** @example 3 */
  product_id: number;
  /** @example SCREW-M3-A2 */
  sku: string;
  /** Null for the component of the line. @example 1 */
  alternate_id: number | null;
  is_chosen: boolean;
  @DecimalOut({ example: '15', description: 'With scrap and set-up, in the stock unit.' })
  required_quantity: Decimal;
  @DecimalOut({ example: '40' })
  available_quantity: Decimal;
  /** @example EA */
  unit: string;
  @DecimalOut({ nullable: true, example: '12' })
  unit_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '180' })
  total_cost: Decimal | null;
  /** Null for the component of the line. @example 1 */
  preference_rank: number | null;
  is_preferred: boolean;
  /** @example 5 */
  lead_time_days: number;
  @DecimalOut({ example: '0' })
  min_order_quantity: Decimal;
  /** @example Left: the primary is in stock. */
  reason: string;
}

export class AlternateChoiceResponse {
  /** @example 1 */
  bom_id: number;
  /** @example 2 */
  line_id: number;
  @DecimalOut({ example: '10' })
  quantity: Decimal;
  /** @example 2026-03-31 */
  date: string;
  /** @example 3 */
  chosen_product_id: number;
  chosen_alternate_id: number | null;
  /** The component of the line first. */
  candidates: AlternateCandidateResponse[];
}
