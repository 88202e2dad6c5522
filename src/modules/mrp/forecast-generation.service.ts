import { Injectable } from '@nestjs/common';
import { type Decimal, roundQuantity } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { inTurns } from '../../platform/threads/in-turns.js';
import { INDEPENDENT_DEMAND, readUsageByPeriod } from '../inventory/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { addPeriods, type ForecastPeriod, periodStartOf, periodStarts } from './forecast-periods.rules.js';
import {
  compareForecasts,
  demandSeries,
  historyPeriods,
  type WantedForecast,
} from './forecast-series.rules.js';
import {
  forecastDemand,
  type ForecastMethod,
  type ForecastSettings,
  shareOfZeros,
} from './forecast.rules.js';
import {
  type ForecastedProduct,
  insertForecasts,
  lockForecasts,
  readForecastedProducts,
  readPresentForecasts,
  updateForecasts,
} from './forecasts.repository.js';
import { MrpErrors } from './mrp.errors.js';

export interface ForecastGeneration extends ForecastSettings {
  /** Null forecasts all products. */
  productIds: readonly number[] | null;
  method: ForecastMethod | 'auto';
  period: ForecastPeriod;
  periodsAhead: number;
  historyPeriods: number;
  replaceManual: boolean;
  preview: boolean;
}

export interface ForecastedDemand {
  product_id: number;
  sku: string;
  unit: string;
  method: ForecastMethod;
  /** Periods that it is made from. */
  history_periods: number;
  zero_share_percent: Decimal;
  /** For each coming period. */
  quantity: Decimal;
}

const LONG = { statementTimeoutMs: 60_000 };
const FORECASTS_MAX = 500_000;
const PRODUCTS_TOLD_MAX = 1_000;
/** So many products are counted before others have their turn. */
const PRODUCTS_AT_ONCE = 100;

/** Forecasts from what was shipped and issued. */
@Injectable()
export class ForecastGenerationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    private readonly products: ProductReader,
  ) {}

  /** Forecasts the periods after the present one; in a constant number of statements. */
  generate(principal: Principal, request: ForecastGeneration) {
    return request.preview
      ? this.transactions.read(principal, (tx) => this.forecast(tx, request), LONG)
      : this.transactions.run(principal, (tx) => this.forecast(tx, request), LONG);
  }

  private async forecast(tx: Tx, request: ForecastGeneration) {
    const { period, productIds } = request;
    if (!request.preview) await lockForecasts(tx);
    if (productIds) await this.products.requireMany(tx, productIds, (index) => `/product_ids/${index}`);
    const today = await this.businessTime.today(tx);
    const first = addPeriods(periodStartOf(today, period), 1, period);
    const products = await readForecastedProducts(tx, productIds);
    refuseTooMany(products.length * request.periodsAhead);
    const demands = await this.demands(tx, request, products, today);
    const starts = periodStarts(first, request.periodsAhead, period);
    const wanted: WantedForecast[] = demands.flatMap(({ product_id, quantity, method }) =>
      starts.map((period_start) => ({ product_id, period_start, quantity, source: method })),
    );
    const ids = demands.map((demand) => demand.product_id);
    const end = addPeriods(first, request.periodsAhead, period);
    const present = await readPresentForecasts(tx, ids, first, end);
    const changes = compareForecasts(wanted, present, period, request.replaceManual);
    if (!request.preview) {
      await insertForecasts(tx, changes.created, period);
      await updateForecasts(tx, changes.changed, request.replaceManual);
    }
    return {
      preview: request.preview,
      period,
      first_period_start: first,
      periods_ahead: request.periodsAhead,
      created: changes.created.length,
      changed: changes.changed.length,
      unchanged: changes.unchanged,
      kept: changes.kept,
      skipped_products: [...changes.mixed].slice(0, PRODUCTS_TOLD_MAX),
      products_without_history: products.length - demands.length,
      products_forecast: demands.length,
      products: demands.slice(0, PRODUCTS_TOLD_MAX),
    };
  }

  private async demands(
    tx: Tx,
    request: ForecastGeneration,
    products: readonly ForecastedProduct[],
    today: string,
  ): Promise<ForecastedDemand[]> {
    const { period } = request;
    const periods = historyPeriods(today, request.historyPeriods, period);
    const from = periods[0]!;
    const to = periodStartOf(today, period);
    const rows = await readUsageByPeriod(tx, {
      productIds: request.productIds,
      types: INDEPENDENT_DEMAND,
      from,
      to,
      period,
    });
    const series = demandSeries(rows, periods, period);
    const demands: ForecastedDemand[] = [];
    for await (const product of inTurns(products, PRODUCTS_AT_ONCE)) {
      const history = series.get(product.id);
      if (history) demands.push(forecastOf(product, history, request));
    }
    return demands;
  }
}

function forecastOf(
  { id, sku, unit }: ForecastedProduct,
  history: readonly Decimal[],
  request: ForecastGeneration,
): ForecastedDemand {
  const { method, quantity } = forecastDemand(history, request.method, request);
  const zeroShare = roundQuantity(shareOfZeros(history).times(100)).toDecimalPlaces(2);
  return {
    product_id: id,
    sku,
    unit,
    method,
    history_periods: history.length,
    zero_share_percent: zeroShare,
    quantity,
  };
}

function refuseTooMany(count: number): void {
  if (count <= FORECASTS_MAX) return;
  throw new DomainError(MrpErrors.tooManyForecasts, {
    detail: `At most ${FORECASTS_MAX} forecasts at once; these would be ${count}.`,
    extra: { forecasts_max: FORECASTS_MAX },
  });
}
