import type { Decimal } from '../../kernel/decimal.js';
import {
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';
import { SUMMARY_PERIODS } from './scrap-records.rules.js';

export class ScrapStockRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '2' })
  quantity: Decimal;

  @UnitCodeField({ optional: true, description: 'The stock unit when left out.', example: 'EA' })
  unit?: string;

  @IdField({ optional: true, description: 'Any when left out.' })
  location_id?: number;

  @IdField({ optional: true, description: 'Picked, what expires first before others, when left out.' })
  lot_id?: number;

  @IdField()
  scrap_reason_id: number;

  @DateField({ optional: true, description: 'Business day; today when left out.' })
  scrapped_date?: string;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class ScrapRecordListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  scrap_reason_id?: number;

  @IdField({ optional: true })
  production_order_id?: number;

  @IdField({ optional: true })
  operation_id?: number;
}

export class ScrapSummaryQuery {
  @DateField({ optional: true, description: 'A year before the end when left out.' })
  date_from?: string;

  @DateField({ optional: true, description: 'Today when left out.' })
  date_to?: string;

  @EnumField(SUMMARY_PERIODS, { optional: true, example: 'month', description: '`month` when left out.' })
  period?: string;

  @IdField({ optional: true })
  product_id?: number;
}

export class ScrapRecordResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  @DecimalOut({ example: '2' })
  quantity: Decimal;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '4.5' })
  unit_cost: Decimal;
  @DecimalOut({ example: '9' })
  total_cost: Decimal;
  scrap_reason_id: number | null;
  /** @example print_failure */
  scrap_reason_code: string | null;
  production_order_id: number | null;
  operation_id: number | null;
  lot_id: number | null;
  lot_number: string | null;
  inventory_transaction_id: number | null;
  notes: string | null;
  recorded_by: number | null;
  created_at: Date;
}

export class ScrapSummaryResponse {
  /** First day of the period. @example 2026-03-01 */
  period: string;
  scrap_reason_id: number | null;
  /** @example print_failure */
  scrap_reason_code: string | null;
  /** @example Print failure */
  scrap_reason_name: string | null;
  /** @example print */
  category: string | null;
  /** @example 3 */
  records: number;
  @DecimalOut({ example: '6', description: 'In stock units; ask for one product where units differ.' })
  quantity: Decimal;
  @DecimalOut({ example: '27' })
  total_cost: Decimal;
}
