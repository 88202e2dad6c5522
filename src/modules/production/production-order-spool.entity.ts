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

/** Row of `production_order_spools`. */
@Check('ck_production_order_spools_weight_consumed_kg', '(weight_consumed_kg >= (0)::numeric)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_production_order_spools_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_order_spools_organization_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_spools_production_order_id',
  onDelete: 'CASCADE',
})
@ForeignKey('MaterialSpoolEntity', ['organization_id', 'spool_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_spools_spool_id',
})
@Unique('uq_production_order_spools_production_order_id_spool_id', [
  'organization_id',
  'production_order_id',
  'spool_id',
])
@Index('ix_production_order_spools_created_by', ['organization_id', 'created_by'])
@Index('ix_production_order_spools_spool_id', ['organization_id', 'spool_id'])
@Entity({ name: 'production_order_spools' })
export class ProductionOrderSpoolEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_production_order_spools',
  })
  id: number;

  @Column({ type: 'bigint' })
  production_order_id: number;

  @Column({ type: 'bigint' })
  spool_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  weight_consumed_kg: Decimal;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_order_spools' })
  organization_id: number;
}
