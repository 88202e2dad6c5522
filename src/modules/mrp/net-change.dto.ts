import { EnumField, IdField, IdsField, LinesField } from '../../platform/http/index.js';
import { CHANGED_DOCUMENTS } from './net-change.query.js';

const DOCUMENTS_MAX = 1_000;

class ChangedDocumentRequest {
  @EnumField(CHANGED_DOCUMENTS, { example: 'sales_order' })
  type: string;

  @IdField({ example: 17 })
  id: number;
}

export class NetChangeRequestBody {
  @IdsField({
    optional: true,
    max: DOCUMENTS_MAX,
    description: 'Products whose stock, planning values, forecast or structure are different.',
  })
  product_ids?: number[];

  @LinesField(() => ChangedDocumentRequest, {
    optional: true,
    max: DOCUMENTS_MAX,
    description: 'Documents that are new or different; also cancelled ones.',
  })
  documents?: ChangedDocumentRequest[];
}

export class NetChangeResponse {
  /** Run whose terms the plan has. @example 1 */
  run_id: number;
  /** Day that counts as today in the plan. @example 2026-04-01 */
  planning_date: string;
  /** Products that were planned anew. @example 4 */
  products_planned: number;
  /** @example 1 */
  planned_orders_created: number;
  /** @example 2 */
  orders_changed: number;
  /** @example 0 */
  orders_removed: number;
}
