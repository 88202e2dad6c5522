import { decimal } from '../../kernel/decimal.js';
import {
  chooseMethod,
  croston,
  forecastDemand,
  movingAverage,
  shareOfZeros,
  smooth,
} from './forecast.rules.js';

const series = (...values: number[]) => values.map((value) => decimal(value));
const half = decimal('0.5');
const USUAL = { window: 3, alpha: null, biasCorrection: true };

describe('moving average', () => {
  it('is over the last periods', () => {
    expect(movingAverage(series(100, 10, 20, 30), 3).toString()).toBe('20');
  });

  it('is over what there is when that is less, and nothing without history', () => {
    expect(movingAverage(series(4, 6), 3).toString()).toBe('5');
    expect(movingAverage([], 3).toString()).toBe('0');
  });
});

describe('simple exponential smoothing', () => {
  it('moves the level by a part of each error', () => {
    // 10; 10 + 0.2 × 10 = 12; 12 + 0.2 × (17 − 12) = 13.
    expect(smooth(series(10, 20, 17), decimal('0.2')).toString()).toBe('13');
  });

  it('is the last value with all weight on it', () => {
    expect(smooth(series(3, 9, 4), decimal(1)).toString()).toBe('4');
  });
});

describe('Croston', () => {
  /** Sales of a lubricant in months, Hyndman and Athanasopoulos, Forecasting: Principles and Practice, time series of counts. */
  const FIRST_YEARS = [0, 2, 0, 1, 0, 11, 0, 0, 0, 0, 2, 0, 6, 3, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0];
  const LAST_YEAR = [0, 0, 0, 3, 1, 0, 0, 1, 0, 1, 0, 0];

  it('smooths sizes and intervals apart', () => {
    // Sizes 2 1 11 2 6 3 7: 2 1.5 6.25 4.125 5.0625 4.03125 5.515625. Intervals 2 2 2 5 2 1 6: 2 2 2 3.5 2.75 1.875 3.9375.
    const expected = decimal('5.515625').dividedBy('3.9375');
    expect(croston(series(...FIRST_YEARS), half, false).toFixed(12)).toBe(expected.toFixed(12));
  });

  it('goes on over the third year, with the usual weight', () => {
    // Sizes go on with 3 1 1 1, intervals with 8 1 3 2: they end at 2.750254 and 2.793280.
    const history = series(...FIRST_YEARS, ...LAST_YEAR);
    expect(croston(history, decimal('0.1'), false).toFixed(6)).toBe('0.984597');
  });

  it('is corrected by half the weight', () => {
    expect(croston(series(0, 6, 0, 6), decimal('0.1'), false).toString()).toBe('3');
    expect(croston(series(0, 6, 0, 6), decimal('0.1'), true).toString()).toBe('2.85');
  });

  it('is nothing without demand', () => {
    expect(croston(series(0, 0), half, true).toString()).toBe('0');
    expect(croston([], half, true).toString()).toBe('0');
  });
});

describe('the method', () => {
  it.each([
    [series(0, 0, 5), 'croston'],
    [series(0, 0, 5, 5), 'moving_average'],
    [series(0, 0, 5, 5, 5), 'exponential_smoothing'],
    [[], 'croston'],
  ])('for %j is %s', (history, method) => {
    expect(chooseMethod(history)).toBe(method);
  });

  it('is chosen by the share of periods without demand', () => {
    expect(shareOfZeros(series(0, 1, 0, 0)).toString()).toBe('0.75');
  });

  it('is told with the quantity, rounded to nine decimals', () => {
    const { method, quantity } = forecastDemand(series(1, 0, 1), 'moving_average', USUAL);
    expect(method).toBe('moving_average');
    expect(quantity.toString()).toBe('0.666666667');
    expect(forecastDemand(series(0, 0, 5), 'auto', USUAL).method).toBe('croston');
  });
});
