import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { readPeriodCosts } from '../inventory/index.js';
import { BusinessTime } from '../settings/index.js';
import {
  type CostMonthFilter,
  type CostMonthRow,
  listMonths,
  lockCosts,
  type MonthCosts,
  writeMonth,
} from './cost-tracking.repository.js';
import { daysOfMonth, monthHoldingCost, orderingCost } from './cost-tracking.rules.js';
import { readLotProducts } from './economic-order.query.js';
import { EconomicOrderService } from './economic-order.service.js';
import { FinanceErrors } from './finance.errors.js';

const LONG = { statementTimeoutMs: 60_000 };

/** What products cost in a month. */
@Injectable()
export class CostTrackingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    private readonly orders: EconomicOrderService,
  ) {}

  list(principal: Principal, filter: CostMonthFilter): Promise<Page<CostMonthRow>> {
    return this.transactions.read(principal, (tx) => listMonths(tx, filter));
  }

  /** Calculates a month of all products from the ledger, in a constant number of statements. */
  calculate(principal: Principal, month: string) {
    return this.transactions.run(principal, (tx) => this.calculateIn(tx, month), LONG);
  }

  private async calculateIn(tx: Tx, month: string) {
    const { from, to } = daysOfMonth(month);
    if (from > (await this.businessTime.today(tx))) {
      throw fieldRefusal(FinanceErrors.monthNotBegun, '/month', FinanceErrors.monthNotBegun.title);
    }
    await lockCosts(tx);
    const figures = await readPeriodCosts(tx, from, to);
    const ids = figures.map((row) => row.product_id);
    const products = new Map((await readLotProducts(tx, ids)).map((product) => [product.id, product]));
    const lots = await this.orders.weighAll(tx);
    const rows = figures.map((row): MonthCosts => {
      const product = products.get(row.product_id);
      const lot = lots.get(row.product_id);
      const rate = product?.holding_cost_rate ?? null;
      return {
        product_id: row.product_id,
        units_ordered: row.received_quantity,
        orders_count: row.orders_count,
        purchase_cost: row.received_value,
        holding_cost: monthHoldingCost(row.opening_value, row.closing_value, rate),
        ordering_cost: orderingCost(row.orders_count, product?.reorder_cost ?? null),
        eoq_quantity: lot?.economic_order_quantity ?? null,
        eoq_savings: lot?.saving ?? null,
      };
    });
    return { month, products: rows.length, ...(await writeMonth(tx, from, rows)) };
  }
}
