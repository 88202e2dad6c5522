import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DateField,
  DecimalOut,
  IdField,
  IntegerField,
  LinesField,
  PageQuery,
  QuantityField,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { UnitCodeField } from '../products/index.js';

const PRICES_MAX = 100;
const nullable = { optional: true, nullable: true } as const;

export class VendorItemPriceRequest {
  @QuantityField({ optional: true, example: '10', description: 'From this quantity on; any when left out.' })
  min_quantity?: Decimal;

  @UnitPriceField({ example: '18.50', description: 'Per purchase unit, in the vendor’s currency.' })
  unit_price: Decimal;

  @DateField(nullable)
  valid_from?: string | null;

  @DateField({ ...nullable, description: 'Last day.' })
  valid_to?: string | null;
}

class VendorItemDetails {
  @TextField({ ...nullable, max: 100, example: 'PLA175-BLK' })
  vendor_sku?: string | null;

  @TextField({ ...nullable, max: 1000 })
  vendor_description?: string | null;

  @UnitCodeField({ optional: true, description: 'The product’s purchase unit when left out.' })
  purchase_unit?: string;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1000',
    description: 'Stock units per purchase unit.',
  })
  purchase_conversion?: Decimal;

  @QuantityField({ ...nullable, example: '5', description: 'In purchase units.' })
  min_order_qty?: Decimal | null;

  @QuantityField({ ...nullable, positive: true, example: '500', description: 'In purchase units.' })
  max_order_qty?: Decimal | null;

  @QuantityField({ ...nullable, positive: true, example: '1', description: 'In purchase units.' })
  order_multiple?: Decimal | null;

  @IntegerField({ ...nullable, max: 3650, example: 7, description: 'Working days.' })
  lead_time_days?: number | null;

  @BooleanField({
    optional: true,
    description: 'The one that is bought first; another of the product is not, then.',
  })
  is_preferred?: boolean;

  @BooleanField({ optional: true })
  is_active?: boolean;

  @LinesField(() => VendorItemPriceRequest, { optional: true, min: 0, max: PRICES_MAX })
  prices?: VendorItemPriceRequest[];
}

export class CreateVendorItemRequest extends VendorItemDetails {
  @IdField()
  vendor_id: number;

  @IdField()
  product_id: number;
}

export class UpdateVendorItemRequest extends VendorItemDetails {}

export class VendorItemListQuery extends PageQuery {
  @IdField({ optional: true })
  vendor_id?: number;

  @IdField({ optional: true })
  product_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;

  @BooleanField({ optional: true })
  is_preferred?: boolean;
}

export class VendorItemPriceResponse {
  @DecimalOut({ example: '10' })
  min_quantity: Decimal;
  @DecimalOut({ example: '18.5' })
  unit_price: Decimal;
  valid_from: string | null;
  valid_to: string | null;
}

export class VendorItemResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  vendor_id: number;
  /** @example 1 */
  product_id: number;
  vendor_sku: string | null;
  vendor_description: string | null;
  /** @example KG */
  purchase_unit: string;
  @DecimalOut({ example: '1000' })
  purchase_conversion: Decimal;
  @DecimalOut({ nullable: true, example: '5' })
  min_order_qty: Decimal | null;
  @DecimalOut({ nullable: true, example: '500' })
  max_order_qty: Decimal | null;
  @DecimalOut({ nullable: true, example: '1' })
  order_multiple: Decimal | null;
  /** Working days. @example 7 */
  lead_time_days: number | null;
  is_preferred: boolean;
  is_active: boolean;
  prices: VendorItemPriceResponse[];
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
