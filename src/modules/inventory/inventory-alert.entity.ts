import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `inventory_alerts`. */
@Check(
  'ck_inventory_alerts_alert_type',
  `(alert_type = ANY (ARRAY['low_stock'::text, 'out_of_stock'::text, 'reorder'::text, 'shortage_for_mo'::text, 'expiring'::text, 'expired'::text, 'excess'::text, 'discrepancy'::text]))`,
)
@Check('ck_inventory_alerts_message', '((char_length(message) >= 1) AND (char_length(message) <= 4000))')
@Check('ck_inventory_alerts_occurrences', '(occurrences >= 1)')
@Check('ck_inventory_alerts_resolution_notes', '(char_length(resolution_notes) <= 4000)')
@Check('ck_inventory_alerts_resolved', '(is_active = (resolved_at IS NULL))')
@Check(
  'ck_inventory_alerts_severity',
  `(severity = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'critical'::text]))`,
)
@Check('ck_inventory_alerts_subject', '(num_nonnulls(product_id, material_type_id) = 1)')
@Check('ck_inventory_alerts_suggested_quantity', '(suggested_quantity >= (0)::numeric)')
@ForeignKey('UserEntity', ['organization_id', 'acknowledged_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_alerts_acknowledged_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_alerts_location_id',
  onDelete: 'CASCADE',
})
@ForeignKey('MaterialTypeEntity', ['organization_id', 'material_type_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_alerts_material_type_id',
  onDelete: 'CASCADE',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_alerts_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_alerts_product_id',
  onDelete: 'CASCADE',
})
@ForeignKey('UserEntity', ['organization_id', 'resolved_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_alerts_resolved_by',
})
@Index('ix_inventory_alerts_acknowledged_by', ['organization_id', 'acknowledged_by'])
@Index('ix_inventory_alerts_location_id', ['organization_id', 'location_id'])
@Index('ix_inventory_alerts_material_type_id', ['organization_id', 'material_type_id'])
@Index('ix_inventory_alerts_product_id', ['organization_id', 'product_id', 'last_seen_at'])
@Index('ix_inventory_alerts_resolved_at', ['organization_id', 'resolved_at'], { where: '(NOT is_active)' })
@Index('ix_inventory_alerts_resolved_by', ['organization_id', 'resolved_by'])
@Index(
  'uq_inventory_alerts_active',
  ['organization_id', 'product_id', 'location_id', 'material_type_id', 'alert_type'],
  { unique: true, where: 'is_active' },
)
@Entity({ name: 'inventory_alerts' })
export class InventoryAlertEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_alerts' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_alerts',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  material_type_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'text' })
  alert_type: string;

  @Column({ type: 'text' })
  severity: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  threshold_value: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  current_value: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  suggested_quantity: Decimal | null;

  @Column({ type: 'text' })
  message: string;

  @Column({ type: 'jsonb', default: {} })
  details: Record<string, unknown>;

  @Column({ type: 'integer', default: 1 })
  occurrences: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  last_seen_at: Date;

  @Column({ type: 'timestamptz', nullable: true })
  acknowledged_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  acknowledged_by: number | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  resolved_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  resolved_by: number | null;

  @Column({ type: 'text', nullable: true })
  resolution_notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
