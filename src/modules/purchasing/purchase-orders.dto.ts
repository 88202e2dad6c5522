import type { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  BooleanField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  LinesField,
  QuantityField,
  SearchQuery,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';
import { PURCHASE_ORDER_STATUSES } from './purchase-order.states.js';

const nullable = { optional: true, nullable: true } as const;
const IGNORE = 'Order although the vendor’s minimum, maximum or multiple says otherwise.';

class LineDetails {
  @UnitCodeField({ optional: true, description: 'The vendor item’s, else the product’s purchase unit.' })
  purchase_unit?: string;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1000',
    description: 'Stock units per purchase unit; known from vendor item, product or units when left out.',
  })
  purchase_conversion?: Decimal;

  @UnitPriceField({
    optional: true,
    example: '19.99',
    description: 'Per purchase unit, in the currency of the order; the vendor’s price, else the last cost.',
  })
  unit_cost?: Decimal;

  @DateField({ ...nullable, description: 'Set by lead time when the order is placed without one.' })
  expected_date?: string | null;

  @TextField({ ...nullable, max: 1000 })
  description?: string | null;

  @TextField(nullable)
  notes?: string | null;
}

export class PurchaseOrderLineRequest extends LineDetails {
  @IdField()
  product_id: number;

  @QuantityField({ positive: true, example: '3', description: 'In purchase units.' })
  quantity_ordered: Decimal;
}

export class AddPurchaseOrderLineRequest extends PurchaseOrderLineRequest {
  @BooleanField({ optional: true, description: IGNORE })
  ignore_order_rules?: boolean;
}

export class UpdatePurchaseOrderLineRequest extends LineDetails {
  @QuantityField({
    optional: true,
    positive: true,
    example: '3',
    description: 'Not less than what was received.',
  })
  quantity_ordered?: Decimal;

  @BooleanField({ optional: true, description: IGNORE })
  ignore_order_rules?: boolean;
}

class PurchaseOrderHeader {
  @DateField({ ...nullable, description: 'Today when the order is placed without one.' })
  order_date?: string | null;

  @DateField(nullable)
  expected_date?: string | null;

  @TextField({
    optional: true,
    max: 3,
    pattern: /^[A-Z]{3}$/,
    description: 'ISO 4217; the vendor’s when left out.',
    example: 'EUR',
  })
  currency_code?: string;

  @UnitPriceField({
    optional: true,
    positive: true,
    example: '1',
    description: 'What one unit of the order’s currency is worth in the company’s.',
  })
  exchange_rate?: Decimal;

  @AmountField({ optional: true, example: '0' })
  tax_amount?: Decimal;

  @AmountField({
    optional: true,
    example: '5.00',
    description: 'Becomes part of the cost of what is received.',
  })
  shipping_cost?: Decimal;

  @TextField({ ...nullable, min: 1, max: 200, example: 'Q-4711' })
  external_reference?: string | null;

  @TextField(nullable)
  notes?: string | null;
}

export class CreatePurchaseOrderRequest extends PurchaseOrderHeader {
  @IdField()
  vendor_id: number;

  @BooleanField({ optional: true, description: IGNORE })
  ignore_order_rules?: boolean;

  @LinesField(() => PurchaseOrderLineRequest, { optional: true, min: 0 })
  lines?: PurchaseOrderLineRequest[];
}

export class UpdatePurchaseOrderRequest extends PurchaseOrderHeader {
  @IdField({ optional: true, description: 'Of a draft.' })
  vendor_id?: number;
}

export class PurchaseOrderListQuery extends SearchQuery {
  @IdField({ optional: true })
  vendor_id?: number;

  @EnumField(PURCHASE_ORDER_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true, description: 'Orders with a line of this product.' })
  product_id?: number;
}

export class PurchaseOrderSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example PO-2026-0001 */
  po_number: string;
  /** @example 1 */
  vendor_id: number;
  /** @example FILAMENT-CO */
  vendor_code: string;
  /** @example Filament Company */
  vendor_name: string;
  /** @example ordered */
  status: string;
  /** @example 2026-03-31 */
  order_date: string | null;
  expected_date: string | null;
  received_date: string | null;
  ordered_at: Date | null;
  /** @example EUR */
  currency_code: string;
  @DecimalOut({ example: '1' })
  exchange_rate: Decimal;
  @DecimalOut({ example: '59.97' })
  subtotal: Decimal;
  @DecimalOut({ example: '0' })
  tax_amount: Decimal;
  @DecimalOut({ example: '5' })
  shipping_cost: Decimal;
  @DecimalOut({ example: '64.97' })
  total_amount: Decimal;
  @DecimalOut({ example: '0', description: 'Of the shipping cost, what is part of received stock.' })
  landed_cost_allocated: Decimal;
  external_reference: string | null;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class PurchaseOrderLineResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  line_number: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  description: string | null;
  @DecimalOut({ example: '3' })
  quantity_ordered: Decimal;
  @DecimalOut({ example: '2', description: 'What was accepted.' })
  quantity_received: Decimal;
  @DecimalOut({ example: '0', description: 'What came and was rejected; it is still to come.' })
  quantity_rejected: Decimal;
  @DecimalOut({ example: '1' })
  quantity_open: Decimal;
  /** @example KG */
  purchase_unit: string;
  @DecimalOut({ example: '1000' })
  purchase_conversion: Decimal;
  /** @example G */
  stock_unit: string;
  @DecimalOut({ example: '19.99' })
  unit_cost: Decimal;
  @DecimalOut({ example: '59.97' })
  line_total: Decimal;
  expected_date: string | null;
  notes: string | null;
  is_stocked: boolean;
  track_lots: boolean;
}

export class PurchaseOrderResponse extends PurchaseOrderSummaryResponse {
  lines: PurchaseOrderLineResponse[];
}
