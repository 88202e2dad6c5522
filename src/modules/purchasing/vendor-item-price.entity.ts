import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `vendor_item_prices`. */
@Check('ck_vendor_item_prices_min_quantity', '(min_quantity >= (0)::numeric)')
@Check('ck_vendor_item_prices_unit_price', '(unit_price >= (0)::numeric)')
@Check('ck_vendor_item_prices_validity', '(valid_to >= valid_from)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_vendor_item_prices_organization_id',
})
@ForeignKey('VendorItemEntity', ['organization_id', 'vendor_item_id'], ['organization_id', 'id'], {
  name: 'fk_vendor_item_prices_vendor_item_id',
  onDelete: 'CASCADE',
})
@Unique('uq_vendor_item_prices_vendor_item_id_min_quantity_valid_from', [
  'organization_id',
  'vendor_item_id',
  'min_quantity',
  'valid_from',
])
@Entity({ name: 'vendor_item_prices' })
export class VendorItemPriceEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_vendor_item_prices' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_vendor_item_prices',
  })
  id: number;

  @Column({ type: 'bigint' })
  vendor_item_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  min_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  unit_price: Decimal;

  @Column({ type: 'date', nullable: true })
  valid_from: string | null;

  @Column({ type: 'date', nullable: true })
  valid_to: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
