import { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  DecimalOut,
  EnumField,
  IdField,
  PercentField,
  QuantityField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { COST_BASES } from './structure.rules.js';

const optional = { optional: true } as const;

export class PrintCostQuery {
  @IdField({ ...optional, description: 'Its weight is the material, when that is left out.' })
  product_id?: number;

  @IdField({ ...optional, description: 'A product kept by weight; gives the price per kilogram.' })
  material_id?: number;

  @IdField({ ...optional, description: 'Gives the rates of its work center.' })
  printer_id?: number;

  @IdField({
    ...optional,
    description: 'Gives its rates; machine and overhead together are the hour of the machine.',
  })
  work_center_id?: number;

  @EnumField(COST_BASES, {
    ...optional,
    example: 'current',
    description: 'Which price of the material comes first.',
  })
  basis?: string;

  @QuantityField({ ...optional, example: '85' })
  material_grams?: Decimal;

  @PercentField({ ...optional, description: 'Supports, purging, skirts, on top of the grams.' })
  material_waste_percent?: Decimal;

  @UnitPriceField({ ...optional, example: '20' })
  material_price_per_kg?: Decimal;

  @QuantityField({ ...optional, example: '5.5' })
  print_hours?: Decimal;

  @AmountField({ ...optional, example: '0.5' })
  machine_rate_per_hour?: Decimal;

  @QuantityField({ ...optional, example: '120', description: 'On average while it prints.' })
  power_watts?: Decimal;

  @UnitPriceField({ ...optional, example: '0.30' })
  energy_price_per_kwh?: Decimal;

  @QuantityField({ ...optional, example: '10', description: 'Slicing, setting up, taking off.' })
  labor_minutes?: Decimal;

  @AmountField({ ...optional, example: '28' })
  labor_rate_per_hour?: Decimal;

  @PercentField({ ...optional, max: 99.999999, description: 'Prints of a hundred that fail.' })
  failure_rate_percent?: Decimal;

  @QuantityField({ ...optional, example: '5' })
  post_processing_minutes?: Decimal;

  @AmountField({ ...optional, example: '24', description: 'The labor rate when left out.' })
  post_processing_rate_per_hour?: Decimal;

  @AmountField({ ...optional, example: '0.65' })
  packaging_cost?: Decimal;

  @QuantityField({
    ...optional,
    positive: true,
    example: '1',
    description: 'Pieces that the print makes; 1 when left out.',
  })
  pieces?: Decimal;
}

export class PrintInputResponse {
  @DecimalOut({ example: '85' })
  material_grams: Decimal;
  @DecimalOut({ example: '5' })
  material_waste_percent: Decimal;
  @DecimalOut({ example: '20' })
  material_price_per_kg: Decimal;
  @DecimalOut({ example: '5.5' })
  print_hours: Decimal;
  @DecimalOut({ example: '0.5' })
  machine_rate_per_hour: Decimal;
  @DecimalOut({ example: '120' })
  power_watts: Decimal;
  @DecimalOut({ example: '0.3' })
  energy_price_per_kwh: Decimal;
  @DecimalOut({ example: '10' })
  labor_minutes: Decimal;
  @DecimalOut({ example: '28' })
  labor_rate_per_hour: Decimal;
  @DecimalOut({ example: '5' })
  failure_rate_percent: Decimal;
  @DecimalOut({ example: '5' })
  post_processing_minutes: Decimal;
  @DecimalOut({ example: '24' })
  post_processing_rate_per_hour: Decimal;
  @DecimalOut({ example: '0.65' })
  packaging_cost: Decimal;
  @DecimalOut({ example: '1' })
  pieces: Decimal;
}

export class PrintCostResponse {
  /** What was reckoned with, found or told. */
  input: PrintInputResponse;
  @DecimalOut({ example: '1.785' })
  material: Decimal;
  @DecimalOut({ example: '2.75' })
  machine: Decimal;
  @DecimalOut({ example: '0.198' })
  energy: Decimal;
  @DecimalOut({ example: '4.666667' })
  labor: Decimal;
  @DecimalOut({ example: '0.494719', description: 'What a good print pays for those that fail.' })
  failures: Decimal;
  @DecimalOut({ example: '2' })
  post_processing: Decimal;
  @DecimalOut({ example: '0.65' })
  packaging: Decimal;
  @DecimalOut({ example: '12.544386', description: 'Of one print.' })
  total: Decimal;
  @DecimalOut({ example: '12.544386' })
  per_piece: Decimal;
  /** Prices and rates that the print needs and nobody has told, counted as 0. @example ["energy_price_per_kwh"] */
  missing: string[];
}
