import { Decimal } from '../../kernel/decimal.js';
import {
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  LinesField,
  PageQuery,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { SHIPMENT_STATUSES } from './shipment.states.js';

const optional = { optional: true, nullable: true } as const;

export class ShipmentLineRequest {
  @IdField({ description: 'Line of the sales order.' })
  line_id: number;

  @QuantityField({ positive: true, example: '2' })
  quantity: Decimal;

  @IdField({ optional: true, description: 'Picked when left out.' })
  location_id?: number;

  @IdField({ optional: true, description: 'Picked when left out: first expired, first out.' })
  lot_id?: number;
}

export class CreateShipmentRequest {
  @LinesField(() => ShipmentLineRequest, {
    optional: true,
    description: 'Everything that is left when left out.',
  })
  lines?: ShipmentLineRequest[];

  @DateField({ optional: true, description: 'Business day; today when left out.' })
  ship_date?: string;

  @TextField({ ...optional, max: 100, example: 'UPS' })
  carrier?: string | null;

  @TextField({ ...optional, max: 100 })
  service_level?: string | null;

  @TextField({ ...optional, max: 200, example: '1Z999AA10123456784' })
  tracking_number?: string | null;

  @TextField({ ...optional, max: 2000 })
  tracking_url?: string | null;

  @DateField(optional)
  estimated_delivery?: string | null;

  @IntegerField({ optional: true, min: 1, max: 10_000 })
  package_count?: number;

  @TextField(optional)
  notes?: string | null;
}

export class ShipmentStatusRequest {
  @EnumField(SHIPMENT_STATUSES.filter((status) => status !== 'pending' && status !== 'cancelled'))
  status: string;

  @TextField({ ...optional, max: 1000 })
  description?: string | null;

  @TextField({ ...optional, max: 255 })
  location?: string | null;
}

export class ShipmentListQuery extends PageQuery {
  @IdField({ optional: true })
  sales_order_id?: number;

  @EnumField(SHIPMENT_STATUSES, { optional: true })
  status?: string;
}

class ShipmentItemResponse {
  id: number;
  sales_order_line_id: number;
  product_id: number;
  @DecimalOut({ example: '2' })
  quantity: Decimal;
  lot_id: number | null;
  location_id: number | null;
  inventory_transaction_id: number | null;
}

class ShipmentEventResponse {
  /** @example in_transit */
  status: string;
  description: string | null;
  location: string | null;
  event_time: Date;
}

export class ShipmentSummaryResponse {
  /** @example 1 */
  id: number;
  /** @example SH-2026-0001 */
  shipment_number: string;
  /** @example 1 */
  sales_order_id: number;
  /** @example pending */
  status: string;
  carrier: string | null;
  service_level: string | null;
  tracking_number: string | null;
  tracking_url: string | null;
  shipped_at: Date | null;
  estimated_delivery: string | null;
  delivered_at: Date | null;
  destination_name: string | null;
  destination_address_line1: string | null;
  destination_address_line2: string | null;
  destination_city: string | null;
  destination_state: string | null;
  destination_zip: string | null;
  destination_country: string | null;
  /** @example 1 */
  package_count: number;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class ShipmentResponse extends ShipmentSummaryResponse {
  items: ShipmentItemResponse[];
  events: ShipmentEventResponse[];
}
