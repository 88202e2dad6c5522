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

/** Row of `vendor_items`. */
@Check('ck_vendor_items_lead_time_days', '((lead_time_days >= 0) AND (lead_time_days <= 3650))')
@Check('ck_vendor_items_max_order_qty', '(max_order_qty > (0)::numeric)')
@Check('ck_vendor_items_min_order_qty', '(min_order_qty >= (0)::numeric)')
@Check('ck_vendor_items_order_multiple', '(order_multiple > (0)::numeric)')
@Check('ck_vendor_items_order_range', '(max_order_qty >= min_order_qty)')
@Check('ck_vendor_items_purchase_conversion', '(purchase_conversion > (0)::numeric)')
@Check(
  'ck_vendor_items_purchase_unit',
  '((char_length(purchase_unit) >= 1) AND (char_length(purchase_unit) <= 20))',
)
@Check('ck_vendor_items_vendor_description', '(char_length(vendor_description) <= 1000)')
@Check('ck_vendor_items_vendor_sku', '(char_length(vendor_sku) <= 100)')
@Check('ck_vendor_items_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_vendor_items_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_vendor_items_product_id',
  onDelete: 'CASCADE',
})
@ForeignKey('VendorEntity', ['organization_id', 'vendor_id'], ['organization_id', 'id'], {
  name: 'fk_vendor_items_vendor_id',
  onDelete: 'CASCADE',
})
@Unique('uq_vendor_items_vendor_id_product_id', ['organization_id', 'vendor_id', 'product_id'])
@Index('ix_vendor_items_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'vendor_items' })
export class VendorItemEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_vendor_items' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_vendor_items',
  })
  id: number;

  @Column({ type: 'bigint' })
  vendor_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text', nullable: true })
  vendor_sku: string | null;

  @Column({ type: 'text', nullable: true })
  vendor_description: string | null;

  @Column({ type: 'text' })
  purchase_unit: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  purchase_conversion: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  min_order_qty: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  max_order_qty: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  order_multiple: Decimal | null;

  @Column({ type: 'integer', nullable: true })
  lead_time_days: number | null;

  @Column({ type: 'boolean', default: false })
  is_preferred: boolean;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
