import {
  BooleanField,
  CodeField,
  EnumField,
  IdField,
  NameField,
  SearchQuery,
} from '../../platform/http/index.js';

const TYPES = ['warehouse', 'zone', 'shelf', 'bin', 'dock', 'production', 'quarantine', 'transit', 'other'];

export class CreateLocationRequest {
  @CodeField({ example: 'A-01-03' })
  code: string;

  @NameField({ example: 'Rack A, shelf 1, bin 3' })
  name: string;

  @EnumField(TYPES, { example: 'bin', description: 'Stock in a quarantine location is not available.' })
  type: string;

  @IdField({ optional: true, nullable: true })
  parent_id?: number | null;

  @BooleanField({ optional: true, description: 'Where stock goes when nothing is said.' })
  is_default?: boolean;
}

export class UpdateLocationRequest {
  @CodeField({ optional: true })
  code?: string;

  @NameField({ optional: true })
  name?: string;

  @EnumField(TYPES, { optional: true })
  type?: string;

  @IdField({ optional: true, nullable: true })
  parent_id?: number | null;

  @BooleanField({ optional: true })
  is_default?: boolean;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class LocationListQuery extends SearchQuery {
  @EnumField(TYPES, { optional: true })
  type?: string;

  @BooleanField({ optional: true })
  is_active?: boolean;

  @IdField({ optional: true })
  parent_id?: number;

  @IdField({ optional: true, description: 'Everything in this warehouse, however deep.' })
  warehouse_id?: number;
}

export class LocationResponse {
  /** @example 1 */
  id: number;
  /** @example A-01-03 */
  code: string;
  /** @example Rack A, shelf 1, bin 3 */
  name: string;
  /** @example bin */
  type: string | null;
  parent_id: number | null;
  is_default: boolean;
  is_active: boolean;
  /** The warehouse that it lies in. @example 1 */
  warehouse_id: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
