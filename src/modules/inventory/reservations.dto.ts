import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DecimalOut,
  EnumField,
  IdField,
  InstantField,
  IntegerField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';

const STATUSES = ['open', 'consumed', 'released', 'filled', 'expired'];
const PRIORITY = { optional: true, min: 1, max: 5, description: '1 is most urgent.', example: 3 };

export class CreateReservationRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '250', description: 'In the stock unit.' })
  quantity: Decimal;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @IntegerField(PRIORITY)
  priority?: number;

  @TextField({
    optional: true,
    min: 1,
    max: 50,
    example: 'sales_order',
    description: 'Kind of the document that it is for, with `source_id`.',
  })
  source_type?: string;

  @IdField({ optional: true })
  source_id?: number;

  @InstantField({ optional: true, description: 'When it lets go by itself.' })
  expires_at?: string;

  @BooleanField({ optional: true, description: 'Reserves what is free and says what is missing.' })
  partial?: boolean;

  @BooleanField({
    optional: true,
    description: 'What is not there waits, and is kept in turn as soon as it comes.',
  })
  allow_shortage?: boolean;
}

export class UpdateReservationRequest {
  @IntegerField(PRIORITY)
  priority?: number;

  @InstantField({ optional: true, nullable: true, description: 'Null keeps it until somebody releases it.' })
  expires_at?: string | null;
}

export class ReservationListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @TextField({ optional: true, max: 50 })
  reference_type?: string;

  @IdField({ optional: true })
  reference_id?: number;

  @TextField({ optional: true, max: 50 })
  source_type?: string;

  @IdField({ optional: true })
  source_id?: number;

  @EnumField(STATUSES, { optional: true })
  status?: string;

  @IntegerField(PRIORITY)
  priority?: number;

  @BooleanField({ optional: true, description: 'Demands that wait for stock.' })
  is_short?: boolean;

  @BooleanField({ optional: true, description: 'Whose time is over.' })
  is_expired?: boolean;
}

export class ReservationResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** Where it is kept; null for a demand that waits. @example 1 */
  location_id: number | null;
  lot_id: number | null;
  @DecimalOut({ example: '250' })
  quantity: Decimal;
  @DecimalOut({ example: '250', description: 'What is still kept.' })
  quantity_open: Decimal;
  @DecimalOut({ example: '0', description: 'What still waits for stock.' })
  quantity_short: Decimal;
  /** The only place that a waiting demand is filled from. */
  wanted_location_id: number | null;
  wanted_lot_id: number | null;
  /** @example manual */
  reference_type: string;
  /** @example 1 */
  reference_id: number;
  /** The document that somebody keeps it for by hand. @example sales_order */
  source_type: string | null;
  source_id: number | null;
  /** @example 3 */
  priority: number;
  /** @example open */
  status: string;
  expires_at: Date | null;
  created_at: Date;
  closed_at: Date | null;
  /** @example 1 */
  version: number;
}

export class ReservedResponse extends ReservationResponse {
  @DecimalOut({ example: '300', description: 'What was asked for, of which this row is a part.' })
  requested_quantity: Decimal;
  @DecimalOut({
    example: '50',
    description: 'What of it is kept on no row; it waits where that was allowed.',
  })
  missing_quantity: Decimal;
}
