import { ApiProperty } from '@nestjs/swagger';
import { Decimal } from '../../kernel/decimal.js';
import {
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  LinesField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { STOCK_TRANSFER_STATUSES } from './stock-transfer.states.js';

export class StockTransferLineRequest {
  @IdField({ example: 1 })
  product_id: number;

  @IdField({ optional: true, description: 'The transfer’s source when left out.' })
  from_location_id?: number;

  @IdField({ optional: true, nullable: true, description: 'Picked when shipping when left out.' })
  lot_id?: number | null;

  @QuantityField({ positive: true, example: '20', description: 'In the stock unit.' })
  quantity: Decimal;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class CreateStockTransferRequest {
  @IdField({ example: 1 })
  from_location_id: number;

  @IdField({ example: 7 })
  to_location_id: number;

  @DateField({ optional: true, nullable: true })
  expected_date?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @LinesField(() => StockTransferLineRequest)
  lines: StockTransferLineRequest[];
}

export class UpdateStockTransferRequest {
  @IdField({ optional: true })
  from_location_id?: number;

  @IdField({ optional: true })
  to_location_id?: number;

  @DateField({ optional: true, nullable: true })
  expected_date?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @LinesField(() => StockTransferLineRequest, {
    optional: true,
    description: 'In place of the present lines.',
  })
  lines?: StockTransferLineRequest[];
}

export class CancelStockTransferRequest {
  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;
}

export class TransferPartRequest {
  @IdField({ example: 1 })
  line_id: number;

  @QuantityField({ positive: true, example: '20' })
  quantity: Decimal;

  @IdField({ optional: true, description: 'Where it arrives, when it is not where the transfer goes.' })
  location_id?: number;
}

export class SettleStockTransferRequest {
  @LinesField(() => TransferPartRequest, {
    optional: true,
    description: 'Everything that is on its way when left out.',
  })
  lines?: TransferPartRequest[];

  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;
}

export class TransferLossRequest {
  @IdField({ example: 1 })
  line_id: number;

  @QuantityField({ positive: true, example: '1' })
  quantity: Decimal;
}

export class WriteOffStockTransferRequest {
  @LinesField(() => TransferLossRequest, {
    optional: true,
    description: 'Everything that is on its way when left out.',
  })
  lines?: TransferLossRequest[];

  @TextField({ min: 1, max: 500, example: 'Lost on the way' })
  reason: string;
}

export class StockTransferListQuery extends PageQuery {
  @EnumField(STOCK_TRANSFER_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true })
  from_location_id?: number;

  @IdField({ optional: true })
  to_location_id?: number;
}

export class StockTransferSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example TR-2026-0001 */
  transfer_number: string;
  /** @example 1 */
  from_location_id: number;
  /** @example 7 */
  to_location_id: number;
  /** Where the stock is meanwhile. */
  transit_location_id: number | null;
  /** @example in_transit */
  status: string;
  expected_date: string | null;
  notes: string | null;
  /** Why it was cancelled, returned or written off. */
  reason: string | null;
  shipped_at: Date | null;
  shipped_by: number | null;
  closed_at: Date | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class StockTransferLineResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  line_number: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example 1 */
  from_location_id: number;
  lot_id: number | null;
  lot_number: string | null;
  @DecimalOut({ example: '20' })
  quantity: Decimal;
  @DecimalOut({ example: '20' })
  shipped_quantity: Decimal;
  @DecimalOut({ example: '15' })
  received_quantity: Decimal;
  @DecimalOut({ example: '1' })
  written_off_quantity: Decimal;
  @DecimalOut({ example: '0' })
  returned_quantity: Decimal;
  @DecimalOut({ example: '4' })
  in_transit_quantity: Decimal;
  notes: string | null;
}

export class StockTransferResponse extends StockTransferSummaryResponse {
  @ApiProperty({ type: () => StockTransferLineResponse, isArray: true })
  lines: StockTransferLineResponse[];
}
