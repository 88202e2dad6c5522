import { ApiProperty } from '@nestjs/swagger';
import type { Decimal } from '../../kernel/decimal.js';
import { DecimalOut } from '../../platform/http/index.js';

class TraceLotResponse {
  /** @example 1 */
  lot_id: number;
  /** @example PO-2026-0001-L1 */
  lot_number: string;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example PLA black */
  product_name: string;
  /** @example G */
  unit: string;
  /** @example active */
  status: string;
  received_date: string | null;
  expiration_date: string | null;
  vendor_lot_number: string | null;
  vendor_id: number | null;
  vendor_name: string | null;
  purchase_order_id: number | null;
  po_number: string | null;
  @DecimalOut({ example: '350' })
  on_hand_quantity: Decimal;
  /** Steps from where the trace began; an order is a step, and what it made is the next. @example 2 */
  level: number;
}

class TraceOperationResponse {
  operation_id: number;
  /** @example 10 */
  sequence: number;
  /** @example Print */
  operation_name: string | null;
  /** @example completed */
  status: string;
  printer_id: number | null;
  /** @example MK4-01 */
  printer_code: string | null;
  operator_id: number | null;
  actual_start: Date | null;
  actual_end: Date | null;
  /** Products that the operation consumed. @example [1] */
  component_ids: number[];
}

class TraceSpoolResponse {
  spool_id: number;
  /** @example PO-2026-0001-L1-001 */
  spool_number: string;
  product_id: number;
  lot_id: number | null;
  supplier_lot_number: string | null;
  @DecimalOut({ example: '0.105' })
  weight_consumed_kg: Decimal;
}

class TraceOrderResponse {
  production_order_id: number;
  /** @example WO-2026-0001 */
  code: string;
  product_id: number;
  sku: string;
  product_name: string;
  /** @example completed */
  status: string;
  @DecimalOut({ example: '5' })
  quantity_ordered: Decimal;
  @DecimalOut({ example: '5' })
  quantity_completed: Decimal;
  /** The sales order that it was made for. */
  sales_order_id: number | null;
  sales_order_number: string | null;
  customer_id: number | null;
  /** @example 1 */
  level: number;
  operations: TraceOperationResponse[];
  spools: TraceSpoolResponse[];
}

class TraceLinkResponse {
  production_order_id: number;
  @ApiProperty({ type: 'string', enum: ['consumed', 'produced'] })
  kind: 'consumed' | 'produced';
  product_id: number;
  /** Null when the product is not tracked by lots; the trace ends there. */
  lot_id: number | null;
  @DecimalOut({ example: '525', description: 'Without what was brought back.' })
  quantity: Decimal;
}

class TraceReceiptResponse {
  receipt_id: number;
  /** @example GR-2026-0001 */
  receipt_number: string;
  received_date: string;
  purchase_order_id: number;
  /** @example PO-2026-0001 */
  po_number: string;
  vendor_id: number;
  vendor_name: string;
  product_id: number;
  lot_id: number;
  @DecimalOut({ example: '1000' })
  quantity: Decimal;
}

class TraceShipmentResponse {
  shipment_id: number;
  /** @example SH-2026-0001 */
  shipment_number: string;
  status: string;
  shipped_at: Date | null;
  sales_order_id: number;
  order_number: string;
  customer_id: number | null;
  customer_number: string | null;
  customer_name: string | null;
  product_id: number;
  sku: string;
  lot_id: number;
  @DecimalOut({ example: '2' })
  quantity: Decimal;
}

class TracePlaceResponse {
  lot_id: number;
  product_id: number;
  sku: string;
  unit: string;
  location_id: number;
  /** @example MAIN */
  location_code: string;
  @DecimalOut({ example: '3' })
  on_hand_quantity: Decimal;
}

class TraceSerialResponse {
  serial_number_id: number;
  /** @example SN-000001 */
  serial_number: string;
  product_id: number;
  sku: string;
  /** @example shipped */
  status: string;
  lot_id: number | null;
  production_order_id: number | null;
  sales_order_line_id: number | null;
  sales_order_id: number | null;
  order_number: string | null;
  customer_id: number | null;
}

export class TraceResponse {
  lots: TraceLotResponse[];
  orders: TraceOrderResponse[];
  /** What the orders consumed and produced. */
  links: TraceLinkResponse[];
  /** Upstream: the supplier receipts that it began with. */
  receipts: TraceReceiptResponse[];
  /** Downstream: which customers received how much. */
  shipments: TraceShipmentResponse[];
  /** Where the lots lie now. */
  places: TracePlaceResponse[];
  /** Downstream: pieces with a number of their own. */
  serial_numbers: TraceSerialResponse[];
  /** There is more than is told. */
  is_cut: boolean;
}

export class BothWaysResponse {
  upstream: TraceResponse;
  downstream: TraceResponse;
}

export class SerialTraceResponse {
  serial_number: TraceSerialResponse;
  upstream: TraceResponse;
}

class RecallCustomerResponse {
  customer_id: number | null;
  /** @example C-0001 */
  customer_number: string | null;
  customer_name: string | null;
  product_id: number;
  sku: string;
  @DecimalOut({ example: '2' })
  quantity: Decimal;
  /** @example [3] */
  lot_ids: number[];
  /** @example [1] */
  sales_order_ids: number[];
}

class RecallExitResponse {
  lot_id: number;
  product_id: number;
  /** @example scrap */
  transaction_type: string;
  @DecimalOut({ example: '1' })
  quantity: Decimal;
}

export class RecallResponse {
  lot: TraceLotResponse;
  /** The lot itself and every lot that it is in. */
  lots: TraceLotResponse[];
  /** Orders that used any of them, those under way too. */
  orders: TraceOrderResponse[];
  links: TraceLinkResponse[];
  /** Where to fetch them. */
  places: TracePlaceResponse[];
  /** Whom to tell. */
  customers: RecallCustomerResponse[];
  shipments: TraceShipmentResponse[];
  /** What left in another way: issued by hand, scrapped, written off. */
  exits: RecallExitResponse[];
  serial_numbers: TraceSerialResponse[];
  /** There is more than is told. */
  is_cut: boolean;
}
