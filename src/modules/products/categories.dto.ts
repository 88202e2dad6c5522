import {
  BooleanField,
  CodeField,
  IdField,
  IntegerField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

export class CreateCategoryRequest {
  @CodeField({ max: 50, example: 'FILAMENT' })
  code: string;

  @TextField({ max: 100, min: 1, example: 'Filament' })
  name: string;

  @IdField({ optional: true, nullable: true, description: 'Category that it lies in.' })
  parent_id?: number | null;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @IntegerField({ optional: true, example: 10 })
  sort_order?: number;
}

export class UpdateCategoryRequest {
  @CodeField({ optional: true, max: 50, example: 'FILAMENT' })
  code?: string;

  @TextField({ optional: true, max: 100, min: 1, example: 'Filament' })
  name?: string;

  @IdField({ optional: true, nullable: true })
  parent_id?: number | null;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @IntegerField({ optional: true, example: 10 })
  sort_order?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CategoryListQuery extends SearchQuery {
  @IdField({ optional: true, description: 'Directly inside this one.' })
  parent_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CategoryResponse {
  /** @example 1 */
  id: number;
  /** @example FILAMENT */
  code: string;
  /** @example Filament */
  name: string;
  parent_id: number | null;
  description: string | null;
  /** @example 10 */
  sort_order: number;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
