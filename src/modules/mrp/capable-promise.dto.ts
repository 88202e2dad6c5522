import type { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, IdField, QuantityField } from '../../platform/http/index.js';

export class CapablePromiseRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '25', description: 'In stock units.' })
  quantity: Decimal;

  @DateField({
    optional: true,
    description:
      'Day it is wanted on: what comes by then is as good as stock. That of the plan when left out.',
  })
  wanted_date?: string;
}

export class PromisedPartResponse {
  /** `stock`, `receipt` of an open or firm order, or `planned` for what would be bought or made. @example stock */
  supply: string;
  @DecimalOut({ example: '10' })
  quantity: Decimal;
  /** @example 2026-05-02 */
  date: string;
}

export class PromiseStepResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example EA */
  unit: string;
  /** `available`, `purchase`, `production`, `phantom`, or `none` for what cannot be had. @example production */
  supply: string;
  @DecimalOut({ example: '15', description: 'To be bought or started, or taken of what is free.' })
  quantity: Decimal;
  /** @example 2026-04-28 */
  start_date: string | null;
  /** When it can be there. @example 2026-05-02 */
  date: string | null;
}

export class CapablePromiseResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example EA */
  unit: string;
  /** Run that the plan is of. @example 1 */
  run_id: number;
  @DecimalOut({ example: '25' })
  quantity: Decimal;
  /** @example 2026-05-04 */
  wanted_date: string | null;
  /** When all of it can be there; null when never. @example 2026-05-02 */
  date: string | null;
  is_in_time: boolean;
  /** What is promised of which supply. */
  parts: PromisedPartResponse[];
  /** From the product down to what decides the date. */
  path: PromiseStepResponse[];
}
