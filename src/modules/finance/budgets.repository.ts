import type { Decimal } from '../../kernel/decimal.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { BudgetEntity } from './budget.entity.js';
import { FinanceErrors } from './finance.errors.js';

export const budgetsTable = new VersionedTable<BudgetEntity>(BudgetEntity, {
  notFound: FinanceErrors.budgetNotFound,
  sorts: ['period_start', 'id'],
});

export type BudgetSpan = Pick<BudgetEntity, 'id' | 'product_id' | 'period_start' | 'period_end'>;

/** Budgets whose periods reach into the days from `from` to `to`, locked in key order. */
export function lockBudgets(tx: Tx, from: string, to: string): Promise<BudgetSpan[]> {
  return tx.query<BudgetSpan>(
    `SELECT id, product_id, period_start, period_end FROM budgets
      WHERE organization_id = $1 AND period_start <= $3::date AND period_end >= $2::date
      ORDER BY id FOR UPDATE`,
    [tx.organizationId, from, to],
  );
}

/** Gives budgets what was spent; those that have it already stay as they are. Gives how many changed. */
export function writeSpending(tx: Tx, spent: ReadonlyMap<number, Decimal>): Promise<number> {
  return tx.execute(
    `UPDATE budgets b SET spent_amount = n.spent, version = b.version + 1, updated_at = now()
       FROM unnest($2::bigint[], $3::numeric[]) AS n (id, spent)
      WHERE b.organization_id = $1 AND b.id = n.id AND b.spent_amount <> n.spent`,
    [tx.organizationId, [...spent.keys()], [...spent.values()].map((value) => value.toFixed())],
  );
}
