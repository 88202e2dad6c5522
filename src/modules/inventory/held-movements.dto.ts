import { Decimal } from '../../kernel/decimal.js';
import { DecimalOut, IdField, PageQuery } from '../../platform/http/index.js';

export class HeldMovementListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  location_id?: number;
}

export class NegativeStockListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  location_id?: number;
}

export class NegativeStockResponse {
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example 1 */
  location_id: number;
  /** @example MAIN */
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  @DecimalOut({ example: '-3' })
  on_hand_quantity: Decimal;
}
