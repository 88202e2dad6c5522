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

/** Row of `resources`. */
@Check(
  'ck_resources_capacity_hours_per_day',
  '((capacity_hours_per_day >= (0)::numeric) AND (capacity_hours_per_day <= (24)::numeric))',
)
@Check('ck_resources_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_resources_machine_type', '(char_length(machine_type) <= 100)')
@Check('ck_resources_maintenance_interval_days', '(maintenance_interval_days > 0)')
@Check('ck_resources_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_resources_serial_number', '(char_length(serial_number) <= 100)')
@Check(
  'ck_resources_status',
  `(status = ANY (ARRAY['available'::text, 'busy'::text, 'maintenance'::text, 'offline'::text]))`,
)
@Check('ck_resources_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_resources_organization_id' })
@ForeignKey('WorkCenterEntity', ['organization_id', 'work_center_id'], ['organization_id', 'id'], {
  name: 'fk_resources_work_center_id',
})
@Unique('uq_resources_code', ['organization_id', 'code'])
@Index('ix_resources_work_center_id', ['organization_id', 'work_center_id'])
@Entity({ name: 'resources' })
export class ResourceEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_resources',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'bigint' })
  work_center_id: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  machine_type: string | null;

  @Column({ type: 'text', nullable: true })
  serial_number: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  capacity_hours_per_day: Decimal | null;

  @Column({ type: 'text', default: 'available' })
  status: string;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'date', nullable: true })
  last_maintenance_date: string | null;

  @Column({ type: 'date', nullable: true })
  next_maintenance_date: string | null;

  @Column({ type: 'integer', nullable: true })
  maintenance_interval_days: number | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_resources' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
