import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `cycle_count_settings`. */
@Check('ck_cycle_count_settings_a_days', '((a_days >= 1) AND (a_days <= 3660))')
@Check('ck_cycle_count_settings_b_days', '((b_days >= 1) AND (b_days <= 3660))')
@Check('ck_cycle_count_settings_c_days', '((c_days >= 1) AND (c_days <= 3660))')
@Check(
  'ck_cycle_count_settings_percent',
  '((a_percent >= (0)::numeric) AND (b_percent >= (0)::numeric) AND ((a_percent + b_percent) <= (100)::numeric))',
)
@Check('ck_cycle_count_settings_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_cycle_count_settings_organization_id',
})
@Unique('uq_cycle_count_settings_organization_id', ['organization_id'])
@Entity({ name: 'cycle_count_settings' })
export class CycleCountSettingsEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_cycle_count_settings' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_cycle_count_settings',
  })
  id: number;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 80 })
  a_percent: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 15 })
  b_percent: Decimal;

  @Column({ type: 'integer', default: 30 })
  a_days: number;

  @Column({ type: 'integer', default: 90 })
  b_days: number;

  @Column({ type: 'integer', default: 180 })
  c_days: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
