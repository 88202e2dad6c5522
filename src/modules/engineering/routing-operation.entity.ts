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

/** Row of `routing_operations`. */
@Check('ck_routing_operations_description', '(char_length(description) <= 4000)')
@Check('ck_routing_operations_instructions', '(char_length(instructions) <= 20000)')
@Check('ck_routing_operations_labor_rate_override', '(labor_rate_override >= (0)::numeric)')
@Check('ck_routing_operations_machine_rate_override', '(machine_rate_override >= (0)::numeric)')
@Check('ck_routing_operations_move_time_minutes', '(move_time_minutes >= (0)::numeric)')
@Check('ck_routing_operations_operation_code', '(char_length(operation_code) <= 50)')
@Check('ck_routing_operations_operation_name', '(char_length(operation_name) <= 200)')
@Check('ck_routing_operations_overlap', '((overlap_quantity IS NULL) OR can_overlap)')
@Check('ck_routing_operations_overlap_quantity', '(overlap_quantity > (0)::numeric)')
@Check('ck_routing_operations_predecessor', '(predecessor_operation_id <> id)')
@Check('ck_routing_operations_run_time_minutes', '(run_time_minutes >= (0)::numeric)')
@Check(
  'ck_routing_operations_scrap_rate_percent',
  '((scrap_rate_percent >= (0)::numeric) AND (scrap_rate_percent < (100)::numeric))',
)
@Check('ck_routing_operations_sequence', '(sequence >= 0)')
@Check('ck_routing_operations_setup_time_minutes', '(setup_time_minutes >= (0)::numeric)')
@Check('ck_routing_operations_units_per_cycle', '(units_per_cycle > (0)::numeric)')
@Check('ck_routing_operations_wait_time_minutes', '(wait_time_minutes >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_routing_operations_organization_id',
})
@ForeignKey(
  'RoutingOperationEntity',
  ['organization_id', 'predecessor_operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_routing_operations_predecessor_operation_id' },
)
@ForeignKey('RoutingEntity', ['organization_id', 'routing_id'], ['organization_id', 'id'], {
  name: 'fk_routing_operations_routing_id',
  onDelete: 'CASCADE',
})
@ForeignKey('WorkCenterEntity', ['organization_id', 'work_center_id'], ['organization_id', 'id'], {
  name: 'fk_routing_operations_work_center_id',
})
@Unique('uq_routing_operations_routing_id_sequence', ['organization_id', 'routing_id', 'sequence'])
@Index('ix_routing_operations_predecessor_operation_id', ['organization_id', 'predecessor_operation_id'])
@Index('ix_routing_operations_work_center_id', ['organization_id', 'work_center_id'])
@Entity({ name: 'routing_operations' })
export class RoutingOperationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_routing_operations',
  })
  id: number;

  @Column({ type: 'bigint' })
  routing_id: number;

  @Column({ type: 'bigint' })
  work_center_id: number;

  @Column({ type: 'integer' })
  sequence: number;

  @Column({ type: 'text', nullable: true })
  operation_code: string | null;

  @Column({ type: 'text', nullable: true })
  operation_name: string | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  setup_time_minutes: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  run_time_minutes: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  wait_time_minutes: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  move_time_minutes: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  units_per_cycle: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  scrap_rate_percent: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  labor_rate_override: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  machine_rate_override: Decimal | null;

  @Column({ type: 'bigint', nullable: true })
  predecessor_operation_id: number | null;

  @Column({ type: 'boolean', default: false })
  can_overlap: boolean;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_routing_operations' })
  organization_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  overlap_quantity: Decimal | null;

  @Column({ type: 'text', nullable: true })
  instructions: string | null;
}
