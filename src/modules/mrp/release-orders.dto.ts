import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DecimalOut,
  IdField,
  IdsField,
  LinesField,
  PageQuery,
  UnitPriceField,
} from '../../platform/http/index.js';
import { PlannedOrderDemandResponse } from './planned-orders.dto.js';

export class ReleaseRateRequest {
  @CodeField({ max: 3, example: 'EUR' })
  currency_code: string;

  @UnitPriceField({ positive: true, example: '1.08', description: 'What one of it is worth.' })
  rate: Decimal;
}

export class ReleaseOrdersRequest {
  @IdsField({ description: 'Planned and firm orders, all of which are released or none.' })
  ids: number[];

  @BooleanField({
    optional: true,
    description: 'One purchase order a vendor, which is the default, or one for each planned order.',
  })
  group_by_vendor?: boolean;

  @IdField({ optional: true, description: 'For products without a routing: where they are made.' })
  work_center_id?: number;

  @LinesField(() => ReleaseRateRequest, {
    optional: true,
    max: 100,
    description: 'For vendors in another currency than the company’s.',
  })
  exchange_rates?: ReleaseRateRequest[];
}

class ReleasedPurchaseOrderResponse {
  /** @example 1 */
  id: number;
  /** @example PO-2026-0001 */
  po_number: string;
  /** @example 1 */
  vendor_id: number;
  /** In the order of its lines. @example [1] */
  planned_order_ids: number[];
}

class ReleasedProductionOrderResponse {
  /** @example 1 */
  id: number;
  /** @example WO-2026-0001 */
  code: string;
  /** @example 1 */
  product_id: number;
  /** @example 2 */
  planned_order_id: number;
}

export class ReleasedOrdersResponse {
  purchase_orders: ReleasedPurchaseOrderResponse[];
  production_orders: ReleasedProductionOrderResponse[];
}

export class SupplyLinkQuery extends PageQuery {
  @IdField({ optional: true, description: 'Demand: a line of a sales order.' })
  sales_order_line_id?: number;

  @IdField({ optional: true, description: 'Demand: a production order whose material it is.' })
  material_of_production_order_id?: number;

  @IdField({ optional: true, description: 'Supply: a planned order.' })
  planned_order_id?: number;

  @IdField({ optional: true, description: 'Supply: a purchase order that planned orders became.' })
  purchase_order_id?: number;

  @IdField({ optional: true, description: 'Supply: a production order that a planned order became.' })
  production_order_id?: number;
}

export class SupplyLinkResponse extends PlannedOrderDemandResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  planned_order_id: number;
  /** `purchase` or `production`. @example purchase */
  order_type: string;
  /** @example released */
  order_status: string;
  /** @example 1 */
  product_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example EA */
  unit: string;
  @DecimalOut({ example: '100' })
  order_quantity: Decimal;
  /** @example 2026-04-08 */
  due_date: string;
  sales_order_line_id: number | null;
  /** Production order whose material it is. */
  production_order_id: number | null;
  purchase_order_id: number | null;
  /** @example PO-2026-0001 */
  po_number: string | null;
  purchase_order_status: string | null;
  /** Production order that makes it. */
  made_by_order_id: number | null;
  made_by_code: string | null;
  made_by_status: string | null;
}
