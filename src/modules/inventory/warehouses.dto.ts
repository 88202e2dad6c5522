import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DecimalOut,
  IdField,
  PageQuery,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

export class CreateWarehouseRequest {
  @CodeField({ max: 50, example: 'NORTH', description: 'Also the code of its top location.' })
  code: string;

  @TextField({ min: 1, max: 200, example: 'North warehouse' })
  name: string;

  @TextField({ optional: true, nullable: true, max: 1_000, example: 'Mill Lane 3, 12345 Northtown' })
  address?: string | null;

  @TextField({ optional: true, nullable: true })
  description?: string | null;
}

export class UpdateWarehouseRequest {
  @CodeField({ optional: true, max: 50 })
  code?: string;

  @TextField({ optional: true, min: 1, max: 200 })
  name?: string;

  @TextField({ optional: true, nullable: true, max: 1_000 })
  address?: string | null;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @BooleanField({ optional: true, description: 'Closing a warehouse closes every location in it.' })
  is_active?: boolean;
}

export class WarehouseListQuery extends SearchQuery {
  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class WarehouseResponse {
  /** @example 1 */
  id: number;
  /** @example NORTH */
  code: string;
  /** @example North warehouse */
  name: string;
  address: string | null;
  description: string | null;
  /** The location at its top. @example 7 */
  location_id: number;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class WarehouseStockQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;
}

export class WarehouseStockResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  name: string;
  /** @example G */
  unit: string;
  /** Places (location and lot) that hold it. @example 3 */
  places: number;
  @DecimalOut({ example: '2500' })
  on_hand_quantity: Decimal;
  @DecimalOut({ example: '500' })
  allocated_quantity: Decimal;
  @DecimalOut({ example: '2000' })
  available_quantity: Decimal;
}
