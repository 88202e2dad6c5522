import {
  BooleanField,
  CodeField,
  EnumField,
  IntegerField,
  NameField,
  SearchQuery,
} from '../../platform/http/index.js';
import { ADJUSTMENT_TYPES } from './stock-adjustment.rules.js';

const TYPE = {
  optional: true,
  nullable: true,
  example: 'damage',
  description: 'The type of adjustment that it usually explains; for any when left out.',
} as const;

export class CreateAdjustmentReasonRequest {
  @CodeField({ example: 'water_damage' })
  code: string;

  @NameField({ example: 'Water damage' })
  name: string;

  @EnumField(ADJUSTMENT_TYPES, TYPE)
  adjustment_type?: string | null;

  @IntegerField({ optional: true, max: 100_000 })
  sort_order?: number;
}

export class UpdateAdjustmentReasonRequest {
  @CodeField({ optional: true })
  code?: string;

  @NameField({ optional: true })
  name?: string;

  @EnumField(ADJUSTMENT_TYPES, TYPE)
  adjustment_type?: string | null;

  @IntegerField({ optional: true, max: 100_000 })
  sort_order?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class AdjustmentReasonListQuery extends SearchQuery {
  @EnumField(ADJUSTMENT_TYPES, { optional: true })
  adjustment_type?: string;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class AdjustmentReasonResponse {
  /** @example 2 */
  id: number;
  /** @example damaged_goods */
  code: string;
  /** @example Damaged goods */
  name: string;
  /** @example damage */
  adjustment_type: string | null;
  sort_order: number;
  /** One of the documented reasons, which stay. */
  is_system: boolean;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
