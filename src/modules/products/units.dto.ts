import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DecimalOut,
  EnumField,
  IdField,
  NameField,
  PageQuery,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { UnitCodeField } from './unit-code.field.js';
import { UOM_CLASSES } from './units.repository.js';

/** `numeric(30,15)` of the columns. */
const FACTOR = { positive: true, scale: 15, integerDigits: 15 } as const;

export class CreateUnitRequest {
  @UnitCodeField({ example: 'ROD' })
  code: string;

  @TextField({ max: 100, min: 1, example: 'Rod of three metres' })
  name: string;

  @TextField({ optional: true, nullable: true, max: 20, example: 'rod' })
  symbol?: string | null;

  @TextField({
    optional: true,
    nullable: true,
    max: 3,
    description: 'UN/ECE Recommendation 20.',
    example: 'MTR',
  })
  unece_code?: string | null;

  @EnumField(UOM_CLASSES, { example: 'length' })
  uom_class: string;

  @QuantityField({
    ...FACTOR,
    description: 'How many of the base unit (KG, M, M2, L, SEC, EA) one of it is.',
    example: '3',
  })
  to_base_factor: Decimal;
}

export class UpdateUnitRequest {
  @NameField({ optional: true })
  name?: string;

  @TextField({ optional: true, nullable: true, max: 20 })
  symbol?: string | null;

  @TextField({ optional: true, nullable: true, max: 3 })
  unece_code?: string | null;

  @EnumField(UOM_CLASSES, { optional: true, example: 'length' })
  uom_class?: string;

  @QuantityField({ ...FACTOR, optional: true, example: '3' })
  to_base_factor?: Decimal;

  @BooleanField({ optional: true, description: 'An inactive unit converts, but cannot be chosen any more.' })
  is_active?: boolean;
}

export class UnitListQuery extends SearchQuery {
  @EnumField(UOM_CLASSES, { optional: true })
  uom_class?: string;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class UnitResponse {
  /** @example 1 */
  id: number;
  /** @example KG */
  code: string;
  /** @example Kilogram */
  name: string;
  /** @example kg */
  symbol: string | null;
  /** @example KGM */
  unece_code: string | null;
  /** @example mass */
  uom_class: string;
  @DecimalOut({ example: '1' })
  to_base_factor: Decimal;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class CreateConversionRequest {
  @UnitCodeField({ example: 'BOX' })
  from_unit: string;

  @UnitCodeField({ example: 'EA' })
  to_unit: string;

  @QuantityField({ ...FACTOR, description: 'How many `to_unit` one `from_unit` is.', example: '48' })
  conversion_factor: Decimal;

  @BooleanField({ optional: true, description: 'Whether it may be turned round; true unless told.' })
  is_bidirectional?: boolean;

  @IdField({ optional: true, nullable: true, description: 'For this product only.' })
  product_id?: number | null;
}

export class UpdateConversionRequest {
  @QuantityField({ ...FACTOR, optional: true, example: '48' })
  conversion_factor?: Decimal;

  @BooleanField({ optional: true })
  is_bidirectional?: boolean;
}

export class ConversionListQuery extends PageQuery {
  @UnitCodeField({ optional: true, example: 'BOX' })
  from_unit?: string;

  @UnitCodeField({ optional: true, example: 'EA' })
  to_unit?: string;

  @IdField({ optional: true })
  product_id?: number;
}

export class ConversionResponse {
  /** @example 1 */
  id: number;
  /** @example BOX */
  from_unit: string;
  /** @example EA */
  to_unit: string;
  @DecimalOut({ example: '48' })
  conversion_factor: Decimal;
  is_bidirectional: boolean;
  /** Set for a conversion of one product. @example 7 */
  product_id: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class ConvertRequest {
  @QuantityField({ min: -99_999_999_999, example: '2.5' })
  quantity: Decimal;

  @UnitCodeField({ example: 'LB' })
  from_unit: string;

  @UnitCodeField({ example: 'G' })
  to_unit: string;

  @IdField({ optional: true, description: "Uses this product's own conversions first." })
  product_id?: number;
}

export class ConvertResponse {
  @DecimalOut({ example: '1133.980925', description: 'Rounded half-up to nine decimals.' })
  quantity: Decimal;
  /** @example G */
  unit: string;
  /** Whether nothing was rounded away. */
  exact: boolean;
  @DecimalOut({
    example: '0.45359237',
    description: 'quantity × numerator ÷ denominator is the exact answer.',
  })
  numerator: Decimal;
  @DecimalOut({ example: '0.001' })
  denominator: Decimal;
}
