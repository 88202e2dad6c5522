import type { Decimal } from '../../kernel/decimal.js';
import { DecimalOut, EnumField, IdField, PageQuery } from '../../platform/http/index.js';
import { SHORTAGE_PRIORITIES, type ShortagePriority } from './shortages.rules.js';

export class ShortageListQuery extends PageQuery {
  @EnumField(SHORTAGE_PRIORITIES, { optional: true, example: 'critical' })
  priority?: string;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({
    optional: true,
    description: 'What-if run whose plan is asked for; the live plan when left out.',
  })
  run_id?: number;
}

export class ShortOrderResponse {
  /** `production_material`, `planned_order` or `firm_planned_order`. @example production_material */
  kind: string;
  /** Of the production order or planned order. @example 4 */
  document_id: number | null;
  /** @example MO-2026-0004 */
  document_code: string | null;
  /** What the order makes. @example 2 */
  product_id: number | null;
  /** What people call it. @example MO-2026-0004 */
  name: string;
  /** @example 2026-05-02 */
  needed_on: string;
  @DecimalOut({ example: '55' })
  required_quantity: Decimal;
  @DecimalOut({ example: '25', description: 'Pegged to nothing.' })
  missing_quantity: Decimal;
  @DecimalOut({ example: '0', description: 'Pegged to supply that comes later.' })
  late_quantity: Decimal;
  /** When the last of it comes; null when some never does. @example 2026-05-10 */
  complete_on: string | null;
}

export class PlanShortageResponse {
  /** @example 1 */
  product_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Screw M3 */
  product_name: string;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '115', description: 'What production needs of it in the whole plan.' })
  required_quantity: Decimal;
  @DecimalOut({ example: '90', description: 'What is there in time.' })
  available_quantity: Decimal;
  @DecimalOut({ example: '25' })
  shortage_quantity: Decimal;
  @DecimalOut({ example: '25', description: 'Of the shortage, what no supply is pegged to.' })
  missing_quantity: Decimal;
  @DecimalOut({ example: '0', description: 'Of the shortage, what comes later than it is needed.' })
  late_quantity: Decimal;
  @DecimalOut({ example: '21.74', description: 'Of what is required.' })
  shortage_percent: Decimal;
  /** `critical` above 50 per cent, else `high`. @example high */
  priority: ShortagePriority;
  @DecimalOut({ example: '25', description: 'Of the shortage, what nobody has ordered yet.' })
  suggested_order_quantity: Decimal;
  @DecimalOut({ example: '0', description: 'Of the shortage, what is on order and comes too late.' })
  expedite_quantity: Decimal;
  /** The first orders that are short, in the order in which they are served. */
  orders: ShortOrderResponse[];
  /** @example 2 */
  orders_total: number;
}
