import { Decimal, decimal, ONE, roundQuantity, sum, ZERO } from '../../kernel/decimal.js';

export const FORECAST_METHODS = ['moving_average', 'exponential_smoothing', 'croston'] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

/** How the methods are set; every one looks at what it knows. */
export interface ForecastSettings {
  /** How many of the last periods the moving average is over. */
  window: number;
  /** Weight of the newest value, more than 0 and at most 1; null takes the method's usual one. */
  alpha: Decimal | null;
  /** Whether Croston's forecast is corrected for its bias (Syntetos and Boylan 2005). */
  biasCorrection: boolean;
}

export interface Forecast {
  method: ForecastMethod;
  /** For each coming period. All methods here see a level and neither trend nor season. */
  quantity: Decimal;
}

const ALPHA_SMOOTHING = decimal('0.2');
/** Usual for intermittent demand since Croston. */
const ALPHA_CROSTON = decimal('0.1');
const TWO = decimal(2);
/** From this many values on, smoothing has forgotten where it began. */
const SMOOTHING_VALUES_MIN = 5;

/** What each coming period needs, by the demand of the periods before, the oldest first. */
export function forecastDemand(
  history: readonly Decimal[],
  method: ForecastMethod | 'auto',
  settings: ForecastSettings,
): Forecast {
  const chosen = method === 'auto' ? chooseMethod(history) : method;
  return { method: chosen, quantity: roundQuantity(quantityBy(chosen, history, settings)) };
}

/** Croston where more than half of the periods needed nothing; smoothing where there is enough to smooth. */
export function chooseMethod(history: readonly Decimal[]): ForecastMethod {
  if (shareOfZeros(history).greaterThan('0.5')) return 'croston';
  return history.length < SMOOTHING_VALUES_MIN ? 'moving_average' : 'exponential_smoothing';
}

/** Part of the periods that needed nothing, from 0 to 1. */
export function shareOfZeros(history: readonly Decimal[]): Decimal {
  if (history.length === 0) return ONE;
  return decimal(history.filter((value) => value.isZero()).length).dividedBy(history.length);
}

function quantityBy(
  method: ForecastMethod,
  history: readonly Decimal[],
  { window, alpha, biasCorrection }: ForecastSettings,
): Decimal {
  if (method === 'moving_average') return movingAverage(history, window);
  if (method === 'exponential_smoothing') return smooth(history, alpha ?? ALPHA_SMOOTHING);
  return croston(history, alpha ?? ALPHA_CROSTON, biasCorrection);
}

export function movingAverage(history: readonly Decimal[], window: number): Decimal {
  const last = history.slice(-window);
  return last.length === 0 ? ZERO : sum(last).dividedBy(last.length);
}

/** Simple exponential smoothing; the first value is where the level begins. */
export function smooth(values: readonly Decimal[], alpha: Decimal): Decimal {
  const [first = ZERO, ...others] = values;
  return others.reduce((level, value) => level.plus(alpha.times(value.minus(level))), first);
}

/**
 * Croston (1972): the sizes of demands and the periods between them are smoothed apart, and the forecast is size by
 * interval. That is too high on average; Syntetos and Boylan take it times 1 − α/2.
 */
export function croston(history: readonly Decimal[], alpha: Decimal, biasCorrection: boolean): Decimal {
  const sizes: Decimal[] = [];
  const intervals: Decimal[] = [];
  let since = 0;
  for (const value of history) {
    since += 1;
    if (value.isZero()) continue;
    sizes.push(value);
    intervals.push(new Decimal(since));
    since = 0;
  }
  if (sizes.length === 0) return ZERO;
  const rate = smooth(sizes, alpha).dividedBy(smooth(intervals, alpha));
  return biasCorrection ? rate.times(ONE.minus(alpha.dividedBy(TWO))) : rate;
}
