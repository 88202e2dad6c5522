import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DecimalOut,
  IntegerField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

const nullable = { optional: true, nullable: true } as const;
const HEX_COLOR = /^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$/;

class MaterialTypeFields {
  @QuantityField({ ...nullable, positive: true, scale: 6, integerDigits: 3, example: '1.24' })
  density_g_cm3?: Decimal | null;

  @QuantityField({ ...nullable, positive: true, scale: 3, integerDigits: 3, example: '1.75' })
  diameter_mm?: Decimal | null;

  @IntegerField({ ...nullable, max: 1000, example: 190 })
  nozzle_temp_min_c?: number | null;

  @IntegerField({ ...nullable, max: 1000, example: 220 })
  nozzle_temp_max_c?: number | null;

  @IntegerField({ ...nullable, max: 1000, example: 50 })
  bed_temp_min_c?: number | null;

  @IntegerField({ ...nullable, max: 1000, example: 60 })
  bed_temp_max_c?: number | null;

  @BooleanField({ optional: true })
  requires_enclosure?: boolean;

  @TextField(nullable)
  description?: string | null;

  @IntegerField({ optional: true, example: 100 })
  display_order?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CreateMaterialTypeRequest extends MaterialTypeFields {
  @CodeField({ max: 50, example: 'PLA-BASIC' })
  code: string;

  @TextField({ max: 100, min: 1, example: 'PLA Basic' })
  name: string;

  @TextField({ max: 50, min: 1, example: 'PLA' })
  base_material: string;
}

export class UpdateMaterialTypeRequest extends MaterialTypeFields {
  @CodeField({ optional: true, max: 50, example: 'PLA-BASIC' })
  code?: string;

  @TextField({ optional: true, max: 100, min: 1, example: 'PLA Basic' })
  name?: string;

  @TextField({ optional: true, max: 50, min: 1, example: 'PLA' })
  base_material?: string;
}

export class MaterialListQuery extends SearchQuery {
  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class MaterialTypeResponse {
  /** @example 1 */
  id: number;
  /** @example PLA-BASIC */
  code: string;
  /** @example PLA Basic */
  name: string;
  /** @example PLA */
  base_material: string;
  @DecimalOut({ nullable: true, example: '1.24' })
  density_g_cm3: Decimal | null;
  @DecimalOut({ nullable: true, example: '1.75' })
  diameter_mm: Decimal | null;
  /** @example 190 */
  nozzle_temp_min_c: number | null;
  /** @example 220 */
  nozzle_temp_max_c: number | null;
  /** @example 50 */
  bed_temp_min_c: number | null;
  /** @example 60 */
  bed_temp_max_c: number | null;
  requires_enclosure: boolean;
  description: string | null;
  /** @example 100 */
  display_order: number;
  is_active: boolean;
}

export class CreateColorRequest {
  @CodeField({ max: 50, example: 'BLACK' })
  code: string;

  @TextField({ max: 100, min: 1, example: 'Jet black' })
  name: string;

  @TextField({ ...nullable, max: 9, pattern: HEX_COLOR, example: '#101010' })
  hex_code?: string | null;

  @IntegerField({ optional: true, example: 100 })
  display_order?: number;
}

export class UpdateColorRequest {
  @CodeField({ optional: true, max: 50, example: 'BLACK' })
  code?: string;

  @TextField({ optional: true, max: 100, min: 1, example: 'Jet black' })
  name?: string;

  @TextField({ ...nullable, max: 9, pattern: HEX_COLOR, example: '#101010' })
  hex_code?: string | null;

  @IntegerField({ optional: true, example: 100 })
  display_order?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class ColorResponse {
  /** @example 1 */
  id: number;
  /** @example BLACK */
  code: string;
  /** @example Jet black */
  name: string;
  /** @example "#101010" */
  hex_code: string | null;
  /** @example 100 */
  display_order: number;
  is_active: boolean;
}
