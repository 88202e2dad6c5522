import { type Decimal, sum } from '../../kernel/decimal.js';

/** What one print takes and what that costs; everything that is not known is 0 by now. */
export interface PrintInput {
  material_grams: Decimal;
  material_waste_percent: Decimal;
  material_price_per_kg: Decimal;
  print_hours: Decimal;
  machine_rate_per_hour: Decimal;
  power_watts: Decimal;
  energy_price_per_kwh: Decimal;
  labor_minutes: Decimal;
  labor_rate_per_hour: Decimal;
  failure_rate_percent: Decimal;
  post_processing_minutes: Decimal;
  post_processing_rate_per_hour: Decimal;
  packaging_cost: Decimal;
  /** Pieces that a print makes. */
  pieces: Decimal;
}

/** Of one print, except the last. */
export interface PrintCost {
  material: Decimal;
  machine: Decimal;
  energy: Decimal;
  labor: Decimal;
  /** What a good print has to pay for those that fail. */
  failures: Decimal;
  post_processing: Decimal;
  packaging: Decimal;
  total: Decimal;
  per_piece: Decimal;
}

/**
 * A print that fails has taken its material, machine, energy and labor; so these are divided by the share of prints that
 * succeed. Only a good one is finished and packed.
 */
export function printCost(input: PrintInput): PrintCost {
  const grams = input.material_grams.times(input.material_waste_percent.plus(100)).dividedBy(100);
  const material = grams.times(input.material_price_per_kg).dividedBy(1_000);
  const machine = input.print_hours.times(input.machine_rate_per_hour);
  const energy = input.power_watts
    .times(input.print_hours)
    .times(input.energy_price_per_kwh)
    .dividedBy(1_000);
  const labor = input.labor_minutes.times(input.labor_rate_per_hour).dividedBy(60);
  const tried = sum([material, machine, energy, labor]);
  const failing = input.failure_rate_percent;
  const failures = tried.times(failing).dividedBy(failing.negated().plus(100));
  const postProcessing = input.post_processing_minutes
    .times(input.post_processing_rate_per_hour)
    .dividedBy(60);
  const total = sum([tried, failures, postProcessing, input.packaging_cost]);
  return {
    material,
    machine,
    energy,
    labor,
    failures,
    post_processing: postProcessing,
    packaging: input.packaging_cost,
    total,
    per_piece: total.dividedBy(input.pieces),
  };
}
