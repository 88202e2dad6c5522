import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  IdsField,
  IntegerField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { FORECAST_PERIODS, type ForecastPeriod } from './forecast-periods.rules.js';
import { FORECAST_METHODS, type ForecastMethod } from './forecast.rules.js';

const SOURCES = ['manual', ...FORECAST_METHODS];

export class ForecastListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @EnumField(FORECAST_PERIODS, { optional: true })
  period?: ForecastPeriod;

  @EnumField(SOURCES, { optional: true })
  source?: string;

  @DateField({ optional: true, description: 'Forecasts for any day from this one on.' })
  from?: string;

  @DateField({ optional: true, description: 'Forecasts for any day before this one.' })
  to?: string;
}

export class CreateForecastRequest {
  @IdField()
  product_id: number;

  @EnumField(FORECAST_PERIODS)
  period: ForecastPeriod;

  @DateField({ description: 'A Monday, or the first of a month.', example: '2026-03-02' })
  period_start: string;

  @QuantityField({ description: 'In the stock unit.', example: '40' })
  quantity: Decimal;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class UpdateForecastRequest {
  @QuantityField({ optional: true, description: 'In the stock unit. Makes it a forecast of people.' })
  quantity?: Decimal;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class ForecastResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example 2026-03-02 */
  period_start: string;
  /** @example week */
  period: string;
  /** The day after the last one. @example 2026-03-09 */
  period_end: string;
  @DecimalOut({ example: '40' })
  quantity: Decimal;
  /** @example manual */
  source: string;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class GenerateForecastsRequest {
  @IdsField({ optional: true, description: 'All planned products when left out.' })
  product_ids?: number[];

  @EnumField(['auto', ...FORECAST_METHODS], {
    optional: true,
    description: '`auto` unless told: Croston where more than half of the periods needed nothing.',
  })
  method?: ForecastMethod | 'auto';

  @EnumField(FORECAST_PERIODS, { optional: true, description: '`week` unless told.' })
  period?: ForecastPeriod;

  @IntegerField({ optional: true, min: 1, max: 104, description: '12 unless told.', example: 12 })
  periods_ahead?: number;

  @IntegerField({
    optional: true,
    min: 1,
    max: 260,
    description: 'Complete periods to look back; 52 weeks or 24 months unless told.',
    example: 52,
  })
  history_periods?: number;

  @IntegerField({
    optional: true,
    min: 1,
    max: 104,
    description: 'Periods of the moving average; 6 unless told.',
    example: 6,
  })
  window?: number;

  @QuantityField({
    optional: true,
    positive: true,
    max: 1,
    description: 'Weight of the newest value; 0.2 for smoothing and 0.1 for Croston unless told.',
    example: '0.2',
  })
  alpha?: Decimal;

  @BooleanField({ optional: true, description: 'Corrects the bias of Croston; true unless told.' })
  bias_correction?: boolean;

  @BooleanField({ optional: true, description: 'Also what people wrote; false unless told.' })
  replace_manual?: boolean;

  @BooleanField({ optional: true, description: 'Tells what would be written and writes nothing.' })
  preview?: boolean;
}

export class ForecastedDemandResponse {
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  /** @example G */
  unit: string;
  /** @example croston */
  method: string;
  /** Periods that it is made from. @example 52 */
  history_periods: number;
  @DecimalOut({ example: '62.5', description: 'Periods that needed nothing.' })
  zero_share_percent: Decimal;
  @DecimalOut({ example: '1.4', description: 'For each coming period.' })
  quantity: Decimal;
}

export class ForecastGenerationResponse {
  preview: boolean;
  /** @example week */
  period: string;
  /** @example 2026-03-09 */
  first_period_start: string;
  /** @example 12 */
  periods_ahead: number;
  /** @example 24 */
  created: number;
  /** @example 0 */
  changed: number;
  /** @example 12 */
  unchanged: number;
  /** Written by people, and left so. @example 3 */
  kept: number;
  /** Products with forecasts of the other kind of period for these days. */
  skipped_products: number[];
  /** @example 5 */
  products_without_history: number;
  /** @example 3 */
  products_forecast: number;
  /** The first thousand of them. */
  products: ForecastedDemandResponse[];
}
