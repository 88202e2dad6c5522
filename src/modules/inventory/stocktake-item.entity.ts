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

/** Row of `stocktake_items`. */
@Check('ck_stocktake_items_accepted', `((status = 'accepted'::text) = (accepted_at IS NOT NULL))`)
@Check('ck_stocktake_items_actual_quantity', '(actual_quantity >= (0)::numeric)')
@Check(
  'ck_stocktake_items_counted',
  `
CASE
    WHEN (status = ANY (ARRAY['open'::text, 'skipped'::text])) THEN (actual_quantity IS NULL)
    ELSE (actual_quantity IS NOT NULL)
END`,
)
@Check('ck_stocktake_items_counts', '(counts >= 0)')
@Check('ck_stocktake_items_expected_quantity', '(expected_quantity >= (0)::numeric)')
@Check('ck_stocktake_items_notes', '(char_length(notes) <= 4000)')
@Check(
  'ck_stocktake_items_status',
  `(status = ANY (ARRAY['open'::text, 'counted'::text, 'recount'::text, 'accepted'::text, 'skipped'::text]))`,
)
@Check('ck_stocktake_items_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey('UserEntity', ['organization_id', 'accepted_by'], ['organization_id', 'id'], {
  name: 'fk_stocktake_items_accepted_by',
})
@ForeignKey('UserEntity', ['organization_id', 'counted_by'], ['organization_id', 'id'], {
  name: 'fk_stocktake_items_counted_by',
})
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_stocktake_items_inventory_transaction_id' },
)
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_items_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_items_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_stocktake_items_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_items_product_id',
})
@ForeignKey('StocktakeEntity', ['organization_id', 'stocktake_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_items_stocktake_id',
  onDelete: 'CASCADE',
})
@Unique('uq_stocktake_items_place', [
  'organization_id',
  'stocktake_id',
  'product_id',
  'location_id',
  'lot_id',
])
@Index('ix_stocktake_items_accepted_by', ['organization_id', 'accepted_by'])
@Index('ix_stocktake_items_counted_by', ['organization_id', 'counted_by'])
@Index('ix_stocktake_items_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_stocktake_items_location_id', ['organization_id', 'location_id'])
@Index('ix_stocktake_items_lot_id', ['organization_id', 'lot_id'])
@Index('ix_stocktake_items_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'stocktake_items' })
export class StocktakeItemEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stocktake_items' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stocktake_items',
  })
  id: number;

  @Column({ type: 'bigint' })
  stocktake_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint' })
  location_id: number;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  expected_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  actual_quantity: Decimal | null;

  @Column({
    type: 'numeric',
    precision: 20,
    scale: 9,
    nullable: true,
    generatedType: 'STORED',
    asExpression: '(actual_quantity - expected_quantity)',
  })
  discrepancy_quantity: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  unit_cost: Decimal;

  @Column({ type: 'text', default: 'open' })
  status: string;

  @Column({ type: 'integer', default: 0 })
  counts: number;

  @Column({ type: 'boolean', default: false })
  is_found: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  counted_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  counted_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  accepted_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  accepted_by: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;
}
