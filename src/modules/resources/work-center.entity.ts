import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `work_centers`. */
@Check(
  'ck_work_centers_capacity_hours_per_day',
  '((capacity_hours_per_day >= (0)::numeric) AND (capacity_hours_per_day <= (24)::numeric))',
)
@Check(
  'ck_work_centers_center_type',
  `(center_type = ANY (ARRAY['production'::text, 'machine'::text, 'station'::text, 'labor'::text, 'assembly'::text, 'quality'::text, 'shipping'::text, 'subcontract'::text]))`,
)
@Check('ck_work_centers_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_work_centers_description', '(char_length(description) <= 4000)')
@Check('ck_work_centers_labor_rate_per_hour', '(labor_rate_per_hour >= (0)::numeric)')
@Check('ck_work_centers_machine_rate_per_hour', '(machine_rate_per_hour >= (0)::numeric)')
@Check('ck_work_centers_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_work_centers_overhead_rate_per_hour', '(overhead_rate_per_hour >= (0)::numeric)')
@Check('ck_work_centers_scheduling_priority', '((scheduling_priority >= 1) AND (scheduling_priority <= 10))')
@Check('ck_work_centers_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_work_centers_organization_id' })
@Unique('uq_work_centers_code', ['organization_id', 'code'])
@Entity({ name: 'work_centers' })
export class WorkCenterEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_work_centers',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', default: 'production' })
  center_type: string;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  capacity_hours_per_day: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  machine_rate_per_hour: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  labor_rate_per_hour: Decimal;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  overhead_rate_per_hour: Decimal;

  @Column({ type: 'boolean', default: false })
  is_bottleneck: boolean;

  @Column({ type: 'integer', default: 5 })
  scheduling_priority: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_work_centers' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
