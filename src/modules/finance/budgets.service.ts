import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { readPurchaseValues } from '../inventory/index.js';
import { ProductReader } from '../products/index.js';
import type { BudgetEntity } from './budget.entity.js';
import { type BudgetPeriod, lastDayOf, variancePercent } from './budget.rules.js';
import { budgetsTable, lockBudgets, writeSpending } from './budgets.repository.js';
import { FinanceErrors } from './finance.errors.js';

type BudgetView = Omit<BudgetEntity, 'organization_id'> & { variance_percent: Decimal };
type BudgetValues = Partial<
  Pick<BudgetEntity, 'allocated_amount' | 'spent_amount' | 'forecast_amount' | 'alert_threshold' | 'notes'>
>;
type NewBudget = BudgetValues & { product_id?: number | null; period: BudgetPeriod; period_start: string };

const LONG = { statementTimeoutMs: 60_000 };

/** Budgets for a product or for everything. */
@Injectable()
export class BudgetsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<BudgetView>> {
    return this.transactions.read(principal, async (tx) => {
      const page = await budgetsTable.list(tx, options);
      return { ...page, data: page.data.map(view) };
    });
  }

  get(principal: Principal, id: number): Promise<BudgetView> {
    return this.transactions.read(principal, async (tx) => view(await budgetsTable.get(tx, id)));
  }

  create(principal: Principal, values: NewBudget): Promise<BudgetView> {
    return this.transactions.run(principal, async (tx) => {
      const end = lastDayOf(values.period, values.period_start);
      if (end === null) {
        const { title } = FinanceErrors.budgetPeriodStart;
        throw fieldRefusal(FinanceErrors.budgetPeriodStart, '/period_start', title);
      }
      if (values.product_id) await this.products.requireMany(tx, [values.product_id], () => '/product_id');
      return view(await budgetsTable.insert(tx, { ...values, period_end: end }));
    });
  }

  update(principal: Principal, id: number, version: number, changes: BudgetValues): Promise<BudgetView> {
    return this.transactions.run(principal, async (tx) =>
      view(await budgetsTable.update(tx, id, version, changes)),
    );
  }

  /** Takes what was spent from the ledger, for every budget of the days; three statements, whatever their number. */
  takeSpending(
    principal: Principal,
    from: string,
    to: string,
  ): Promise<{ budgets: number; changed: number }> {
    const work = async (tx: Tx) => {
      const found = await lockBudgets(tx, from, to);
      const spans = found.map((budget) => ({
        key: budget.id,
        productId: budget.product_id,
        from: budget.period_start,
        to: budget.period_end,
      }));
      const changed = await writeSpending(tx, await readPurchaseValues(tx, spans));
      return { budgets: found.length, changed };
    };
    return this.transactions.run(principal, work, LONG);
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => budgetsTable.remove(tx, id, version));
  }
}

function view(row: BudgetEntity): BudgetView {
  return { ...row, variance_percent: variancePercent(row.allocated_amount, row.spent_amount) };
}
