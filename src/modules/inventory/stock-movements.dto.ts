import { Decimal } from '../../kernel/decimal.js';
import {
  CodeField,
  DateField,
  DecimalOut,
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  PageQuery,
  QuantityField,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { MOVEMENT_TYPES } from './movement.js';
import { MOVEMENT_STATUSES, type MovementStatus } from './movements.query.js';

/** Without the reason: a field that a base class makes optional cannot be made needed again. */
class MovementFields {
  @IdField({ example: 1 })
  product_id: number;

  @TextField({
    optional: true,
    max: 20,
    description: 'Unit of the quantity; the stock unit when left out.',
    example: 'KG',
  })
  unit?: string;

  @DateField({
    optional: true,
    description: 'Business day; today when left out. A past day is its end: after everything known of it.',
  })
  transaction_date?: string;

  @InstantField({ optional: true, description: 'The moment, instead of the day.' })
  occurred_at?: string;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @CodeField({ optional: true, nullable: true, max: 100 })
  serial_number?: string | null;
}

class MovementBody extends MovementFields {
  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;
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

  @BooleanField({
    optional: true,
    description:
      'Holds the issue for approval by somebody else, with its reason, when there is not enough stock; else it is refused.',
  })
  allow_negative?: boolean;
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

export class CreateAdjustmentRequest extends MovementFields {
  @QuantityField({
    min: -99_999_999_999,
    example: '-2',
    description: 'What is added, or taken when negative; not zero.',
  })
  quantity_change: Decimal;

  @TextField({ max: 500, example: 'Damaged in handling' })
  reason: string;

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

  @DateField({ optional: true, description: 'Business day; today when left out, not before the original.' })
  transaction_date?: string;
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

  @EnumField(MOVEMENT_STATUSES, { optional: true, description: 'Whether it waits for approval.' })
  status?: MovementStatus;

  @IdField({ optional: true, description: 'Corrections of this movement.' })
  revalues_id?: number;

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
  @DecimalOut({ nullable: true, example: '0.02', description: 'Per stock unit, as it was posted.' })
  cost_per_unit: Decimal | null;
  @DecimalOut({ example: '20', description: 'What it did to the value of the stock when it was posted.' })
  total_cost: Decimal;
  @DecimalOut({
    nullable: true,
    example: '20',
    description: 'What its document says it is worth. The difference to the cost is a variance.',
  })
  given_value: Decimal | null;
  @DecimalOut({ example: '20', description: 'The cost with everything that was booked later to correct it.' })
  corrected_cost: Decimal;
  @DecimalOut({ nullable: true, description: 'What was counted.' })
  counted_quantity: Decimal | null;
  /** Kind of the document behind it. */
  reference_type: string | null;
  reference_id: number | null;
  reason: string | null;
  notes: string | null;
  reversal_of_id: number | null;
  reversed_by_id: number | null;
  /** The movement that this row corrects. */
  revalues_id: number | null;
  /** `held` waits for approval and has moved nothing. @example posted */
  status: MovementStatus;
  approval_reason: string | null;
  approved_by: number | null;
  approved_at: Date | null;
  rejected_by: number | null;
  rejected_at: Date | null;
  /** @example 2026-03-31 */
  transaction_date: string;
  /** The moment from which it counts. */
  occurred_at: Date;
  created_at: Date;
  created_by: number | null;
}
