import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import {
  BooleanField,
  CodeField,
  DateField,
  DecimalOut,
  IdField,
  IdsField,
  NameField,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';
import { MissingPriceResponse } from './structures.dto.js';

const optional = { optional: true, nullable: true } as const;

export class CloneBomRequest {
  @IdField({ optional: true, description: 'The same product when left out.' })
  product_id?: number;

  @BooleanField({ optional: true, description: 'True when left out.' })
  with_alternates?: boolean;

  @BooleanField({ optional: true, description: 'False when left out: the copy is made to be changed first.' })
  active?: boolean;

  @CodeField({ ...optional, example: 'BRACKET-02-A' })
  code?: string | null;

  @NameField(optional)
  name?: string | null;

  @TextField({ ...optional, max: 50 })
  revision?: string | null;

  @QuantityField({ optional: true, positive: true, example: '1' })
  output_quantity?: Decimal;

  @DateField({ ...optional, description: 'First day on which the copy counts; empty is always.' })
  effective_from?: string | null;

  @DateField({ ...optional, description: 'First day on which it does not count any more; empty is never.' })
  effective_to?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class CompareBomsQuery {
  @QuantityField({
    optional: true,
    positive: true,
    example: '1',
    description: 'Pieces that the costs are for.',
  })
  quantity?: Decimal;

  @DateField({
    optional: true,
    description: 'Lines that count on this day make the costs; today when left out.',
  })
  date?: string;
}

export class ComparedBomResponse {
  /** @example 1 */
  bom_id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example 1 */
  bom_version: number;
  is_active: boolean;
  @DecimalOut({ example: '1' })
  output_quantity: Decimal;
  @DecimalOut({ example: '6.6' })
  unit_cost: Decimal;
  @DecimalOut({ example: '6.6' })
  total_cost: Decimal;
}

export class FieldChangeResponse {
  /** @example quantity_per */
  field: string;
  /** @example 4 */
  from: string | null;
  /** @example 6 */
  to: string | null;
}

export class ComparedLineResponse {
  /** @example 1 */
  line_id: number;
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Screw M3 */
  component_name: string;
  @DecimalOut({ example: '4', description: 'As the line says it.' })
  quantity: Decimal;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '4', description: 'In the stock unit, for one piece.' })
  quantity_per: Decimal;
  /** @example EA */
  stock_unit: string;
  @DecimalOut({ example: '0.4', description: 'For all pieces.' })
  cost_delta: Decimal;
}

export class ChangedLineResponse {
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Screw M3 */
  component_name: string;
  /** @example EA */
  stock_unit: string;
  /** @example 1 */
  from_line_id: number;
  /** @example 5 */
  to_line_id: number;
  /** Quantities are in the stock unit, for one piece. */
  fields: FieldChangeResponse[];
  @DecimalOut({ example: '0.2', description: 'For all pieces.' })
  cost_delta: Decimal;
}

export class BomComparisonResponse {
  /** @example 2026-03-31 */
  date: string;
  @DecimalOut({ example: '1' })
  quantity: Decimal;
  from: ComparedBomResponse;
  to: ComparedBomResponse;
  /** What differs in the headers. */
  header: FieldChangeResponse[];
  added: ComparedLineResponse[];
  removed: ComparedLineResponse[];
  changed: ChangedLineResponse[];
  /** @example 12 */
  unchanged_count: number;
  @DecimalOut({ example: '0.2' })
  unit_cost_delta: Decimal;
  @DecimalOut({ example: '0.2' })
  total_cost_delta: Decimal;
  /** Products without any price, counted as 0. */
  missing_prices: MissingPriceResponse[];
}

export class MassReplaceRequest {
  @IdField({ example: 2 })
  component_id: number;

  @IdField({ example: 3 })
  replacement_id: number;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1',
    description: 'So much of the new one stands for one of the old one, as the lines count; 1 when left out.',
  })
  quantity_factor?: Decimal;

  @UnitCodeField({ optional: true, description: 'Unit of the lines from then on; theirs when left out.' })
  unit?: string;

  @IdsField({
    optional: true,
    max: LIMITS.massReplaceBomsMax,
    description: 'Active BOMs; all when left out.',
  })
  bom_ids?: number[];

  @BooleanField({
    optional: true,
    description: 'True when left out: says what would be done and does nothing.',
  })
  preview?: boolean;
}

export class ReplacedLineResponse {
  /** @example 1 */
  line_id: number;
  @DecimalOut({ example: '4' })
  quantity: Decimal;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '6' })
  new_quantity: Decimal;
  /** @example EA */
  new_unit: string;
}

export class ReplacedBomResponse {
  /** @example 1 */
  bom_id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example 1 */
  bom_version: number;
  /** `change`, or `new_version` for one that production orders use. @example change */
  action: string;
  /** The new version, when it has been made. */
  new_bom_id: number | null;
  @DecimalOut({
    nullable: true,
    example: '0.2',
    description: 'For one piece; null while a price is missing.',
  })
  unit_cost_delta: Decimal | null;
  lines: ReplacedLineResponse[];
}

export class ReplacementProblemResponse {
  /** @example 1 */
  bom_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example engineering.component_twice */
  code: string;
  /** @example A component stands twice in the BOM on the same day. */
  detail: string;
  /** Products round the circle. */
  path?: string[];
}

export class MassReplaceResponse {
  /** @example 2 */
  component_id: number;
  /** @example 3 */
  replacement_id: number;
  @DecimalOut({ example: '1' })
  quantity_factor: Decimal;
  preview: boolean;
  /** @example 1 */
  boms_count: number;
  boms: ReplacedBomResponse[];
  /** Why it would be refused; empty when it has been or can be done. */
  problems: ReplacementProblemResponse[];
  missing_prices: MissingPriceResponse[];
}
