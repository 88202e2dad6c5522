import type { Decimal } from '../../kernel/decimal.js';
import { DecimalOut, IdField } from '../../platform/http/index.js';
import { PlanQuery } from './plan-grid.dto.js';

export class CriticalPathQuery extends PlanQuery {
  @IdField({ example: 17 })
  sales_order_line_id: number;
}

export class CriticalPathStepResponse {
  /** From 1, below the line. @example 1 */
  level: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  product_name: string;
  /** @example EA */
  unit: string;
  /** Kind of the supply. @example planned_order */
  kind: string;
  /** Of its order. @example 12 */
  document_id: number | null;
  document_code: string | null;
  line_number: number | null;
  /** What people call it. @example planned order 12 */
  name: string;
  @DecimalOut({ example: '10', description: 'Of it, what the step above needs.' })
  quantity: Decimal;
  /** Of what is made, and of planned orders. @example 2026-05-02 */
  start_date: string | null;
  /** As planned. @example 2026-05-10 */
  due_date: string;
  /** @example 2026-05-08 */
  needed_on: string;
  /** Once its components are there; null when some never come. @example 2026-05-12 */
  expected_on: string | null;
  /** @example 4 */
  days_late: number | null;
  /** Days to spare, below zero when late. @example -4 */
  slack_days: number | null;
}

export class CriticalPathResponse {
  /** @example 17 */
  sales_order_line_id: number;
  /** @example 4 */
  sales_order_id: number;
  /** @example SO-2026-0004 */
  order_number: string;
  /** @example 1 */
  line_number: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  product_name: string;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '10', description: 'Not shipped yet.' })
  quantity: Decimal;
  /** Run that the plan is of. @example 1 */
  run_id: number;
  /** @example 2026-05-08 */
  wanted_on: string;
  /** When its own supply is planned to be there; null when some of it has none. @example 2026-05-10 */
  planned_on: string | null;
  /** Once everything below is there; null when something never comes. @example 2026-05-12 */
  expected_on: string | null;
  /** @example 4 */
  days_late: number | null;
  @DecimalOut({ example: '0', description: 'What no supply is pegged to.' })
  missing_quantity: Decimal;
  /** Down to what determines the date. */
  steps: CriticalPathStepResponse[];
}
