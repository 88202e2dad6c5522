import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `print_jobs`. */
@Check('ck_print_jobs_actual_material_kg', '(actual_material_kg >= (0)::numeric)')
@Check('ck_print_jobs_actual_time_minutes', '(actual_time_minutes >= (0)::numeric)')
@Check('ck_print_jobs_estimated_material_kg', '(estimated_material_kg >= (0)::numeric)')
@Check('ck_print_jobs_estimated_time_minutes', '(estimated_time_minutes >= (0)::numeric)')
@Check('ck_print_jobs_gcode_file', '(char_length(gcode_file) <= 500)')
@Check('ck_print_jobs_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_print_jobs_status',
  `(status = ANY (ARRAY['queued'::text, 'printing'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))`,
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_print_jobs_organization_id' })
@ForeignKey('PrinterEntity', ['organization_id', 'printer_id'], ['organization_id', 'id'], {
  name: 'fk_print_jobs_printer_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_print_jobs_production_order_id',
})
@Index('ix_print_jobs_printer_id', ['organization_id', 'printer_id'])
@Index('ix_print_jobs_production_order_id', ['organization_id', 'production_order_id'])
@Entity({ name: 'print_jobs' })
export class PrintJobEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_print_jobs',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  production_order_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  printer_id: number | null;

  @Column({ type: 'text', nullable: true })
  gcode_file: string | null;

  @Column({ type: 'text', default: 'queued' })
  status: string;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  estimated_time_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  actual_time_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  estimated_material_kg: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  actual_material_kg: Decimal | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  queued_at: Date;

  @Column({ type: 'timestamptz', nullable: true })
  started_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  finished_at: Date | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_print_jobs' })
  organization_id: number;
}
