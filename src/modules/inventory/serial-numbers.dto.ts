import { LIMITS } from '../../kernel/limits.js';
import {
  EnumField,
  IdField,
  IntegerField,
  PageQuery,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { SERIAL_STATUSES } from './serial-numbers.rules.js';

export class CreateSerialBatchRequest {
  @IdField()
  product_id: number;

  @IntegerField({ min: 1, max: LIMITS.serialsPerBatchMax, example: 100 })
  quantity: number;

  @TextField({ optional: true, max: 60, example: 'SN-' })
  prefix?: string;

  @IntegerField({ optional: true, max: 18, description: 'Digits at least; 6 when left out.', example: 6 })
  padding?: number;

  @TextField({
    optional: true,
    min: 1,
    max: 120,
    example: 'SN-{00000n}-A',
    description: 'Instead of prefix and padding: the zeros and the n say how many digits there are at least.',
  })
  pattern?: string;

  @IntegerField({
    optional: true,
    max: Number.MAX_SAFE_INTEGER - LIMITS.serialsPerBatchMax,
    example: 1,
    description: 'First number; where the series of the product stands when left out.',
  })
  start?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @IdField({ optional: true })
  production_order_id?: number;

  @EnumField(['manufactured', 'in_stock'], { optional: true })
  status?: string;
}

export class SerialBatchListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;
}

export class SerialBatchResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example SN- */
  prefix: string;
  suffix: string;
  /** @example 6 */
  padding: number;
  /** @example 1 */
  first_number: number;
  /** @example 100 */
  quantity: number;
  /** @example SN-000001 */
  first_serial_number: string;
  /** @example SN-000100 */
  last_serial_number: string;
  lot_id: number | null;
  production_order_id: number | null;
  created_by: number | null;
  created_at: Date;
}

export class SerialListQuery extends SearchQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  batch_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @IdField({ optional: true })
  production_order_id?: number;

  @IdField({ optional: true })
  sales_order_line_id?: number;

  @EnumField(SERIAL_STATUSES, { optional: true })
  status?: string;
}

export class UpdateSerialRequest {
  @EnumField(SERIAL_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true, nullable: true })
  lot_id?: number | null;

  @IdField({ optional: true, nullable: true, description: 'The line that it was sold with.' })
  sales_order_line_id?: number | null;

  @TextField({ optional: true, max: 1_000, example: 'Layer shift.' })
  return_reason?: string;
}

export class SerialResponse {
  /** @example 1 */
  id: number;
  /** @example SN-000001 */
  serial_number: string;
  /** @example 1 */
  product_id: number;
  production_order_id: number | null;
  lot_id: number | null;
  sales_order_line_id: number | null;
  batch_id: number | null;
  /** @example in_stock */
  status: string;
  manufactured_at: Date | null;
  shipped_at: Date | null;
  returned_at: Date | null;
  return_reason: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
