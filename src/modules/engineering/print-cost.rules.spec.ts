import fc from 'fast-check';
import { decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { printCost, type PrintInput } from './print-cost.rules.js';

const NOTHING: PrintInput = {
  material_grams: ZERO,
  material_waste_percent: ZERO,
  material_price_per_kg: ZERO,
  print_hours: ZERO,
  machine_rate_per_hour: ZERO,
  power_watts: ZERO,
  energy_price_per_kwh: ZERO,
  labor_minutes: ZERO,
  labor_rate_per_hour: ZERO,
  failure_rate_percent: ZERO,
  post_processing_minutes: ZERO,
  post_processing_rate_per_hour: ZERO,
  packaging_cost: ZERO,
  pieces: ONE,
};

describe('the cost of a print', () => {
  it('shows every part of the sum', () => {
    const cost = printCost({
      ...NOTHING,
      material_grams: decimal(100),
      material_waste_percent: decimal(10),
      material_price_per_kg: decimal(20),
      print_hours: decimal(5),
      machine_rate_per_hour: decimal('0.5'),
      power_watts: decimal(120),
      energy_price_per_kwh: decimal('0.3'),
      labor_minutes: decimal(6),
      labor_rate_per_hour: decimal(30),
      failure_rate_percent: decimal(20),
      post_processing_minutes: decimal(10),
      post_processing_rate_per_hour: decimal(24),
      packaging_cost: decimal('0.65'),
      pieces: decimal(2),
    });
    // 2.20 + 2.50 + 0.18 + 3.00 = 7.88, of which a fifth fails: 9.85.
    expect(Object.entries(cost).map(([part, value]) => `${part} ${value.toFixed()}`)).toEqual([
      'material 2.2',
      'machine 2.5',
      'energy 0.18',
      'labor 3',
      'failures 1.97',
      'post_processing 4',
      'packaging 0.65',
      'total 14.5',
      'per_piece 7.25',
    ]);
  });

  it('is what succeeds times what was tried, and never less for more failures', () => {
    const percent = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(percent, percent, fc.integer({ min: 1, max: 1_000 }), (some, other, hours) => {
        const input = { ...NOTHING, print_hours: decimal(hours), machine_rate_per_hour: decimal(3) };
        const at = (rate: number) => printCost({ ...input, failure_rate_percent: decimal(rate) }).total;
        expect(
          at(some)
            .times(100 - some)
            .toFixed(20),
        ).toBe(at(0).times(100).toFixed(20));
        expect(at(Math.max(some, other)).greaterThanOrEqualTo(at(Math.min(some, other)))).toBe(true);
      }),
    );
  });
});
