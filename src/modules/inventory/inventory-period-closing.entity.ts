import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `inventory_period_closings`. */
@Check('ck_inventory_period_closings_reason', '(char_length(reason) <= 1000)')
@Check('ck_inventory_period_closings_reopen_reason', '(char_length(reopen_reason) <= 1000)')
@Check(
  'ck_inventory_period_closings_reopened',
  '((reopened_at IS NOT NULL) OR ((reopened_by IS NULL) AND (reopen_reason IS NULL)))',
)
@ForeignKey('UserEntity', ['organization_id', 'closed_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_period_closings_closed_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_period_closings_organization_id',
})
@ForeignKey('UserEntity', ['organization_id', 'reopened_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_period_closings_reopened_by',
})
@Index('ix_inventory_period_closings_closed_by', ['organization_id', 'closed_by'])
@Index('ix_inventory_period_closings_reopened_by', ['organization_id', 'reopened_by'])
@Index('uq_inventory_period_closings_closed_through', ['organization_id', 'closed_through'], {
  unique: true,
  where: '(reopened_at IS NULL)',
})
@Entity({ name: 'inventory_period_closings' })
export class InventoryPeriodClosingEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_period_closings' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_period_closings',
  })
  id: number;

  @Column({ type: 'date' })
  closed_through: string;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  closed_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  closed_at: Date;

  @Column({ type: 'text', nullable: true })
  reopen_reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  reopened_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  reopened_at: Date | null;
}
