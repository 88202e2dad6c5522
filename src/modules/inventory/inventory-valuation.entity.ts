import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `inventory_valuations`. */
@Check('ck_inventory_valuations_empty', '((quantity <> (0)::numeric) OR (total_value = (0)::numeric))')
@Check('ck_inventory_valuations_last_unit_cost', '(last_unit_cost >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_valuations_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_valuations_product_id',
})
@Entity({ name: 'inventory_valuations' })
export class InventoryValuationEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_valuations' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_valuations' })
  product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  total_value: Decimal;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  /** What a unit cost when the stock last ran out. */
  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  last_unit_cost: Decimal | null;

  @Column({ type: 'timestamptz', nullable: true })
  last_effective_at: Date | null;

  /** Since when it is valued by its present method. */
  @Column({ type: 'timestamptz', nullable: true })
  costed_since: Date | null;

  /** Reservations wait for stock of the product; written under its lock. */
  @Column({ type: 'boolean', default: false })
  has_waiting: boolean;

  /** Not later than when the next of its reservations runs out. */
  @Column({ type: 'timestamptz', nullable: true })
  reservations_expire_at: Date | null;
}
