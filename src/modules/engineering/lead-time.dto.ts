import { Decimal } from '../../kernel/decimal.js';
import { DateField, DecimalOut, QuantityField } from '../../platform/http/index.js';

export class LeadTimeQuery {
  @QuantityField({ optional: true, positive: true, example: '10', description: '1 when left out.' })
  quantity?: Decimal;

  @DateField({ optional: true, description: 'Tells instants by the working calendar from this day on.' })
  start_date?: string;
}

export class OperationSpanResponse {
  /** @example 1 */
  routing_operation_id: number;
  /** @example 10 */
  sequence: number;
  operation_name: string | null;
  /** @example 1 */
  work_center_id: number;
  /** The operation that it waits for; null for one that begins at once. */
  predecessor_sequence: number | null;
  @DecimalOut({ example: '0', description: 'From the beginning of the order.' })
  start_minutes: Decimal;
  @DecimalOut({ example: '190', description: 'The last piece is made.' })
  end_minutes: Decimal;
  @DecimalOut({ example: '225', description: 'The last piece has waited and been moved on.' })
  ready_minutes: Decimal;
  starts_at: Date | null;
  ends_at: Date | null;
  /** Whether the order takes as long as it does because of it. */
  is_critical: boolean;
}

export class LeadTimeResponse {
  /** @example 1 */
  routing_id: number;
  product_id: number | null;
  @DecimalOut({ example: '10' })
  quantity: Decimal;
  @DecimalOut({ example: '250', description: 'Working minutes, all branches together.' })
  total_minutes: Decimal;
  /** Null without a start date, and for what is more than ten years away. */
  starts_at: Date | null;
  ends_at: Date | null;
  operations: OperationSpanResponse[];
}
