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

/** Row of `inventory_alert_rules`. */
@Check('ck_inventory_alert_rules_discrepancy_percent', '(discrepancy_percent >= (0)::numeric)')
@Check('ck_inventory_alert_rules_discrepancy_quantity', '(discrepancy_quantity >= (0)::numeric)')
@Check('ck_inventory_alert_rules_expiring_days', '((expiring_days >= 0) AND (expiring_days <= 3650))')
@Check(
  'ck_inventory_alert_rules_material_type',
  '(((material_type_id IS NULL) = (unit IS NULL)) AND ((material_type_id IS NULL) OR (num_nonnulls(location_id, expiring_days, discrepancy_percent, discrepancy_quantity) = 0)))',
)
@Check('ck_inventory_alert_rules_maximum', '(maximum_quantity >= minimum_quantity)')
@Check('ck_inventory_alert_rules_maximum_quantity', '(maximum_quantity >= (0)::numeric)')
@Check('ck_inventory_alert_rules_minimum_quantity', '(minimum_quantity >= (0)::numeric)')
@Check('ck_inventory_alert_rules_notes', '(char_length(notes) <= 4000)')
@Check('ck_inventory_alert_rules_reorder_point', '(reorder_point >= (0)::numeric)')
@Check('ck_inventory_alert_rules_subject', '(num_nonnulls(product_id, material_type_id) = 1)')
@Check('ck_inventory_alert_rules_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@Check('ck_inventory_alert_rules_version', '(version >= 1)')
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_alert_rules_location_id',
  onDelete: 'CASCADE',
})
@ForeignKey('MaterialTypeEntity', ['organization_id', 'material_type_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_alert_rules_material_type_id',
  onDelete: 'CASCADE',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_alert_rules_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_alert_rules_product_id',
  onDelete: 'CASCADE',
})
@Unique('uq_inventory_alert_rules_subject', [
  'organization_id',
  'product_id',
  'location_id',
  'material_type_id',
])
@Index('ix_inventory_alert_rules_location_id', ['organization_id', 'location_id'])
@Index('ix_inventory_alert_rules_material_type_id', ['organization_id', 'material_type_id'])
@Entity({ name: 'inventory_alert_rules' })
export class InventoryAlertRuleEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_alert_rules' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_alert_rules',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  material_type_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  minimum_quantity: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  reorder_point: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  maximum_quantity: Decimal | null;

  @Column({ type: 'integer', nullable: true })
  expiring_days: number | null;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  discrepancy_percent: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  discrepancy_quantity: Decimal | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
