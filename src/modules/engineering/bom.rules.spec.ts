import fc from 'fast-check';
import { decimal } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { type BomLineInput, decideBomLines, sameLines } from './bom.rules.js';

const units = new UnitTable([
  { code: 'EA', uomClass: 'count', toBaseFactor: decimal(1) },
  { code: 'G', uomClass: 'mass', toBaseFactor: decimal('0.001') },
  { code: 'KG', uomClass: 'mass', toBaseFactor: decimal(1) },
]);
const [SCREW, FILAMENT, FREIGHT] = [1, 2, 3];
const components = new Map([
  [SCREW, { unit: 'EA', item_type: 'component' }],
  [FILAMENT, { unit: 'G', item_type: 'material' }],
  [FREIGHT, { unit: 'EA', item_type: 'service' }],
]);

const input = (component_id: number, values: Partial<BomLineInput> = {}): BomLineInput => ({
  component_id,
  quantity: decimal(1),
  ...values,
});
const decide = (...lines: BomLineInput[]) => decideBomLines(lines, components, units);
const period = (from: string | null, to: string | null) =>
  input(SCREW, { effective_from: from, effective_to: to });

describe('lines of a BOM', () => {
  it('take the stock unit, no scrap and no set-up when nothing is said', () => {
    const { values, faults } = decide(input(FILAMENT), input(FREIGHT));
    expect(faults).toEqual([]);
    expect(values[0]).toMatchObject({ unit: 'G', scrap_factor: decimal(0), is_cost_only: false });
    expect(values[1]).toMatchObject({ is_cost_only: true });
  });

  it.each([
    ['a unit of another kind', [input(FILAMENT, { unit: 'EA' })], ['unitNotConvertible']],
    ['a unit of the same kind', [input(FILAMENT, { unit: 'KG' })], []],
    ['a unit that nobody knows', [input(SCREW, { unit: 'XX' })], ['unitNotConvertible']],
    ['a service that takes stock', [input(FREIGHT, { is_cost_only: false })], ['serviceTakesNoStock']],
    ['an empty period', [period('2026-02-01', '2026-02-01')], ['emptyEffectivity']],
    ['one component twice', [input(SCREW), input(SCREW)], ['componentTwice']],
    [
      'one component, first until, then from a day',
      [period(null, '2026-02-01'), period('2026-02-01', null)],
      [],
    ],
    ['the same the other way round', [period('2026-02-01', null), period(null, '2026-02-01')], []],
    ['a day in both', [period(null, '2026-02-02'), period('2026-02-01', null)], ['componentTwice']],
    [
      'a short period inside a long one, and one after it',
      [period('2026-01-01', '2026-12-01'), period('2026-02-01', '2026-03-01'), period('2026-04-01', null)],
      ['componentTwice', 'componentTwice'],
    ],
    [
      'one that ends beside one that never does',
      [period(null, null), period(null, '2026-01-01')],
      ['componentTwice'],
    ],
  ])('with %s', (_name, lines, faults) => {
    expect(decide(...lines).faults.map(({ fault }) => fault)).toEqual(faults);
  });

  it('overlap exactly when some day lies in two periods', () => {
    const day = fc.option(fc.integer({ min: 10, max: 28 }), { nil: null });
    const text = (value: number | null) => (value === null ? null : `2026-01-${value}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day), { maxLength: 5 }), (pairs) => {
        const proper = pairs.filter(([from, to]) => from === null || to === null || from < to);
        const { faults } = decide(...proper.map(([from, to]) => period(text(from), text(to))));
        const days = Array.from({ length: 40 }, (_, index) => index);
        const meets = days.some(
          (at) =>
            proper.filter(([from, to]) => (from === null || from <= at) && (to === null || to > at)).length >
            1,
        );
        expect(faults.length > 0).toBe(meets);
      }),
    );
  });
});

it('two BOMs are the same when their lines are, in whatever order and however written', () => {
  const { values: some } = decide(input(SCREW, { quantity: decimal('4.0') }), input(FILAMENT));
  const { values: same } = decide(input(FILAMENT), input(SCREW, { quantity: decimal(4) }));
  const { values: other } = decide(input(FILAMENT), input(SCREW, { quantity: decimal(5) }));
  expect(sameLines(some, same)).toBe(true);
  expect(sameLines(some, other)).toBe(false);
  expect(sameLines(some, some.slice(1))).toBe(false);
});
