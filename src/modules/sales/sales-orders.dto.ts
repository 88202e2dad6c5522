import { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  LinesField,
  PageQuery,
  PercentField,
  QuantityField,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { SALES_ORDER_STATUSES } from './sales-order.states.js';

const optional = { optional: true, nullable: true } as const;

export class SalesOrderLineRequest {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '4', description: 'In the stock unit.' })
  quantity: Decimal;

  @UnitPriceField({
    optional: true,
    example: '19.90',
    description: 'The product’s selling price when left out.',
  })
  unit_price?: Decimal;

  @PercentField({ optional: true, max: 100 })
  discount_percent?: Decimal;

  @PercentField({ optional: true, max: 100, description: 'The order’s tax rate when left out.' })
  tax_rate?: Decimal;

  @DateField(optional)
  requested_date?: string | null;

  @TextField({ ...optional, max: 1000 })
  description?: string | null;

  @TextField(optional)
  notes?: string | null;
}

class SalesOrderHeader {
  @DateField(optional)
  requested_date?: string | null;

  @PercentField({ optional: true, max: 100, example: '8.25' })
  tax_rate?: Decimal;

  @AmountField({ optional: true, example: '5.00' })
  shipping_cost?: Decimal;

  @TextField({ ...optional, max: 200 })
  customer_reference?: string | null;

  @TextField({ ...optional, max: 200 })
  shipping_name?: string | null;

  @TextField({ ...optional, max: 255 })
  shipping_address_line1?: string | null;

  @TextField({ ...optional, max: 255 })
  shipping_address_line2?: string | null;

  @TextField({ ...optional, max: 100 })
  shipping_city?: string | null;

  @TextField({ ...optional, max: 100 })
  shipping_state?: string | null;

  @TextField({ ...optional, max: 20 })
  shipping_zip?: string | null;

  @TextField({ ...optional, max: 100 })
  shipping_country?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class CreateSalesOrderRequest extends SalesOrderHeader {
  @IdField()
  customer_id: number;

  @DateField({ optional: true, description: 'Today when left out.' })
  order_date?: string;

  @LinesField(() => SalesOrderLineRequest)
  lines: SalesOrderLineRequest[];
}

export class UpdateSalesOrderRequest extends SalesOrderHeader {
  @LinesField(() => SalesOrderLineRequest, { optional: true, description: 'Replaces all lines of a draft.' })
  lines?: SalesOrderLineRequest[];
}

export class CancelSalesOrderRequest {
  @TextField({ max: 1000, example: 'Customer changed their mind' })
  reason: string;
}

export class SalesOrderListQuery extends PageQuery {
  @IdField({ optional: true })
  customer_id?: number;

  @EnumField(SALES_ORDER_STATUSES, { optional: true })
  status?: string;
}

export class SalesOrderLineResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  line_number: number;
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  description: string | null;
  @DecimalOut({ example: '4' })
  quantity: Decimal;
  @DecimalOut({ example: '19.9' })
  unit_price: Decimal;
  @DecimalOut({ example: '0' })
  discount_percent: Decimal;
  @DecimalOut({ example: '8.25' })
  tax_rate: Decimal;
  @DecimalOut({ example: '79.6' })
  line_total: Decimal;
  @DecimalOut({ example: '4', description: 'Reserved for the line.' })
  allocated_quantity: Decimal;
  @DecimalOut({ example: '0' })
  shipped_quantity: Decimal;
  requested_date: string | null;
  notes: string | null;
}

export class SalesOrderSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example SO-2026-0001 */
  order_number: string;
  /** @example 1 */
  customer_id: number;
  quote_id: number | null;
  /** @example manual */
  source: string;
  /** @example draft */
  status: string;
  /** @example pending */
  fulfillment_status: string;
  /** @example pending */
  payment_status: string;
  /** @example 2026-03-31 */
  order_date: string;
  requested_date: string | null;
  /** @example USD */
  currency_code: string;
  /** Worth of the order’s currency in the company’s. */
  @DecimalOut({ example: '1' })
  exchange_rate: Decimal;
  @DecimalOut({ example: '79.6' })
  subtotal: Decimal;
  @DecimalOut({ example: '0' })
  discount_total: Decimal;
  @DecimalOut({ example: '8.25' })
  tax_rate: Decimal;
  @DecimalOut({ example: '6.57' })
  tax_amount: Decimal;
  @DecimalOut({ example: '5' })
  shipping_cost: Decimal;
  @DecimalOut({ example: '91.17' })
  total_amount: Decimal;
  customer_reference: string | null;
  ship_date: string | null;
  delivery_date: string | null;
  carrier: string | null;
  tracking_number: string | null;
  shipping_name: string | null;
  shipping_address_line1: string | null;
  shipping_address_line2: string | null;
  shipping_city: string | null;
  shipping_state: string | null;
  shipping_zip: string | null;
  shipping_country: string | null;
  notes: string | null;
  cancellation_reason: string | null;
  confirmed_at: Date | null;
  cancelled_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class SalesOrderResponse extends SalesOrderSummaryResponse {
  lines: SalesOrderLineResponse[];
}
