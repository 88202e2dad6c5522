import type { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  PageQuery,
  PercentField,
  TextField,
} from '../../platform/http/index.js';
import { BUDGET_PERIODS, BUDGET_STATUSES, type BudgetPeriod } from './budget.rules.js';

const nullable = { optional: true, nullable: true } as const;

class BudgetFields {
  @AmountField({ optional: true, description: '0 unless told.', example: '26000' })
  spent_amount?: Decimal;

  @AmountField({ ...nullable, description: 'What will have been spent at the end.', example: '34000' })
  forecast_amount?: Decimal | null;

  @PercentField({
    ...nullable,
    max: 999,
    description: 'From which part spent somebody wants to know.',
    example: '80',
  })
  alert_threshold?: Decimal | null;

  @TextField(nullable)
  notes?: string | null;
}

export class CreateBudgetRequest extends BudgetFields {
  @IdField({ ...nullable, description: 'Everything when left out.' })
  product_id?: number | null;

  @EnumField(BUDGET_PERIODS)
  period: BudgetPeriod;

  @DateField({ description: 'First day of the month, quarter or year.', example: '2026-04-01' })
  period_start: string;

  @AmountField({ positive: true, example: '35000' })
  allocated_amount: Decimal;
}

export class UpdateBudgetRequest extends BudgetFields {
  @AmountField({ optional: true, positive: true, example: '35000' })
  allocated_amount?: Decimal;
}

export class TakeSpendingRequest {
  @DateField({ description: 'Budgets for any day from this one on.', example: '2026-01-01' })
  from: string;

  @DateField({ description: 'Budgets for any day up to this one.', example: '2026-12-31' })
  to: string;
}

export class SpendingResponse {
  /** @example 12 */
  budgets: number;
  /** @example 3 */
  changed: number;
}

export class BudgetListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @EnumField(BUDGET_PERIODS, { optional: true })
  period?: BudgetPeriod;

  @DateField({ optional: true })
  period_start?: string;

  @EnumField(BUDGET_STATUSES, { optional: true })
  status?: string;
}

export class BudgetResponse {
  /** @example 1 */
  id: number;
  product_id: number | null;
  /** @example month */
  period: string;
  /** @example 2026-04-01 */
  period_start: string;
  /** The last day. @example 2026-04-30 */
  period_end: string;
  @DecimalOut({ example: '35000' })
  allocated_amount: Decimal;
  @DecimalOut({ example: '26000' })
  spent_amount: Decimal;
  @DecimalOut({ nullable: true, example: '34000' })
  forecast_amount: Decimal | null;
  @DecimalOut({ example: '9000', description: 'What is left; below zero when more was spent.' })
  variance: Decimal;
  @DecimalOut({ example: '25.71', description: 'The same in per cent of the budget.' })
  variance_percent: Decimal;
  /** @example under */
  status: string;
  @DecimalOut({ nullable: true, example: '80' })
  alert_threshold: Decimal | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
