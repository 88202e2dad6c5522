import { Decimal } from '../../kernel/decimal.js';
import {
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  MomentField,
  PageQuery,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

const COST_METHODS = ['average', 'standard', 'fifo', 'lot'];

export class BalanceListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;
}

export class BalanceAsOfQuery extends PageQuery {
  @MomentField({ description: 'Stock at the end of this business day, or at this instant.' })
  as_of: string;

  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;
}

export class BalanceResponse {
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example 1 */
  location_id: number;
  /** @example MAIN */
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  @DecimalOut({ example: '1000' })
  on_hand_quantity: Decimal;
  @DecimalOut({ example: '250', description: 'Reserved for documents.' })
  allocated_quantity: Decimal;
  @DecimalOut({ example: '750' })
  available_quantity: Decimal;
}

export class BalanceAsOfResponse {
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example 1 */
  location_id: number;
  /** @example MAIN */
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  @DecimalOut({ example: '1000' })
  on_hand_quantity: Decimal;
  @DecimalOut({
    example: '20',
    description: 'Share of this place in the value of the product, or of the lot.',
  })
  total_value: Decimal;
}

export class ValuationQuery extends PageQuery {
  @MomentField({
    optional: true,
    description: 'Value at the end of this business day, or at this instant; now when left out.',
  })
  as_of?: string;

  @IdField({ optional: true })
  product_id?: number;

  @EnumField(COST_METHODS, { optional: true })
  cost_method?: string;
}

export class ValuationResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example G */
  unit: string;
  /** @example average */
  cost_method: string;
  @DecimalOut({ example: '1000' })
  on_hand_quantity: Decimal;
  @DecimalOut({ example: '20.004', description: 'Exact to the sixth decimal.' })
  total_value: Decimal;
  @DecimalOut({ nullable: true, example: '0.020004' })
  unit_cost: Decimal | null;
  @DecimalOut({ example: '20', description: 'The value in coins of the currency.' })
  amount: Decimal;
  /** @example EUR */
  currency: string;
}

export class ProductStockResponse {
  /** @example 1 */
  product_id: number;
  @DecimalOut({ example: '1000' })
  on_hand_quantity: Decimal;
  @DecimalOut({ example: '250' })
  allocated_quantity: Decimal;
  @DecimalOut({ example: '750', description: 'Without what is reserved, on hold, in quarantine or expired.' })
  available_quantity: Decimal;
  @DecimalOut({ example: '20' })
  total_value: Decimal;
  @DecimalOut({ nullable: true, example: '0.02', description: 'Moving average per stock unit.' })
  average_cost: Decimal | null;
}

export class LotListQuery extends SearchQuery {
  @IdField({ optional: true })
  product_id?: number;

  @EnumField(['active', 'hold', 'quarantine', 'depleted', 'expired'], { optional: true })
  status?: string;
}

export class UpdateLotRequest {
  @EnumField(['active', 'hold', 'quarantine', 'expired'], { optional: true })
  status?: string;

  @TextField({ optional: true, max: 1_000, description: 'Why; kept in the history of the lot.' })
  reason?: string;

  @DateField({
    optional: true,
    nullable: true,
    description: 'As on the closed lot; what the life after opening makes of it follows.',
  })
  expiration_date?: string | null;

  @TextField({ optional: true, nullable: true, max: 100 })
  vendor_lot_number?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class LotResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  product_id: number;
  /** @example PO-2026-0001-L1 */
  lot_number: string;
  /** @example active */
  status: string;
  vendor_id: number | null;
  purchase_order_id: number | null;
  vendor_lot_number: string | null;
  /** @example 2026-03-31 */
  received_date: string | null;
  manufactured_date: string | null;
  /** The day from which it counts as expired; of an opened lot, what its life after opening allows. @example 2026-12-31 */
  expiration_date: string | null;
  /** @example 2026-04-15 */
  opened_on: string | null;
  /** The date that an opened lot had while it was closed. */
  sealed_expiration_date: string | null;
  /** Why it is on hold or in quarantine. */
  status_reason: string | null;
  @DecimalOut({ nullable: true, example: '0.02' })
  unit_cost: Decimal | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

class DifferenceResponse {
  /** @example balance_quantity */
  check: string;
  product_id: number;
  location_id?: number | null;
  lot_id?: number | null;
  spool_id?: number | null;
  /** @example 10 */
  stored: string;
  /** @example 9 */
  computed: string;
}

export class VerificationResponse {
  is_clean: boolean;
  /** Movements that were added up. @example 1000 */
  movements: number;
  /** @example ["balance_quantity", "product_value"] */
  checks: string[];
  differences: DifferenceResponse[];
  /** Right figures that somebody should look at, such as stock that was taken from under a spool. */
  warnings: DifferenceResponse[];
}
