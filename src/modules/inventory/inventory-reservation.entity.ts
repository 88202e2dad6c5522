import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `inventory_reservations`. */
@Check('ck_inventory_reservations_open', '((quantity_open + quantity_short) <= quantity)')
@Check(
  'ck_inventory_reservations_place',
  `CASE WHEN (location_id IS NULL) THEN ((quantity_open = (0)::numeric) AND (lot_id IS NULL)) ELSE (quantity_short = (0)::numeric) END`,
)
@Check('ck_inventory_reservations_priority', '((priority >= 1) AND (priority <= 5))')
@Check('ck_inventory_reservations_quantity', '(quantity > (0)::numeric)')
@Check('ck_inventory_reservations_quantity_open', '(quantity_open >= (0)::numeric)')
@Check('ck_inventory_reservations_quantity_short', '(quantity_short >= (0)::numeric)')
@Check(
  'ck_inventory_reservations_reference_type',
  '((char_length(reference_type) >= 1) AND (char_length(reference_type) <= 50))',
)
@Check('ck_inventory_reservations_source', '((source_type IS NULL) = (source_id IS NULL))')
@Check(
  'ck_inventory_reservations_source_type',
  '((char_length(source_type) >= 1) AND (char_length(source_type) <= 50))',
)
@Check(
  'ck_inventory_reservations_status',
  `(status = ANY (ARRAY['open'::text, 'consumed'::text, 'released'::text, 'filled'::text, 'expired'::text]))`,
)
@Check('ck_inventory_reservations_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_reservations_created_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_reservations_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_reservations_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_reservations_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_reservations_product_id',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'wanted_location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_reservations_wanted_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'wanted_lot_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_reservations_wanted_lot_id',
})
@Index('ix_inventory_reservations_created_by', ['organization_id', 'created_by'])
@Index('ix_inventory_reservations_location_id', ['organization_id', 'location_id'])
@Index('ix_inventory_reservations_lot_id', ['organization_id', 'lot_id'])
@Index('ix_inventory_reservations_open', ['organization_id', 'product_id', 'location_id'], {
  where: '(quantity_open > (0)::numeric)',
})
@Index('ix_inventory_reservations_product_id', ['organization_id', 'product_id'])
@Index('ix_inventory_reservations_reference', ['organization_id', 'reference_type', 'reference_id'])
@Index('ix_inventory_reservations_wanted_location_id', ['organization_id', 'wanted_location_id'])
@Index('ix_inventory_reservations_wanted_lot_id', ['organization_id', 'wanted_lot_id'])
@Index('ix_inventory_reservations_source', ['organization_id', 'source_type', 'source_id'], {
  where: '(source_type IS NOT NULL)',
})
@Index('ix_inventory_reservations_waiting', ['organization_id', 'product_id', 'priority', 'id'], {
  where: '(quantity_short > (0)::numeric)',
})
@Index('ix_inventory_reservations_expires_at', ['organization_id', 'expires_at'], {
  where: `((status = 'open'::text) AND (expires_at IS NOT NULL))`,
})
@Entity({ name: 'inventory_reservations' })
export class InventoryReservationEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_reservations' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_reservations',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  /** Null for a demand that waits: it lies on no balance. */
  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_open: Decimal;

  @Column({ type: 'text' })
  reference_type: string;

  @Column({ type: 'bigint' })
  reference_id: number;

  @Column({ type: 'integer', default: 3 })
  priority: number;

  @Column({ type: 'text', default: 'open' })
  status: string;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', nullable: true })
  closed_at: Date | null;

  /** What still waits for stock. */
  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_short: Decimal;

  @Column({ type: 'bigint', nullable: true })
  wanted_location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  wanted_lot_id: number | null;

  @Column({ type: 'text', nullable: true })
  source_type: string | null;

  @Column({ type: 'bigint', nullable: true })
  source_id: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  expires_at: Date | null;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
