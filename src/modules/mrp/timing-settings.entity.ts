import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `timing_settings`: what counts for products that do not say it themselves. */
@Check(
  'ck_timing_settings_processing_lead_days',
  '((processing_lead_days >= 0) AND (processing_lead_days <= 3650))',
)
@Check(
  'ck_timing_settings_safety_buffer_days',
  '((safety_buffer_days >= 0) AND (safety_buffer_days <= 3650))',
)
@Check(
  'ck_timing_settings_shipping_lead_days',
  '((shipping_lead_days >= 0) AND (shipping_lead_days <= 3650))',
)
@Check(
  'ck_timing_settings_supplier_lead_days',
  '((supplier_lead_days >= 0) AND (supplier_lead_days <= 3650))',
)
@Check('ck_timing_settings_usage_window_days', '((usage_window_days >= 7) AND (usage_window_days <= 730))')
@Check('ck_timing_settings_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_timing_settings_organization_id',
})
@Unique('uq_timing_settings_organization_id', ['organization_id'])
@Entity({ name: 'timing_settings' })
export class TimingSettingsEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_timing_settings' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_timing_settings',
  })
  id: number;

  @Column({ type: 'integer', default: 7 })
  supplier_lead_days: number;

  @Column({ type: 'integer', default: 5 })
  shipping_lead_days: number;

  @Column({ type: 'integer', default: 1 })
  processing_lead_days: number;

  @Column({ type: 'integer', default: 2 })
  safety_buffer_days: number;

  @Column({ type: 'integer', default: 90 })
  usage_window_days: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
