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

/** Row of `production_order_operations`. */
@Check('ck_production_order_operations_actual_run_minutes', '(actual_run_minutes >= (0)::numeric)')
@Check('ck_production_order_operations_actual_setup_minutes', '(actual_setup_minutes >= (0)::numeric)')
@Check('ck_production_order_operations_notes', '(char_length(notes) <= 10000)')
@Check('ck_production_order_operations_operation_code', '(char_length(operation_code) <= 50)')
@Check('ck_production_order_operations_operation_name', '(char_length(operation_name) <= 200)')
@Check('ck_production_order_operations_planned_run_minutes', '(planned_run_minutes >= (0)::numeric)')
@Check('ck_production_order_operations_planned_setup_minutes', '(planned_setup_minutes >= (0)::numeric)')
@Check('ck_production_order_operations_quantity_completed', '(quantity_completed >= (0)::numeric)')
@Check('ck_production_order_operations_quantity_scrapped', '(quantity_scrapped >= (0)::numeric)')
@Check('ck_production_order_operations_schedule', '(scheduled_end >= scheduled_start)')
@Check('ck_production_order_operations_scrap_notes', '(char_length(scrap_notes) <= 4000)')
@Check('ck_production_order_operations_sequence', '(sequence >= 0)')
@Check(
  'ck_production_order_operations_status',
  `(status = ANY (ARRAY['pending'::text, 'queued'::text, 'running'::text, 'paused'::text, 'completed'::text, 'skipped'::text, 'cancelled'::text]))`,
)
@ForeignKey('UserEntity', ['organization_id', 'operator_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_operations_operator_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_order_operations_organization_id',
})
@ForeignKey('PrinterEntity', ['organization_id', 'printer_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_operations_printer_id',
  onDelete: 'SET NULL',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_operations_production_order_id',
  onDelete: 'CASCADE',
})
@ForeignKey('ResourceEntity', ['organization_id', 'resource_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_operations_resource_id',
  onDelete: 'SET NULL',
})
@ForeignKey(
  'RoutingOperationEntity',
  ['organization_id', 'routing_operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_production_order_operations_routing_operation_id', onDelete: 'SET NULL' },
)
@ForeignKey('ScrapReasonEntity', ['organization_id', 'scrap_reason_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_operations_scrap_reason_id',
})
@ForeignKey('WorkCenterEntity', ['organization_id', 'work_center_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_operations_work_center_id',
})
@Unique('uq_production_order_operations_production_order_id_sequence', [
  'organization_id',
  'production_order_id',
  'sequence',
])
@Index('ix_production_order_operations_operator_id', ['organization_id', 'operator_id'])
@Index('ix_production_order_operations_printer_id', ['organization_id', 'printer_id'])
@Index('ix_production_order_operations_resource_id', ['organization_id', 'resource_id'])
@Index('ix_production_order_operations_routing_operation_id', ['organization_id', 'routing_operation_id'])
@Index('ix_production_order_operations_scrap_reason_id', ['organization_id', 'scrap_reason_id'])
@Index('ix_production_order_operations_work_center_id', ['organization_id', 'work_center_id'])
@Entity({ name: 'production_order_operations' })
export class ProductionOrderOperationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_production_order_operations',
  })
  id: number;

  @Column({ type: 'bigint' })
  production_order_id: number;

  @Column({ type: 'bigint', nullable: true })
  routing_operation_id: number | null;

  @Column({ type: 'bigint' })
  work_center_id: number;

  @Column({ type: 'bigint', nullable: true })
  resource_id: number | null;

  @Column({ type: 'integer' })
  sequence: number;

  @Column({ type: 'text', nullable: true })
  operation_code: string | null;

  @Column({ type: 'text', nullable: true })
  operation_name: string | null;

  @Column({ type: 'text', default: 'pending' })
  status: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_completed: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_scrapped: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  planned_setup_minutes: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  planned_run_minutes: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  actual_setup_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  actual_run_minutes: Decimal | null;

  @Column({ type: 'timestamptz', nullable: true })
  scheduled_start: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  scheduled_end: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  actual_start: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  actual_end: Date | null;

  @Column({ type: 'bigint', nullable: true })
  operator_id: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'bigint', nullable: true })
  scrap_reason_id: number | null;

  @Column({ type: 'text', nullable: true })
  scrap_notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  printer_id: number | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_order_operations' })
  organization_id: number;
}
