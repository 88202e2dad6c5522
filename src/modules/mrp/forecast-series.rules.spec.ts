import { decimal } from '../../kernel/decimal.js';
import { addPeriods, periodStartOf, periodStarts } from './forecast-periods.rules.js';
import { compareForecasts, demandSeries, historyPeriods } from './forecast-series.rules.js';

describe('periods', () => {
  it('begin on a Monday or on the first', () => {
    expect(periodStartOf('2026-03-08', 'week')).toBe('2026-03-02');
    expect(periodStartOf('2026-03-02', 'week')).toBe('2026-03-02');
    expect(periodStartOf('2026-03-31', 'month')).toBe('2026-03-01');
  });

  it('follow one another over years', () => {
    expect(periodStarts('2026-11-01', 3, 'month')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
    expect(addPeriods('2026-01-05', -1, 'week')).toBe('2025-12-29');
  });

  it('count as history when they are over', () => {
    expect(historyPeriods('2026-03-18', 2, 'week')).toEqual(['2026-03-02', '2026-03-09']);
  });
});

describe('a series of demand', () => {
  const periods = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'];
  const row = (period_start: string, quantity: number, known_since: string) => ({
    product_id: 1,
    period_start,
    quantity: decimal(quantity),
    known_since,
  });
  const seriesOf = (...rows: ReturnType<typeof row>[]) =>
    demandSeries(rows, periods, 'week').get(1)!.map(Number);

  it('has a value for every period', () => {
    expect(seriesOf(row('2026-03-09', 5, '2025-01-01'), row('2026-03-23', 7, '2025-01-01'))).toEqual([
      0, 5, 0, 7,
    ]);
  });

  it('begins with the first whole period of the product', () => {
    expect(seriesOf(row('2026-03-23', 7, '2026-03-10'))).toEqual([0, 7]);
    expect(seriesOf(row('2026-03-23', 7, '2026-03-09'))).toEqual([0, 0, 7]);
  });

  it('never begins after the first demand', () => {
    expect(seriesOf(row('2026-03-09', 7, '2026-03-10'))).toEqual([7, 0, 0]);
  });
});

describe('forecasts that are wanted and those that are there', () => {
  const wanted = (period_start: string, quantity: number, product_id = 1) => ({
    product_id,
    period_start,
    quantity: decimal(quantity),
    source: 'croston',
  });
  const present = (period_start: string, quantity: number, source = 'croston', period = 'week') => ({
    ...wanted(period_start, quantity),
    source,
    period,
  });

  it('are created, changed, left and kept', () => {
    const changes = compareForecasts(
      ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'].map((start) => wanted(start, 5)),
      [present('2026-03-02', 5), present('2026-03-09', 4), present('2026-03-16', 9, 'manual')],
      'week',
      false,
    );
    expect(changes.created.map((row) => row.period_start)).toEqual(['2026-03-23']);
    expect(changes.changed.map((row) => row.period_start)).toEqual(['2026-03-09']);
    expect(changes).toMatchObject({ unchanged: 1, kept: 1 });
  });

  it('replace what people wrote when told to', () => {
    const changes = compareForecasts(
      [wanted('2026-03-02', 5)],
      [present('2026-03-02', 5, 'manual')],
      'week',
      true,
    );
    expect(changes.changed).toHaveLength(1);
  });

  it('leave products alone that have the other kind of period', () => {
    const changes = compareForecasts(
      [wanted('2026-03-02', 5), wanted('2026-03-02', 5, 2)],
      [present('2026-03-01', 20, 'manual', 'month')],
      'week',
      true,
    );
    expect(changes.created.map((row) => row.product_id)).toEqual([2]);
    expect([...changes.mixed]).toEqual([1]);
  });
});
