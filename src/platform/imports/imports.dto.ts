import { BooleanField, PageQuery } from '../http/index.js';
import { ProblemField } from '../http/problem.dto.js';

export class ImportQuery {
  @BooleanField({ optional: true, description: 'Check everything and import nothing.' })
  dry_run?: boolean;

  @BooleanField({ optional: true, description: 'Import the good rows although others are bad.' })
  partial?: boolean;
}

export class ImportListQuery extends PageQuery {}

class ImportRowErrorResponse {
  /** Line of the file; the header is line 1. @example 3 */
  line: number;
  errors: ProblemField[];
}

export class ImportResponse {
  /** @example 1 */
  id: number;
  /** @example products */
  kind: string;
  /** @example products.csv */
  file_name: string | null;
  dry_run: boolean;
  partial: boolean;
  /** `failed`: nothing was imported, see errors. @example completed */
  status: string;
  /** @example 504 */
  rows_total: number;
  /** @example 500 */
  rows_created: number;
  rows_updated: number;
  /** @example 4 */
  rows_unchanged: number;
  rows_failed: number;
  created_at: Date;
  finished_at: Date | null;
  /** The first thousand bad rows. */
  errors: ImportRowErrorResponse[];
}

class ImportColumnResponse {
  /** @example sku */
  name: string;
  /** @example text */
  type: string;
  required: boolean;
  /** @example Business key of the product */
  description: string;
  /** @example PLA-BLACK */
  example: string;
}

export class ImportKindResponse {
  /** @example products */
  kind: string;
  /** @example Products */
  title: string;
  columns: ImportColumnResponse[];
}
