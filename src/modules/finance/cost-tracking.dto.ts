import type { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, IdField, PageQuery, TextField } from '../../platform/http/index.js';

export class CalculateCostsRequest {
  @TextField({ min: 7, max: 7, pattern: /^20\d\d-(0[1-9]|1[0-2])$/, example: '2026-03' })
  month: string;
}

export class CalculatedCostsResponse {
  /** @example 2026-03 */
  month: string;
  /** @example 120 */
  products: number;
  /** Rows that are new or other than before. @example 7 */
  written: number;
  /** Rows that nothing is left of. @example 0 */
  removed: number;
}

export class CostMonthQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @DateField({ optional: true, description: 'Months from this one on.', example: '2026-01-01' })
  from?: string;

  @DateField({ optional: true, description: 'Months up to this one.', example: '2026-12-01' })
  to?: string;
}

export class CostMonthResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  /** First day of the month. @example 2026-03-01 */
  period: string;
  @DecimalOut({ example: '5000', description: 'Received, in the stock unit.' })
  units_ordered: Decimal;
  /** @example 2 */
  orders_count: number;
  @DecimalOut({ example: '100' })
  purchase_cost: Decimal;
  @DecimalOut({ example: '4.2' })
  holding_cost: Decimal;
  @DecimalOut({ example: '50' })
  ordering_cost: Decimal;
  @DecimalOut({ example: '0' })
  shortage_cost: Decimal;
  @DecimalOut({ example: '154.2' })
  total_cost: Decimal;
  @DecimalOut({ nullable: true, example: '6324.555320337' })
  eoq_quantity: Decimal | null;
  @DecimalOut({ nullable: true, example: '12.5' })
  eoq_savings: Decimal | null;
  calculated_at: Date;
}
