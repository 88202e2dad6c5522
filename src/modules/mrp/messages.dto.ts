import type { Decimal } from '../../kernel/decimal.js';
import { DecimalOut, EnumField, IdField, PageQuery } from '../../platform/http/index.js';
import { PlanQuery } from './plan-grid.dto.js';
import { ACTIONS } from './planning-world.rules.js';

const RUN = 'What-if run whose messages are asked for; those of the live plan when left out.';

export class MessageListQuery extends PageQuery {
  @EnumField(ACTIONS, { optional: true, example: 'expedite' })
  action?: string;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true, description: RUN })
  run_id?: number;
}

export class MessageCountQuery extends PlanQuery {
  @IdField({ optional: true })
  product_id?: number;
}

export class MessageCountResponse {
  /** @example expedite */
  action: string;
  /** @example 4 */
  messages: number;
}

export class MessageResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example Bracket */
  product_name: string;
  /** @example EA */
  unit: string;
  /** `release`, `expedite`, `defer`, `cancel`, `increase`, `decrease` or `past_due`. @example expedite */
  action: string;
  /** `purchase_order_line`, `production_order`, `firm_planned_order` or `planned_order`. @example purchase_order_line */
  supply_kind: string;
  /** Of the line or order. @example 9 */
  supply_id: number | null;
  /** Of the order. @example 4 */
  document_id: number | null;
  /** @example PO-2026-0004 */
  document_code: string | null;
  /** @example 1 */
  line_number: number | null;
  /** @example PO-2026-0004 line 1 */
  supply_name: string;
  /** The day it has. @example 2026-05-10 */
  supply_date: string;
  /** The day it should have. @example 2026-05-02 */
  new_date: string | null;
  @DecimalOut({ example: '40', description: 'The quantity it has.' })
  quantity: Decimal;
  @DecimalOut({ nullable: true, example: '15', description: 'By how much it should be more or less.' })
  change_quantity: Decimal | null;
  /** @example "Expedite PO-2026-0004 line 1 from 2026-05-10 to 2026-05-02: 40 EA are needed then." */
  sentence: string;
}
