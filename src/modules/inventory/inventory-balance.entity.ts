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

/** Row of `inventory`. */
@Check('ck_inventory_allocated_quantity', '(allocated_quantity >= (0)::numeric)')
@Check('ck_inventory_negative_limit', '(negative_limit >= (0)::numeric)')
@Check('ck_inventory_on_hand_quantity', '(on_hand_quantity >= (- negative_limit))')
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_inventory_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_product_id',
})
@Unique('uq_inventory_product_id_location_id_lot_id', [
  'organization_id',
  'product_id',
  'location_id',
  'lot_id',
])
@Index('ix_inventory_location_id', ['organization_id', 'location_id'])
@Index('ix_inventory_lot_id', ['organization_id', 'lot_id'])
@Entity({ name: 'inventory' })
export class InventoryBalanceEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint' })
  location_id: number;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  on_hand_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  allocated_quantity: Decimal;

  @Column({
    type: 'numeric',
    precision: 20,
    scale: 9,
    nullable: true,
    generatedType: 'STORED',
    asExpression: '(on_hand_quantity - allocated_quantity)',
  })
  available_quantity: Decimal | null;

  @Column({ type: 'timestamptz', nullable: true })
  last_counted_at: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory' })
  organization_id: number;

  /** How far approvals have let this place go below zero. */
  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  negative_limit: Decimal;
}
