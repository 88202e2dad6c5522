import {
  BooleanField,
  CodeField,
  EnumField,
  IntegerField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { SCRAP_CATEGORIES } from './scrap-records.rules.js';

export class CreateScrapReasonRequest {
  @CodeField({ max: 50, example: 'elephant_foot' })
  code: string;

  @TextField({ max: 100, min: 1, example: 'Elephant foot' })
  name: string;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @EnumField(SCRAP_CATEGORIES, { optional: true })
  category?: string;

  @IntegerField({ optional: true, example: 150, description: 'Place in lists.' })
  sequence?: number;

  @BooleanField({ optional: true })
  active?: boolean;
}

export class UpdateScrapReasonRequest {
  @CodeField({ optional: true, max: 50 })
  code?: string;

  @TextField({ optional: true, max: 100, min: 1 })
  name?: string;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @EnumField(SCRAP_CATEGORIES, { optional: true })
  category?: string;

  @IntegerField({ optional: true })
  sequence?: number;

  @BooleanField({ optional: true })
  active?: boolean;
}

export class ScrapReasonListQuery extends SearchQuery {
  @EnumField(SCRAP_CATEGORIES, { optional: true })
  category?: string;

  @BooleanField({ optional: true })
  active?: boolean;
}

export class ScrapReasonResponse {
  /** @example 1 */
  id: number;
  /** @example print_failure */
  code: string;
  /** @example Print failure */
  name: string;
  description: string | null;
  /** @example print */
  category: string;
  /** @example 20 */
  sequence: number;
  active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
