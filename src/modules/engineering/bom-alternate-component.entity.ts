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

/** Row of `bom_alternate_components`. */
@Check('ck_bom_alternate_components_effectivity', '(effective_to > effective_from)')
@Check('ck_bom_alternate_components_lead_time_days', '(lead_time_days >= 0)')
@Check('ck_bom_alternate_components_min_order_quantity', '(min_order_quantity >= (0)::numeric)')
@Check('ck_bom_alternate_components_notes', '(char_length(notes) <= 4000)')
@Check('ck_bom_alternate_components_preference_rank', '(preference_rank >= 1)')
@Check('ck_bom_alternate_components_quantity_required', '(quantity_required > (0)::numeric)')
@Check('ck_bom_alternate_components_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@Check('ck_bom_alternate_components_unit_cost', '(unit_cost >= (0)::numeric)')
@Check('ck_bom_alternate_components_version', '(version >= 1)')
@ForeignKey('ProductEntity', ['organization_id', 'alternate_item_id'], ['organization_id', 'id'], {
  name: 'fk_bom_alternate_components_alternate_item_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_bom_alternate_components_organization_id',
})
@ForeignKey('BomLineEntity', ['organization_id', 'primary_component_id'], ['organization_id', 'id'], {
  name: 'fk_bom_alternate_components_primary_component_id',
  onDelete: 'CASCADE',
})
@Unique('uq_bom_alternate_components_alternate_item_id', [
  'organization_id',
  'primary_component_id',
  'alternate_item_id',
])
@Index('idx_bom_alt_org_item', ['organization_id', 'alternate_item_id'])
@Index('idx_bom_alt_org_primary', ['organization_id', 'primary_component_id'])
@Index('idx_bom_alt_preference', ['organization_id', 'primary_component_id', 'preference_rank'])
@Index('uq_bom_alternate_components_preferred', ['organization_id', 'primary_component_id'], {
  unique: true,
  where: 'is_preferred',
})
@Entity({ name: 'bom_alternate_components' })
export class BomAlternateComponentEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_bom_alternate_components' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_bom_alternate_components',
  })
  id: number;

  /** The BOM line that it may stand in for. */
  @Column({ type: 'bigint' })
  primary_component_id: number;

  @Column({ type: 'bigint' })
  alternate_item_id: number;

  /** In place of the line's quantity, in `unit`. */
  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_required: Decimal;

  @Column({ type: 'text' })
  unit: string;

  /** Per stock unit, as it was when the row was written. Answers count with the prices of now. */
  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  unit_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  cost_difference: Decimal;

  @Column({ type: 'integer', default: 1 })
  preference_rank: number;

  @Column({ type: 'boolean', default: false })
  is_preferred: boolean;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  min_order_quantity: Decimal;

  @Column({ type: 'integer', default: 0 })
  lead_time_days: number;

  @Column({ type: 'date', nullable: true })
  effective_from: string | null;

  @Column({ type: 'date', nullable: true })
  effective_to: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
