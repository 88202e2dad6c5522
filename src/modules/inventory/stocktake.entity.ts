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

/** Row of `stocktakes`. */
@Check('ck_stocktakes_abc_class', `(abc_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))`)
@Check('ck_stocktakes_cancellation_reason', '(char_length(cancellation_reason) <= 500)')
@Check('ck_stocktakes_completed', `((status = 'completed'::text) = (completed_at IS NOT NULL))`)
@Check('ck_stocktakes_notes', '(char_length(notes) <= 4000)')
@Check('ck_stocktakes_scope', `(scope = ANY (ARRAY['stock'::text, 'places'::text]))`)
@Check(
  'ck_stocktakes_started',
  `((status <> ALL (ARRAY['in_progress'::text, 'completed'::text])) OR (started_at IS NOT NULL))`,
)
@Check(
  'ck_stocktakes_status',
  `(status = ANY (ARRAY['planned'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text]))`,
)
@Check(
  'ck_stocktakes_stocktake_number',
  '((char_length(stocktake_number) >= 1) AND (char_length(stocktake_number) <= 50))',
)
@Check('ck_stocktakes_tolerance_percent', '(tolerance_percent >= (0)::numeric)')
@Check('ck_stocktakes_tolerance_quantity', '(tolerance_quantity >= (0)::numeric)')
@Check('ck_stocktakes_uncounted', `(uncounted = ANY (ARRAY['skip'::text, 'zero'::text]))`)
@Check('ck_stocktakes_version', '(version >= 1)')
@ForeignKey('ItemCategoryEntity', ['organization_id', 'category_id'], ['organization_id', 'id'], {
  name: 'fk_stocktakes_category_id',
})
@ForeignKey('UserEntity', ['organization_id', 'completed_by'], ['organization_id', 'id'], {
  name: 'fk_stocktakes_completed_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_stocktakes_location_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_stocktakes_organization_id' })
@ForeignKey('UserEntity', ['organization_id', 'scheduled_by'], ['organization_id', 'id'], {
  name: 'fk_stocktakes_scheduled_by',
})
@ForeignKey('UserEntity', ['organization_id', 'started_by'], ['organization_id', 'id'], {
  name: 'fk_stocktakes_started_by',
})
@ForeignKey('WarehouseEntity', ['organization_id', 'warehouse_id'], ['organization_id', 'id'], {
  name: 'fk_stocktakes_warehouse_id',
})
@Unique('uq_stocktakes_stocktake_number', ['organization_id', 'stocktake_number'])
@Index('ix_stocktakes_category_id', ['organization_id', 'category_id'])
@Index('ix_stocktakes_completed_by', ['organization_id', 'completed_by'])
@Index('ix_stocktakes_location_id', ['organization_id', 'location_id'])
@Index('ix_stocktakes_scheduled_by', ['organization_id', 'scheduled_by'])
@Index('ix_stocktakes_started_by', ['organization_id', 'started_by'])
@Index('ix_stocktakes_status', ['organization_id', 'status', 'scheduled_date'])
@Index('ix_stocktakes_warehouse_id', ['organization_id', 'warehouse_id'])
@Index('uq_stocktakes_in_progress', ['organization_id', 'warehouse_id'], {
  unique: true,
  where: `(status = 'in_progress'::text)`,
})
@Entity({ name: 'stocktakes' })
export class StocktakeEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stocktakes' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stocktakes',
  })
  id: number;

  @Column({ type: 'text' })
  stocktake_number: string;

  @Column({ type: 'bigint' })
  warehouse_id: number;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  category_id: number | null;

  @Column({ type: 'text', nullable: true })
  abc_class: string | null;

  @Column({ type: 'text', default: 'stock' })
  scope: string;

  @Column({ type: 'text', default: 'planned' })
  status: string;

  @Column({ type: 'date' })
  scheduled_date: string;

  @Column({ type: 'boolean', default: false })
  is_blind: boolean;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  tolerance_percent: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  tolerance_quantity: Decimal | null;

  @Column({ type: 'text', nullable: true })
  uncounted: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'text', nullable: true })
  cancellation_reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  scheduled_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  started_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  started_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  completed_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  completed_by: number | null;

  @Column({ type: 'date', nullable: true })
  completed_date: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  cancelled_at: Date | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
