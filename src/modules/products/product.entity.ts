import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `products`. */
@Check('ck_products_average_cost', '(average_cost >= (0)::numeric)')
@Check('ck_products_barcode', '(char_length(barcode) <= 100)')
@Check(
  'ck_products_cost_method',
  `(cost_method = ANY (ARRAY['average'::text, 'standard'::text, 'fifo'::text, 'lot'::text]))`,
)
@Check('ck_products_cost_by_lot', `((cost_method <> 'lot'::text) OR track_lots)`)
@Check('ck_products_description', '(char_length(description) <= 10000)')
@Check('ck_products_image_url', '(char_length(image_url) <= 2000)')
@Check(
  'ck_products_item_type',
  `(item_type = ANY (ARRAY['finished_good'::text, 'component'::text, 'material'::text, 'supply'::text, 'service'::text]))`,
)
@Check('ck_products_last_cost', '(last_cost >= (0)::numeric)')
@Check('ck_products_lead_time_days', '((lead_time_days >= 0) AND (lead_time_days <= 3650))')
@Check(
  'ck_products_demand_time_fence_days',
  '((demand_time_fence_days >= 0) AND (demand_time_fence_days <= 3650))',
)
@Check('ck_products_lot_period_days', '((lot_period_days >= 1) AND (lot_period_days <= 3650))')
@Check(
  'ck_products_lot_period_given',
  `((lot_sizing_rule <> 'period'::text) OR (lot_period_days IS NOT NULL))`,
)
@Check('ck_products_lot_quantity', '(lot_quantity > (0)::numeric)')
@Check(
  'ck_products_lot_quantity_given',
  `((lot_sizing_rule <> 'fixed_quantity'::text) OR (lot_quantity IS NOT NULL))`,
)
@Check(
  'ck_products_lot_sizing_rule',
  `(lot_sizing_rule = ANY (ARRAY['lot_for_lot'::text, 'fixed_quantity'::text, 'period'::text, 'economic'::text]))`,
)
@Check('ck_products_max_order_qty', '(max_order_qty > (0)::numeric)')
@Check('ck_products_min_order_qty', '(min_order_qty > (0)::numeric)')
@Check('ck_products_name', '((char_length(name) >= 1) AND (char_length(name) <= 255))')
@Check('ck_products_order_multiple', '(order_multiple > (0)::numeric)')
@Check(
  'ck_products_order_qty_range',
  '((max_order_qty IS NULL) OR (min_order_qty IS NULL) OR (max_order_qty >= min_order_qty))',
)
@Check(
  'ck_products_planning_method',
  `(planning_method = ANY (ARRAY['mrp'::text, 'reorder_point'::text, 'none'::text]))`,
)
@Check(
  'ck_products_planning_time_fence_days',
  '((planning_time_fence_days >= 0) AND (planning_time_fence_days <= 3650))',
)
@Check(
  'ck_products_procurement_type',
  `(procurement_type = ANY (ARRAY['make'::text, 'buy'::text, 'make_or_buy'::text]))`,
)
@Check('ck_products_purchase_conversion', '(purchase_conversion > (0)::numeric)')
@Check('ck_products_purchase_uom', '(char_length(purchase_uom) <= 20)')
@Check('ck_products_reorder_point', '(reorder_point >= (0)::numeric)')
@Check('ck_products_reorder_qty', '(reorder_qty >= (0)::numeric)')
@Check('ck_products_safety_lead_days', '((safety_lead_days >= 0) AND (safety_lead_days <= 3650))')
@Check('ck_products_safety_stock', '(safety_stock >= (0)::numeric)')
@Check('ck_products_selling_price', '(selling_price >= (0)::numeric)')
@Check('ck_products_open_life_days', '(open_life_days > 0)')
@Check('ck_products_shelf_life_days', '(shelf_life_days > 0)')
@Check('ck_products_sku', '((char_length(sku) >= 1) AND (char_length(sku) <= 100))')
@Check('ck_products_standard_cost', '(standard_cost >= (0)::numeric)')
@Check(
  'ck_products_stocking_policy',
  `(stocking_policy = ANY (ARRAY['make_to_order'::text, 'make_to_stock'::text, 'phantom'::text]))`,
)
@Check('ck_products_time_fences', '(demand_time_fence_days <= planning_time_fence_days)')
@Check('ck_products_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@Check('ck_products_version', '(version >= 1)')
@Check('ck_products_weight_kg', '(weight_kg >= (0)::numeric)')
@Check('ck_products_supplier_lead_days', '((supplier_lead_days >= 0) AND (supplier_lead_days <= 3650))')
@Check('ck_products_shipping_lead_days', '((shipping_lead_days >= 0) AND (shipping_lead_days <= 3650))')
@Check('ck_products_processing_lead_days', '((processing_lead_days >= 0) AND (processing_lead_days <= 3650))')
@Check('ck_products_safety_buffer_days', '((safety_buffer_days >= 0) AND (safety_buffer_days <= 3650))')
@Check(
  'ck_products_lead_time_source',
  `(lead_time_source = ANY (ARRAY['default'::text, 'override'::text, 'imported'::text]))`,
)
@Check(
  'products_total_lead_days_check',
  '((total_lead_days IS NULL) OR ((total_lead_days >= 0) AND (num_nonnulls(supplier_lead_days, shipping_lead_days, processing_lead_days, safety_buffer_days) > 0)))',
)
@Check(
  'ck_products_cost_source',
  `(cost_source = ANY (ARRAY['manual'::text, 'imported'::text, 'calculated'::text]))`,
)
@Check(
  'ck_products_holding_cost_rate',
  '((holding_cost_rate >= (0)::numeric) AND (holding_cost_rate <= (10)::numeric))',
)
@Check('ck_products_reorder_cost', '(reorder_cost >= (0)::numeric)')
@ForeignKey('ItemCategoryEntity', ['organization_id', 'category_id'], ['organization_id', 'id'], {
  name: 'fk_products_category_id',
})
@ForeignKey('ColorEntity', ['organization_id', 'color_id'], ['organization_id', 'id'], {
  name: 'fk_products_color_id',
})
@ForeignKey('MaterialTypeEntity', ['organization_id', 'material_type_id'], ['organization_id', 'id'], {
  name: 'fk_products_material_type_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_products_organization_id' })
@ForeignKey('VendorEntity', ['organization_id', 'preferred_vendor_id'], ['organization_id', 'id'], {
  name: 'fk_products_preferred_vendor_id',
  onDelete: 'SET NULL',
})
@Unique('uq_products_sku', ['organization_id', 'sku'])
@Index('ix_products_category_id', ['organization_id', 'category_id'], { where: '(category_id IS NOT NULL)' })
@Index('ix_products_color_id', ['organization_id', 'color_id'], { where: '(color_id IS NOT NULL)' })
@Index('ix_products_last_order_by_date', ['organization_id', 'last_order_by_date', 'id'], {
  where: '(last_order_by_date IS NOT NULL)',
})
@Index('ix_products_material_type_id', ['organization_id', 'material_type_id'], {
  where: '(material_type_id IS NOT NULL)',
})
@Index('ix_products_preferred_vendor_id', ['organization_id', 'preferred_vendor_id'], {
  where: '(preferred_vendor_id IS NOT NULL)',
})
@Index('ix_products_sku_is_active', ['organization_id', 'sku', 'is_active'])
@Entity({ name: 'products' })
export class ProductEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_products',
  })
  id: number;

  @Column({ type: 'text' })
  sku: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', default: 'EA' })
  unit: string;

  @Column({ type: 'text', default: 'finished_good' })
  item_type: string;

  @Column({ type: 'bigint', nullable: true })
  category_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  material_type_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  color_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  selling_price: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  safety_stock: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  weight_kg: Decimal | null;

  @Column({ type: 'text', nullable: true })
  barcode: string | null;

  @Column({ type: 'boolean', default: false })
  track_lots: boolean;

  @Column({ type: 'boolean', default: false })
  track_serials: boolean;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', default: 'buy' })
  procurement_type: string;

  @Column({ type: 'text', default: 'average' })
  cost_method: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  standard_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  average_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  last_cost: Decimal | null;

  @Column({ type: 'integer', nullable: true })
  lead_time_days: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  reorder_point: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  reorder_qty: Decimal | null;

  @Column({ type: 'bigint', nullable: true })
  preferred_vendor_id: number | null;

  @Column({ type: 'text', default: 'make_to_stock' })
  stocking_policy: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  min_order_qty: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  order_multiple: Decimal | null;

  @Column({ type: 'text', nullable: true })
  purchase_uom: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  purchase_conversion: Decimal | null;

  @Column({ type: 'text', nullable: true })
  image_url: string | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_products' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'integer', nullable: true })
  shelf_life_days: number | null;

  @Column({ type: 'integer', nullable: true })
  open_life_days: number | null;

  @Column({ type: 'text', default: 'mrp' })
  planning_method: string;

  @Column({ type: 'text', default: 'lot_for_lot' })
  lot_sizing_rule: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  lot_quantity: Decimal | null;

  @Column({ type: 'integer', nullable: true })
  lot_period_days: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  max_order_qty: Decimal | null;

  @Column({ type: 'integer', default: 0 })
  safety_lead_days: number;

  @Column({ type: 'integer', default: 0 })
  planning_time_fence_days: number;

  @Column({ type: 'integer', default: 0 })
  demand_time_fence_days: number;

  @Column({ type: 'integer', nullable: true, comment: 'Days until the supplier has it ready' })
  supplier_lead_days: number | null;

  @Column({ type: 'integer', nullable: true, comment: 'Days on the way' })
  shipping_lead_days: number | null;

  @Column({ type: 'integer', nullable: true, comment: 'Days from arrival to the shelf' })
  processing_lead_days: number | null;

  @Column({ type: 'integer', nullable: true, comment: 'Days ahead, to be safe' })
  safety_buffer_days: number | null;

  /** Kept by a trigger. */
  @Column({
    type: 'integer',
    nullable: true,
    comment:
      "Sum of the four parts, the organization's where one is not given; kept by a trigger; NULL without any part",
  })
  total_lead_days: number | null;

  @Column({ type: 'text', nullable: true, comment: 'Where the parts come from' })
  lead_time_source: string | null;

  @Column({
    type: 'date',
    nullable: true,
    comment: 'When stock runs out at the present usage, as last calculated',
  })
  projected_stockout_date: string | null;

  @Column({
    type: 'date',
    nullable: true,
    comment: 'Last day to order so that stock does not run out, as last calculated',
  })
  last_order_by_date: string | null;

  @Column({ type: 'timestamptz', nullable: true, comment: 'When the two dates were calculated' })
  timing_last_calculated: Date | null;

  /** The document's name for the cost by the costing method. */
  @Column({
    type: 'numeric',
    precision: 20,
    scale: 9,
    nullable: true,
    generatedType: 'STORED',
    asExpression: `CASE cost_method
    WHEN 'standard'::text THEN COALESCE(standard_cost, average_cost, last_cost)
    ELSE COALESCE(average_cost, standard_cost, last_cost)
END`,
  })
  unit_cost: Decimal | null;

  /** The document's name for the selling price. */
  @Column({
    type: 'numeric',
    precision: 20,
    scale: 9,
    nullable: true,
    generatedType: 'STORED',
    asExpression: 'selling_price',
  })
  unit_price: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  reorder_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  holding_cost_rate: Decimal | null;

  @Column({ type: 'timestamptz', nullable: true })
  last_cost_update: Date | null;

  @Column({ type: 'text', nullable: true })
  cost_source: string | null;
}
