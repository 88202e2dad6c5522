import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { type ForecastPeriod, periodStartOf } from './forecast-periods.rules.js';
import type { DemandForecastEntity } from './forecast.entity.js';
import {
  type ForecastFilter,
  type ForecastRow,
  forecastsTable,
  listForecasts,
} from './forecasts.repository.js';
import { MrpErrors } from './mrp.errors.js';

type NewForecast = Pick<DemandForecastEntity, 'product_id' | 'period_start' | 'quantity'> & {
  period: ForecastPeriod;
  notes?: string | null;
};

/** Forecasts that people write. */
@Injectable()
export class ForecastsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
  ) {}

  list(principal: Principal, filter: ForecastFilter): Promise<Page<ForecastRow>> {
    return this.transactions.read(principal, (tx) => listForecasts(tx, filter));
  }

  get(principal: Principal, id: number): Promise<ForecastRow> {
    return this.transactions.read(principal, (tx) => forecastsTable.get(tx, id));
  }

  create(principal: Principal, values: NewForecast): Promise<ForecastRow> {
    return this.transactions.run(principal, async (tx) => {
      if (periodStartOf(values.period_start, values.period) !== values.period_start) {
        const { title } = MrpErrors.forecastPeriodStart;
        throw fieldRefusal(MrpErrors.forecastPeriodStart, '/period_start', title);
      }
      await this.products.requireMany(tx, [values.product_id], () => '/product_id');
      return forecastsTable.insert(tx, { ...values, source: 'manual', created_by: tx.principal.userId });
    });
  }

  /** Whose quantity people change is theirs from now on: generating leaves it as it is. */
  update(
    principal: Principal,
    id: number,
    version: number,
    changes: Partial<Pick<DemandForecastEntity, 'quantity' | 'notes'>>,
  ): Promise<ForecastRow> {
    const source = changes.quantity === undefined ? undefined : 'manual';
    return this.transactions.run(principal, (tx) =>
      forecastsTable.update(tx, id, version, { ...changes, source }),
    );
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => forecastsTable.remove(tx, id, version));
  }
}
