import { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  BooleanField,
  CodeField,
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  LinesField,
  PercentField,
  QuantityField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';
import {
  OperationAlternateRequest,
  OperationAlternateResponse,
  DocumentRequest,
  DocumentResponse,
} from './routing-extras.dto.js';
import { QUANTITY_PER } from './structure.rules.js';

const optional = { optional: true, nullable: true } as const;
const MINUTES = { optional: true, example: '15' } as const;
const OPERATIONS_MAX = 200;
const MATERIALS_MAX = 500;
const INSTRUCTIONS_MAX = 20_000;

export class OperationMaterialRequest {
  @IdField()
  component_id: number;

  @QuantityField({ example: '100' })
  quantity: Decimal;

  @EnumField(QUANTITY_PER, {
    optional: true,
    description: 'Per piece (`unit`, when left out), per cycle of the operation (`batch`), or once an order.',
  })
  quantity_per?: string;

  @UnitCodeField({ optional: true, description: 'The stock unit of the component when left out.' })
  unit?: string;

  @PercentField({ optional: true, description: 'Scrap in per cent, on top of the quantity.' })
  scrap_factor?: Decimal;

  @BooleanField({ optional: true, description: 'Counts in the cost, takes no stock. True for services.' })
  is_cost_only?: boolean;

  @BooleanField({ optional: true })
  is_optional?: boolean;

  @TextField(optional)
  notes?: string | null;
}

export class OperationRequest {
  @IntegerField({ example: 10, description: 'Rises from one operation to the next.' })
  sequence: number;

  @IdField()
  work_center_id: number;

  @CodeField({ ...optional, max: 50, example: 'PRINT' })
  operation_code?: string | null;

  @TextField({ max: 200, example: 'Print' })
  operation_name: string;

  @TextField(optional)
  description?: string | null;

  @AmountField(MINUTES)
  setup_time_minutes?: Decimal;

  @AmountField({ ...MINUTES, description: 'Per cycle.' })
  run_time_minutes?: Decimal;

  @AmountField(MINUTES)
  wait_time_minutes?: Decimal;

  @AmountField(MINUTES)
  move_time_minutes?: Decimal;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1',
    description: 'Pieces that one cycle makes.',
  })
  units_per_cycle?: Decimal;

  @PercentField({ optional: true, max: 99.999999 })
  scrap_rate_percent?: Decimal;

  @AmountField({ ...optional, example: '25', description: 'Per hour, instead of the work center’s.' })
  labor_rate_override?: Decimal | null;

  @AmountField({ ...optional, example: '3', description: 'Per hour, instead of the work center’s.' })
  machine_rate_override?: Decimal | null;

  @IntegerField({ ...optional, description: 'Sequence of an earlier operation.' })
  predecessor_sequence?: number | null;

  @BooleanField({ optional: true, description: 'May begin before its predecessor has finished.' })
  can_overlap?: boolean;

  @QuantityField({
    ...optional,
    positive: true,
    example: '5',
    description: 'Pieces that go on at a time: so many must be there before it begins. One when left out.',
  })
  overlap_quantity?: Decimal | null;

  @TextField({ ...optional, max: INSTRUCTIONS_MAX, description: 'Text or Markdown.' })
  instructions?: string | null;

  @LinesField(() => OperationAlternateRequest, {
    optional: true,
    min: 0,
    max: 20,
    description: 'The best one first.',
  })
  alternates?: OperationAlternateRequest[];

  @LinesField(() => DocumentRequest, { optional: true, min: 0, max: 50 })
  documents?: DocumentRequest[];

  @LinesField(() => OperationMaterialRequest, { optional: true, min: 0, max: MATERIALS_MAX })
  materials?: OperationMaterialRequest[];
}

class RoutingHeader {
  @CodeField({ optional: true, example: 'BRACKET-01-R1' })
  code?: string;

  @TextField({ ...optional, max: 200, example: 'Print and pack' })
  name?: string | null;

  @TextField({ ...optional, max: 50, example: 'A' })
  revision?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class CreateRoutingRequest extends RoutingHeader {
  @IdField({ ...optional, description: 'Left out for a template, which then needs a code.' })
  product_id?: number | null;

  @BooleanField({
    optional: true,
    description: 'True when left out: the new version becomes the active one.',
  })
  active?: boolean;

  @LinesField(() => OperationRequest, { max: OPERATIONS_MAX })
  operations: OperationRequest[];
}

export class CloneRoutingRequest extends RoutingHeader {
  @IdField({ ...optional, description: 'Left out for a template, which then needs a code.' })
  product_id?: number | null;

  @BooleanField({ optional: true, description: 'True when left out.' })
  active?: boolean;
}

export class UpdateRoutingRequest extends RoutingHeader {}

export class ReplaceOperationsRequest {
  @LinesField(() => OperationRequest, { max: OPERATIONS_MAX, description: 'In place of all operations.' })
  operations: OperationRequest[];
}

export class RoutingListQuery extends SearchQuery {
  @IdField({ optional: true })
  product_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;

  @BooleanField({ optional: true })
  is_template?: boolean;
}

export class OperationMaterialResponse {
  /** @example 1 */
  id: number;
  /** @example 2 */
  component_id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  /** @example PLA black */
  component_name: string;
  @DecimalOut({ example: '100' })
  quantity: Decimal;
  /** @example unit */
  quantity_per: string;
  /** @example G */
  unit: string;
  /** @example G */
  stock_unit: string;
  @DecimalOut({ example: '5', description: 'Per cent.' })
  scrap_factor: Decimal;
  is_cost_only: boolean;
  is_optional: boolean;
  notes: string | null;
}

export class OperationResponse {
  /** @example 1 */
  id: number;
  /** @example 10 */
  sequence: number;
  /** @example 1 */
  work_center_id: number;
  /** @example PRINT */
  work_center_code: string;
  operation_code: string | null;
  /** @example Print */
  operation_name: string | null;
  description: string | null;
  @DecimalOut({ example: '10' })
  setup_time_minutes: Decimal;
  @DecimalOut({ example: '30', description: 'Per cycle.' })
  run_time_minutes: Decimal;
  @DecimalOut({ example: '0' })
  wait_time_minutes: Decimal;
  @DecimalOut({ example: '0' })
  move_time_minutes: Decimal;
  @DecimalOut({ example: '1' })
  units_per_cycle: Decimal;
  @DecimalOut({ example: '0' })
  scrap_rate_percent: Decimal;
  @DecimalOut({ nullable: true, example: '25' })
  labor_rate_override: Decimal | null;
  @DecimalOut({ nullable: true, example: '3' })
  machine_rate_override: Decimal | null;
  predecessor_sequence: number | null;
  can_overlap: boolean;
  @DecimalOut({ nullable: true, example: '5' })
  overlap_quantity: Decimal | null;
  instructions: string | null;
  alternates: OperationAlternateResponse[];
  documents: DocumentResponse[];
  materials: OperationMaterialResponse[];
}

export class RoutingSummaryResponse {
  /** @example 1 */
  id: number;
  product_id: number | null;
  sku: string | null;
  product_name: string | null;
  /** @example BRACKET-01-R1 */
  code: string;
  name: string | null;
  is_template: boolean;
  /** Counts up by product. @example 1 */
  routing_version: number;
  revision: string | null;
  is_active: boolean;
  @DecimalOut({ nullable: true, example: '10' })
  total_setup_time_minutes: Decimal | null;
  @DecimalOut({ nullable: true, example: '35', description: 'Per piece, in full cycles.' })
  total_run_time_minutes: Decimal | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class RoutingResponse extends RoutingSummaryResponse {
  operations: OperationResponse[];
}
