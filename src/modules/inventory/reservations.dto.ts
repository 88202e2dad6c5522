import { Decimal } from '../../kernel/decimal.js';
import {
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';

export class CreateReservationRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '250', description: 'In the stock unit.' })
  quantity: Decimal;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @IntegerField({ optional: true, min: 1, max: 5, description: '1 is most urgent.', example: 3 })
  priority?: number;
}

export class ReservationListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @TextField({ optional: true, max: 50 })
  reference_type?: string;

  @IdField({ optional: true })
  reference_id?: number;

  @EnumField(['open', 'consumed', 'released'], { optional: true })
  status?: string;
}

export class ReservationResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example 1 */
  location_id: number;
  lot_id: number | null;
  @DecimalOut({ example: '250' })
  quantity: Decimal;
  @DecimalOut({ example: '250', description: 'What is still kept.' })
  quantity_open: Decimal;
  /** @example manual */
  reference_type: string;
  /** @example 1 */
  reference_id: number;
  /** @example 3 */
  priority: number;
  /** @example open */
  status: string;
  created_at: Date;
  closed_at: Date | null;
}
