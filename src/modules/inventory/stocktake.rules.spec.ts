import { decimal } from '../../kernel/decimal.js';
import {
  isBeyond,
  percentOff,
  statusAfterCount,
  statusAfterRefresh,
  stockAfterCount,
} from './stocktake.rules.js';
import { nextStocktakeStatuses, STOCKTAKE_STATUSES, stocktakeCanBecome } from './stocktake.states.js';

describe('how far a count is off', () => {
  it.each([
    [10, 9, '-10'],
    [10, 8, '-20'],
    [10, 7, '-30'],
    [3, 4, '33.333333'],
    [0, 5, null],
    [0, 0, null],
  ])('%i expected, %i counted: %s per cent', (expected, actual, percent) => {
    expect(percentOff(decimal(expected), decimal(actual))?.toFixed() ?? null).toBe(percent);
  });

  it.each([
    // expected, actual, percent, quantity, beyond
    [100, 90, 10, null, false],
    [100, 89.9, 10, null, true],
    [100, 110, 10, null, false],
    [100, 110.1, 10, null, true],
    [100, 98, null, 2, false],
    [100, 97, null, 2, true],
    // With both, the narrower one decides.
    [10, 9, 50, 0.5, true],
    [1000, 990, 0.5, 50, true],
    [1000, 996, 0.5, 50, false],
    // Something where nothing was expected has no percentage and is told all the same.
    [0, 5, 10, null, true],
    [0, 5, null, 5, false],
    [0, 5, null, 4, true],
    [0, 0, 0, 0, false],
    [10, 9, null, null, false],
    [10, 9, 0, null, true],
  ])('%d expected, %d counted, tolerance %s %% and %s: %s', (expected, actual, percent, quantity, beyond) => {
    const tolerance = {
      percent: percent === null ? null : decimal(percent),
      quantity: quantity === null ? null : decimal(quantity),
    };
    expect(isBeyond(decimal(expected), decimal(actual), tolerance)).toBe(beyond);
  });
});

describe('what a line becomes', () => {
  it('is counted again once when the first count is too far off, and then believed', () => {
    expect(statusAfterCount(0, false)).toBe('counted');
    expect(statusAfterCount(0, true)).toBe('recount');
    expect(statusAfterCount(1, true)).toBe('counted');
    expect(statusAfterCount(1, false)).toBe('counted');
  });

  it.each([
    ['open', 0, true, 'open'],
    ['counted', 1, true, 'recount'],
    ['counted', 1, false, 'counted'],
    ['counted', 2, true, 'counted'],
    ['accepted', 1, true, 'recount'],
    ['accepted', 1, false, 'counted'],
    ['recount', 1, false, 'recount'],
  ] as const)('%s after %i counts and a refresh, too far off %s: %s', (status, counts, off, expected) => {
    expect(statusAfterRefresh({ status, counts }, off)).toBe(expected);
  });
});

describe('the stock after a count', () => {
  it.each([
    // Nothing moved.
    [10, 10, 9, '9'],
    // Four went out during the count; two were missing when it began.
    [6, 10, 8, '4'],
    // Movements survive a count that finds what was expected, without any drift: 1 + 1, and 2.5 + 1.3.
    [2, 1, 1, '2'],
    [3.8, 2.5, 2.5, '3.8'],
    [1, 10, 2, '-7'],
  ])('%d there now, %d expected, %d counted: %s', (present, expected, actual, after) => {
    expect(stockAfterCount(decimal(present), decimal(expected), decimal(actual)).toFixed()).toBe(after);
  });
});

describe('the states of a stocktake', () => {
  it('are planned, in progress, completed or cancelled', () => {
    const allowed = STOCKTAKE_STATUSES.flatMap((from) =>
      STOCKTAKE_STATUSES.filter((to) => stocktakeCanBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(allowed).toEqual([
      'planned → in_progress',
      'planned → cancelled',
      'in_progress → completed',
      'in_progress → cancelled',
    ]);
    expect(nextStocktakeStatuses('completed')).toEqual([]);
  });
});
