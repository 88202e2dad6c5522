import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `inventory_alert_settings`. */
@Check('ck_inventory_alert_settings_cooldown_hours', '((cooldown_hours >= 0) AND (cooldown_hours <= 8760))')
@Check('ck_inventory_alert_settings_discrepancy_percent', '(discrepancy_percent >= (0)::numeric)')
@Check('ck_inventory_alert_settings_expiring_days', '((expiring_days >= 0) AND (expiring_days <= 3650))')
@Check('ck_inventory_alert_settings_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_alert_settings_organization_id',
})
@Unique('uq_inventory_alert_settings_organization_id', ['organization_id'])
@Entity({ name: 'inventory_alert_settings' })
export class InventoryAlertSettingsEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_alert_settings' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_alert_settings',
  })
  id: number;

  @Column({ type: 'integer', default: 24 })
  cooldown_hours: number;

  @Column({ type: 'integer', default: 30 })
  expiring_days: number;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 10 })
  discrepancy_percent: Decimal;

  @Column({ type: 'timestamptz', nullable: true })
  touched_through: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  evaluated_at: Date | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
