import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `maintenance_logs`. */
@Check('ck_maintenance_logs_cost', '(cost >= (0)::numeric)')
@Check('ck_maintenance_logs_description', '(char_length(description) <= 4000)')
@Check('ck_maintenance_logs_downtime_minutes', '(downtime_minutes >= (0)::numeric)')
@Check('ck_maintenance_logs_machine', '((resource_id IS NOT NULL) OR (printer_id IS NOT NULL))')
@Check(
  'ck_maintenance_logs_maintenance_type',
  `(maintenance_type = ANY (ARRAY['preventive'::text, 'corrective'::text, 'calibration'::text, 'cleaning'::text]))`,
)
@Check('ck_maintenance_logs_notes', '(char_length(notes) <= 10000)')
@Check('ck_maintenance_logs_performed_by', '(char_length(performed_by) <= 200)')
@Check('ck_maintenance_logs_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_maintenance_logs_organization_id',
})
@ForeignKey('PrinterEntity', ['organization_id', 'printer_id'], ['organization_id', 'id'], {
  name: 'fk_maintenance_logs_printer_id',
})
@ForeignKey('ResourceEntity', ['organization_id', 'resource_id'], ['organization_id', 'id'], {
  name: 'fk_maintenance_logs_resource_id',
})
@Index('ix_maintenance_logs_printer_id', ['organization_id', 'printer_id'])
@Index('ix_maintenance_logs_resource_id', ['organization_id', 'resource_id'])
@Entity({ name: 'maintenance_logs' })
export class MaintenanceLogEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_maintenance_logs',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  resource_id: number | null;

  @Column({ type: 'text' })
  maintenance_type: string;

  @Column({ type: 'text', nullable: true })
  performed_by: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  performed_at: Date;

  @Column({ type: 'date', nullable: true })
  next_due_date: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  downtime_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  cost: Decimal | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'bigint', nullable: true })
  printer_id: number | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_maintenance_logs' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
