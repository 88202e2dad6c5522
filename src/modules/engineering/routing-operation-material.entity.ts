import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `routing_operation_materials`. */
@Check('ck_routing_operation_materials_notes', '(char_length(notes) <= 10000)')
@Check('ck_routing_operation_materials_quantity', '(quantity >= (0)::numeric)')
@Check(
  'ck_routing_operation_materials_quantity_per',
  `(quantity_per = ANY (ARRAY['unit'::text, 'batch'::text, 'order'::text]))`,
)
@Check('ck_routing_operation_materials_scrap_factor', '(scrap_factor >= (0)::numeric)')
@Check('ck_routing_operation_materials_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@ForeignKey('ProductEntity', ['organization_id', 'component_id'], ['organization_id', 'id'], {
  name: 'fk_routing_operation_materials_component_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_routing_operation_materials_organization_id',
})
@ForeignKey(
  'RoutingOperationEntity',
  ['organization_id', 'routing_operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_routing_operation_materials_routing_operation_id', onDelete: 'CASCADE' },
)
@Index('ix_routing_operation_materials_component_id', ['organization_id', 'component_id'])
@Index('ix_routing_operation_materials_routing_operation_id', ['organization_id', 'routing_operation_id'])
@Entity({ name: 'routing_operation_materials' })
export class RoutingOperationMaterialEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_routing_operation_materials',
  })
  id: number;

  @Column({ type: 'bigint' })
  routing_operation_id: number;

  @Column({ type: 'bigint' })
  component_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'text', default: 'unit' })
  quantity_per: string;

  @Column({ type: 'text', default: 'EA' })
  unit: string;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  scrap_factor: Decimal;

  @Column({ type: 'boolean', default: false })
  is_cost_only: boolean;

  @Column({ type: 'boolean', default: false })
  is_optional: boolean;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_routing_operation_materials' })
  organization_id: number;
}
