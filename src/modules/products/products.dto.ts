import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DecimalOut,
  EnumField,
  IdField,
  IntegerField,
  NameField,
  QuantityField,
  SearchQuery,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { ProductCostFields, ProductCostFieldsResponse } from './product-costs.dto.js';
import { COST_METHODS, ITEM_TYPES, PROCUREMENT_TYPES, STOCKING_POLICIES } from './products.rules.js';
import { UnitCodeField } from './unit-code.field.js';

const COST_METHOD_HELP =
  'How stock is valued: moving average, standard cost, first in first out, or a moving average inside each lot. A change revalues what is there.';

const nullable = { optional: true, nullable: true } as const;

/** What creating and changing a product share. Every figure is per stock unit unless it says otherwise. */
class ProductFields extends ProductCostFields {
  @TextField({ ...nullable, max: 4_000 })
  description?: string | null;

  @EnumField(ITEM_TYPES, { optional: true, example: 'material' })
  item_type?: string;

  @EnumField(PROCUREMENT_TYPES, {
    optional: true,
    description: 'A finished good is made unless told, everything else bought.',
    example: 'buy',
  })
  procurement_type?: string;

  @EnumField(STOCKING_POLICIES, { optional: true })
  stocking_policy?: string;

  @UnitCodeField({
    optional: true,
    description: 'Stock unit. A material is kept in G unless told, everything else in EA.',
    example: 'G',
  })
  unit?: string;

  @UnitCodeField({
    optional: true,
    description: 'Unit it is bought in. KG for a material kept in G, else the stock unit.',
    example: 'KG',
  })
  purchase_uom?: string;

  @QuantityField({
    optional: true,
    positive: true,
    description: 'Stock units per purchase unit; needed when the units do not say.',
    example: '1000',
  })
  purchase_conversion?: Decimal;

  @EnumField(COST_METHODS, { optional: true, description: COST_METHOD_HELP })
  cost_method?: string;

  @UnitPriceField({ ...nullable, description: 'Per stock unit.', example: '0.02' })
  standard_cost?: Decimal | null;

  @UnitPriceField({
    ...nullable,
    description: 'The same per purchase unit, instead of `standard_cost`; converted once.',
    example: '20',
  })
  standard_cost_per_purchase_unit?: Decimal | null;

  @UnitPriceField({ ...nullable, example: '29.90' })
  selling_price?: Decimal | null;

  @IdField(nullable)
  category_id?: number | null;

  @IdField(nullable)
  material_type_id?: number | null;

  @IdField(nullable)
  color_id?: number | null;

  @IdField(nullable)
  preferred_vendor_id?: number | null;

  @IntegerField({ ...nullable, max: 3650, example: 7 })
  lead_time_days?: number | null;

  @QuantityField({ optional: true, example: '500' })
  safety_stock?: Decimal;

  @QuantityField({ ...nullable, example: '1000' })
  reorder_point?: Decimal | null;

  @QuantityField({ ...nullable, example: '5000' })
  reorder_qty?: Decimal | null;

  @QuantityField({ ...nullable, positive: true, example: '1000' })
  min_order_qty?: Decimal | null;

  @QuantityField({ ...nullable, positive: true, example: '1000' })
  order_multiple?: Decimal | null;

  @QuantityField({ ...nullable, description: 'Kilograms per stock unit.', example: '0.001' })
  weight_kg?: Decimal | null;

  @IntegerField({ ...nullable, min: 1, example: 365 })
  shelf_life_days?: number | null;

  @IntegerField({
    optional: true,
    nullable: true,
    min: 1,
    description: 'How long a lot lasts once it is opened, if it does not expire before.',
    example: 30,
  })
  open_life_days?: number | null;

  @TextField({ ...nullable, max: 100, example: '4006381333931' })
  barcode?: string | null;

  @TextField({
    ...nullable,
    max: 2_000,
    pattern: /^(https?:\/\/\S+)?$/,
    example: 'https://example.com/pla.jpg',
  })
  image_url?: string | null;

  @BooleanField({ optional: true })
  track_lots?: boolean;

  @BooleanField({ optional: true })
  track_serials?: boolean;
}

export class CreateProductRequest extends ProductFields {
  @CodeField({ example: 'PLA-BLACK-175' })
  sku: string;

  @NameField({ example: 'PLA black 1.75 mm' })
  name: string;
}

export class UpdateProductRequest extends ProductFields {
  @CodeField({ optional: true, example: 'PLA-BLACK-175' })
  sku?: string;

  @NameField({ optional: true, example: 'PLA black 1.75 mm' })
  name?: string;

  @BooleanField({ optional: true, description: 'False takes it out of use without losing its history.' })
  is_active?: boolean;
}

export class ProductListQuery extends SearchQuery {
  @TextField({ optional: true, max: 100, description: 'Exactly this SKU.' })
  sku?: string;

  @TextField({ optional: true, max: 100, description: 'Exactly this barcode.' })
  barcode?: string;

  @EnumField(ITEM_TYPES, { optional: true })
  item_type?: string;

  @EnumField(PROCUREMENT_TYPES, { optional: true })
  procurement_type?: string;

  @IdField({ optional: true })
  category_id?: number;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class ProductResponse extends ProductCostFieldsResponse {
  /** @example 1 */
  id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  /** @example PLA black 1.75 mm */
  name: string;
  description: string | null;
  /** @example material */
  item_type: string;
  /** @example buy */
  procurement_type: string;
  /** @example make_to_stock */
  stocking_policy: string;
  /** Stock unit. @example G */
  unit: string;
  /** @example KG */
  purchase_uom: string | null;
  @DecimalOut({ nullable: true, example: '1000', description: 'Stock units per purchase unit.' })
  purchase_conversion: Decimal | null;
  /** @example average */
  cost_method: string;
  @DecimalOut({ nullable: true, example: '0.02', description: 'Per stock unit.' })
  standard_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '20' })
  standard_cost_per_purchase_unit: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.019', description: 'Per stock unit; kept by the ledger.' })
  average_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '19' })
  average_cost_per_purchase_unit: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.018', description: 'Per stock unit; kept by the ledger.' })
  last_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '18' })
  last_cost_per_purchase_unit: Decimal | null;
  @DecimalOut({ nullable: true, example: '29.90' })
  selling_price: Decimal | null;
  category_id: number | null;
  material_type_id: number | null;
  color_id: number | null;
  preferred_vendor_id: number | null;
  /** @example 7 */
  lead_time_days: number | null;
  @DecimalOut({ example: '500' })
  safety_stock: Decimal;
  @DecimalOut({ nullable: true, example: '1000' })
  reorder_point: Decimal | null;
  @DecimalOut({ nullable: true, example: '5000' })
  reorder_qty: Decimal | null;
  @DecimalOut({ nullable: true, example: '1000' })
  min_order_qty: Decimal | null;
  @DecimalOut({ nullable: true, example: '1000' })
  order_multiple: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.001', description: 'Kilograms per stock unit.' })
  weight_kg: Decimal | null;
  /** @example 365 */
  shelf_life_days: number | null;
  open_life_days: number | null;
  barcode: string | null;
  image_url: string | null;
  track_lots: boolean;
  track_serials: boolean;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
