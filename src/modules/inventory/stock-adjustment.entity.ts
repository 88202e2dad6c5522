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

/** Row of `stock_adjustments`. */
@Check(
  'ck_stock_adjustments_adjustment_number',
  '((char_length(adjustment_number) >= 1) AND (char_length(adjustment_number) <= 50))',
)
@Check(
  'ck_stock_adjustments_adjustment_type',
  `(adjustment_type = ANY (ARRAY['stock_take'::text, 'damage'::text, 'loss'::text, 'found'::text, 'correction'::text, 'return'::text, 'other'::text]))`,
)
@Check('ck_stock_adjustments_notes', '(char_length(notes) <= 4000)')
@Check('ck_stock_adjustments_posted', `((status = 'posted'::text) = (posted_at IS NOT NULL))`)
@Check('ck_stock_adjustments_reason', '(char_length(reason) <= 500)')
@Check('ck_stock_adjustments_reversal', '((reversal_of_id IS NULL) OR (reversal_of_id <> id))')
@Check(
  'ck_stock_adjustments_status',
  `(status = ANY (ARRAY['draft'::text, 'posted'::text, 'cancelled'::text]))`,
)
@Check('ck_stock_adjustments_total_items_adjusted', '(total_items_adjusted >= 0)')
@Check('ck_stock_adjustments_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustments_created_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustments_location_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_stock_adjustments_organization_id',
})
@ForeignKey('UserEntity', ['organization_id', 'posted_by'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustments_posted_by',
})
@ForeignKey('AdjustmentReasonEntity', ['organization_id', 'reason_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustments_reason_id',
})
@ForeignKey('StockAdjustmentEntity', ['organization_id', 'reversal_of_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustments_reversal_of_id',
})
@ForeignKey('WarehouseEntity', ['organization_id', 'warehouse_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustments_warehouse_id',
})
@Unique('uq_stock_adjustments_adjustment_number', ['organization_id', 'adjustment_number'])
@Unique('uq_stock_adjustments_reversal_of_id', ['organization_id', 'reversal_of_id'])
@Index('ix_stock_adjustments_created_by', ['organization_id', 'created_by'])
@Index('ix_stock_adjustments_location_id', ['organization_id', 'location_id'])
@Index('ix_stock_adjustments_posted_by', ['organization_id', 'posted_by'])
@Index('ix_stock_adjustments_reason_id', ['organization_id', 'reason_id'])
@Index('ix_stock_adjustments_status', ['organization_id', 'status', 'id'])
@Index('ix_stock_adjustments_warehouse_id', ['organization_id', 'warehouse_id'])
@Entity({ name: 'stock_adjustments' })
export class StockAdjustmentEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stock_adjustments' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stock_adjustments',
  })
  id: number;

  @Column({ type: 'text' })
  adjustment_number: string;

  @Column({ type: 'bigint', nullable: true })
  warehouse_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'text' })
  adjustment_type: string;

  @Column({ type: 'bigint' })
  reason_id: number;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'date' })
  adjustment_date: string;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @Column({ type: 'integer', default: 0 })
  total_items_adjusted: number;

  @Column({ type: 'bigint', nullable: true })
  reversal_of_id: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  posted_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  posted_by: number | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
