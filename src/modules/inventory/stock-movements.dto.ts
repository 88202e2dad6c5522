import { Decimal } from '../../kernel/decimal.js';
import {
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  PageQuery,
  QuantityField,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { MOVEMENT_TYPES } from './movement.js';

class MovementBody {
  @IdField({ example: 1 })
  product_id: number;

  @TextField({
    optional: true,
    max: 20,
    description: 'Unit of the quantity; the stock unit when left out.',
    example: 'KG',
  })
  unit?: string;

  @DateField({ optional: true, description: 'Business day; today when left out.' })
  transaction_date?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @CodeField({ optional: true, nullable: true, max: 100 })
  serial_number?: string | null;
}

export class ReceiveStockRequest extends MovementBody {
  @QuantityField({ positive: true, example: '1000' })
  quantity: Decimal;

  @IdField({ optional: true, description: 'The default location when left out.' })
  location_id?: number;

  @UnitPriceField({
    optional: true,
    description: 'Cost per `unit` (per stock unit when none is given); the present average when left out.',
  })
  unit_cost?: Decimal;

  @CodeField({
    optional: true,
    max: 100,
    description: 'For products tracked by lots. A new number makes a new lot.',
  })
  lot_number?: string;

  @TextField({ optional: true, nullable: true, max: 100 })
  vendor_lot_number?: string | null;

  @DateField({ optional: true, nullable: true, description: 'By the product’s shelf life when left out.' })
  expiration_date?: string | null;
}

export class CreateIssueRequest extends MovementBody {
  @QuantityField({ positive: true, example: '250' })
  quantity: Decimal;

  @IdField({
    optional: true,
    description: 'Picked when left out: first expired, first out; then first in, first out.',
  })
  location_id?: number;

  @IdField({ optional: true, description: 'Picked when left out.' })
  lot_id?: number;
}

export class CreateTransferRequest extends MovementBody {
  @QuantityField({ positive: true, example: '5' })
  quantity: Decimal;

  @IdField()
  from_location_id: number;

  @IdField({ example: 2 })
  to_location_id: number;

  @IdField({ optional: true })
  lot_id?: number;
}

export class CreateAdjustmentRequest extends MovementBody {
  @QuantityField({
    min: -99_999_999_999,
    example: '-2',
    description: 'What is added, or taken when negative; not zero.',
  })
  quantity_change: Decimal;

  @TextField({ max: 500, example: 'Damaged in handling' })
  declare reason: string;

  @IdField({ optional: true, description: 'The default location when left out.' })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @CodeField({ optional: true, max: 100 })
  lot_number?: string;

  @UnitPriceField({
    optional: true,
    description: 'Cost per unit of what is added; the present average when left out.',
  })
  unit_cost?: Decimal;
}

export class CreateCountRequest extends MovementBody {
  @QuantityField({ example: '42', description: 'What is there.' })
  counted_quantity: Decimal;

  @IdField({ optional: true, description: 'The default location when left out.' })
  location_id?: number;

  @IdField({ optional: true, description: 'For products tracked by lots.' })
  lot_id?: number;
}

export class ReverseMovementRequest {
  @TextField({ optional: true, nullable: true, max: 500, example: 'Entered twice' })
  reason?: string | null;
}

export class MovementListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true, description: 'Movements that left or reached this location.' })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @EnumField(MOVEMENT_TYPES, { optional: true })
  transaction_type?: string;

  @TextField({ optional: true, max: 50 })
  reference_type?: string;

  @IdField({ optional: true })
  reference_id?: number;

  @DateField({ optional: true })
  date_from?: string;

  @DateField({ optional: true })
  date_to?: string;
}

export class MovementResponse {
  /** @example 1 */
  id: number;
  /** @example receipt */
  transaction_type: string;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  @DecimalOut({ example: '1000', description: 'Always positive, in the stock unit.' })
  quantity: Decimal;
  /** Stock unit. @example G */
  unit: string;
  /** Null: from outside the company. */
  from_location_id: number | null;
  /** Null: to outside the company. @example 1 */
  to_location_id: number | null;
  lot_id: number | null;
  lot_number: string | null;
  serial_number: string | null;
  @DecimalOut({ example: '0.02', description: 'Per stock unit.' })
  cost_per_unit: Decimal;
  @DecimalOut({ example: '20' })
  total_cost: Decimal;
  /** Kind of the document behind it. */
  reference_type: string | null;
  reference_id: number | null;
  reason: string | null;
  notes: string | null;
  reversal_of_id: number | null;
  reversed_by_id: number | null;
  /** @example 2026-03-31 */
  transaction_date: string;
  created_at: Date;
  created_by: number | null;
}
