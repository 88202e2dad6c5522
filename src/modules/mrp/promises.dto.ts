import type { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, QuantityField } from '../../platform/http/index.js';
import { PlanQuery } from './plan-grid.dto.js';

export class PromiseQuery extends PlanQuery {
  @QuantityField({ optional: true, example: '10', description: 'In stock units; 1 when left out.' })
  quantity?: Decimal;

  @DateField({ optional: true, description: 'Day it is asked for; that of the plan when left out.' })
  date?: string;
}

export class PromiseBucketResponse {
  /** Until the day before the next one begins. @example 2026-05-02 */
  from: string;
  @DecimalOut({ example: '50', description: 'Stock, open orders and firm planned orders.' })
  supply_quantity: Decimal;
  @DecimalOut({ example: '30', description: 'Promised to customers and needed by production.' })
  committed_quantity: Decimal;
  @DecimalOut({ example: '20', description: 'Left of its own supply after every commitment.' })
  available_quantity: Decimal;
  @DecimalOut({ example: '25', description: 'With what is left of the supply before it.' })
  cumulative_quantity: Decimal;
}

export class PromiseResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example EA */
  unit: string;
  /** Run that the plan is of. @example 1 */
  run_id: number;
  @DecimalOut({ example: '10' })
  quantity: Decimal;
  /** @example 2026-05-02 */
  date: string;
  @DecimalOut({ example: '25', description: 'What may be promised for the date.' })
  available_quantity: Decimal;
  is_available: boolean;
  /** First day on which the quantity may be promised; null when never. @example 2026-05-02 */
  earliest_date: string | null;
  buckets: PromiseBucketResponse[];
}
