import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `spool_movements`. */
@Check(
  'ck_spool_movements_kind',
  `(kind = ANY (ARRAY['created'::text, 'consumed'::text, 'weighed'::text, 'adjusted'::text, 'scrapped'::text, 'returned'::text]))`,
)
@Check('ck_spool_movements_notes', '(char_length(notes) <= 10000)')
@Check('ck_spool_movements_weight_change_kg', '(weight_change_kg <> (0)::numeric)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_spool_movements_created_by',
})
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_spool_movements_inventory_transaction_id' },
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_spool_movements_organization_id' })
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_spool_movements_production_order_id',
})
@ForeignKey('MaterialSpoolEntity', ['organization_id', 'spool_id'], ['organization_id', 'id'], {
  name: 'fk_spool_movements_spool_id',
})
@Index('ix_spool_movements_created_by', ['organization_id', 'created_by'])
@Index('ix_spool_movements_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_spool_movements_production_order_id', ['organization_id', 'production_order_id'])
@Index('ix_spool_movements_spool_id', ['organization_id', 'spool_id'])
@Entity({ name: 'spool_movements' })
export class SpoolMovementEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_spool_movements' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_spool_movements',
  })
  id: number;

  @Column({ type: 'bigint' })
  spool_id: number;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  weight_change_kg: Decimal;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'bigint', nullable: true })
  production_order_id: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
