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

/** Row of `routing_operation_alternates`: a work center that an operation may go to instead. */
@Check('ck_routing_operation_alternates_rank', '(rank >= 1)')
@Check(
  'ck_routing_operation_alternates_run_time',
  '((run_time_factor IS NULL) OR (run_time_minutes IS NULL))',
)
@Check('ck_routing_operation_alternates_run_time_factor', '(run_time_factor > (0)::numeric)')
@Check('ck_routing_operation_alternates_run_time_minutes', '(run_time_minutes >= (0)::numeric)')
@Check('ck_routing_operation_alternates_setup_time_minutes', '(setup_time_minutes >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_routing_operation_alternates_organization_id',
})
@ForeignKey(
  'RoutingOperationEntity',
  ['organization_id', 'routing_operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_routing_operation_alternates_routing_operation_id', onDelete: 'CASCADE' },
)
@ForeignKey('WorkCenterEntity', ['organization_id', 'work_center_id'], ['organization_id', 'id'], {
  name: 'fk_routing_operation_alternates_work_center_id',
})
@Unique('uq_routing_operation_alternates_work_center', [
  'organization_id',
  'routing_operation_id',
  'work_center_id',
])
@Index('ix_routing_operation_alternates_work_center_id', ['organization_id', 'work_center_id'])
@Entity({ name: 'routing_operation_alternates' })
export class RoutingOperationAlternateEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_routing_operation_alternates' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_routing_operation_alternates',
  })
  id: number;

  @Column({ type: 'bigint' })
  routing_operation_id: number;

  @Column({ type: 'bigint' })
  work_center_id: number;

  @Column({ type: 'integer' })
  rank: number;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  run_time_factor: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  setup_time_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  run_time_minutes: Decimal | null;
}
