import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import {
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  LinesField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { CHANGE_TYPES, REVISION_STATUSES } from './bom-revision.states.js';
import { BomLineRequest } from './boms.dto.js';

const optional = { optional: true, nullable: true } as const;

export class CreateRevisionRequest {
  @EnumField(CHANGE_TYPES, { example: 'quantity_change' })
  change_type: string;

  @TextField({ example: 'Four screws instead of six' })
  change_description: string;

  @TextField({ ...optional, example: 'Holds as well' })
  change_reason?: string | null;

  @TextField(optional)
  notes?: string | null;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1',
    description: 'The present one when left out.',
  })
  output_quantity?: Decimal;

  @LinesField(() => BomLineRequest, {
    optional: true,
    max: LIMITS.bomLinesMax,
    description: 'Lines of the proposed version; the present ones when left out.',
  })
  lines?: BomLineRequest[];
}

export class UpdateRevisionRequest {
  @EnumField(CHANGE_TYPES, { optional: true })
  change_type?: string;

  @TextField({ optional: true, min: 1 })
  change_description?: string;

  @TextField(optional)
  change_reason?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class ProposeRequest {
  @QuantityField({ optional: true, positive: true, example: '1' })
  output_quantity?: Decimal;

  @LinesField(() => BomLineRequest, {
    optional: true,
    max: LIMITS.bomLinesMax,
    description: 'In place of all lines of the proposed version.',
  })
  lines?: BomLineRequest[];
}

export class RejectRevisionRequest {
  @TextField({ example: 'Too weak' })
  reason: string;
}

export class ImplementRevisionRequest {
  @DateField({
    optional: true,
    description: 'First day on which the new version counts; today when left out.',
  })
  implementation_date?: string;
}

export class RevisionsOfBomQuery extends PageQuery {
  @EnumField(REVISION_STATUSES, { optional: true })
  approval_status?: string;
}

export class RevisionListQuery extends RevisionsOfBomQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true, description: 'The version that it changes.' })
  bom_id?: number;
}

export class RevisionSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example Bracket */
  product_name: string;
  /** The version that it changes. @example 1 */
  bom_id: number;
  /** The version that it proposes. @example 2 */
  proposed_bom_id: number | null;
  /** Counts up by product. @example REV-0001 */
  revision_number: string;
  revision_date: Date;
  /** @example 1 */
  previous_version: string | null;
  /** @example 2 */
  new_version: string;
  /** @example quantity_change */
  change_type: string;
  /** @example Four screws instead of six */
  change_description: string;
  change_reason: string | null;
  /** User who asked for it. */
  change_requested_by: number | null;
  /** User who changed the draft last. */
  last_changed_by: number | null;
  submitted_by: number | null;
  submitted_at: Date | null;
  /** User who approved or rejected it. */
  change_approved_by: number | null;
  approval_date: Date | null;
  /** `draft`, `pending`, `approved`, `rejected` or `implemented`. @example draft */
  approval_status: string;
  rejection_reason: string | null;
  @DecimalOut({
    example: '-0.2',
    description:
      'Unit cost of the proposed version less that of the present one, as it was when last handed on.',
  })
  cost_impact: Decimal;
  /** Open orders of the present version, counted at the same time. @example 2 */
  affected_orders_count: number;
  implementation_date: Date | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class AffectedOrderResponse {
  /** @example 1 */
  id: number;
  /** @example WO-2026-0001 */
  code: string;
  /** @example released */
  status: string;
  /** @example 1 */
  product_id: number;
  @DecimalOut({ example: '5' })
  quantity_ordered: Decimal;
  due_date: string | null;
}

export class RevisionResponse extends RevisionSummaryResponse {
  /** What it can become now. */
  possible: string[];
  /** Open orders of the present version, oldest first, at most a hundred. They keep it. */
  affected_orders: AffectedOrderResponse[];
}
