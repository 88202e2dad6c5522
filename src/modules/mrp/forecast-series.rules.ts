import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { groupBy } from '../../kernel/group-by.js';
import { addPeriods, type ForecastPeriod, periodStartOf, periodStarts } from './forecast-periods.rules.js';

/** What a product needed in one period of its history. */
export interface PeriodDemand {
  product_id: number;
  period_start: string;
  quantity: Decimal;
  /** The day from which on anything is known of the product. */
  known_since: string;
}

/** The complete periods that count as history: the last ones before `today`. */
export function historyPeriods(today: string, count: number, period: ForecastPeriod): string[] {
  return periodStarts(addPeriods(periodStartOf(today, period), -count, period), count, period);
}

/**
 * Demand by product, a value for every period, the oldest first. A product's series begins with the first period that
 * it was there for as a whole, so that what is new is not taken for what is wanted seldom; and never after its first demand.
 */
export function demandSeries(
  rows: readonly PeriodDemand[],
  periods: readonly string[],
  period: ForecastPeriod,
): Map<number, Decimal[]> {
  const byProduct = groupBy(rows, (row) => row.product_id);
  return new Map([...byProduct].map(([id, demands]) => [id, seriesOf(demands, periods, period)]));
}

function seriesOf(
  demands: readonly PeriodDemand[],
  periods: readonly string[],
  period: ForecastPeriod,
): Decimal[] {
  const quantities = new Map(demands.map((row) => [row.period_start, row.quantity]));
  const since = demands[0]!.known_since;
  const begun = periodStartOf(since, period);
  const firstWhole = begun === since ? begun : addPeriods(begun, 1, period);
  const firstDemand = demands[0]!.period_start;
  const first = firstWhole < firstDemand ? firstWhole : firstDemand;
  return periods.filter((start) => start >= first).map((start) => quantities.get(start) ?? ZERO);
}

/** A forecast that is there already. */
export interface PresentForecast {
  product_id: number;
  period_start: string;
  period: string;
  quantity: Decimal;
  source: string;
}

export interface WantedForecast {
  product_id: number;
  period_start: string;
  quantity: Decimal;
  source: string;
}

export interface ForecastChanges {
  created: WantedForecast[];
  changed: WantedForecast[];
  unchanged: number;
  /** Written by people, and left so. */
  kept: number;
  /** Products that have forecasts of the other kind of period for the same days. */
  mixed: Set<number>;
}

/** What is to be written so that the forecasts are as wanted. What people wrote stays unless told otherwise. */
export function compareForecasts(
  wanted: readonly WantedForecast[],
  present: readonly PresentForecast[],
  period: ForecastPeriod,
  replaceManual: boolean,
): ForecastChanges {
  const mixed = new Set(present.filter((row) => row.period !== period).map((row) => row.product_id));
  const known = new Map(present.map((row) => [keyOf(row), row]));
  const changes: ForecastChanges = { created: [], changed: [], unchanged: 0, kept: 0, mixed };
  for (const row of wanted) {
    if (mixed.has(row.product_id)) continue;
    const before = known.get(keyOf(row));
    if (!before) changes.created.push(row);
    else if (before.source === 'manual' && !replaceManual) changes.kept += 1;
    else if (before.source === row.source && before.quantity.equals(row.quantity)) changes.unchanged += 1;
    else changes.changed.push(row);
  }
  return changes;
}

function keyOf(row: { product_id: number; period_start: string }): string {
  return `${row.product_id}:${row.period_start}`;
}
